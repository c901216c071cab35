import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0003_slug_is_not_the_servers"),
        ("grades", "0012_notes_and_files"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditArea",
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
                ("sequence", models.PositiveSmallIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="creditarea_source_unique",
                    ),
                    models.UniqueConstraint(
                        fields=("district_id", "name"), name="creditarea_name_unique"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TranscriptRules",
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
                ("values", models.JSONField(default=list)),
                ("passes", models.JSONField(default=list)),
                ("honors_adds", models.DecimalField(decimal_places=3, default="0.5", max_digits=4)),
                ("college_adds", models.DecimalField(decimal_places=3, default=1, max_digits=4)),
                ("shows_average", models.BooleanField(default=True)),
                ("shows_weighted", models.BooleanField(default=True)),
                ("shows_rank", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="transcriptrules_once_a_district"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AcademicRecord",
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
                (
                    "term_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "credits_attempted",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
                ),
                (
                    "credits_earned",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
                ),
                (
                    "average",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=6, null=True),
                ),
                (
                    "weighted_average",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=6, null=True),
                ),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                ("rank_of", models.PositiveIntegerField(blank=True, null=True)),
                ("ranked_on", models.DateField(blank=True, null=True)),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.school",
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
                        name="academicrecord_source_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", "")),
                        fields=("student", "ends_in", "term_name", "school"),
                        name="academicrecord_saved_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rank__isnull", True),
                            models.Q(("rank__gte", 1), ("rank_of__gte", models.F("rank"))),
                            _connector="OR",
                        ),
                        name="academicrecord_rank_within_its_class",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseCredit",
            fields=[
                (
                    "district_id",
                    models.BigIntegerField(
                        db_default=openhouse.common.models.CurrentDistrict(), editable=False
                    ),
                ),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="credit",
                        serialize=False,
                        to="courses.course",
                    ),
                ),
                ("credits", models.DecimalField(decimal_places=3, max_digits=7)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("regular", "Regular"),
                            ("honors", "Honors"),
                            ("college", "College level (AP, IB, dual credit)"),
                        ],
                        db_default="regular",
                        default="regular",
                        max_length=8,
                    ),
                ),
                ("counts", models.BooleanField(db_default=True, default=True)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documents.creditarea",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("credits__gte", 0)), name="coursecredit_not_negative"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditNeed",
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
                ("class_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("credits", models.DecimalField(decimal_places=3, max_digits=7)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="documents.creditarea",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "school", "class_from"),
                        name="creditneed_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credits__gte", 0)), name="creditneed_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TranscriptLine",
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
                (
                    "term_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "grade_level",
                    models.CharField(blank=True, db_default="", default="", max_length=20),
                ),
                (
                    "school_name",
                    models.CharField(blank=True, db_default="", default="", max_length=200),
                ),
                (
                    "course_number",
                    models.CharField(blank=True, db_default="", default="", max_length=60),
                ),
                ("course_name", models.CharField(max_length=200)),
                ("mark", models.CharField(blank=True, db_default="", default="", max_length=20)),
                (
                    "percent",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
                ),
                (
                    "credits_attempted",
                    models.DecimalField(decimal_places=3, default=0, max_digits=7),
                ),
                ("credits_earned", models.DecimalField(decimal_places=3, default=0, max_digits=7)),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True),
                ),
                (
                    "weighted_value",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True),
                ),
                (
                    "weight",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
                ),
                (
                    "most",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=5, null=True),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("regular", "Regular"),
                            ("honors", "Honors"),
                            ("college", "College level (AP, IB, dual credit)"),
                        ],
                        db_default="regular",
                        default="regular",
                        max_length=8,
                    ),
                ),
                ("counts", models.BooleanField(db_default=True, default=True)),
                ("transfer", models.BooleanField(db_default=False, default=False)),
                ("suppressed", models.BooleanField(db_default=False, default=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("posted", "Posted from marks"),
                            ("imported", "From another system"),
                            ("by hand", "Entered by hand"),
                        ],
                        db_default="imported",
                        default="imported",
                        max_length=8,
                    ),
                ),
                ("posted_at", models.DateTimeField(blank=True, null=True)),
                ("left_mark", models.CharField(blank=True, max_length=20, null=True)),
                (
                    "left_percent",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documents.creditarea",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="courses.course",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
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
                (
                    "task",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="grades.gradingtask",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="districts.term",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["student", "ends_in"], name="transcriptline_of_student")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="transcriptline_source_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("section__isnull", False)),
                        fields=("student", "section", "term", "task"),
                        name="transcriptline_posted_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("credits_attempted__gte", 0), ("credits_earned__gte", 0)
                        ),
                        name="transcriptline_credits_not_negative",
                    ),
                ],
            },
        ),
    ]
