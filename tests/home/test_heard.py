"""From a change in the records to what is handed to the outbox: who hears what, when, and once."""

from datetime import date, time
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest
from django.db import transaction

from openhouse.access.enter import Address, enter
from openhouse.attendance.models import AbsenceNote
from openhouse.districts.models import District
from openhouse.home.heard.readers import children_of, readers_of
from openhouse.home.heard.reading import hold_notices
from openhouse.home.heard.telling import tell
from openhouse.notifications.models_notices import Notice, NoticeChoice, NoticeRules
from openhouse.people.models import HouseholdMember
from tests.cast import ACCOUNTS, SEES, STUDENTS, TODAY, Cast, in_all
from tests.home.hearing import At, absent, at, change, prefers, score, sent

__all__ = ["at"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_score_is_told_with_its_mark_to_who_may_see_it(north: Cast, at: At) -> None:
    change(north, score(north, 8))
    at("10:06")
    at("16:59")
    assert sent(north) == {}
    at("17:00")
    told = sent(north)
    assert set(told) == {"mother", "ben"}
    (mail,) = told["mother"]
    assert "Ben ZQ" in mail
    assert "went from 9 to 8 of 10. Algebra II" in mail
    assert "is now F" in mail
    at("17:05")
    at("2026-10-07T18:00")
    assert sent(north) == told


def test_what_comes_back_to_where_it_was_is_not_told(north: Cast, at: At) -> None:
    change(north, score(north, 8))
    at("10:06")
    change(north, score(north, 9))
    at("17:00")
    assert sent(north) == {}
    with in_all(north):
        assert set(Notice.objects.values_list("state", flat=True)) == {"none"}


def test_several_corrections_are_one_notice_of_what_they_come_to(north: Cast, at: At) -> None:
    change(north, score(north, 7))
    at("10:06")
    change(north, score(north, 8), score(north, 5))
    at("17:00")
    (mail,) = sent(north)["mother"]
    assert "went from 9 to 5 of 10" in mail
    assert "to 8" not in mail


def test_a_student_who_hears_at_once_hears_before_her_parents(north: Cast, at: At) -> None:
    for who in ("mother", "ben"):
        prefers(north, who, pace="at once")
    change(north, score(north, 8))
    at("10:06")
    at("14:59")
    assert sent(north) == {}
    at("15:00")
    assert set(sent(north)) == {"ben"}
    at("16:59")
    assert set(sent(north)) == {"ben"}
    at("17:00")
    assert set(sent(north)) == {"mother", "ben"}


def test_of_a_childs_absence_each_parent_hears_once_a_day(north: Cast, at: At) -> None:
    change(north, absent(north, "ana"))
    at("10:05")
    at("10:14")
    assert sent(north) == {}
    at("10:15")
    told = sent(north)
    assert set(told) == {"mother", "father"}
    assert "Absent (unexcused) on Tuesday, Oct 6" in told["father"][0]
    change(north, absent(north, "ana", section=str(north.rows["homeroom"].pk)))
    at("11:00")
    assert sent(north) == told


@pytest.mark.parametrize("whose", ["the district's", "her own"])
def test_what_was_held_before_hours_were_moved_goes_by_those_of_today(
    north: Cast, at: At, whose: str
) -> None:
    change(north, absent(north, "ana"))
    at("10:05")
    with in_all(north):
        assert {one.due_at.minute for one in Notice.objects.filter(state="held")} == {15}
    if whose == "her own":
        for who in ("mother", "father"):
            prefers(north, who, quiet_from=time(10), quiet_until=time(11))
    else:
        with in_all(north):
            NoticeRules.objects.create(earliest=time(11))
    at("10:15")
    at("10:59")
    assert sent(north) == {}
    at("11:00")
    assert set(sent(north)) == {"mother", "father"}


def test_who_has_told_the_school_hears_of_no_absence(north: Cast, at: At) -> None:
    with in_all(north):
        AbsenceNote(
            student_id=north.ana.id, person_id=north.mother.id,
            kind="days", first_on=TODAY, last_on=TODAY,
            reason=north.rows["reason_ill"], request=uuid4(),
            filed_at="2026-10-06T12:00Z",
        ).save()  # fmt: skip
    change(north, absent(north, "ana"))
    at("10:05")
    at("10:15")
    told = sent(north)
    assert set(told) == {"father"}, "her other home, which nobody has told"
    assert "Absent" in told["father"][0]


def test_who_lives_with_her_who_told_the_school_hears_of_no_absence(north: Cast, at: At) -> None:
    """Nor does one of whom no home is on file: that they live apart, nothing says."""
    mother, father = north.mother.id, north.father.id
    with in_all(north):
        AbsenceNote(
            student_id=north.ana.id, person_id=mother,
            kind="days", first_on=TODAY, last_on=date(2026, 10, 7),
            reason=north.rows["reason_ill"], request=uuid4(),
            filed_at="2026-10-06T12:00Z",
        ).save()  # fmt: skip
        homes = HouseholdMember.objects.filter(person_id=father)
        homes.update(household_id=north.rows["first_home"].pk)
    change(north, absent(north, "ana"))
    at("10:05")
    at("10:15")
    assert sent(north) == {}
    with in_all(north):
        HouseholdMember.objects.filter(person_id=father).delete()
    change(north, absent(north, "ana", date(2026, 10, 7)))
    at("2026-10-07T10:05")
    at("2026-10-07T10:15")
    assert sent(north) == {}


def test_only_what_is_below_her_percent_is_told(north: Cast, at: At) -> None:
    prefers(north, "mother", below=Decimal(70))
    change(north, score(north, 8))
    at("10:06")
    at("17:00")
    assert set(sent(north)) == {"ben"}
    change(north, score(north, 5))
    at("2026-10-07T10:06")
    at("2026-10-07T17:00")
    assert "went from 8 to 5 of 10" in sent(north)["mother"][0]


def test_what_is_turned_off_for_one_child_is_told_of_the_other(north: Cast, at: At) -> None:
    with in_all(north):
        for kind in ("score", "mark"):
            NoticeChoice.objects.create(
                person_id=north.mother.id, student_id=north.ben.id, kind=kind, ways=[]
            )
    change(north, score(north, 8), score(north, 8, "work_reading", "ana"))
    at("10:06")
    at("17:00")
    (mail,) = sent(north)["mother"]
    assert "Ana" in mail
    assert "Ben" not in mail


def test_two_children_are_one_bundle_in_the_language_of_its_reader(north: Cast, at: At) -> None:
    change(
        north,
        f"UPDATE people_account SET language = 'es' WHERE person_id = {north.mother.id}",
        score(north, 8),
        score(north, 8, "work_reading", "ana"),
    )
    at("10:06")
    at("17:00")
    (mail,) = sent(north)["mother"]
    assert "Ana" in mail
    assert "Ben" in mail


def test_who_lost_the_child_meanwhile_hears_nothing(north: Cast, at: At) -> None:
    change(north, score(north, 8))
    at("10:20")
    change(
        north,
        f"UPDATE people_guardianship SET barred = true WHERE person_id = {north.mother.id}"
        f" AND student_id = {north.ben.id}",
    )
    at("17:00")
    assert set(sent(north)) == {"ben"}


def test_what_the_teacher_hides_meanwhile_is_not_told(north: Cast, at: At) -> None:
    change(north, score(north, 8))
    at("10:20")
    work = north.rows["work_plain"].pk
    change(north, f"UPDATE grades_assignment SET visible = false WHERE id = {work}")
    at("17:00")
    assert sent(north) == {}


def test_a_transaction_that_ends_late_is_told_too(
    north: Cast, at: At, owner: psycopg.Connection
) -> None:
    with owner.transaction():
        owner.execute("SELECT set_config('openhouse.district', %s, true)", [str(north.id)])
        owner.execute(score(north, 8))
        at("10:20")
        change(north, score(north, 9, "work_reading", "ana"))
        at("10:30")
    at("10:40")
    at("17:00")
    (mail,) = sent(north)["mother"]
    assert "went from 9 to 8 of 10" in mail
    assert "went from 17 to 9 of 20" in mail


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    north: Cast, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies before the end of its transaction, so all of that is undone."""
    change(north, score(north, 8))
    with in_all(north):
        assert hold_notices(TODAY) == 2
        transaction.set_rollback(True)
    at("10:30")
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T17:00")
    with transaction.atomic():
        assert tell(District.objects.get(pk=north.id)) == 2
        transaction.set_rollback(True)
    assert sent(north) == {}
    at("17:01")
    at("17:02")
    assert {who: len(mails) for who, mails in sent(north).items()} == {"mother": 1, "ben": 1}


def test_whom_a_notice_reaches_is_whom_the_page_opens_for(north: Cast) -> None:
    """Both ways of asking, and the statement that opens a page, agree about everybody."""
    ids = {key: north.persons[key].id for key in north.persons}
    with in_all(north):
        readers = readers_of([ids[key] for key in STUDENTS], TODAY)
        children = children_of([ids[key] for key in ACCOUNTS], TODAY)
    for key in ACCOUNTS:
        hers = {ids[student] for student in SEES.get(key, ())}
        assert children[ids[key]] == hers, key
        assert {student for student, those in readers.items() if ids[key] in those} == hers, key
        with in_all(north):
            entry = enter(Address("north", "family"), north.persons[key].account)
        assert entry is not None
        assert set(entry["students"]) == hers
