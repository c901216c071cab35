"""What waits about a child goes to nobody who may not see her any more, nor where its reader is no
more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from openhouse.access.viewer import System
from openhouse.contact.choosing import keep
from openhouse.messages.models import Message
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.people.models import Account, ContactPoint, Guardianship
from tests.cast import TODAY, Cast, in_all
from tests.messages.test_sending import OFFICE, mails, of_algebra, send, write
from tests.notifications.post import post_office, send_all

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def waited(cast: Cast, message: Message, *gone: int) -> None:
    """It waits since last night; the mother's ties to *gone* have ended in between."""
    with in_all(cast):
        PushSubscription.objects.all().delete()
        mine = Guardianship.objects.visible_to(System()).filter(person_id=cast.mother.id)
        mine.filter(student_id__in=gone).update(ends_on=TODAY - timedelta(days=1))
        Delivery.objects.filter(kind=message.kind, about=message.pk).update(
            written_at=F("written_at") - timedelta(hours=9)
        )


def to_mother(cast: Cast, message: Message) -> Delivery:
    (found,) = [each for each in mails(cast, message) if each.person_id == cast.mother.id]
    return found


def test_a_mail_that_waited_does_not_go_to_who_was_barred_at_night(
    north: Cast, client_of: Clients, settings: Any
) -> None:
    teacher = client_of(north.teacher)
    words = {"title_en": "{first_name}: missing work", "body_en": "{student}: {missing}"}
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher", **words)
    message = send(teacher, north, of_algebra(north))
    waited(north, message, north.ben.id)
    with post_office(settings) as office:
        send_all(north)
    assert not [mail for mail in office.arrived if "Ben" in str(mail["subject"])]
    kept = to_mother(north, message)
    assert (kept.state, kept.subject, kept.text, kept.html) == ("cancelled", "", "", "")
    others = [each for each in mails(north, message) if each.person_id != north.mother.id]
    assert {(each.state, each.subject) for each in others} <= {("sent", "")}


def test_one_child_that_is_still_hers_is_enough_for_an_emergency(
    north: Cast, client_of: Clients, settings: Any
) -> None:
    """A mother of two, of whom one has moved; her account that was closed changes nothing."""
    admin = client_of(north.admin)
    write(admin, f"{OFFICE}new/?all=1", kind="emergency")
    message = send(admin, north)
    waited(north, message, north.ben.id)
    with in_all(north):
        Account.objects.filter(person_id=north.mother.id).update(is_active=False)
    with post_office(settings) as office:
        send_all(north)
    told = to_mother(north, message)
    assert len(told.students) > 1 and not told.of_each
    assert (told.state, told.subject) == ("sent", "") and told.to in [
        mail["to"] for mail in office.arrived
    ]


@pytest.mark.parametrize("what", ["another", "gone", "turned off"])
def test_a_mail_that_waited_does_not_go_to_an_address_that_is_hers_no_more(
    what: str, north: Cast, client_of: Clients, settings: Any
) -> None:
    """She, or the office, has put the address right at night: a stranger may read the old one."""
    teacher = client_of(north.teacher)
    words = {"title_en": "{first_name}: missing work", "body_en": "{student}: {missing}"}
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher", **words)
    message = send(teacher, north, of_algebra(north))
    waited(north, message)
    old = to_mother(north, message).to
    with in_all(north):
        there = ContactPoint.objects.filter(person_id=north.mother.id, value=old)
        if what == "another":
            there.update(value="right@example.org")
        elif what == "gone":
            there.delete()
        else:
            keep(north.mother.id, "mail", old.lower(), "message.teacher", on=False)
    with post_office(settings) as office:
        send_all(north)
    assert old not in [mail["to"] for mail in office.arrived]
    kept = to_mother(north, message)
    assert (kept.state, kept.subject, kept.text, kept.html) == ("cancelled", "", "", "")
    assert office.arrived


def test_one_that_waited_goes_to_an_address_of_other_letters(
    north: Cast, client_of: Clients, settings: Any
) -> None:
    teacher = client_of(north.teacher)
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher")
    message = send(teacher, north, of_algebra(north))
    waited(north, message)
    old = to_mother(north, message).to
    with in_all(north):
        there = ContactPoint.objects.filter(person_id=north.mother.id, value=old)
        there.update(value=old.upper())
    with post_office(settings):
        send_all(north)
    assert to_mother(north, message).state == "sent"
