"""The statement that opens a request. ``sql/enter.sql`` always has its newest text."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "sql" / "enter.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_initial"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL, "DROP FUNCTION openhouse_enter(text, bigint, text, date, bigint, timestamptz)"
        ),
    ]
