import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("people", "0007_transport_posts"),
        ("school_messages", "0013_a_thread_moves_whole"),
    ]

    operations = [
        migrations.CreateModel(
            name="RuleCrossing",
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
                ("crossed_on", models.DateField()),
                ("cleared_on", models.DateField(blank=True, null=True)),
                ("facts", models.JSONField(default=dict)),
                ("told", models.BooleanField(default=True)),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="event_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="rule",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="school_messages.attendancerule",
            ),
        ),
        migrations.CreateModel(
            name="EventRule",
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
                ("name", models.CharField(max_length=100)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("absences", "Days of absence"),
                            ("missing", "Pieces of missing work"),
                            ("mark", "A course’s mark so far is low"),
                            ("posted", "A mark was posted that is low"),
                        ],
                        max_length=8,
                    ),
                ),
                ("least", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "during",
                    models.CharField(
                        choices=[
                            ("term", "In this term"),
                            ("year", "In this school year"),
                            ("month", "In the last 30 days"),
                        ],
                        default="term",
                        max_length=5,
                    ),
                ),
                ("unexcused", models.BooleanField(default=False)),
                ("by_class", models.BooleanField(default=False)),
                (
                    "below",
                    models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True),
                ),
                (
                    "letters",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list
                    ),
                ),
                (
                    "grades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list
                    ),
                ),
                (
                    "tells",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("guardians", "The guardians"),
                                ("student", "The student"),
                                ("counselor", "The school’s counselors"),
                                ("office", "The school’s office"),
                                ("teacher", "The teacher of the class"),
                            ],
                            max_length=9,
                        )
                    ),
                ),
                (
                    "often",
                    models.CharField(
                        choices=[
                            ("term", "Once a term for each student"),
                            ("anew", "Each time that it comes about anew"),
                        ],
                        default="term",
                        max_length=4,
                    ),
                ),
                ("those_already", models.BooleanField(default=False)),
                ("added", models.JSONField(default=dict)),
                ("at", models.TimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("off", "Turned off"), ("on", "Turned on"), ("ended", "Ended")],
                        default="off",
                        max_length=5,
                    ),
                ),
                ("began_on", models.DateField(blank=True, null=True)),
                ("ran_on", models.DateField(blank=True, null=True)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("written_by_name", models.CharField(max_length=250)),
                ("written_at", models.DateTimeField()),
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
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="event",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="school_messages.eventrule",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("event", "event_on", "students_too"), name="message_of_an_event_once"
            ),
        ),
        migrations.AddField(
            model_name="rulecrossing",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="crossings",
                to="school_messages.eventrule",
            ),
        ),
        migrations.AddField(
            model_name="rulecrossing",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="courses.section",
            ),
        ),
        migrations.AddField(
            model_name="rulecrossing",
            name="student",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.student"
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("least", None), ("what__in", ("mark", "posted"))),
                    models.Q(
                        ("least__gte", 1),
                        ("least__lte", 200),
                        ("what__in", ("absences", "missing")),
                    ),
                    _connector="OR",
                ),
                name="eventrule_counts_what_is_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("below", None), ("letters", []), ("what__in", ("absences", "missing"))
                    ),
                    models.Q(
                        ("what__in", ("mark", "posted")),
                        models.Q(
                            models.Q(("below__gt", 0), ("below__lte", 100)),
                            models.Q(("below", None), models.Q(("letters", []), _negated=True)),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="eventrule_says_what_is_low",
            ),
        ),
        migrations.AddConstraint(
            model_name="eventrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("tells", []), _negated=True), name="eventrule_tells_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="rulecrossing",
            constraint=models.UniqueConstraint(
                fields=("rule", "student", "section", "crossed_on"),
                name="rulecrossing_once_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="rulecrossing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cleared_on", None)),
                fields=("rule", "student", "section"),
                name="rulecrossing_stands_once",
                nulls_distinct=False,
            ),
        ),
    ]
