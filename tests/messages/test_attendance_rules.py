"""Absences that are told by themselves (ATT-12): whose, to whom, once, and beside the notices."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any
from uuid import uuid4

import pytest

from openhouse.access.viewer import System
from openhouse.attendance.models import AbsenceNote, AttendanceMark
from openhouse.ledger.models import Change
from openhouse.messages.models import Message
from openhouse.messages.models_rules import AttendanceRule
from openhouse.messages.sending import jobs
from openhouse.notifications.models_notices import Notice, NoticeRules
from tests.cast import TODAY, Cast, in_all
from tests.home.hearing import absent, at, change, sent
from tests.house_client import found_in, words_of
from tests.jobs import work_off
from tests.messages.test_sending import INBOX, OFFICE, got_by, mails, newest

pytestmark = pytest.mark.django_db(transaction=True)
Clients = Callable[..., Any]
At = Callable[[str], None]
RULES = f"{OFFICE}rules/"
__all__ = ["at"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, north: Cast) -> At:
    """Let the job of each minute look at a time of Tuesday, Oct 6, twice, and write it out."""

    def go(when: str) -> None:
        monkeypatch.setenv("OPENHOUSE_TODAY", when if "T" in when else f"2026-10-06T{when}")
        for _again in range(2):
            jobs.look_by_rules(timestamp=0)
            work_off()

    return go


def mark(cast: Cast, who: str, *periods: str, code: str = "code_absent_unknown") -> None:
    """Mark somebody of the high school for the day, or for some periods."""
    with in_all(cast):
        for period in periods or ("",):
            AttendanceMark(
                student_id=cast.persons[who].id, school_id=cast.rows["high"].pk, on=TODAY,
                code=cast.rows[code], taken_by="office" if not period else "teacher",
                section=cast.rows["algebra"] if period else None,
                period=cast.rows[f"high_{period}"] if period else None,
            ).save()  # fmt: skip


def ask(cast: Cast, **columns: Any) -> None:
    """Have the rule of the high school ask for something else."""
    with in_all(cast):
        AttendanceRule.objects.filter(pk=cast.rows["rule_high"].pk).update(**columns)


def of_the_rule(cast: Cast) -> list[Message]:
    with in_all(cast):
        found = Message.objects.visible_to(System()).filter(rule=cast.rows["rule_high"].pk)
        return list(found.order_by("pk"))


def test_it_tells_once_however_often_the_job_runs(north: Cast, client_of: Clients, run: At) -> None:
    mark(north, "max")
    mark(north, "mia", code="code_absent_excused")
    page = words_of(client_of(north.clerk).get(f"{RULES}{north.rows['rule_high'].pk}/"))
    assert "1 person would be told now" in page and "Max" in page and "Mia" not in page
    run("10:29")
    assert of_the_rule(north) == []
    run("10:30")
    run("10:31")
    (message,) = of_the_rule(north)
    assert message.state == "sent"
    assert got_by(north, message) == {"long_parent": (north.max.id,)}
    assert len(mails(north, message)) == len({(one.way, one.to) for one in mails(north, message)})
    inbox = client_of(north.long_parent).get(f"{INBOX}{message.pk}/")
    assert "Call the school." in words_of(inbox)
    page = words_of(client_of(north.clerk).get(f"{RULES}{north.rows['rule_high'].pk}/"))
    assert "Nobody to tell now" in page and "looked for today" in page
    run("2026-10-07T10:30")
    assert len(of_the_rule(north)) == 1
    with in_all(north):
        assert Change.objects.filter(kind="message.sent", about_id=message.pk).count() == 1


def moves_hours(cast: Cast, **hours: time) -> None:
    """The district tells families in other hours, after the rule was kept."""
    with in_all(cast):
        house = NoticeRules.objects.first() or NoticeRules()
        for name, hour in hours.items():
            setattr(house, name, hour)
        house.save()


def test_a_rule_that_was_kept_before_waits_for_the_first_hour_of_today(
    north: Cast, run: At
) -> None:
    mark(north, "max")
    moves_hours(north, earliest=time(11))
    run("10:30")
    run("10:59")
    assert of_the_rule(north) == []
    run("11:00")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {"long_parent": (north.max.id,)}


def test_a_rule_whose_hour_is_none_any_more_says_that_it_does_not_run(
    north: Cast, client_of: Clients, run: At
) -> None:
    mark(north, "max")
    clerk = client_of(north.clerk)
    assert "Does not run" not in words_of(clerk.get(RULES))
    moves_hours(north, latest=time(10))
    run("10:30")
    assert of_the_rule(north) == []
    assert "Does not run" in words_of(clerk.get(RULES))
    page = words_of(clerk.get(f"{RULES}{north.rows['rule_high'].pk}/"))
    assert "It does not run: families are told of nothing after 10:00 AM." in page
    assert "Choose a time from 7:00 AM to 10:00 AM." in page


def test_only_so_many_periods_with_lessons_count(north: Cast, run: At) -> None:
    ask(north, least=2)
    mark(north, "cai", "a1", "a_lunch")
    run("10:30")
    assert of_the_rule(north) == []
    ask(north, ran_on=None)
    mark(north, "cai", "a2")
    run("10:30")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {"grandmother": (north.cai.id,)}


def test_grades_language_days_off_and_notes_keep_it_silent(north: Cast, run: At) -> None:
    mark(north, "max")
    mark(north, "cai")
    ask(north, grades=["09"], reads="en")
    run("10:30")
    assert of_the_rule(north) == []
    with in_all(north):
        for who, student in (("grandmother", "cai"), ("long_parent", "max")):
            AbsenceNote(
                person_id=north.persons[who].id, student_id=north.persons[student].id, kind="days",
                request=uuid4(), first_on=TODAY, last_on=TODAY, reason=north.rows["reason_ill"],
                filed_at=datetime(2026, 10, 6, 12, tzinfo=UTC),
            ).save()  # fmt: skip
    ask(north, grades=[], reads="", ran_on=None)
    run("10:30")
    assert of_the_rule(north) == []


def test_whom_a_notice_has_told_the_rule_does_not_tell(north: Cast, at: At, run: At) -> None:
    """An absence is told once a child, day and person, by whichever comes first (K20)."""
    change(north, absent(north, "max"), absent(north, "cai"))
    at("10:06")
    with in_all(north):
        Notice.objects.filter(student_id=north.cai.id).delete()
    at("10:20")
    assert set(sent(north)) == {"long_parent"}
    run("10:30")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {"grandmother": (north.cai.id,)}


def test_whom_the_rule_has_told_no_notice_tells(north: Cast, at: At, run: At) -> None:
    ask(north, at=time(10, 6))
    change(north, absent(north, "max"))
    at("10:06")
    run("10:06")
    assert got_by(north, newest(north)) == {"long_parent": (north.max.id,)}
    at("10:20")
    assert sent(north) == {}


def test_a_second_rule_tells_only_who_was_not_told(north: Cast, run: At) -> None:
    mark(north, "max")
    with in_all(north):
        other = AttendanceRule.objects.get(pk=north.rows["rule_high"].pk)
        other.pk, other.at, other.name = None, time(11), "Later"
        other.save(force_insert=True)
    run("10:30")
    mark(north, "cai")
    run("11:00")
    assert got_by(north, newest(north)) == {"grandmother": (north.cai.id,)}


def test_an_office_makes_changes_and_stops_a_rule(north: Cast, client_of: Clients, run: At) -> None:
    """Saved after its hour it begins tomorrow: nobody is told by a surprise."""
    clerk = client_of(north.clerk)
    first = clerk.get(f"{RULES}new/").content.decode()
    assert (
        "{first_name} is not at school" in first and "{first_name} no está en la escuela" in first
    )
    said = {
        "name": "Missed class", "school": north.rows["high"].pk, "statuses": ["absent", "tardy"],
        "excuses": ["unknown"], "least": 2, "at": "09:00", "on": "on", "title_en": "{first_name}",
        "body_en": "Where is {first_name}?",
    }  # fmt: skip
    assert "Saved." in words_of(clerk.post(f"{RULES}new/", said, follow=True))
    ask(north, on=False)
    mark(north, "max")
    run("10:05")
    with in_all(north):
        rule = AttendanceRule.objects.get(name="Missed class")
        assert rule.ran_on == TODAY
        assert not Message.objects.visible_to(System()).filter(rule=rule).exists()
    for wrong in (
        {"at": "21:30"}, {"statuses": []}, {"body_en": "{class}"},
        {"school": north.rows["west"].pk},
    ):  # fmt: skip
        page = clerk.post(f"{RULES}{rule.pk}/", said | wrong)
        assert page.status_code == 200
    with in_all(north):
        hours = NoticeRules.objects.first() or NoticeRules()
        hours.latest = time(18)
        hours.save()
    page = clerk.post(f"{RULES}{rule.pk}/", said | {"at": "18:30"})
    assert "Choose a time from 7:00 AM to 6:00 PM." in words_of(page)
    clerk.post(f"{RULES}{rule.pk}/", {**said, "on": ""})
    assert "Turned off" in words_of(clerk.get(RULES))


def test_a_rule_and_a_search_offer_the_grades_of_the_schools_and_those_kept_before(
    north: Cast, client_of: Any
) -> None:
    """A grade that has no student this year stays ticked in a rule that names it."""
    clerk, office = client_of(north.clerk), "/north/office/messages/"
    for page in ("rules/new/", "search/"):
        offered = found_in(clerk.get(f"{office}{page}"), "//input[@name='grades']/@value")
        assert offered == ["09", "10", "11", "12"], page
    rule = north.rows["rule_high"]
    with in_all(north):
        AttendanceRule.objects.filter(pk=rule.pk).update(grades=["PK"])
    page = clerk.get(f"{office}rules/{rule.pk}/")
    assert found_in(page, "//input[@name='grades']/@value") == ["PK", "09", "10", "11", "12"]
    assert found_in(page, "//input[@name='grades'][@checked]/@value") == ["PK"]
