"""Each change of a row that matters is one line of the ledger, whoever made it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, transaction

from openhouse.access.enter import Address, enter
from openhouse.common.scope import scope
from openhouse.common.triggers import BY_THE_DATABASE, lines_of, own_models
from openhouse.ledger.actions import because, brought_in
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Does = Callable[[str], None]


@pytest.fixture
def as_teacher(north: Cast) -> Does:
    """Runs a statement as the teacher does on her pages; ``{…}`` are ids."""
    work = {key: north.rows[f"work_{key}"].pk for key in ("plain", "test", "due_today")}
    known = work | {"ben": north.ben.id, "cai": north.cai.id, "section": north.rows["algebra"].pk}

    def does(statement: str) -> None:
        enter(Address("north", "staff"), north.teacher.account)
        with connection.cursor() as cursor:
            cursor.execute(statement.format(**known))
            assert cursor.rowcount

    return does


def lines(cast: Cast, kind: str) -> list[tuple[Any, ...]]:
    """Kind, student, about, before, after, actor, reason of the lines of this transaction."""
    with scope(district=cast.id, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, coalesce(student_id, person_id), about_id, before, after, actor_id,"
            " reason FROM ledger_change WHERE kind LIKE %s"
            " AND tx = pg_current_xact_id()::text::bigint ORDER BY id",
            [kind],
        )
        return [
            (*row[:3], *(json.loads(v) if isinstance(v, str) else v for v in row[3:5]), *row[5:])
            for row in cursor.fetchall()
        ]


def test_a_score_is_entered_changed_and_removed(as_teacher: Does, north: Cast) -> None:
    which = "student_id = {ben} AND assignment_id = {due_today}"
    as_teacher(
        "INSERT INTO grades_score (student_id, assignment_id, points, text, flag, comment)"
        " VALUES ({ben}, {due_today}, 6, '', '', '')"
    )
    with because("Entered for another"):
        as_teacher(f"UPDATE grades_score SET points = 8, flag = 'late' WHERE {which}")
    as_teacher(f"UPDATE grades_score SET scored_on = '2026-10-06' WHERE {which}")
    as_teacher(f"DELETE FROM grades_score WHERE {which}")
    about, by = north.rows["work_due_today"].pk, north.teacher.id
    six, eight = {"points": 6}, {"points": 8, "flag": "late"}
    assert lines(north, "score.%") == [
        ("score.entered", north.ben.id, about, None, six, by, ""),
        ("score.changed", north.ben.id, about, six, eight, by, "Entered for another"),
        ("score.removed", north.ben.id, about, eight, None, by, ""),
    ]


def test_many_rows_of_one_statement_are_a_line_each(as_teacher: Does, north: Cast) -> None:
    as_teacher("UPDATE grades_score SET points = 7 WHERE student_id IN ({ben}, {cai})"
               " AND assignment_id IN ({plain}, {test})")  # fmt: skip
    found = lines(north, "score.changed")
    assert {(line[1], line[4]["points"]) for line in found} == {
        (north.ben.id, 7),
        (north.cai.id, 7),
    }
    assert len(found) == 4


def test_a_score_that_goes_to_another_student_is_taken_from_one_and_given_to_the_other(
    as_teacher: Does, north: Cast
) -> None:
    as_teacher("DELETE FROM grades_score WHERE student_id = {cai} AND assignment_id = {plain}")
    as_teacher("UPDATE grades_score SET student_id = {cai} WHERE student_id = {ben}"
               " AND assignment_id = {plain}")  # fmt: skip
    found = {line[:2] for line in lines(north, "score.%")}
    assert found == {("score.removed", north.cai.id), ("score.removed", north.ben.id),
                     ("score.entered", north.cai.id)}  # fmt: skip


def test_marks_attendance_and_placements_have_their_lines(as_teacher: Does, north: Cast) -> None:
    as_teacher("UPDATE grades_postedmark SET letter = 'Z' WHERE student_id = {ben}")
    as_teacher("UPDATE attendance_attendancemark SET arrived_at = '08:55' WHERE student_id = {ben}")
    which = "student_id = {ben} AND section_id = {section}"
    as_teacher(f"UPDATE courses_placement SET ends_on = '2026-12-01' WHERE {which}")
    as_teacher(f"UPDATE courses_placement SET ends_on = NULL WHERE {which}")
    as_teacher(f"DELETE FROM courses_placement WHERE {which}")
    assert {line[4]["letter"] for line in lines(north, "mark.changed")} == {"Z"}
    assert {line[4]["arrived_at"] for line in lines(north, "attendance.changed")} == {"08:55:00"}
    kinds = [line[0] for line in lines(north, "placement.%")]
    assert kinds == ["placement.ended", "placement.changed", "placement.ended"]
    assert {line[5] for line in lines(north, "%")} == {north.teacher.id}


def test_a_contact_is_read_of_by_nobody_who_does_not_see_it(north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_contactpoint (person_id, kind, value)"
            " VALUES (%s, 'phone', '573-555-0142')",
            [north.father.id],
        )
    [line] = lines(north, "contact.added")
    assert (line[1], line[4]["value"]) == (north.father.id, "573-555-0142")
    for name, many in (("mother", 0), ("father", 1), ("ben", 0)):
        enter(Address("north", "family"), north.persons[name].account)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_change WHERE kind LIKE 'contact.%'")
            assert cursor.fetchone() == (many,), name


def test_the_first_delivery_of_a_kind_is_the_beginning_and_the_next_one_is_not(
    north: Cast,
) -> None:
    again = (
        "INSERT INTO grades_score SELECT * FROM jsonb_populate_recordset(NULL::grades_score, %s)"
    )
    with scope(district=north.id, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute("SELECT jsonb_agg(s) FROM grades_score s")
        (kept,) = cursor.fetchone()
        cursor.execute("DELETE FROM grades_score")
        with brought_in():
            cursor.execute(again, [kept])
            cursor.execute("UPDATE grades_score SET points = 7 WHERE flag = ''")
        assert lines(north, "score.entered") == lines(north, "score.changed") == []
        with brought_in():
            cursor.execute("DELETE FROM grades_score")
            cursor.execute(again, [kept])
            cursor.execute("UPDATE grades_score SET points = 6 WHERE flag = ''")
        assert len(lines(north, "score.entered")) == len(json.loads(kept))
        assert lines(north, "score.changed")


def refused(statement: str, *values: Any) -> str:
    with pytest.raises(Error) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(caught.value)


@pytest.mark.parametrize(("name", "hat"), [("mother", "family"), ("clerk", "office"),
                                           ("teacher", "staff"), ("admin", "staff")])  # fmt: skip
def test_nobody_changes_or_takes_back_a_line(name: str, hat: Any, north: Cast) -> None:
    enter(Address("north", hat), north.persons[name].account)
    for statement in (
        "UPDATE ledger_change SET after = NULL",
        "DELETE FROM ledger_change",
        "TRUNCATE ledger_change",
        "ALTER TABLE grades_score DISABLE TRIGGER line_update",
        "DROP TRIGGER line_insert ON grades_score",
        "UPDATE ledger_stamp SET number = 1",
        "SELECT * FROM ledger_stamp",
        "SELECT openhouse_stamps(1001, '{1}')",
    ):
        words = refused(statement)
        assert "permission denied" in words or "must be owner" in words, statement


def test_nobody_writes_a_line_in_anothers_name_or_in_the_databases(north: Cast) -> None:
    line = "INSERT INTO ledger_change (kind, subject, reason, actor_id) VALUES (%s, '', '', %s)"
    enter(Address("north", "staff"), north.admin.account)
    assert "row-level security" in refused(line, "account.opened", north.teacher.id)
    for kind in BY_THE_DATABASE:
        assert "row-level security" in refused(line, f"{kind}.changed", north.admin.id)
        assert "row-level security" in refused(line, f"{kind.title()}.changed", north.admin.id)
    with connection.cursor() as cursor:
        cursor.execute(line, ["account.opened", north.admin.id])


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "2020-01-01"), ("at", "2099-01-01"), ("tx", "1"), ("actor_id", None)],
)
def test_nobody_says_that_it_was_at_another_time_or_done_by_nobody(
    column: str, value: str | None, north: Cast
) -> None:
    said = {"kind": "account.opened", "subject": "", "reason": "", "actor_id": north.admin.id}
    said |= {column: value}
    line = f"INSERT INTO ledger_change ({', '.join(said)}) VALUES (%s{', %s' * (len(said) - 1)})"
    enter(Address("north", "staff"), north.admin.account)
    assert "row-level security" in refused(line, *said.values())


def test_the_kinds_that_are_the_databases_own_are_the_models() -> None:
    found = {lines.kind for model in own_models() if (lines := lines_of(model))}
    assert sorted(found) == sorted(BY_THE_DATABASE)
