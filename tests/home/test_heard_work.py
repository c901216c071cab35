"""New work, other due dates and what is due tomorrow: told in a bundle, to who wants to hear it."""

import pytest

from openhouse.notifications.models_notices import Notice, NoticeChoice
from tests.cast import Cast, in_all
from tests.home.hearing import At, at, change, prefers, sent

__all__ = ["at"]
pytestmark = pytest.mark.django_db(transaction=True)
OWLS = "UPDATE grades_assignment SET {} WHERE name LIKE 'Owl essay%%'"


def essay(cast: Cast, number: int = 1, due: str = "2026-10-09", shown: str = "true") -> str:
    return (
        "INSERT INTO grades_assignment (section_id, name, due_on, visible) VALUES"
        f" ({cast.rows['algebra'].pk}, 'Owl essay {number}', '{due}', {shown})"
    )


def test_new_work_comes_in_the_bundle_to_the_families_of_its_class(north: Cast, at: At) -> None:
    change(north, essay(north), essay(north, 2), by="teacher")
    at("10:06")
    at("16:59")
    assert sent(north) == {}
    at("17:00")
    told = sent(north)
    assert set(told) == {"mother", "ben", "grandmother"}
    (mail,) = told["mother"]
    assert "Owl essay 1 is new, due Friday, Oct 9" in mail
    assert "Owl essay 2 is new" in mail


def test_who_hears_at_once_hears_at_once_of_a_teacher_and_in_a_bundle_of_an_import(
    north: Cast, at: At
) -> None:
    prefers(north, "grandmother", pace="at once")
    change(north, essay(north), by="teacher")
    at("15:10")
    at("15:20")
    assert set(sent(north)) == {"grandmother"}
    change(north, essay(north, 2))
    at("15:30")
    at("16:59")
    assert len(sent(north)["grandmother"]) == 1
    at("17:00")
    assert "Owl essay 2" in sent(north)["grandmother"][1]


def test_a_terms_work_is_one_line_and_what_is_over_or_hidden_none(north: Cast, at: At) -> None:
    change(north, *(essay(north, number) for number in range(40)))
    change(north, essay(north, 50, "2026-10-05"), essay(north, 51, shown="false"))
    at("10:06")
    with in_all(north):
        notices = Notice.objects.filter(kind="work")
        assert len(notices) == 3
        assert all(len(notice.made_of) == 40 for notice in notices)
    at("17:00")
    (mail,) = sent(north)["mother"]
    assert "40 pieces of work were delivered" in mail
    assert "Owl" not in mail


def test_work_that_is_taken_back_before_the_bundle_was_a_slip(north: Cast, at: At) -> None:
    change(north, essay(north), by="teacher")
    at("10:06")
    change(north, OWLS.format("visible = false"), by="teacher")
    at("17:00")
    assert sent(north) == {}


def test_another_due_date_is_told_and_that_it_is_not_asked_for_any_more(
    north: Cast, at: At
) -> None:
    change(north, essay(north), by="teacher")
    at("10:06")
    change(north, OWLS.format("due_on = '2026-10-12'"), by="teacher")
    at("17:00")
    assert "Owl essay 1 is new, due Monday, Oct 12" in sent(north)["mother"][0]
    change(north, OWLS.format("due_on = '2026-10-13'"), by="teacher")
    at("2026-10-07T10:06")
    at("2026-10-07T17:00")
    assert "is now due Tuesday, Oct 13; before: Monday, Oct 12" in sent(north)["mother"][1]
    change(north, OWLS.format("visible = false"), by="teacher")
    at("2026-10-08T10:06")
    at("2026-10-08T17:00")
    assert "work that was due Tuesday, Oct 13 is not asked for" in sent(north)["mother"][2]


def test_a_student_hears_what_is_due_tomorrow_and_a_guardian_who_asks_for_it(
    north: Cast, at: At
) -> None:
    change(north, essay(north, 1, "2026-10-08"), essay(north, 2, "2026-10-08"))
    at("10:06")
    at("17:00")
    before = {who: len(mails) for who, mails in sent(north).items()}
    work = "(SELECT id FROM grades_assignment WHERE name = 'Owl essay 2')"
    change(
        north,
        "INSERT INTO grades_score (student_id, assignment_id, flag, text, comment)"
        f" VALUES ({north.ben.id}, {work}, 'turned in', '', '')",
    )
    with in_all(north):
        NoticeChoice.objects.create(
            person_id=north.mother.id, student_id=north.ben.id, kind="due", ways=["mail"]
        )
        NoticeChoice.objects.create(
            person_id=north.mother.id, student_id=north.ben.id, kind="score", ways=[]
        )
    at("2026-10-07T00:01")
    at("2026-10-07T16:59")
    at("2026-10-07T17:00")
    told = {who: mails[before.get(who, 0) :] for who, mails in sent(north).items()}
    for who in ("ben", "mother"):
        assert "Due tomorrow: Owl essay 1 (Algebra II" in "".join(told[who])
        (line,) = [one for one in "".join(told[who]).splitlines() if "Due tomorrow" in one]
        assert "Owl essay 2" not in line
    assert told["grandmother"] == []
    at("2026-10-07T18:00")
    assert {who: mails[before.get(who, 0) :] for who, mails in sent(north).items()} == told
