"""A reminder before a document is due: once, to who has not answered, never to who is barred."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.contact.choosing import keep
from openhouse.documents.models import PublishedFile
from openhouse.documents.published.jobs import remind_all
from openhouse.notifications.kinds import NOTICES
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import NoticeChoice
from openhouse.people.models import ContactPoint, Guardianship, Person
from tests.cast import Cast, in_all
from tests.documents.test_published import newest, publish, sign
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
Client = Callable[..., Any]


def reminded(cast: Cast, key: str = "doc_school") -> set[int]:
    """Whom the mails about a document went to."""
    remind_all(timestamp=0)
    work_off()
    with in_all(cast):
        found = Delivery.objects.filter(kind__startswith=f"document.reminder.{cast.rows[key].pk}.")
        people = list(found.values_list("person_id", flat=True))
    assert len(people) == len(set(people))
    return set(people)


def due(cast: Cast, key: str, **columns: Any) -> None:
    with in_all(cast):
        PublishedFile.objects.visible_to(System()).filter(pk=cast.rows[key].pk).update(**columns)


def test_who_has_not_answered_is_reminded_once_two_days_before(
    north: Cast, client_of: Client
) -> None:
    assert reminded(north) == set()  # due on the 12th, today is the 6th
    due(north, "doc_school", due_on=date(2026, 10, 8))
    sign(client_of(north.mother), north, "ben", "doc_school")
    first = reminded(north)
    assert first and north.mother.id not in first
    assert not first & {north.persons[name].id for name in ("barred", "no_portal", "ended")}
    assert north.ben.id not in first
    assert reminded(north) == first


@pytest.mark.parametrize("again", [False, True])
def test_it_goes_to_an_address_at_which_she_wants_it(again: bool, north: Cast) -> None:
    """One at which notices are turned off gets none; another of hers does."""
    due(north, "doc_school", due_on=date(2026, 10, 8))
    with in_all(north):
        hers = ContactPoint.objects.filter(person_id=north.mother.id, kind="email")
        for value in hers.values_list("value", flat=True):
            keep(north.mother.id, "mail", value.lower(), NOTICES, on=False)
        if again:
            hers.create(person_id=north.mother.id, kind="email", value="zoe@example.org")
    assert (north.mother.id in reminded(north)) is again
    with in_all(north):
        written = Delivery.objects.filter(kind__startswith="document.reminder.")
        mails = written.filter(person_id=north.mother.id)
        assert {mail.to for mail in mails} == ({"zoe@example.org"} if again else set())
        assert all("/unsubscribe/" in mail.text and mail.students for mail in mails)


def test_who_wants_no_mail_about_this_childs_documents_is_not_reminded(north: Cast) -> None:
    due(north, "doc_school", due_on=date(2026, 10, 8))
    with in_all(north):
        said = {"person_id": north.mother.id, "kind": "document", "ways": ["push"]}
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.mother.id)
        for student in ties.values_list("student_id", flat=True):
            NoticeChoice.objects.create(student_id=student, **said)
    assert north.mother.id not in reminded(north)


def test_it_is_in_the_readers_language_and_names_no_child(north: Cast) -> None:
    due(north, "doc_school", due_on=date(2026, 10, 7))
    with in_all(north):
        Person.objects.filter(pk=north.mother.id).update(language="es")
    assert north.mother.id in reminded(north)
    with in_all(north):
        mail = Delivery.objects.get(person_id=north.mother.id, kind__startswith="document.reminder")
    assert "La escuela espera" in mail.subject
    assert "Ben" not in mail.text and north.rows["doc_school"].title not in mail.text


@pytest.mark.parametrize(
    "columns", [{"remind_days": 0}, {"withdrawn_at": "2026-10-05T12:00Z"}, {"due_on": "2026-10-05"}]
)
def test_nobody_is_reminded_of_what_is_over(columns: dict[str, Any], north: Cast) -> None:
    due(north, "doc_school", **{"due_on": "2026-10-07"} | columns)
    assert reminded(north) == set()


def test_the_school_says_how_many_days_before(north: Cast, client_of: Client) -> None:
    whom = f"school={north.rows['high'].pk}"
    asked = {"asks": "sign", "due_on": "2026-10-11"}
    publish(client_of(north.clerk), north, whom, **asked)
    assert newest(north).remind_days == 2
    publish(client_of(north.clerk), north, whom, **asked, remind_days="5")
    assert newest(north).remind_days == 5
