"""The reading of Today's work. ``sql/today_work.sql`` always has its newest text."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "today_work.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("grades", "0003_books")]
    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION openhouse_today_work(bigint[], date, date, int)"),
    ]
