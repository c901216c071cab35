"""A notice that a child is not at school, which nobody read, goes once more by another way."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F

from openhouse.attendance.models import AbsenceNote
from openhouse.districts.models import District
from openhouse.home.heard.again import tell_again
from openhouse.notifications.calm.days import mark_read
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_notices import NoticeChoice, NoticeRules
from tests.cast import TODAY, Cast, in_all
from tests.home.hearing import absent, at, change
from tests.house_client import session_of
from tests.notifications.receiver import Browser

pytestmark = pytest.mark.django_db(transaction=True)
At = Callable[[str], None]
__all__ = ["at"]


@pytest.fixture
def told(north: Cast, at: At) -> At:
    """Ana's mother heard in her app at 10:15 that Ana is absent, and by e-mail nothing yet."""
    keys = Browser("").asks()["keys"]
    with in_all(north):
        PushSubscription.objects.filter(person_id=north.mother.id).delete()
        PushSubscription.objects.create(
            person_id=north.mother.id, endpoint="https://push.example/1",
            session_key=session_of(north.mother), **keys,
        )  # fmt: skip
    change(north, absent(north, "ana"))
    at("10:05")
    at("10:15")
    assert ways(north) == ["push"]
    return at


def ways(cast: Cast) -> list[str]:
    with in_all(cast):
        hers = Delivery.objects.filter(person_id=cast.mother.id, kind="notice.attendance")
        return list(hers.order_by("pk").values_list("way", flat=True))


def pass_hours(cast: Cast, hours: int) -> None:
    """As if what was handed to the outbox had gone out so long ago."""
    with in_all(cast):
        Delivery.objects.filter(kind="notice.attendance").update(
            state="sent", sent_at=F("written_at") - timedelta(hours=hours)
        )


def test_who_does_not_read_it_gets_it_by_e_mail_once(north: Cast, told: At) -> None:
    pass_hours(north, 2)
    told("12:15")
    assert ways(north) == ["push"]
    pass_hours(north, 3)
    told("13:16")
    told("13:17")
    assert ways(north) == ["push", "mail"]
    with in_all(north):
        mail = Delivery.objects.get(person_id=north.mother.id, kind="notice.attendance", way="mail")
    assert (mail.waited, mail.instead_of, mail.priority) == (3, "push", 1)
    assert "Absent (unexcused) on Tuesday, Oct 6" in mail.text


def test_who_has_seen_what_changed_gets_it_once_only(north: Cast, told: At) -> None:
    with in_all(north):
        mark_read(north.mother.id)
    pass_hours(north, 3)
    told("13:16")
    assert ways(north) == ["push"]


@pytest.mark.parametrize("why", ["off", "chosen", "excused", "barred"])
def test_it_stays_at_one_where_no_more_is_wanted_or_hers_to_see(
    why: str, north: Cast, told: At
) -> None:
    pass_hours(north, 3)
    hers = {"person_id": north.mother.id, "student_id": north.ana.id}
    with in_all(north):
        if why == "off":
            NoticeRules.objects.create(attendance_again=0)
        elif why == "chosen":
            NoticeChoice.objects.create(kind="attendance", ways=["push"], **hers)
        elif why == "excused":
            AbsenceNote(
                kind="days", first_on=TODAY, last_on=TODAY, reason=north.rows["reason_ill"],
                request=uuid4(), filed_at="2026-10-06T12:00Z", **hers,
            ).save()  # fmt: skip
    if why == "barred":
        change(north, "UPDATE people_guardianship SET barred = true WHERE"
               f" person_id = {north.mother.id} AND student_id = {north.ana.id}")  # fmt: skip
    told("13:16")
    assert ways(north) == ["push"]


def test_in_quiet_hours_it_waits_for_the_morning(north: Cast, told: At) -> None:
    pass_hours(north, 11)
    told("21:15")
    assert ways(north) == ["push"]
    told("2026-10-07T07:00")
    assert ways(north) == ["push", "mail"]


def test_a_worker_that_is_killed_did_nothing(
    north: Cast, told: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    pass_hours(north, 3)
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T13:16")
    district = District.objects.get(pk=north.id)
    with transaction.atomic():
        assert tell_again(district) >= 1
        transaction.set_rollback(True)
    assert ways(north) == ["push"]
    assert tell_again(district) >= 1
    assert tell_again(district) == 0
    assert ways(north) == ["push", "mail"]
