"""The attendance office: what is not taken, what is not explained, whose mark counts."""

from collections.abc import Callable
from datetime import date, time

import pytest

from openhouse.access.viewer import System
from openhouse.attendance.models import AbsenceNote, AttendanceMark, Roll
from openhouse.people.models import StaffPost
from tests.attendance.test_roll import marks, place, sent
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
DESK = "/north/office/attendance/"


def day(cast: Cast, student: str, on: date = TODAY) -> str:
    return f"{DESK}students/{cast.persons[student].id}/?on={on}"


def test_what_is_due_and_not_taken_shows_with_the_time_of_looking(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    said = words_of(clerk.get(DESK))
    assert "As of 10:05 AM" in said
    # At 10:05 of an A day: period 1 is over, period 2 runs, biology and drawing are to come.
    card = said.partition("Notes of families")[0]
    assert "Literatura" in card and "Class is over" in card and "Algebra II" in card
    assert "Biology" not in card and "Drawing" not in card
    assert "2 of 2 rolls that are due are not taken yet." in card
    client_of(north.teacher).post(place(north, "algebra", "high_a2"), sent(north, ben="present"))
    card = words_of(clerk.get(DESK)).partition("Notes of families")[0]
    assert "Algebra II" not in card and "1 of 2 rolls that are due is not taken yet." in card


def test_the_desk_is_of_ones_own_schools(north: Cast, client_of: ClientOf) -> None:
    assert "Grade 3" not in words_of(client_of(north.clerk).get(DESK))
    assert "Grade 3" in words_of(client_of(north.admin).get(DESK))


def test_an_absence_is_explained_and_both_marks_are_kept(north: Cast, client_of: ClientOf) -> None:
    client_of(north.teacher).post(place(north, "algebra", "high_a2"), sent(north, cai="absent"))
    clerk, code = client_of(north.clerk), north.rows["code_absent_excused"].pk
    assert "Cai" in words_of(clerk.get(DESK))
    clerk.post(f"{DESK}resolve/", {f"code-{north.cai.id}-{TODAY}_1": str(code)})
    assert marks(north)["cai", "teacher"] == ("absent", "unknown")
    assert marks(north)["cai", "office"] == ("absent", "excused")
    said = words_of(client_of(north.teacher).get(place(north, "algebra", "high_a2")))
    assert "Office: Absent · excused" in said and "this line is locked" in said


def test_nothing_is_explained_that_is_not_chosen_or_not_ones_own(
    north: Cast, client_of: ClientOf
) -> None:
    code = north.rows["code_absent_excused"].pk
    client_of(north.second_teacher).post(
        place(north, "homeroom", "elementary_r1"), sent(north, eli="absent")
    )
    clerk = client_of(north.clerk)
    for form in (
        {},
        {f"code-{north.eli.id}-{TODAY}_1": str(code)},
        {"code-x-y": "1", "code-1-2026-13-40_1": str(code), f"code-{2**70}-{TODAY}": "1"},
    ):
        answer = clerk.post(f"{DESK}resolve/", form, follow=True)
        assert "Choose a code where you know the reason" in words_of(answer)
    assert ("eli", "office") not in marks(north)


def test_the_office_overrides_a_class_and_takes_it_back(north: Cast, client_of: ClientOf) -> None:
    client_of(north.teacher).post(place(north, "algebra", "high_a2"), sent(north, cai="absent"))
    clerk, url = client_of(north.clerk), day(north, "cai")
    field = f"class-{north.rows['algebra'].pk}-{north.rows['high_a2'].pk}"
    form = {field: str(north.rows["code_present_exempt"].pk)}
    clerk.post(url, form)
    assert marks(north)["cai", "office"] == ("present", "exempt")
    assert marks(north)["cai", "teacher"] == ("absent", "unknown")
    said = words_of(clerk.get(url))
    assert "Teacher: Absent · not explained yet" in said and "The office’s mark counts" in said
    code = north.rows["code_present_exempt"]
    assert f"Office: {code.name}" in said  # whole, also where the field cuts it
    clerk.post(url, {field: ""})
    assert ("cai", "office") not in marks(north)
    assert marks(north)["cai", "teacher"] == ("absent", "unknown")


def test_fill_down_gives_each_class_below_the_code_above(north: Cast, client_of: ClientOf) -> None:
    first = f"class-{north.rows['algebra'].pk}-{north.rows['high_a2'].pk}"
    code = str(north.rows["code_absent_excused"].pk)
    client_of(north.clerk).post(day(north, "cai"), {first: code, "fill": "1"})
    with in_all(north):
        found = AttendanceMark.objects.visible_to(System()).filter(
            student_id=north.cai.id, on=TODAY
        )
        sections = {mark.section_id for mark in found}
    # Welding at the career center is hers too.
    assert sections == {north.rows[key].pk for key in ("algebra", "biology", "welding")}


def test_an_early_leave_has_its_time_and_takes_minutes(north: Cast, client_of: ClientOf) -> None:
    with in_all(north):
        AttendanceMark.objects.visible_to(System()).filter(on=TODAY).delete()
    clerk, url = client_of(north.clerk), day(north, "ben")
    assert "Present 170 of 170 minutes." in words_of(clerk.get(url))
    code = str(north.rows["code_early_release_excused"].pk)
    clerk.post(url, {"whole": code, "left_at": "14:10", "comment": "Dentist"})
    said = words_of(clerk.get(url))
    assert "Present 140 of 170 minutes." in said
    assert "(50 % of the classes) the day is not missed" in said
    with in_all(north):
        mark = AttendanceMark.objects.visible_to(System()).get(student_id=north.ben.id, on=TODAY)
    assert (mark.left_at, mark.comment) == (time(14, 10), "Dentist")
    clerk.post(url, {"whole": ""})
    assert ("ben", "office") not in marks(north)


def test_on_a_holiday_there_is_nothing_to_mark(north: Cast, client_of: ClientOf) -> None:
    clerk, url = client_of(north.clerk), day(north, "ben", date(2026, 10, 12))
    assert "No school on this day" in words_of(clerk.get(url))
    clerk.post(url, {"whole": str(north.rows["code_absent_excused"].pk)})
    assert marks(north, date(2026, 10, 12)) == {}


def test_a_roll_of_another_district_is_not_taken_here(
    north: Cast, south: Cast, client_of: ClientOf
) -> None:
    client_of(north.teacher).post(place(north, "algebra", "high_a2"), sent(north, ben="present"))
    with in_all(south):
        assert not Roll.objects.filter(on=TODAY).exists()


def test_the_office_of_a_school_that_a_child_has_left_has_no_more_to_do_with_her_days(
    north: Cast, client_of: ClientOf
) -> None:
    """It reaches dee for 90 days, to help her family; the new school's days are not its own."""
    said = {"children": [north.dee.id], "kind": "days", "first_on": "2026-10-16",
            "reason": north.rows["reason_ill"].pk}  # fmt: skip
    page = f"/north/family/{north.dee.id}/attendance/notes/new/"
    client_of(north.grandmother).post(page, said)
    with in_all(north):
        StaffPost.objects.filter(person_id=north.clerk.id).update(school=north.rows["elementary"])
        (note,) = AbsenceNote.objects.visible_to(System()).filter(first_on="2026-10-16")
        AttendanceMark.objects.visible_to(System()).filter(pk=north.rows["dee_after"].pk).update(
            code=north.rows["code_absent_unknown"]
        )
    clerk = client_of(north.clerk)
    assert "Dee" not in words_of(clerk.get(DESK))
    assert clerk.get(f"{DESK}notes/{note.pk}/").status_code == 404
    assert clerk.get(f"{DESK}notes/{note.pk}/file/").status_code == 404
    assert clerk.get(day(north, "dee", date(2026, 9, 24))).status_code == 404
    assert clerk.get(day(north, "dee", date(2026, 9, 3))).status_code == 200
    code = {f"code-{north.dee.id}-2026-09-24": north.rows["code_absent_excused"].pk}
    clerk.post(f"{DESK}resolve/", code)
    with in_all(north):
        marks = AttendanceMark.objects.visible_to(System()).filter(student_id=north.dee.id)
        kept = marks.get(pk=north.rows["dee_after"].pk)
        assert kept.code_id == north.rows["code_absent_unknown"].pk
    assert client_of(north.admin).get(f"{DESK}notes/{note.pk}/").status_code == 200
