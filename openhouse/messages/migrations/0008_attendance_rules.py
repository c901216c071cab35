import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0003_placements_swap_days"),
        ("districts", "0006_app_is_the_servers"),
        ("people", "0006_chosen_language"),
        ("school_messages", "0007_whole_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="about_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="AttendanceRule",
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
                    "statuses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=13)
                    ),
                ),
                (
                    "excuses",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=9)
                    ),
                ),
                ("least", models.PositiveSmallIntegerField(default=1)),
                (
                    "grades",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), db_default=[], default=list
                    ),
                ),
                ("reads", models.CharField(blank=True, db_default="", default="", max_length=10)),
                ("language", models.CharField(max_length=10)),
                ("said", models.JSONField(default=dict)),
                ("at", models.TimeField()),
                ("on", models.BooleanField(default=True)),
                ("ran_on", models.DateField(blank=True, null=True)),
                ("written_by_name", models.CharField(max_length=250)),
                ("written_at", models.DateTimeField()),
                (
                    "school",
                    models.ForeignKey(
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
            name="rule",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="school_messages.attendancerule",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("about_on", None), _negated=True),
                fields=["about_on"],
                name="message_of_absences",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("rule", "about_on"), name="message_of_a_rule_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendancerule",
            constraint=models.CheckConstraint(
                condition=models.Q(("least__gte", 1), ("least__lte", 20)),
                name="attendancerule_asks_for_periods",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendancerule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("statuses", []), _negated=True),
                    models.Q(("excuses", []), _negated=True),
                ),
                name="attendancerule_asks_for_marks",
            ),
        ),
    ]
