"""What was published and what was answered stays, and is read by who teaches or keeps it today."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from openhouse.access.viewer import System
from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from tests.access.test_wall import changed, read, step_in
from tests.cast import SEES, Cast, in_all
from tests.cast_documents import DIGEST

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


def shown_by_the_pages(cast: Cast, name: str) -> tuple[set[int], set[int]]:
    """The documents that the list of *name*'s children names, and those that open."""
    mine = [cast.persons[key].id for key in SEES.get(name, ())]
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute("SELECT (file).id FROM openhouse_published_to(%s, '2026-10-06')", [mine])
        opens = {number for (number,) in cursor.fetchall()}
        cursor.execute(
            "SELECT (file).id FROM openhouse_published_to(%s, '2026-10-06', true)"
            " WHERE (file).withdrawn_at::date >= (file).visible_from", [mine]
        )  # fmt: skip
        return opens | {number for (number,) in cursor.fetchall()}, opens


#: What a clerk does to documents that families see, or do not see yet.
HIDDEN = (
    "visible_from = '2026-10-07'",
    "visible_until = '2026-10-05'",
    "withdrawn_at = '2026-10-05T12:00Z', withdrawn_because = 'wrong'",
    "withdrawn_at = '2026-08-01T12:00Z'",
)


@pytest.mark.parametrize("change", ["visible_from = visible_from", *HIDDEN])
@pytest.mark.parametrize("name", ["mother", "ben", "father", "grandmother", "barred"])
def test_the_wall_shows_a_family_the_documents_that_its_list_names_and_the_files_that_open(
    name: str, change: str, north: Cast
) -> None:
    with in_all(north):
        most = "withdrawn_at IS NULL AND visible_from < '2026-10-06' AND id <> %s"
        changed(
            f"UPDATE documents_publishedfile SET {change} WHERE {most}", north.rows["doc_ben"].pk
        )
        left = "UPDATE courses_placement SET ends_on = '2026-08-31' WHERE student_id = %s"
        changed(left, north.cai.id)
    named, opens = shown_by_the_pages(north, name)
    step_in(north, name, "family")
    assert read(PublishedFile) == named
    files = {row.pk: row for row in north.rows.values() if isinstance(row, PublishedEdition)}
    assert {files[number].published_id for number in read(PublishedEdition)} == opens


def receipt(cast: Cast, **other: Any) -> dict[str, Any]:
    """The mother's signature of the school's form, for ben; *other* columns as said."""
    doc = cast.rows["doc_school"]
    return {
        "student_id": cast.ben.id, "person_id": cast.mother.id, "published_id": doc.pk,
        "edition_id": cast.rows["doc_school_file"].pk, "school_id": doc.school_id,
        "section_id": None, "person_name": cast.mother.name, "state": "signed", "source_id": "",
        "done_at": "2026-10-06T12:00Z", "typed_name": "A", "agreed_to": "B", "sha256": DIGEST,
    } | other  # fmt: skip


def written(row: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO documents_publishedreceipt ({', '.join(row)})"
            f" VALUES ({', '.join(['%s'] * len(row))})", [*row.values()]
        )  # fmt: skip


def of(cast: Cast, key: str) -> dict[str, Any]:
    """The columns that follow from a document."""
    doc = cast.rows[key]
    return {"published_id": doc.pk, "edition_id": cast.rows[f"{key}_file"].pk,
            "school_id": doc.school_id, "section_id": doc.section_id}  # fmt: skip


def test_a_family_signs_what_is_there_for_its_own_child_in_its_own_name(north: Cast) -> None:
    rows = north.rows
    untrue: list[dict[str, Any]] = [
        {"person_id": north.father.id},
        {"person_id": north.ben.id},
        {"student_id": north.leo.id},
        {"edition_id": rows["doc_class_file"].pk},
        {"school_id": rows["elementary"].pk},
        {"section_id": rows["algebra"].pk},
        {"sha256": "0" * 64},
        {"state": "read"},
        of(north, "doc_class"),  # asks for no signature
        of(north, "doc_leo"),
        of(north, "doc_soon"),
        of(north, "doc_taken_back"),
        of(north, "doc_taken_back") | {"state": "opened", "done_at": None},
    ]
    step_in(north, "mother", "family")
    for other in untrue:
        with pytest.raises(Error, match=r"row-level|a receipt|a family answers"):
            written(receipt(north, **other))
    written(receipt(north, person_name="The father"))
    mine = PublishedReceipt.objects.visible_to(System()).filter(state="signed")
    assert [one.person_name for one in mine] == [north.mother.name]


def test_a_receipt_of_a_family_becomes_no_other(north: Cast) -> None:
    step_in(north, "mother", "family")
    written(receipt(north, state="opened", done_at=None))
    where = f"WHERE published_id = {north.rows['doc_school'].pk}"
    for change in (
        f"person_id = {north.father.id}",
        f"student_id = {north.ana.id}",
        f"edition_id = {north.rows['doc_class_file'].pk}",
        f"published_id = {north.rows['doc_class'].pk}",
        "state = 'read', done_at = now()",
        "state = 'signed', done_at = now(), sha256 = 'x'",
    ):
        with pytest.raises(Error):
            changed(f"UPDATE documents_publishedreceipt SET {change} {where}")
    with in_all(north):
        changed(f"UPDATE documents_publishedfile SET edition = 2 WHERE id ="
                f" {north.rows['doc_school'].pk}")  # fmt: skip
    step_in(north, "mother", "family")
    with pytest.raises(Error, match="a receipt is of its document"):
        changed(f"UPDATE documents_publishedreceipt SET state = 'signed', done_at = now() {where}")
