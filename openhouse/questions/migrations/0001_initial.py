import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0005_enrollments_swap_days"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuestionRules",
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
                ("days", models.PositiveSmallIntegerField(default=3)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district_id",), name="questionrules_once_a_district"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 30)),
                        name="questionrules_days_within_a_month",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("asked_by_name", models.CharField(max_length=250)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("score", "A score"),
                            ("mark", "A posted mark"),
                            ("attendance", "A day of attendance"),
                        ],
                        max_length=10,
                    ),
                ),
                ("about_id", models.BigIntegerField(blank=True, null=True)),
                ("on", models.DateField(blank=True, null=True)),
                ("label", models.CharField(max_length=300)),
                ("stood", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("text", models.CharField(max_length=2000)),
                ("asked_at", models.DateTimeField()),
                (
                    "written_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for an answer"),
                            ("answered", "Answered"),
                            ("closed", "Taken back"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                (
                    "answer",
                    models.CharField(blank=True, db_default="", default="", max_length=2000),
                ),
                (
                    "answered_by_name",
                    models.CharField(blank=True, db_default="", default="", max_length=250),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("correction_id", models.BigIntegerField(blank=True, null=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
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
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.term",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "student"], name="question_of_person"),
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["due_on"],
                        name="question_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_id", ""), _negated=True),
                        fields=("district_id", "source_id"),
                        name="question_source_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("student", "person", "kind", "section", "about_id", "term", "on"),
                        name="question_open_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="question_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "attendance"), ("on__isnull", False)),
                            models.Q(
                                ("about_id__isnull", False),
                                ("kind__in", ["score", "mark"]),
                                ("section__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="question_names_what_it_is_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("state", "answered"),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answer", ""),
                                ("answered_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="question_is_answered_in_words",
                    ),
                ],
            },
        ),
    ]
