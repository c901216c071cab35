import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("courses", "0001_initial"),
        ("districts", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AttendanceCode",
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
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=100)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("absent", "Absent"),
                            ("tardy", "Late"),
                            ("early release", "Left early"),
                            ("present", "Present"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "excuse",
                    models.CharField(
                        choices=[
                            ("excused", "Excused"),
                            ("unexcused", "Unexcused"),
                            ("exempt", "School activity"),
                            ("unknown", "Not yet explained"),
                        ],
                        max_length=9,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="attendancecode_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("district_id", "code"), name="attendancecode_unique"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AttendanceMark",
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
                ("on", models.DateField()),
                (
                    "taken_by",
                    models.CharField(
                        choices=[("teacher", "Teacher"), ("office", "Office")],
                        default="office",
                        max_length=7,
                    ),
                ),
                ("arrived_at", models.TimeField(blank=True, null=True)),
                ("left_at", models.TimeField(blank=True, null=True)),
                (
                    "comment",
                    models.CharField(blank=True, db_default="", default="", max_length=300),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attendance.attendancecode",
                    ),
                ),
                (
                    "period",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.period",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="attendancemark_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("student", "on", "section", "period", "taken_by"),
                        name="attendancemark_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("arrived_at__isnull", True),
                            ("left_at__isnull", True),
                            ("arrived_at__lte", models.F("left_at")),
                            _connector="OR",
                        ),
                        name="attendancemark_arrives_before_leaving",
                    ),
                ],
            },
        ),
    ]
