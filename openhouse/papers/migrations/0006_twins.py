"""A report card in each language that is read at home."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("districts", "0006_app_is_the_servers"),
        ("papers", "0005_opened"),
        ("people", "0006_chosen_language"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="paper",
            name="paper_once_a_release",
        ),
        migrations.RemoveConstraint(
            model_name="paper",
            name="paper_edition_corrects_one",
        ),
        migrations.AddField(
            model_name="paper",
            name="is_twin",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_twin", False), ("release__isnull", False)),
                fields=("release", "student", "edition"),
                name="paper_once_a_release",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("release__isnull", False)),
                fields=("release", "student", "edition", "language"),
                name="paper_once_a_language",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects__isnull", True), ("is_twin", True)),
                    models.Q(("corrects__isnull", True), ("edition", 1)),
                    models.Q(("corrects__isnull", False), ("edition__gt", 1)),
                    _connector="OR",
                ),
                name="paper_edition_corrects_one",
            ),
        ),
        migrations.RunSQL(
            [
                # its newest text knows columns that come later
                "SET LOCAL check_function_bodies = off",
                (SQL / "verify.sql").read_text(encoding="utf-8"),
            ],
            migrations.RunSQL.noop,
        ),
    ]
