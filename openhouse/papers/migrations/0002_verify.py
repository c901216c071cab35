"""What a code proves. The file under ``sql/`` always has its newest text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [
        migrations.RunSQL(
            [
                # its newest text knows columns that come later
                "SET LOCAL check_function_bodies = off",
                (SQL / "verify.sql").read_text(encoding="utf-8"),
                # PDFs are compressed already: kept beside their rows as they are.
                "ALTER TABLE papers_paper ALTER COLUMN content SET STORAGE EXTERNAL",
            ],
            "DROP FUNCTION openhouse_verify",
        )
    ]
