"""What was published and what was answered stays, and is read by who teaches or keeps it today."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from tests.access.test_wall import changed, step_in
from tests.cast import Cast, in_all

pytestmark = pytest.mark.django_db
STAFF = (("clerk", "office"), ("admin", "office"), ("admin", "staff"), ("teacher", "staff"))
TABLES = ("documents_publishededition", "documents_publishedreceipt")


def many(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        found: Any = cursor.fetchone()
    return int(found[0])


@pytest.mark.parametrize(("name", "hat"), [*STAFF, ("mother", "family"), ("father", "family")])
def test_nobody_rewrites_or_deletes_a_file_or_a_final_answer(
    name: str, hat: str, north: Cast
) -> None:
    step_in(north, name, hat)
    for table in TABLES:
        assert many(table), table
        final = "state IN ('read', 'signed')" if table.endswith("receipt") else "true"
        for column in ("sha256", "source_id" if table.endswith("receipt") else "name"):
            assert changed(f"UPDATE {table} SET {column} = 'x' WHERE {final}") == 0, table
        assert changed(f"DELETE FROM {table}") == 0, table


@pytest.mark.parametrize(("name", "hat"), STAFF)
def test_no_member_of_the_staff_answers_for_a_family(name: str, hat: str, north: Cast) -> None:
    doc, file = north.rows["doc_class"], north.rows["doc_class_file"].pk
    step_in(north, name, hat)
    row = (
        "INSERT INTO documents_publishedreceipt (student_id, published_id, edition_id, school_id,"
        " section_id, person_id, person_name, state, done_at, source_id)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'A', 'read', now(), '')"
    )
    whom = (north.ben.id, doc.pk, file, doc.school_id, doc.section_id, north.persons[name].id)
    with pytest.raises(Error, match="row-level"), transaction.atomic():
        connection.cursor().execute(row, whom)


#: What of hers ended yesterday.
OVER = (
    ("teacher", "staff", "UPDATE courses_sectionteacher SET ends_on = '2026-10-05'"),
    ("teacher", "staff", "UPDATE people_staffpost SET ends_on = '2026-10-05'"),
    ("clerk", "office", "UPDATE people_staffpost SET ends_on = '2026-10-05'"),
)


@pytest.mark.parametrize(("name", "hat", "ending"), OVER)
def test_who_taught_or_kept_it_until_yesterday_reads_nothing(
    name: str, hat: str, ending: str, north: Cast
) -> None:
    tables = ("documents_publishedfile", *TABLES, "questions_question")
    step_in(north, name, hat)
    assert all(many(table) for table in tables[:3])
    with in_all(north):
        changed(f"{ending} WHERE person_id = %s", north.persons[name].id)
    # as under a door that stood open still: the students and the hat of the day before
    step_in(north, name, hat)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('openhouse.hat', %s, true),"
            " set_config('openhouse.person', %s, true),"
            " set_config('openhouse.students', %s, true)",
            [hat, str(north.persons[name].id), f"{north.ben.id},{north.cai.id}"],
        )
    assert {table: many(table) for table in tables} == dict.fromkeys(tables, 0)
