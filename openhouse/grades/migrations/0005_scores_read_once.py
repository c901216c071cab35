"""The check of scores reads the new rows once. ``sql/`` always has its newest text."""

from pathlib import Path

from django.db import migrations

FILE = Path(__file__).parent.parent / "sql" / "scores_have_students.sql"


class Migration(migrations.Migration):
    dependencies = [("grades", "0004_today_work")]
    operations = [
        # whoever goes back to the first text has a slower check of the same
        migrations.RunSQL(FILE.read_text(encoding="utf-8"), migrations.RunSQL.noop),
    ]
