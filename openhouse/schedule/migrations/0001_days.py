"""The readings of days. The files under ``sql/`` always have their newest text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
FUNCTIONS = {
    "school_days": "openhouse_school_days(bigint[], date[])",
    "schedule_days": "openhouse_schedule_days(bigint[], date[])",
    "next_school_day": "openhouse_next_school_day(bigint[], date)",
    "classes_apart": "openhouse_classes_apart(bigint[], date)",
}


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / f"{name}.sql").read_text(encoding="utf-8"), f"DROP FUNCTION {signature}"
        )
        for name, signature in FUNCTIONS.items()
    ]
