"""A child is written down, taken back, and written again: who has heard of it, and whose way in is
good."""

import re
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import translation

from openhouse.common import clock
from openhouse.districts.models import District
from openhouse.notifications.models import Delivery
from openhouse.people.models import Person
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import Posting
from openhouse.registration.office import deciding
from openhouse.registration.reminders.undone import tell_undone
from openhouse.sign_in.opening.codes import opening_of
from tests.cast import Cast, in_all
from tests.registration.applying import again, new_family
from tests.registration.test_posting import clerk_of, district_of, post, undo

pytestmark = pytest.mark.django_db
COMPLETE, NOT_YET = "Your registration is complete", "Your registration is not complete yet"
NADIA, HOME = "nadia@family.example", "new@family.example"


def mails(cast: Cast, to: str, subject: str) -> list[Delivery]:
    with in_all(cast), translation.override("es"):  # as the family reads
        said = translation.gettext(subject)
        return list(QuerySet(Delivery).filter(to=to, subject=said).order_by("pk"))


def posts_again(cast: Cast, child: Candidate) -> None:
    deciding.post(clerk_of(cast), child.pk, again(cast, child).revision, district_of(cast))


def told(cast: Cast, hours: float) -> int:
    """Those whom the job tells so many hours from now."""
    return tell_undone(District.objects.get(pk=cast.id), clock.now() + timedelta(hours=hours))


def opens_for(cast: Cast, letter: Delivery) -> str:
    """Whose account the link in a letter opens; "" for nobody's."""
    (code,) = re.findall(r"/north/open/([0-9a-f-]{36})", letter.text)[:1]
    with in_all(cast):
        found = opening_of(code)
    return found.name if found else ""


def test_written_again_the_way_in_that_was_mailed_opens_again(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    (letter,) = mails(north, NADIA, "Your account")
    assert opens_for(north, letter).startswith("Nadia")
    undo(north, child)
    assert opens_for(north, letter) == ""
    posts_again(north, child)
    assert len(mails(north, NADIA, "Your account")) == 1
    assert opens_for(north, letter).startswith("Nadia")
    undo(north, child)
    posts_again(north, child)
    assert len(mails(north, NADIA, "Your account")) == 1
    assert opens_for(north, letter).startswith("Nadia")


def test_to_another_address_a_way_in_is_mailed_and_the_old_one_opens_nothing(north: Cast) -> None:
    applied, (child,) = new_family(north)
    post(north, child)
    undo(north, child)
    with in_all(north):
        mine = QuerySet(Answer).filter(application=applied.application, value=NADIA)
        mine.update(value="other@family.example")
    posts_again(north, child)
    (first,) = mails(north, NADIA, "Your account")
    (second,) = mails(north, "other@family.example", "Your account")
    assert opens_for(north, first) == "" and opens_for(north, second).startswith("Nadia")


def test_a_way_in_whose_time_is_over_is_mailed_anew(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    undo(north, child)
    with in_all(north):
        posting = QuerySet(Posting).get(candidate=child)
        (way,) = posting.ways
        posting.ways = [way | {"until": "2020-01-01T00:00:00+00:00"}]
        posting.save()
    posts_again(north, child)
    assert len(mails(north, NADIA, "Your account")) == 2


def test_a_slip_that_is_mended_in_the_hour_is_told_to_nobody(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    undo(north, child)
    assert told(north, 0.5) == 0
    posts_again(north, child)
    assert told(north, 3) == 0
    assert (len(mails(north, HOME, COMPLETE)), mails(north, HOME, NOT_YET)) == (1, [])


def test_what_stays_undone_is_told_once_and_then_that_it_is_complete(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    undo(north, child)
    assert [told(north, hours) for hours in (2, 3, 60)] == [1, 0, 0]
    assert len(mails(north, HOME, NOT_YET)) == 1
    posts_again(north, child)
    assert len(mails(north, HOME, COMPLETE)) == 2
    with in_all(north):
        assert Person.objects.filter(given_name="Nadia").exists()


def test_who_was_told_of_a_new_decision_is_not_told_of_the_undoing(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    revision = undo(north, child).revision
    deciding.decline(clerk_of(north), child.pk, revision, district_of(north), "No seat.")
    assert told(north, 2) == 0


def test_whose_decision_was_taken_back_and_not_made_anew_is_told(north: Cast) -> None:
    _, (child,) = new_family(north)
    post(north, child)
    deciding.decide_anew(clerk_of(north), child.pk, undo(north, child).revision)
    assert told(north, 2) == 1
