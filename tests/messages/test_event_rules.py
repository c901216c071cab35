"""What is told by itself when it comes about (NOT-09): of whom, to whom, and how often."""

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark
from openhouse.grades.models import PostedMark
from openhouse.messages.facts import facts_words
from openhouse.messages.models import Message
from openhouse.messages.models_rules import EventRule, RuleCrossing
from openhouse.messages.sending import jobs
from openhouse.messages.sending.crossings import is_low
from openhouse.notifications.models import Delivery
from openhouse.people.models import Enrollment, Guardianship, StaffPost
from tests.cast import TODAY, Cast, in_all
from tests.home.hearing import absent, change
from tests.house_client import words_of
from tests.jobs import work_off
from tests.messages.test_sending import INBOX, OFFICE, got_by

pytestmark = pytest.mark.django_db(transaction=True)
Clients = Callable[..., Any]
At = Callable[[str], None]
EVENTS = f"{OFFICE}events/"
MONDAY = date(2026, 10, 5)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, north: Cast) -> At:
    """Let the jobs of each minute look at a time of Tuesday, Oct 6, or of another day, twice."""

    def go(when: str) -> None:
        monkeypatch.setenv("OPENHOUSE_TODAY", when if "T" in when else f"2026-10-06T{when}")
        for _again in range(2):
            jobs.look_by_rules(timestamp=0)
            work_off()
            jobs.write_due(timestamp=0)
            work_off()

    return go


def ask(cast: Cast, key: str = "event_high", **columns: Any) -> None:
    """Have a rule ask for something else."""
    with in_all(cast):
        EventRule.objects.filter(pk=cast.rows[key].pk).update(**columns)


def of_the_rule(cast: Cast, key: str = "event_high") -> list[Message]:
    with in_all(cast):
        found = Message.objects.visible_to(System()).filter(event=cast.rows[key].pk)
        return list(found.order_by("pk"))


def crossings(cast: Cast, who: str, key: str = "event_high") -> list[RuleCrossing]:
    with in_all(cast):
        found = RuleCrossing.objects.visible_to(System()).filter(
            rule=cast.rows[key].pk, student_id=cast.persons[who].id
        )
        return list(found.order_by("pk"))


def away(cast: Cast, who: str, *days: date) -> None:
    change(cast, *(absent(cast, who, on) for on in days))


def delivered(cast: Cast, kind: str) -> list[Delivery]:
    with in_all(cast):
        return list(Delivery.objects.filter(kind=kind).order_by("pk"))


def names_of(cast: Cast, sent: list[Delivery]) -> set[str]:
    names = {one.id: name for name, one in cast.persons.items()}
    return {names[one.person_id or 0] for one in sent}


def test_it_tells_once_however_often_the_job_runs(north: Cast, client_of: Clients, run: At) -> None:
    ask(north, grades=["09"])
    away(north, "max", MONDAY)
    run("2026-10-05T15:30")
    assert crossings(north, "max") == []
    away(north, "max", TODAY)
    run("15:29")
    assert of_the_rule(north) == []
    run("15:30")
    run("15:45")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {"long_parent": (north.max.id,)}
    page = words_of(client_of(north.long_parent).get(f"{INBOX}{message.pk}/"))
    assert "2 días de ausencia desde el lunes" in page and "17 de ago" in page
    run("2026-10-07T15:30")
    run("2026-10-08T15:45")
    assert len(of_the_rule(north)) == 1
    assert len(crossings(north, "max")) == 1


def test_nobody_is_told_of_marks_and_work_in_school_hours_and_a_student_hears_first(
    north: Cast, run: At
) -> None:
    ask(
        north, what="missing", least=1, grades=["10"], at=time(9),
        tells=["student", "guardians"],
    )  # fmt: skip
    run("14:50")
    assert of_the_rule(north) == []
    run("15:00")
    first, second = of_the_rule(north)
    assert (first.students_too, second.students_too) == (True, False)
    assert got_by(north, first) == got_by(north, second) == {}
    run("15:20")
    assert got_by(north, first) == {"ben": (north.ben.id,)}
    assert got_by(north, second) == {}
    run("17:15")
    assert got_by(north, second) == {"mother": (north.ben.id,)}


def test_what_is_right_again_before_it_goes_out_is_told_to_nobody(north: Cast, run: At) -> None:
    ask(north, grades=["09"])
    away(north, "max", MONDAY, TODAY)
    run("15:30")
    (message,) = of_the_rule(north)
    with in_all(north):
        AttendanceMark.objects.visible_to(System()).filter(student_id=north.max.id).delete()
    run("15:45")
    assert got_by(north, message) == {}
    run("2026-10-07T15:30")
    assert crossings(north, "max")[0].cleared_on == date(2026, 10, 7)


def test_who_waits_hears_nothing_of_a_rule_that_was_turned_off(north: Cast, run: At) -> None:
    ask(north, grades=["09"])
    away(north, "max", MONDAY, TODAY)
    run("15:30")
    ask(north, state="off")
    run("15:45")
    (message,) = of_the_rule(north)
    assert got_by(north, message) == {}


def test_of_whom_it_was_so_before_is_told_only_where_that_is_asked(north: Cast, run: At) -> None:
    away(north, "max", MONDAY, TODAY)
    ask(north, those_already=False)
    run("15:45")
    assert of_the_rule(north) == []
    (crossing,) = crossings(north, "max")
    assert not crossing.told


@pytest.mark.parametrize(("often", "many"), [("term", 1), ("anew", 2)])
def test_what_comes_about_anew_is_told_as_often_as_the_rule_says(
    north: Cast, run: At, often: str, many: int
) -> None:
    ask(north, often=often)
    away(north, "max", MONDAY, TODAY)
    run("15:30")
    with in_all(north):
        AttendanceMark.objects.visible_to(System()).filter(student_id=north.max.id).delete()
    run("2026-10-07T15:30")
    away(north, "max", MONDAY, TODAY)
    run("2026-10-08T15:30")
    run("2026-10-08T15:45")
    assert len(crossings(north, "max")) == many


def test_a_tie_that_ended_yesterday_and_a_student_who_left_are_told_nothing(
    north: Cast, run: At
) -> None:
    away(north, "max", MONDAY, TODAY)
    away(north, "cai", MONDAY, TODAY)
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(student_id=north.max.id)
        ties.update(ends_on=MONDAY)
        there = Enrollment.objects.visible_to(System()).filter(student_id=north.cai.id)
        there.update(ends_on=MONDAY)
    run("15:30")
    run("15:45")
    assert crossings(north, "max") and not [
        one for one in crossings(north, "cai") if one.crossed_on == TODAY
    ]
    assert all("long_parent" not in got_by(north, one) for one in of_the_rule(north))
    assert all("grandmother" not in got_by(north, one) for one in of_the_rule(north))


def test_no_rule_looks_on_a_day_without_school(north: Cast, run: At) -> None:
    away(north, "max", MONDAY, TODAY)
    run("2026-10-10T15:45")
    assert crossings(north, "max") == []


def test_staff_are_told_how_many_and_read_who_it_is_in_the_portal(north: Cast, run: At) -> None:
    ask(
        north, what="missing", least=1, by_class=True, grades=["10"],
        tells=["office", "teacher"],
    )  # fmt: skip
    run("15:45")
    sent = delivered(north, "message.rule")
    assert names_of(north, sent) == {"clerk", "teacher"}
    assert of_the_rule(north) == []
    for one in sent:
        assert "1 student" in one.text
        assert "Ben" not in one.text + one.subject and "Rivera" not in one.text + one.subject
    run("15:50")
    assert len(delivered(north, "message.rule")) == len(sent)


def test_a_teacher_who_has_left_the_school_is_told_nothing(north: Cast, run: At) -> None:
    """Her classes are still hers in the records of the other system."""
    ask(north, what="missing", least=1, by_class=True, grades=["10"], tells=["office", "teacher"])
    with in_all(north):
        posts = StaffPost.objects.filter(person_id=north.teacher.id, role="teacher")
        assert posts.update(ends_on=MONDAY)
    run("15:45")
    assert names_of(north, delivered(north, "message.rule")) == {"clerk"}


@pytest.mark.parametrize(
    ("percent", "letter", "low"),
    [("59.9", "F", True), ("60", "D", False), (None, "NP", True), (None, "P", False),
     ("95", "np", True)],
)  # fmt: skip
def test_a_mark_is_low_below_the_percent_or_by_its_letter(
    percent: str | None, letter: str, low: bool
) -> None:
    rule = EventRule(below=Decimal(60), letters=["NP"])
    assert is_low(rule, Decimal(percent) if percent else None, letter) is low


def test_each_fact_is_said_in_words() -> None:
    said = facts_words([
        {"what": "mark", "class": "Algebra", "percent": "58.25", "letter": "F"},
        {"what": "posted", "class": "Art", "percent": None, "letter": "NP"},
        {"what": "missing", "n": 1},
        {"what": "absences", "n": 3, "unexcused": True, "since": "2026-09-01"},
    ])  # fmt: skip
    assert said.replace("\u00a0", " ") == (
        "Algebra: the mark so far is 58.3 % F; Art: the posted mark is NP;"
        " 1 piece of work is missing; 3 days absent without an excuse since Tuesday, Sep 1"
    )


def test_the_rule_of_the_district_finds_posted_marks_and_marks_so_far(north: Cast, run: At) -> None:
    ask(north, "event_all", state="on", what="mark", below=Decimal(100), at=time(9))
    run("15:45")
    run("16:00")
    assert [one.section_id for one in crossings(north, "ben", "event_all")]
    assert "mother" in got_by(north, of_the_rule(north, "event_all")[0])
    ask(north, "event_all", what="posted", ran_on=None, began_on=None)
    with in_all(north):
        marks = PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id)
        assert marks.update(posted_on=TODAY, percent=41)
    run("2026-10-07T15:45")
    assert any(one.facts["what"] == "posted" for one in crossings(north, "ben", "event_all"))
