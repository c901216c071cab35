"""Families are reminded of what is still to do: each once, by day, and never of what is done."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.db import connections
from django.db.models import QuerySet

from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import NoticeRules, NoticeTimes
from openhouse.people.models import Guardianship
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from openhouse.registration.models_consents import Consent, Reminder
from openhouse.registration.models_office import OpenItem
from openhouse.registration.reminders.jobs import remind_families
from openhouse.registration.rules.reminding import is_soon, next_one
from tests.cast import Cast, in_all
from tests.registration.applying import SENT, Applied

pytestmark = pytest.mark.django_db
SENT_ON = date(2026, 9, 28)


@pytest.fixture(autouse=True)
def _quiet(north: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with in_all(north):
        QuerySet(Reminder).delete()
        QuerySet(Consent).delete()
        NoticeTimes.objects.all().delete()
        NoticeRules.objects.all().delete()


def go(monkeypatch: pytest.MonkeyPatch, cast: Cast, when: str) -> list[Delivery]:
    """What goes out as the worker looks at *when*."""
    monkeypatch.setenv("OPENHOUSE_TODAY", when)
    with in_all(cast):
        before = set(QuerySet(Delivery).values_list("pk", flat=True))
    remind_families(district=cast.id)
    with in_all(cast):
        return list(QuerySet(Delivery).exclude(pk__in=before).order_by("pk"))


def to(cast: Cast, found: list[Delivery]) -> set[str]:
    names = {person.id: key for key, person in cast.persons.items()}
    return {names.get(one.person_id or 0, one.to) for one in found}


@pytest.mark.parametrize(
    ("told", "last", "every", "today", "number"),
    [
        (0, None, 7, date(2026, 10, 5), 1),
        (0, None, 7, date(2026, 10, 4), None),
        (1, date(2026, 10, 5), 7, date(2026, 10, 11), None),
        (1, date(2026, 10, 5), 7, date(2026, 10, 12), 2),
        (6, date(2026, 11, 5), 7, date(2026, 12, 12), None),
        (0, None, None, date(2026, 12, 12), None),
    ],
)
def test_a_reminder_comes_every_so_many_days(
    told: int, last: date | None, every: int | None, today: date, number: int | None
) -> None:
    assert next_one(SENT_ON, told, last, every, today) == number


@pytest.mark.parametrize(
    ("before", "begun", "today", "soon"),
    [
        (5, date(2026, 9, 1), date(2026, 11, 26), True),
        (5, date(2026, 9, 1), date(2026, 11, 25), False),
        (5, date(2026, 9, 1), date(2026, 12, 2), False),
        (5, date(2026, 11, 30), date(2026, 11, 30), False),
        (None, date(2026, 9, 1), date(2026, 12, 1), False),
    ],
)
def test_the_last_day_is_near_for_a_few_days(
    before: int | None, begun: date, today: date, soon: bool
) -> None:
    assert is_soon(date(2026, 12, 1), before, begun, today) is soon


def test_papers_are_reminded_of_until_they_are_there(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = go(monkeypatch, north, "2026-10-06T17:00")
    assert {"mother", "family@example.org"} <= {
        name.partition(".")[2] if "ZQ" in name else name for name in to(north, found)
    }
    mine = [one for one in found if one.person_id == north.mother.id]
    assert mine and all("papers" in one.subject for one in mine if one.way == "mail")
    assert not any("Ana" in one.text or "Ben" in one.text for one in mine)
    assert any("/family/registration/" in one.text for one in mine)
    assert go(monkeypatch, north, "2026-10-06T18:00") == []
    assert go(monkeypatch, north, "2026-10-12T17:00") == []
    assert "mother" in to(north, go(monkeypatch, north, "2026-10-13T17:00"))
    with in_all(north):
        items = QuerySet(OpenItem).filter(application=north.rows["app_rivera"].pk)
        items.update(state="sent")
    assert "mother" not in to(north, go(monkeypatch, north, "2026-10-20T17:00"))


@pytest.mark.parametrize("state", ["withdrawn", "declined", "posted"])
def test_a_child_that_is_decided_to_its_end_is_not_reminded_of(
    state: str, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        mine = QuerySet(Candidate).filter(application=north.rows["app_rivera"].pk)
        mine.update(state=state)
    assert "mother" not in to(north, go(monkeypatch, north, "2026-10-06T17:00"))


@pytest.mark.parametrize("when", ["2026-10-06T03:00", "2026-10-06T22:30", "2026-10-06T10:05"])
def test_nobody_is_reminded_at_night_or_in_school_hours(
    when: str, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert go(monkeypatch, north, when) == []


def test_ones_own_quiet_hours_and_no_notices_at_all_are_kept(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import time

    with in_all(north):
        NoticeTimes.objects.create(
            person_id=north.mother.id, quiet_from=time(16), quiet_until=time(18)
        )
    assert "mother" not in to(north, go(monkeypatch, north, "2026-10-06T17:00"))
    assert "mother" in to(north, go(monkeypatch, north, "2026-10-06T18:15"))
    with in_all(north):
        NoticeTimes.objects.filter(person_id=north.mother.id).update(pace="never")
    assert "mother" not in to(north, go(monkeypatch, north, "2026-10-20T19:00"))


def test_a_district_that_wants_none_sends_none(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        RegistrationWindow.objects.update(remind_every=None, remind_before=None)
    assert go(monkeypatch, north, "2026-10-20T17:00") == []
    assert go(monkeypatch, north, "2027-03-29T17:00") == []


def test_who_has_begun_is_told_once_that_the_last_day_is_near(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        QuerySet(OpenItem).update(state="sent")
    assert go(monkeypatch, north, "2027-03-25T17:00") == []
    found = go(monkeypatch, north, "2027-03-26T17:00")
    assert to(north, found) == {"father"}
    assert any("not sent yet" in one.subject for one in found)
    assert go(monkeypatch, north, "2027-03-27T17:00") == []
    with in_all(north):
        QuerySet(Reminder).delete()
        QuerySet(Application).filter(pk=north.rows["app_santos"].pk).update(sent_at=SENT)
    assert go(monkeypatch, north, "2027-03-28T17:00") == []


def test_whom_a_court_keeps_from_a_child_is_not_reminded_by_his_link(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = Applied(north, email="otto@example.org")
    applied.adult("barred")
    applied.item(applied.child("leo"), "birth_certificate")
    assert "otto@example.org" not in to(north, go(monkeypatch, north, "2026-10-12T17:00"))
    with in_all(north):
        QuerySet(Guardianship).filter(person=north.barred.id).update(barred=False)
    assert "otto@example.org" in to(north, go(monkeypatch, north, "2026-10-12T17:00"))


def test_a_guardian_who_has_not_answered_is_asked_again(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        QuerySet(OpenItem).update(state="sent")
        child = north.rows["candidate_rivera1"]
        row = Consent(
            application=north.rows["app_rivera"], candidate=child, student_id=north.ana.id,
            key="given_name", person_id=north.father.id, name="Hugo",
            asked_at="2026-09-29T12:00Z",
        )  # fmt: skip
        row.save(force_insert=True)
    assert to(north, go(monkeypatch, north, "2026-10-06T17:00")) == {"father"}
    assert go(monkeypatch, north, "2026-10-07T17:00") == []
    with in_all(north):
        QuerySet(Consent).update(excused_at="2026-10-08T12:00Z", reason="He cannot be reached.")
    assert go(monkeypatch, north, "2026-10-20T17:00") == []


@pytest.mark.parametrize(("no", "reminded"), [(True, set()), (False, {"father"})])
def test_nobody_is_reminded_of_a_consent_that_another_has_refused(
    no: bool, reminded: set[str], north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        QuerySet(OpenItem).update(state="sent")
        both = {
            "application": north.rows["app_rivera"], "candidate": north.rows["candidate_rivera1"],
            "student_id": north.ana.id, "key": "given_name", "asked_at": "2026-09-29T12:00Z",
        }  # fmt: skip
        Consent(**both, person_id=north.father.id, name="Hugo").save(force_insert=True)
        Consent(
            **both, person_id=north.mother.id, name="Marta", agreed=not no, via="sent",
            content=b"{}", typed="Marta Rivera", answered_at="2026-09-29T12:00Z",
        ).save(force_insert=True)  # fmt: skip
    assert to(north, go(monkeypatch, north, "2026-10-06T17:00")) == reminded


def test_the_page_of_a_campaign_says_how_many_were_reminded(
    north: Cast, monkeypatch: pytest.MonkeyPatch, client_of: Any
) -> None:
    go(monkeypatch, north, "2026-10-06T17:00")
    page = client_of(north.admin).get("/north/office/registration/campaign/").content.decode()
    assert "Families who were reminded" in page


@pytest.mark.django_db(transaction=True)
def test_two_workers_remind_each_family_once(north: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T17:00")
    start = Barrier(2)

    def work(_n: int) -> None:
        try:
            start.wait(30)
            remind_families(district=north.id)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    with in_all(north):
        mine = QuerySet(Delivery).filter(person=north.mother.id, subject__contains="papers")
        assert mine.filter(way="mail").count() == len(set(mine.values_list("to", flat=True)))
        assert QuerySet(Reminder).filter(person=north.mother.id, number=1).count() == 1


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
@pytest.mark.django_db(transaction=True)
def test_workers_that_are_killed_leave_each_reminder_with_its_mail_and_once(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T17:00")
    for wait in (0.01, 0.03, 0.06, 0.1, 0.15, 0.25):
        connections.close_all()
        child = os.fork()
        if child == 0:
            remind_families(district=north.id)
            os._exit(0)
        sleep(wait)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    remind_families(district=north.id)
    with in_all(north):
        reminded = QuerySet(Reminder).filter(person=north.mother.id, of="papers")
        assert reminded.count() == 1
        mails = QuerySet(Delivery).filter(person=north.mother.id, subject__contains="papers")
        addresses = list(mails.filter(way="mail").values_list("to", flat=True))
        assert addresses and len(addresses) == len(set(addresses))
