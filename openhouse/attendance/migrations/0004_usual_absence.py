"""What is usually missed. The file under ``sql/`` always has its newest text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("attendance", "0003_rolls_and_notes"), ("courses", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "usual_absence.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION openhouse_usual_absence",
        )
    ]
