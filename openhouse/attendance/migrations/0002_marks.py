"""The reading of marks. ``sql/attendance_marks.sql`` always has its newest text."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "attendance_marks.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("attendance", "0001_initial"), ("courses", "0001_initial")]
    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION openhouse_attendance_marks(bigint[], date, date)"),
    ]
