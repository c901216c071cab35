"""The readings of attendance. The files under ``sql/`` always have their newest text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
FUNCTIONS = {
    "attendance_marks": "openhouse_attendance_marks(bigint[], date, date)",
    "attendance_calendar": "openhouse_attendance_calendar(bigint[], date, date, date)",
}


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial"), ("courses", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / f"{name}.sql").read_text(encoding="utf-8"), f"DROP FUNCTION {signature}"
        )
        for name, signature in FUNCTIONS.items()
    ]
