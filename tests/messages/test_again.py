"""What must arrive and is not opened goes once more by another way, by itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import transaction
from django.db.models import F

from openhouse.access.viewer import System
from openhouse.districts.models import District
from openhouse.ledger.models import Change
from openhouse.messages.models import Message, Recipient
from openhouse.messages.sending.again import send_unopened
from openhouse.messages.sending.jobs import another_way
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.models_notices import NoticeRules
from openhouse.people.models import ContactPoint, Guardianship
from tests.cast import Cast, in_all
from tests.house_client import words_of
from tests.messages.test_sending import INBOX, OFFICE, mails, send, write

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
PHONE = "+15735550177"


@pytest.fixture
def sent(north: Cast, client_of: Clients) -> Callable[..., Message]:
    """A message about Ben that went to his mother by e-mail some hours ago; her phone is new."""

    def go(kind: str, hours: int, state: str = "sent") -> Message:
        clerk = client_of(north.clerk)
        with in_all(north):
            PushSubscription.objects.filter(person_id=north.mother.id).delete()
            PhoneProof.objects.filter(person_id=north.mother.id).delete()
            ContactPoint.objects.filter(person_id=north.mother.id, kind="phone").delete()
        write(clerk, f"{OFFICE}new/?student={north.ben.id}", kind=kind)
        message = send(clerk, north)
        before = timedelta(hours=hours, minutes=1)
        with in_all(north):
            ContactPoint.objects.create(
                person_id=north.mother.id, kind="phone", value="573-555-0177"
            )
            PhoneProof.objects.create(
                person_id=north.mother.id, number=PHONE, proved_at="2026-10-01T12:00Z"
            )
            Delivery.objects.filter(kind=message.kind, about=message.pk).update(
                state=state, written_at=F("written_at") - before, sent_at=F("written_at") - before
            )
            NoticeRules.objects.all().delete()
        return message

    return go


def ways_of(cast: Cast, message: Message) -> list[tuple[str, int | None, str]]:
    return [(one.way, one.waited, one.instead_of) for one in mails(cast, message)]


MAIL = ("mail", None, "")


@pytest.mark.parametrize(
    ("kind", "hours", "state", "waited", "why"),
    [
        ("emergency", 1, "sent", 1, "the e-mail was not opened in 1 hour"),
        ("attendance", 3, "sent", 3, "the e-mail was not opened in 3 hours"),
        ("attendance", 3, "waiting", 3, "the e-mail was not opened in 3 hours"),
        ("attendance", 0, "bounced", 0, "the e-mail did not arrive"),
    ],
)
def test_another_way_is_used_once_and_the_sender_reads_why(
    kind: str, hours: int, state: str, waited: int, why: str, north: Cast,
    sent: Callable[..., Message], client_of: Clients,
) -> None:  # fmt: skip
    message = sent(kind, hours, state)
    for _minute in range(2):
        another_way(0)
    assert ways_of(north, message) == [MAIL, ("text", waited, "mail")]
    (_mail, text) = mails(north, message)
    assert (text.to, text.priority) == (PHONE, 0 if kind == "emergency" else 1)
    assert "Owl night" in text.text
    page = client_of(north.clerk).get(f"{OFFICE}{message.pk}/")
    assert f"By text message, as {why}" in words_of(page)
    with in_all(north):
        line = Change.objects.filter(kind="message.sent_again").get()
    assert (line.actor_id, line.after["people"]) == (None, 1)


def test_what_is_read_early_young_put_away_or_turned_off_is_left_alone(
    north: Cast, sent: Callable[..., Message], client_of: Clients
) -> None:
    young = sent("attendance", 2)
    another_way(0)
    assert ways_of(north, young) == [MAIL]
    client_of(north.mother).get(f"{INBOX}{young.pk}/")
    put_away = sent("emergency", 1)
    client_of(north.mother).post(f"{INBOX}{put_away.pk}/remove/")
    off = sent("emergency", 5)
    ordinary = sent("priority", 50)
    with in_all(north):
        later = timedelta(hours=5)
        Delivery.objects.filter(about=young.pk).update(sent_at=F("sent_at") - later)
        NoticeRules.objects.create(emergency_again=0)
    another_way(0)
    for message in (young, put_away, off, ordinary):
        assert ways_of(north, message) == [MAIL]


def test_where_there_is_no_other_way_the_sender_reads_that(
    north: Cast, sent: Callable[..., Message], client_of: Clients
) -> None:
    message = sent("attendance", 3)
    with in_all(north):
        ContactPoint.objects.filter(value="573-555-0177").delete()
    another_way(0)
    assert ways_of(north, message) == [MAIL]
    page = words_of(client_of(north.clerk).get(f"{OFFICE}{message.pk}/"))
    assert "It was not opened, and there was no other way" in page


@pytest.mark.parametrize(("kind", "many"), [("emergency", 2), ("attendance", 1)])
def test_only_an_emergency_goes_by_a_way_that_was_turned_off(
    kind: str, many: int, north: Cast, sent: Callable[..., Message]
) -> None:
    message = sent(kind, 5)
    with in_all(north):
        ContactChoice.objects.update_or_create(
            person_id=north.mother.id, way="text", to=PHONE, kind=message.kind,
            defaults={"on": False, "changed_at": "2026-10-01T12:00Z"},
        )  # fmt: skip
    another_way(0)
    assert len(mails(north, message)) == many


@pytest.mark.parametrize(("kind", "many"), [("emergency", 2), ("attendance", 1)])
def test_at_night_only_an_emergency_rings(
    kind: str, many: int, north: Cast, sent: Callable[..., Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = sent(kind, 12)
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T21:30")
    another_way(0)
    assert len(mails(north, message)) == many
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-07T07:00")
    another_way(0)
    assert len(mails(north, message)) == 2


def test_who_has_lost_the_child_meanwhile_gets_nothing_more(
    north: Cast, sent: Callable[..., Message]
) -> None:
    message = sent("emergency", 5)
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.mother.id)
        ties.filter(student_id=north.ben.id).update(barred=True)
    another_way(0)
    assert ways_of(north, message) == [MAIL]


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_does_it_and_a_killed_one_did_nothing(
    north: Cast, sent: Callable[..., Message], owner: psycopg.Connection
) -> None:
    message, district = sent("emergency", 1), District.objects.get(pk=north.id)
    with owner.transaction():
        owner.execute("SELECT set_config('openhouse.district', %s, true)", [str(north.id)])
        held = owner.execute(
            "SELECT id FROM school_messages_recipient WHERE message_id = %s FOR UPDATE",
            [message.pk],
        )
        assert held.rowcount == 1
        assert send_unopened(district) == 0
    with transaction.atomic():
        assert send_unopened(district) == 1
        transaction.set_rollback(True)
    assert ways_of(north, message) == [MAIL]
    with in_all(north):
        assert Recipient.objects.get(message=message).again_at is None
    assert [send_unopened(district) for _worker in range(2)] == [1, 0]
    assert ways_of(north, message) == [MAIL, ("text", 1, "mail")]
