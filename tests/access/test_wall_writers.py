"""Who writes messages, contact data and notifications, with the second lock switched off."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import Error, connection, models, transaction
from django.db.models import QuerySet

from tests.access.rows import ALONE, Look
from tests.access.test_wall import HATS, all_models, changed, refused, step_in
from tests.access.writers import FEATURES, WRITERS, Who
from tests.cast import ACCOUNTS, Cast, in_all

pytestmark = pytest.mark.django_db


class TakeBack(Exception):
    """What was tried is undone."""


def looked_at() -> Iterator[type[models.Model]]:
    """The models that this file is about."""
    for model in all_models():
        table = model._meta.db_table
        if model._meta.app_label in FEATURES or table in ALONE | WRITERS.keys():
            yield model


def returned(statement: str) -> set[Any]:
    """What *statement* returns, undone again."""
    found: set[Any] = set()
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
                found = {key for (key,) in cursor.fetchall()}
            raise TakeBack
    except TakeBack:
        return found


def may_add(row: models.Model) -> bool:
    """If the wall lets a copy of *row* be added, whatever another constraint says."""
    one = copy.copy(row)
    if one._meta.auto_field:
        one.pk = None
    try:
        with transaction.atomic():
            QuerySet(type(row)).bulk_create([one])
            raise TakeBack
    except TakeBack:
        return True
    except Error as error:
        return "row-level security" not in str(error)


@pytest.mark.parametrize("hat", HATS)
@pytest.mark.parametrize("name", ACCOUNTS)
def test_each_person_writes_what_is_hers_to_write(name: str, hat: str, north: Cast) -> None:
    step_in(north, name, hat)
    look = Look(north, name, hat)
    for model in looked_at():
        meta, who = model._meta, WRITERS.get(model._meta.db_table, Who())
        rows = [row for row in north.rows.values() if type(row) is model]
        key, sets = meta.pk.column, who.sets.format(person=look.person)
        update = f"UPDATE {meta.db_table} SET {sets} RETURNING {key}"
        expected = {row.pk for row in rows if who.changes(look, row)}
        assert returned(update) == expected, f"changes {meta.db_table}"
        delete = f"DELETE FROM {meta.db_table} RETURNING {key}"
        expected = {row.pk for row in rows if who.deletes(look, row)}
        assert returned(delete) == expected, f"deletes from {meta.db_table}"
        added = {row.pk for row in rows if may_add(row)}
        expected = {row.pk for row in rows if who.adds(look, row)}
        assert added == expected, f"adds to {meta.db_table}"


def test_every_table_of_these_features_has_a_row_to_try() -> None:
    """Or nobody would notice that it is open."""
    from tests.cast import both

    north, _south = both()
    there = {row._meta.db_table for row in north.rows.values()}
    assert {model._meta.db_table for model in looked_at()} <= there


@pytest.mark.parametrize(("name", "hat"), [("clerk", "office"), ("admin", "office")])
def test_what_a_teacher_has_not_sent_no_office_changes(name: str, hat: str, north: Cast) -> None:
    draft = north.rows["message_class_draft"].pk
    step_in(north, name, hat)
    message = f"school_messages_message SET whom_words = '' WHERE id = {draft}"
    words = f"school_messages_messagewords SET body = 'No.' WHERE message_id = {draft}"
    assert (changed(f"UPDATE {message}"), changed(f"UPDATE {words}")) == (0, 0)
    line = (
        "INSERT INTO school_messages_messagewords (message_id, language, subject, body)"
        f" VALUES ({draft}, 'ar', 'No.', 'No.')"
    )
    assert "row-level security" in refused(line)
    step_in(north, "teacher", "staff")
    assert (changed(f"UPDATE {message}"), changed(f"UPDATE {words}")) == (1, 2)


@pytest.mark.parametrize(
    ("name", "hat", "key"),
    [
        ("clerk", "office", "message_high"),
        ("clerk", "office", "message_class"),
        ("teacher", "staff", "message_class"),
        ("admin", "office", "message_west"),
    ],
)
def test_what_was_sent_keeps_its_words(name: str, hat: str, key: str, north: Cast) -> None:
    sent = north.rows[key].pk
    step_in(north, name, hat)
    for statement in (
        f"UPDATE school_messages_message SET kind = 'message.emergency' WHERE id = {sent}",
        f"UPDATE school_messages_message SET state = 'draft' WHERE id = {sent}",
        f"UPDATE school_messages_messagewords SET body = 'No.' WHERE message_id = {sent}",
        f"DELETE FROM school_messages_messagewords WHERE message_id = {sent}",
        f"DELETE FROM school_messages_messagefile WHERE message_id = {sent}",
        f"UPDATE school_messages_recipient SET read_at = now() WHERE message_id = {sent}",
    ):
        assert changed(statement) == 0, statement
    file = (
        "INSERT INTO school_messages_messagefile (message_id, name, kind, size, content)"
        f" VALUES ({sent}, 'a', 'image/png', 1, 'a')"
    )
    assert "row-level security" in refused(file)


@pytest.mark.parametrize(("name", "hat"), [("clerk", "office"), ("teacher", "staff")])
def test_what_waits_is_taken_back_and_not_rewritten(name: str, hat: str, north: Cast) -> None:
    draft = north.rows["message_class_draft"].pk
    with in_all(north):
        waits = "UPDATE school_messages_message SET state = 'waiting' WHERE id = %s"
        assert changed(waits, draft) == 1
    step_in(north, name, hat)
    message = "UPDATE school_messages_message SET {} WHERE id = %s"
    for sets in (
        "whom = '{}'", "kind = 'message.general'", "student_id = NULL, school_id = NULL",
        "section_id = NULL", "written_by_name = 'Another'", "done_at = now()",
    ):  # fmt: skip
        words = refused(message.format(sets), draft)
        assert "keeps its" in words or "row-level security" in words, sets
    for state in ("sent", "sending", "held"):
        assert "row-level security" in refused(message.format(f"state = '{state}'"), draft)
    assert changed(message.format("state = 'cancelled'"), draft) == 1
    assert changed(message.format("state = 'waiting'"), draft) == 0


@pytest.mark.parametrize(
    ("name", "hat", "key"),
    [("teacher", "staff", "thread_ben"), ("clerk", "office", "thread_office"),
     ("admin", "staff", "thread_ana_mother")],
)  # fmt: skip
def test_of_a_thread_the_school_changes_no_more_than_that_it_is_closed(
    name: str, hat: str, key: str, north: Cast
) -> None:
    there = north.rows[key].pk
    step_in(north, name, hat)
    for sets in (
        "kind = CASE kind WHEN 'about' THEN 'private' ELSE 'about' END",
        f"person_id = {north.father.id if key != 'thread_ana_mother' else north.ana.id}",
        f"section_id = {north.rows['biology'].pk}", f"school_id = {north.rows['west'].pk}",
        f"student_id = {north.cai.id}", "subject = 'Another'", "last_at = now()",
        f"readers = ARRAY[{north.father.id}]",
        "handed_at = now()",
    ):  # fmt: skip
        statement = f"UPDATE school_messages_thread SET closed_at = now(), {sets} WHERE id = %s"
        assert "keeps its" in refused(statement, there), sets
    closes = "UPDATE school_messages_thread SET closed_at = now(), waits_since = NULL WHERE id = %s"
    assert changed(closes, there) == 1
    assert changed("UPDATE school_messages_thread SET closed_at = NULL WHERE id = %s", there) == 0
    post = "UPDATE school_messages_post SET body = 'No.' WHERE thread_id = %s"
    assert changed(post, there) == 0


def test_the_school_begins_a_thread_with_a_guardian_of_the_student_alone(north: Cast) -> None:
    step_in(north, "teacher", "staff")
    thread = (
        "INSERT INTO school_messages_thread (student_id, person_id, school_id, section_id, kind,"
        f" subject, begun_at, last_at) VALUES ({north.ben.id}, %s, {north.rows['high'].pk},"
        f" {north.rows['algebra'].pk}, 'private', 'Hello', now(), now())"
    )
    assert "row-level security" in refused(thread, north.father.id)
    with_others = thread.replace("(student_id", "(readers, student_id").replace(
        "VALUES (", f"VALUES (ARRAY[{north.father.id}], "
    )
    assert "row-level security" in refused(with_others, north.mother.id)
    assert changed(thread, north.mother.id) == 1
    assert changed(thread, north.ben.id) == 1


def test_a_request_is_decided_and_says_what_was_asked(north: Cast) -> None:
    asked = north.rows["asked_mother"].pk
    step_in(north, "clerk", "office")
    request = "UPDATE contact_contactrequest SET {} WHERE id = %s"
    decided = f"state = 'taken', decided_by_id = {north.clerk.id}"
    for sets in ("new = '555-0100'", f"person_id = {north.ben.id}", "kind = 'email'"):
        assert "keeps its" in refused(request.format(f"{decided}, {sets}"), asked), sets
    for sets in ("state = 'withdrawn'", f"state = 'taken', decided_by_id = {north.admin.id}"):
        assert "row-level security" in refused(request.format(sets), asked), sets
    assert changed(request.format(decided), asked) == 1
    assert changed(request.format("reason = 'No.'"), asked) == 0


def test_an_announcement_stays_its_writers(north: Cast) -> None:
    there = north.rows["notice_class"].pk
    step_in(north, "clerk", "office")
    notice = "UPDATE school_messages_announcement SET {} WHERE id = %s"
    for sets in (f"written_by_id = {north.teacher.id}", "written_by_name = 'Ms. Lindqvist'",
                 "section_id = NULL"):  # fmt: skip
        assert "keeps its" in refused(notice.format(sets), there), sets
    assert changed(notice.format("withdrawn_at = now()"), there) == 1
    assert changed(notice.format("withdrawn_at = NULL"), there) == 0
