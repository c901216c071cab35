import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="District",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("state", models.CharField(max_length=2)),
                ("city", models.CharField(blank=True, db_default="", default="", max_length=100)),
                ("hue", models.PositiveSmallIntegerField(db_default=195, default=195)),
                (
                    "time_zone",
                    models.CharField(
                        db_default="America/Chicago", default="America/Chicago", max_length=60
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), db_default=[], default=list
                    ),
                ),
                (
                    "help_email",
                    models.EmailField(blank=True, db_default="", default="", max_length=254),
                ),
                (
                    "help_phone",
                    models.CharField(blank=True, db_default="", default="", max_length=40),
                ),
                ("grading_only_notice", models.TextField(blank=True, db_default="", default="")),
                (
                    "adult_students_are_dependents",
                    models.BooleanField(db_default=False, default=False),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hue__lt", 360)), name="district_hue_is_an_angle"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="School",
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
                ("name", models.CharField(max_length=200)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("elementary", "Elementary school"),
                            ("middle", "Middle school"),
                            ("high", "High school"),
                            ("other", "School"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                ("number", models.CharField(blank=True, db_default="", default="", max_length=60)),
                ("phone", models.CharField(blank=True, db_default="", default="", max_length=40)),
                ("portal_open", models.BooleanField(db_default=True, default=True)),
                ("shows_in_progress_marks", models.BooleanField(db_default=True, default=True)),
                ("shows_assignments", models.BooleanField(db_default=True, default=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="school_source_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BellSchedule",
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
                ("name", models.CharField(max_length=100)),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bell_schedules",
                        to="districts.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SchoolYear",
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
                ("ends_in", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="districts.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Day",
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
                ("instructional", models.BooleanField(db_default=True, default=True)),
                ("note", models.CharField(blank=True, db_default="", default="", max_length=200)),
                (
                    "bell_schedule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to="districts.bellschedule",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="districts.schoolyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Term",
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
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("year", "Year"),
                            ("semester", "Semester"),
                            ("trimester", "Trimester"),
                            ("quarter", "Quarter"),
                            ("grading period", "Grading period"),
                        ],
                        max_length=16,
                    ),
                ),
                ("sequence", models.PositiveSmallIntegerField(db_default=0, default=0)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("visible", models.BooleanField(db_default=True, default=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="districts.term",
                    ),
                ),
                (
                    "school_year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="terms",
                        to="districts.schoolyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Period",
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
                ("name", models.CharField(max_length=60)),
                ("sequence", models.PositiveSmallIntegerField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("ends_at", models.TimeField(blank=True, null=True)),
                ("instructional", models.BooleanField(db_default=True, default=True)),
                (
                    "bell_schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="periods",
                        to="districts.bellschedule",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="period_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("bell_schedule", "name"), name="period_name_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at__isnull", True), ("starts_at__isnull", True)),
                            ("starts_at__lt", models.F("ends_at")),
                            _connector="OR",
                        ),
                        name="period_starts_before_it_ends",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="bellschedule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="bellschedule_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="bellschedule",
            constraint=models.UniqueConstraint(
                fields=("school", "name"), name="bellschedule_name_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolyear",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="schoolyear_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolyear",
            constraint=models.UniqueConstraint(
                fields=("school", "ends_in"), name="schoolyear_once_a_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="schoolyear",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lt", models.F("ends_on"))),
                name="schoolyear_starts_before_it_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="day",
            constraint=models.UniqueConstraint(
                fields=("school_year", "on"), name="day_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("district_id", "source_id"),
                name="term_source_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                name="term_starts_before_it_ends",
            ),
        ),
    ]
