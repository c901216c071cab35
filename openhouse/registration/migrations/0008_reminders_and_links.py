from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import openhouse.common.models

SQL = Path(__file__).parent.parent / "sql"
#: A link that was made before goes on for a while, and no longer.
OLD_LINKS = """
UPDATE registration_applicationkey SET ends_on = greatest(made_at::date, CURRENT_DATE) + 60
WHERE ends_on IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_transport_posts"),
        ("registration", "0007_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="applicationkey",
            name="ends_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="registrationwindow",
            name="remind_before",
            field=models.PositiveSmallIntegerField(blank=True, db_default=5, default=5, null=True),
        ),
        migrations.AddField(
            model_name="registrationwindow",
            name="remind_every",
            field=models.PositiveSmallIntegerField(blank=True, db_default=7, default=7, null=True),
        ),
        migrations.CreateModel(
            name="Reminder",
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
                    "of",
                    models.CharField(
                        choices=[
                            ("papers", "What the school still needs"),
                            ("draft", "The last day is near"),
                            ("consent", "Consents"),
                        ],
                        max_length=7,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="registration.application",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "of", "number", "person"),
                        name="reminder_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.RunSQL(OLD_LINKS, migrations.RunSQL.noop),
        migrations.RunSQL(
            (SQL / "enter_application.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
    ]
