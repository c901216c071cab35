"""The readings of gradebooks. The files under ``sql/`` always have their newest text."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent.parent / "sql"
FUNCTIONS = {
    "school_terms": "openhouse_school_terms(bigint, bigint, date)",
    "course_books": "openhouse_course_books(bigint, bigint, daterange, date)",
    "course_work": ("openhouse_course_work(bigint, bigint[], bigint[], bigint[], daterange, date)"),
    "student_work": "openhouse_student_work(bigint, date, date, date)",
}


class Migration(migrations.Migration):
    dependencies = [("grades", "0002_scores_name_real_rows")]
    operations = [
        migrations.RunSQL(
            (SQL / f"{name}.sql").read_text(encoding="utf-8"), f"DROP FUNCTION {signature}"
        )
        for name, signature in FUNCTIONS.items()
    ]
