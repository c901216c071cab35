import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("attendance", "0002_marks"),
        ("courses", "0002_homeroom"),
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0004_left_on"),
    ]

    operations = [
        migrations.CreateModel(
            name="AbsenceFile",
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
                ("name", models.CharField(max_length=150)),
                ("kind", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AbsenceReason",
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
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=100)),
                ("position", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("needs_file", models.BooleanField(db_default=False, default=False)),
                ("active", models.BooleanField(db_default=True, default=True)),
                (
                    "excuse",
                    models.CharField(
                        choices=[
                            ("excused", "Excused"),
                            ("unexcused", "Unexcused"),
                            ("exempt", "School activity"),
                        ],
                        default="excused",
                        max_length=9,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id", "code"), name="absencereason_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceRules",
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
                    "closes",
                    models.CharField(
                        choices=[
                            ("class", "Some minutes after the class has ended"),
                            ("day", "Until the end of that day"),
                        ],
                        default="day",
                        max_length=5,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(default=15)),
                (
                    "whole_day",
                    models.CharField(
                        choices=[("periods", "Classes missed"), ("minutes", "Minutes missed")],
                        default="periods",
                        max_length=7,
                    ),
                ),
                ("share", models.PositiveSmallIntegerField(default=50)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="attendancerules_once_a_district"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 1), ("share__lte", 100)),
                        name="attendancerules_share_is_a_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__lte", 600)),
                        name="attendancerules_minutes_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AbsenceNote",
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
                    "source_id",
                    models.CharField(blank=True, db_default="", default="", max_length=400),
                ),
                ("request", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("days", "Away the whole day"),
                            ("late", "Comes late"),
                            ("early", "Leaves early"),
                        ],
                        max_length=5,
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("at", models.TimeField(blank=True, null=True)),
                (
                    "comment",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("refused", "Not approved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("filed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("answer", models.CharField(blank=True, db_default="", default="", max_length=300)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.absencefile",
                    ),
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
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.absencereason",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["student", "first_on"], name="absencenote_of_student"),
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["filed_at"],
                        name="absencenote_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="absencenote_source_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_on__lte", models.F("last_on"))),
                        name="absencenote_starts_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("kind", "days")),
                            models.Q(
                                models.Q(("kind", "days"), _negated=True),
                                ("at__isnull", False),
                                ("first_on", models.F("last_on")),
                            ),
                            _connector="OR",
                        ),
                        name="absencenote_time_only_within_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="absencenote_refused_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Roll",
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
                ("on", models.DateField()),
                ("taken_by_name", models.CharField(max_length=250)),
                ("taken_at", models.DateTimeField()),
                (
                    "corrected_by_name",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                ("corrected_at", models.DateTimeField(blank=True, null=True)),
                (
                    "corrected_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.period",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="courses.section",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["on", "section"], name="roll_of_a_day")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("section", "on", "period"), name="roll_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                    "source_id",
                    models.CharField(blank=True, db_default="", default="", max_length=400),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="courses.section",
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
                    models.UniqueConstraint(fields=("section", "student"), name="seat_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="UsualAbsence",
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
                ("as_of", models.DateField()),
                ("students", models.PositiveIntegerField()),
                ("days", models.DecimalField(decimal_places=1, max_digits=5)),
                (
                    "school",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("students__gte", 10)),
                        name="usualabsence_of_ten_and_more",
                    )
                ],
            },
        ),
    ]
