"""A teacher takes the roll: today's classes, one mark a student, and what stops her."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark, Roll
from openhouse.attendance.models_district import AttendanceRules
from openhouse.attendance.taking.rules import Closing
from openhouse.courses.models import SectionTeacher
from openhouse.districts.models import Day
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def place(cast: Cast, section: str, period: str) -> str:
    row = cast.rows[period].pk if period else 0
    return f"/{cast.slug}/staff/attendance/{cast.rows[section].pk}/{row}/"


def sent(cast: Cast, **said: str) -> dict[str, str]:
    """A form as the browser sends it: each student was here and becomes what is said."""
    form = {}
    for key, words in said.items():
        status, _, note = words.partition(":")
        student = cast.persons[key].id
        form |= {f"was-{student}": "present", f"had-{student}": ""}
        form |= {f"is-{student}": status, f"note-{student}": note}
    return form


def marks(cast: Cast, on: date = TODAY) -> dict[tuple[str, str], tuple[str, str]]:
    """The marks of a day, by student and who took them: status and excuse."""
    names = {person.id: key for key, person in cast.persons.items()}
    with in_all(cast):
        found = AttendanceMark.objects.visible_to(System()).filter(on=on)
        return {
            (names[row.student_id], row.taken_by): (row.code.status, row.code.excuse)
            for row in found.select_related("code")
        }


def rolls(cast: Cast) -> list[Roll]:
    with in_all(cast):
        return list(Roll.objects.filter(on=TODAY))


def test_the_classes_of_today_stand_in_the_order_of_the_day(
    north: Cast, client_of: ClientOf
) -> None:
    said = words_of(client_of(north.teacher).get("/north/staff/attendance/"))
    assert said.index("Algebra II") < said.index("Drawing")
    assert "US History" not in said  # a B day's
    assert said.count("Not yet taken") == 2


def test_all_are_here_until_somebody_is_marked(north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.teacher)
    url = place(north, "algebra", "high_a2")
    assert "2 here, 0 absent, 0 late" in words_of(client.get(url))
    before = marks(north)
    assert client.post(url, sent(north, ben="present", cai="present")).status_code == 302
    assert marks(north) == before
    assert [(roll.taken_by_name, roll.corrected_at) for roll in rolls(north)] == [
        (north.teacher.name, None)
    ]
    assert "Taken at 10:05 AM" in words_of(client.get("/north/staff/attendance/"))


def test_a_mark_is_a_status_and_the_reason_is_not_known(north: Cast, client_of: ClientOf) -> None:
    url = place(north, "algebra", "high_a2")
    client_of(north.teacher).post(url, sent(north, ben="tardy", cai="absent:No bag either"))
    assert marks(north)["cai", "teacher"] == ("absent", "unknown")
    assert "No bag either" in words_of(client_of(north.grandmother).get(
        f"/north/family/{north.cai.id}/attendance/"))  # fmt: skip


def test_who_comes_after_all_loses_the_mark(north: Cast, client_of: ClientOf) -> None:
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    client.post(url, sent(north, cai="absent"))
    student = north.cai.id
    form = {f"was-{student}": "absent", f"is-{student}": "tardy"}
    client.post(url, form)
    assert marks(north)["cai", "teacher"] == ("tardy", "unknown")
    client.post(url, {f"was-{student}": "tardy", f"is-{student}": "present"})
    assert ("cai", "teacher") not in marks(north)
    (roll,) = rolls(north)
    assert roll.corrected_by_name == north.teacher.name


def test_where_the_office_has_spoken_the_mark_is_locked_and_says_why(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        AttendanceMark(
            student_id=north.cai.id,
            school_id=north.rows["high"].pk,
            on=TODAY,
            code_id=north.rows["code_absent_excused"].pk,
        ).save()
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    said = words_of(client.get(url))
    assert "Office: Absent · excused" in said and "this line is locked" in said
    assert "1 here, 1 absent, 0 late" in said
    answer = client.post(url, sent(north, cai="tardy"), follow=True)
    assert "stays as the office has it" in words_of(answer)
    assert ("cai", "teacher") not in marks(north)


def test_two_who_take_the_same_roll_lose_nothing(north: Cast, client_of: ClientOf) -> None:
    url = place(north, "algebra", "high_a2")
    with in_all(north):
        SectionTeacher.objects.create(
            section_id=north.rows["algebra"].pk, person_id=north.teacher_mother.id
        )
        AttendanceMark.objects.visible_to(System()).filter(on=TODAY).delete()
    client_of(north.teacher).post(url, sent(north, cai="absent", ben="tardy"))
    # Her colleague opened the page before, marks cai otherwise, and does not touch ben.
    second = client_of(north.teacher_mother)
    answer = second.post(url, sent(north, cai="tardy", ben="present"))
    assert answer.status_code == 409
    body = answer.content.decode()
    assert "your colleague marked Absent, you chose Late" in body
    assert marks(north)["cai", "teacher"] == ("absent", "unknown")
    assert marks(north)["ben", "teacher"] == ("tardy", "unknown")
    again = {f"was-{north.cai.id}": "absent", f"is-{north.cai.id}": "tardy"}
    assert second.post(url, again).status_code == 302
    assert marks(north)["cai", "teacher"] == ("tardy", "unknown")


def test_on_a_holiday_a_sentence_stands_and_nothing_is_written(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        day = Day.objects.filter(on=TODAY, school_year_id=north.rows["high_year"].pk)
        day.update(instructional=False, bell_schedule=None, note="Snow day")
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    for page in ("/north/staff/attendance/", url):
        assert "is no school day: Snow day. There is no roll to take." in words_of(client.get(page))
    assert "There is no roll to take" in words_of(client.post(url, sent(north, cai="absent")))
    assert rolls(north) == [] and ("cai", "teacher") not in marks(north)


def test_a_day_that_a_full_calendar_does_not_name_is_no_school_day(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        Day.objects.filter(on=TODAY, school_year_id=north.rows["high_year"].pk).delete()
    said = words_of(client_of(north.teacher).get("/north/staff/attendance/"))
    assert "is no school day. There is no roll to take." in said


def test_a_day_without_classes_says_when_the_next_are(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-12T10:05")  # a holiday; the 13th is an A day
    said = words_of(client_of(north.teacher).get("/north/staff/attendance/"))
    assert "Fall break" in said
    rest = said.partition("Your next classes")[2]
    assert rest.startswith(" Tuesday, Oct 13") and "Algebra II" in rest


def test_on_a_day_without_the_class_nothing_is_written(north: Cast, client_of: ClientOf) -> None:
    client, url = client_of(north.teacher), place(north, "history", "high_b1")
    answer = client.post(url, sent(north, ben="absent"))
    assert "does not meet on Tuesday, Oct 6" in words_of(answer)
    assert rolls(north) == []


def test_who_lost_the_section_this_morning_finds_nothing(north: Cast, client_of: ClientOf) -> None:
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    assert client.get(url).status_code == 200
    with in_all(north):
        SectionTeacher.objects.filter(section_id=north.rows["algebra"].pk).delete()
    for answer in (client.get(url), client.post(url, sent(north, cai="absent"))):
        assert answer.status_code == 404
    assert rolls(north) == [] and ("cai", "teacher") not in marks(north)


@pytest.mark.parametrize("who", ["teacher_mother", "second_teacher"])
def test_anothers_class_is_not_there(who: str, north: Cast, client_of: ClientOf) -> None:
    client = client_of(north.persons[who])
    for url in (place(north, "algebra", "high_a2"), place(north, "welding", "career_r4")):
        assert client.get(url).status_code == 404
        assert client.post(url, sent(north, cai="absent")).status_code == 404
        assert client.get(f"{url}seats/").status_code == 404


def test_after_the_districts_limit_a_roll_is_the_offices(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_all(north):
        AttendanceRules.objects.update(closes="class", minutes=15)
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    client.post(url, sent(north, cai="absent"))
    assert "You can correct it until 11:15 AM." in words_of(client.get(url))
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T11:16")
    assert "the office does it now" in words_of(client.get(url))
    form = {f"was-{north.cai.id}": "absent", f"is-{north.cai.id}": "present"}
    assert "the time to correct this roll is over" in words_of(client.post(url, form, follow=True))
    assert ("cai", "teacher") in marks(north)


def test_a_roll_that_nobody_took_can_be_taken_until_the_day_is_over(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:30")
    with in_all(north):
        AttendanceRules.objects.update(closes="class", minutes=0)
    url = place(north, "algebra", "high_a2")
    client_of(north.teacher).post(url, sent(north, cai="absent"))
    assert len(rolls(north)) == 1


def test_a_roll_takes_no_other_student_and_no_other_word(north: Cast, client_of: ClientOf) -> None:
    url = place(north, "algebra", "high_a2")
    before = marks(north)
    form = sent(north, leo="absent", cai="early release", ben="present", max="absent")
    assert client_of(north.teacher).post(url, form).status_code == 302
    assert marks(north) == before


def test_the_seats_are_kept_in_the_teachers_order(north: Cast, client_of: ClientOf) -> None:
    client, url = client_of(north.teacher), place(north, "algebra", "high_a2")
    names = {key: str(north.rows[key]) for key in ("ben", "cai")}

    def order() -> list[str]:
        said = words_of(client.get(f"{url}?order=seats"))
        return sorted(names, key=lambda key: said.index(names[key].split(" ")[0]))

    assert order() == ["cai", "ben"]
    form = {f"place-{north.ben.id}": "1", f"place-{north.cai.id}": "2", "place-0": "x"}
    client.post(f"{url}seats/", form)
    assert order() == ["ben", "cai"]
    far = {f"place-{north.ben.id}": "0001" + "9" * 12, f"place-{north.cai.id}": "1"}
    assert client.post(f"{url}seats/", far).status_code == 302
    assert order() == ["cai", "ben"]


def test_a_family_note_is_announced_without_its_reason(north: Cast, client_of: ClientOf) -> None:
    from openhouse.attendance.models import AbsenceNote

    with in_all(north):
        AbsenceNote.objects.visible_to(System()).filter(pk=north.rows["note_ben"].pk).update(
            first_on=TODAY
        )
    said = words_of(client_of(north.teacher).get(place(north, "algebra", "high_a2")))
    assert "Family: away this day" in said
    assert "Illness" not in said and "Ask for the work" not in said


def test_the_page_of_a_class_asks_the_same_few_statements_whatever_its_size(
    north: Cast, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    client = client_of(north.teacher)
    with django_assert_max_num_queries(24):
        client.get(place(north, "algebra", "high_a2"))


def test_the_rule_of_the_district_is_the_default_until_it_decides(north: Cast) -> None:
    from openhouse.attendance.decided import closing_rule

    with in_all(north):
        assert closing_rule() == Closing(False, 15)
        AttendanceRules.objects.all().delete()
        assert closing_rule() == Closing(False, 15)
