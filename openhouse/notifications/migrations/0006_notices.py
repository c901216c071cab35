import datetime as dt

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_next_try"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.CreateModel(
            name="HeardUpTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                ("snapshot", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="heardupto_once_a_district"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                ("earliest", models.TimeField(default=dt.time(7, 0))),
                ("latest", models.TimeField(default=dt.time(21, 0))),
                ("hold_from", models.TimeField(blank=True, default=dt.time(8, 0), null=True)),
                (
                    "hold_until",
                    models.TimeField(blank=True, default=dt.time(15, 0), null=True),
                ),
                ("head_start", models.PositiveSmallIntegerField(default=2)),
                ("fold", models.PositiveSmallIntegerField(default=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="noticerules_once_a_district"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("earliest__lt", models.F("latest"))),
                        name="noticerules_day_has_hours",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("head_start__lte", 48)), name="noticerules_head_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fold__lte", 60)), name="noticerules_fold"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeTimes",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.person",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        choices=[
                            ("at once", "At once"),
                            ("daily", "Once a day"),
                            ("weekly", "Once a week"),
                            ("never", "Not at all"),
                        ],
                        default="daily",
                        max_length=7,
                    ),
                ),
                ("hour", models.TimeField(default=dt.time(17, 0))),
                ("weekday", models.PositiveSmallIntegerField(default=4)),
                (
                    "quiet_from",
                    models.TimeField(blank=True, default=dt.time(20, 0), null=True),
                ),
                (
                    "quiet_until",
                    models.TimeField(blank=True, default=dt.time(7, 0), null=True),
                ),
                (
                    "below",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                ("safe", models.BooleanField(default=False)),
                ("weekly_word", models.BooleanField(default=True)),
                ("word_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__lte", 6)), name="noticetimes_weekday"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("below", None),
                            models.Q(("below__gt", 0), ("below__lte", 100)),
                            _connector="OR",
                        ),
                        name="noticetimes_below_is_a_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attendance", "Attendance"),
                            ("score", "Scores"),
                            ("mark", "Marks in progress"),
                            ("posted", "Posted marks"),
                            ("assignment", "Assignments"),
                            ("document", "Documents"),
                            ("message", "Messages"),
                            ("registration", "Classes and registration"),
                        ],
                        max_length=12,
                    ),
                ),
                ("matter", models.CharField(max_length=80)),
                (
                    "made_of",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField()),
                ),
                ("at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "Waits for its hour"),
                            ("out", "Went out"),
                            ("none", "Nothing to tell"),
                        ],
                        default="held",
                        max_length=4,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["district_id", "due_at"],
                        name="notice_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held")),
                        fields=("person", "student", "matter"),
                        name="notice_waits_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("attendance", "Attendance"),
                            ("score", "Scores"),
                            ("mark", "Marks in progress"),
                            ("posted", "Posted marks"),
                            ("assignment", "Assignments"),
                            ("document", "Documents"),
                            ("message", "Messages"),
                            ("registration", "Classes and registration"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=5), blank=True, default=list
                    ),
                ),
                (
                    "below",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "student",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.student",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "student", "kind"), name="noticechoice_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("below", None),
                            models.Q(("below__gt", 0), ("below__lte", 100)),
                            _connector="OR",
                        ),
                        name="noticechoice_below_is_a_percent",
                    ),
                ],
            },
        ),
    ]
