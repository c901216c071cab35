"""A thread whose student's two records become one takes its posts and readers along."""

from django.db import migrations

_AGAIN = (
    "ALTER TABLE school_messages_{table} DROP CONSTRAINT {table}_of_the_student;"
    "ALTER TABLE school_messages_{table} ADD CONSTRAINT {table}_of_the_student"
    " FOREIGN KEY (thread_id, student_id) REFERENCES school_messages_thread (id, student_id)"
    " ON DELETE CASCADE{more};"
)


def _each(more: str) -> str:
    return "".join(_AGAIN.format(table=table, more=more) for table in ("post", "threadreader"))


class Migration(migrations.Migration):
    dependencies = [("school_messages", "0012_one_homes_threads")]
    operations = [migrations.RunSQL(_each(" ON UPDATE CASCADE"), _each(""))]
