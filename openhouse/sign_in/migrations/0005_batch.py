import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import openhouse.common.models


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0003_slug_is_not_the_servers"),
        ("people", "0004_left_on"),
        ("sign_in", "0004_second_step_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountrules",
            name="first_password",
            field=models.CharField(
                choices=[
                    ("words", "Three easy words and two digits"),
                    ("signs", "Twelve letters and digits"),
                ],
                db_default="words",
                default="words",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="guardians_in_batch",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="help_text",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="sign_in_text",
            field=models.TextField(blank=True, db_default="", default=""),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="student_accounts",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.AddField(
            model_name="accountrules",
            name="username_pattern",
            field=models.CharField(
                db_default="{given}.{family}", default="{given}.{family}", max_length=60
            ),
        ),
        migrations.CreateModel(
            name="AccountRun",
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
                ("begun_at", models.DateTimeField(auto_now_add=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Stopped by a fault"),
                        ],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("report", models.JSONField(default=dict)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="districts.school",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
