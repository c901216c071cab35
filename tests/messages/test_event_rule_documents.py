"""A rule about a document that waits for an answer (NOT-09): whom it tells, once, and whom not."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.documents.models import PublishedFile, PublishedReceipt
from openhouse.documents.published.waiting import waiting_of
from openhouse.messages.facts import facts_words
from openhouse.messages.models import Recipient
from openhouse.messages.models_rules import EventRule
from tests.cast import TODAY, Cast, in_all
from tests.documents.test_published import sign
from tests.documents.test_reminders import due
from tests.house_client import words_of
from tests.messages.test_event_rule_pages import form
from tests.messages.test_event_rules import (
    EVENTS,
    At,
    Clients,
    ask,
    crossings,
    delivered,
    names_of,
    of_the_rule,
    run,
)
from tests.messages.test_sending import INBOX, got_by

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["run"]


def ask_for_documents(cast: Cast, key: str = "event_high", **columns: Any) -> None:
    said = {"what": "document", "least": 7, "tells": ["guardians", "student"], "letters": []}
    ask(cast, key, **(said | {"below": None, "state": "on"} | columns))


def told(cast: Cast, key: str = "event_high") -> set[str]:
    """Whom the rule has told of anything."""
    names = {one.id: name for name, one in cast.persons.items()}
    found = {person for message in of_the_rule(cast, key) for person in got_by(cast, message)}
    return {names[person] if isinstance(person, int) else person for person in found}


def facts_of(cast: Cast, who: str) -> list[str]:
    """The titles of what somebody has been told."""
    with in_all(cast):
        got = Recipient.objects.filter(person_id=cast.persons[who].id)
        return sorted(
            fact["title"] for one in got for said in one.told.values() for fact in said["facts"]
        )


def test_who_has_not_answered_is_told_once_with_the_document_in_her_language(
    north: Cast, client_of: Clients, run: At
) -> None:
    ask_for_documents(north, grades=["09"])
    run("15:30")
    run("15:50")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {"long_parent": (north.max.id,)}
    page = words_of(client_of(north.long_parent).get(f"{INBOX}{message.pk}/"))
    assert f"«{north.rows['doc_school'].title}» espera una firma desde el martes 1 de sep" in page
    assert "debe responderse a más tardar el lunes 12 de oct" in page
    assert "Está en el portal, en Documentos." in page
    run("2026-10-07T15:50")
    run("2026-10-08T15:50")
    assert len(of_the_rule(north)) == 1 and len(crossings(north, "max")) == 1


def test_a_student_is_told_only_of_what_she_is_asked_herself(north: Cast, run: At) -> None:
    ask_for_documents(north, grades=["10"])
    run("15:30")
    run("15:50")
    assert told(north) == {"mother"}
    due(north, "doc_school", by_student=True)
    ask_for_documents(north, "event_all", grades=["10"], school=north.rows["high"].pk)
    run("2026-10-07T15:30")
    run("2026-10-07T15:50")
    assert told(north, "event_all") == {"mother", "ben"}


def test_where_a_guardian_has_signed_only_the_student_who_is_asked_too_is_told(
    north: Cast, client_of: Clients, run: At
) -> None:
    due(north, "doc_school", by_student=True)
    sign(client_of(north.mother), north, "ben", "doc_school")
    ask_for_documents(north, grades=["10"])
    run("15:30")
    run("15:50")
    assert told(north) == {"ben"}


def test_who_has_answered_by_now_is_told_nothing(north: Cast, client_of: Clients, run: At) -> None:
    ask_for_documents(north, grades=["10"])
    run("15:30")
    sign(client_of(north.mother), north, "ben", "doc_school")
    run("15:50")
    assert of_the_rule(north) and told(north) == set()
    run("2026-10-07T15:30")
    assert [one.cleared_on for one in crossings(north, "ben")] == [date(2026, 10, 7)]


def test_of_two_homes_neither_is_told_when_one_has_answered(
    north: Cast, client_of: Clients, run: At
) -> None:
    school = north.rows["elementary"].pk
    ask_for_documents(north, "event_all", school=school)
    run("15:30")
    run("15:50")
    assert told(north, "event_all") == set()  # the father has signed, the mother declined
    with in_all(north):
        PublishedReceipt.objects.visible_to(System()).filter(student_id=north.ana.id).delete()
    ask_for_documents(north, "event_all", school=school)
    run("2026-10-07T15:30")
    run("2026-10-07T15:50")
    assert told(north, "event_all") == {"mother", "father"}
    assert facts_of(north, "father") == [north.rows["doc_ana"].title]


def test_a_refusal_is_an_answer(north: Cast, client_of: Clients, run: At) -> None:
    sent = {"do": "decline", "reason": "We do not want it."}
    sign(client_of(north.mother), north, "ben", "doc_school", **sent)
    ask_for_documents(north, grades=["10"])
    run("15:30")
    run("15:50")
    assert told(north) == set() and crossings(north, "ben") == []


@pytest.mark.parametrize(
    "columns",
    [
        {"withdrawn_at": "2026-10-05T12:00Z"},
        {"visible_until": "2026-10-05"},
        {"visible_from": "2026-10-20", "due_on": "2026-10-21"},
        {"visible_from": "2026-09-30"},
        {"asks": "nothing", "due_on": None},
    ],
)
def test_of_what_is_over_or_not_for_so_long_nobody_is_told(
    north: Cast, run: At, columns: dict[str, Any]
) -> None:
    due(north, "doc_school", **columns)
    ask_for_documents(north, grades=["09"])
    run("15:30")
    run("15:50")
    assert told(north) == set() and crossings(north, "max") == []


def test_what_was_taken_back_before_it_goes_out_is_told_to_nobody(north: Cast, run: At) -> None:
    ask_for_documents(north, grades=["09"])
    run("15:30")
    due(north, "doc_school", withdrawn_at="2026-10-06T20:31Z")
    run("15:50")
    assert of_the_rule(north) and told(north) == set()


@pytest.mark.parametrize(
    ("due_on", "finds"),
    [("2026-10-05", False), ("2026-10-06", True), ("2026-10-09", True), ("2026-10-10", False),
     (None, False)],
)  # fmt: skip
def test_days_are_counted_back_from_the_last_day_where_that_is_asked(
    north: Cast, run: At, due_on: str | None, finds: bool
) -> None:
    due(north, "doc_school", due_on=due_on)
    ask_for_documents(north, grades=["09"], least=3, before_due=True)
    run("15:30")
    assert bool(crossings(north, "max")) is finds


def test_a_barred_guardian_and_one_without_the_portal_are_told_nothing(
    north: Cast, run: At
) -> None:
    due(north, "doc_leo", asks="sign")
    ask_for_documents(north, "event_all", school=north.rows["middle"].pk)
    ask_for_documents(north)
    run("15:30")
    run("15:50")
    assert told(north, "event_all") == {"barred_before", "teacher_mother"}
    assert not told(north) & {"barred", "no_portal", "ended", "father"}


def test_two_documents_of_a_student_are_told_each_once(north: Cast, run: At) -> None:
    ask_for_documents(north)
    run("15:30")
    run("15:50")
    both = sorted([north.rows["doc_class"].title, north.rows["doc_school"].title])
    assert facts_of(north, "grandmother") == both
    with in_all(north):
        new = PublishedFile.objects.visible_to(System()).get(pk=north.rows["doc_ben"].pk)
    due(north, "doc_ben", asks="sign")
    run("2026-10-07T15:30")
    run("2026-10-07T15:50")
    assert facts_of(north, "mother") == sorted([north.rows["doc_school"].title, new.title])


def test_a_teacher_reads_who_it_is_with_the_documents_of_her_class(north: Cast, run: At) -> None:
    ask_for_documents(north, tells=["teacher", "office", "counselor"])
    run("15:30")
    sent = delivered(north, "message.rule")
    assert "teacher" in names_of(north, sent) and "clerk" in names_of(north, sent)
    (mail,) = [one for one in sent if one.person_id == north.teacher.id]
    assert f"/{north.rows['algebra'].pk}/documents/" in mail.text
    for one in sent:
        assert "Cai" not in one.text + one.subject and "Paper" not in one.text + one.subject


def test_an_office_makes_such_a_rule_and_sees_whom_it_would_find(
    north: Cast, client_of: Clients
) -> None:
    clerk = client_of(north.clerk)
    said = form(
        north, what="document", least="3", before_due="on", tells=["guardians", "student"],
    )  # fmt: skip
    clerk.post(f"{EVENTS}new/", said)
    with in_all(north):
        rule = EventRule.objects.get(name="Away a lot")
    assert (rule.what, rule.least, rule.before_due, rule.state) == ("document", 3, True, "off")
    assert "Nobody now" in words_of(clerk.get(f"{EVENTS}{rule.pk}/?look=1"))
    due(north, "doc_school", due_on=date(2026, 10, 8))
    page = words_of(clerk.get(f"{EVENTS}{rule.pk}/?look=1"))
    assert "It is so of 4 students today." in page and "Paper doc_school" in page
    assert "4 people at home would be told of them." in page  # mia, of age, answers herself


def test_without_a_number_of_days_such_a_rule_is_refused_in_words(
    north: Cast, client_of: Clients
) -> None:
    page = client_of(north.clerk).post(f"{EVENTS}new/", form(north, what="document", least=""))
    assert "Write how many: 1 or more." in words_of(page)


def test_a_school_is_read_in_four_statements_however_many_documents_wait(north: Cast) -> None:
    students = [one.id for one in (north.ben, north.cai, north.max, north.mia)]
    with in_all(north):
        list(waiting_of(System(), students, north.rows["high"].pk, TODAY))
        with CaptureQueriesContext(connection) as asked:
            found = list(waiting_of(System(), students, north.rows["high"].pk, TODAY))
    assert len(found) > 4 and len(asked) == 4


def test_the_fact_says_what_is_asked_since_when_and_until_when() -> None:
    fact = {"what": "document", "title": "Field trip", "given": "2026-09-01"}
    assert facts_words([fact | {"signs": True, "due": "2026-10-09"}]) == (
        "“Field trip” has waited for a signature since Tuesday, Sep 1,"
        " to be answered by Friday, Oct 9"
    )
    assert facts_words([fact | {"signs": False, "due": None}]) == (
        "“Field trip” has waited for somebody to say it was read since Tuesday, Sep 1"
    )
