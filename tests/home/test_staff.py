"""Where staff start."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark
from openhouse.common.scope import scope
from openhouse.courses.models import Placement, Section
from openhouse.districts.models import Term
from openhouse.people.queries import students_by_school
from tests.cast import STUDENTS, TODAY, Cast
from tests.house_client import words_of

pytestmark = pytest.mark.django_db


def test_a_bare_number_of_a_room_says_that_it_is_a_room(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        Section.objects.filter(pk=north.rows["algebra"].pk).update(room="214")
    words = client_of(north.teacher).get("/north/staff/").content.decode()
    assert "Room 214" in words
    assert "Room Room" not in words


@pytest.mark.parametrize("who", ["teacher", "clerk", "admin", "teacher_mother"])
def test_staff_find_language_and_sign_out_under_more(
    who: str, north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.persons[who])
    home = html.fromstring(client.get("/north/staff/").content.decode())
    assert home.xpath("//nav[@class='tabs']//a/@href")[-1] == "/north/staff/more/"
    assert "/north/staff/more/" not in home.xpath("//nav[@class='rail']//a/@href")
    more = html.fromstring(client.get("/north/staff/more/").content.decode())
    assert more.xpath("//nav[@class='tabs']//a[@aria-current]/@href") == ["/north/staff/more/"]
    assert more.xpath("//main//form[@action='/north/sign-out/']")
    assert more.xpath("//main//button[@lang='es']")
    assert not more.xpath("//main//ul[@class='rows'][not(li)]")


# --- a teacher's classes -----------------------------------------------------------------------


@contextmanager
def office(cast: Cast) -> Iterator[None]:
    """Change rows as the district itself; the test's end takes it back."""
    with scope(district=cast.id, students="all", hat="system"):
        yield


def lines_of(client: Any, where: str = "") -> dict[str, str]:
    """The rows of the teacher's classes as title -> words; *where* narrows to an ancestor."""
    tree = html.fromstring(client.get("/north/staff/").content.decode())
    others = ("Questions of families", "Conversations with families")
    named = " or ".join(f".='{name}'" for name in others)
    asked = f"[not(ancestor::section[.//h2[{named}]])]"
    rows = tree.xpath(f"//main//{where or 'section'}//li[@class='row']{asked}")
    return {
        row.xpath("string(.//*[@class='row-title'])"): " ".join(" ".join(row.itertext()).split())
        for row in rows
    }


def name_of(cast: Cast, section: str) -> str:
    return str(cast.rows[section].name)


def test_a_section_of_another_term_is_not_among_a_teachers_classes(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    over, later = north.rows["high_q1"], north.rows["high_q2"]
    with office(north):
        Term.objects.filter(pk=over.pk).update(ends_on=TODAY - timedelta(days=1))
        Term.objects.filter(pk=later.pk).update(starts_on=TODAY + timedelta(days=1))
        for section, term in (("history", over), ("drawing", later)):
            Section.objects.filter(pk=north.rows[section].pk).update(
                term=term, starts_on=None, ends_on=None
            )
    client = client_of(north.teacher)
    ended = lines_of(client, "details")
    assert list(ended) == [name_of(north, "history")]  # its last marks may still be posted
    assert [each for each in lines_of(client) if each not in ended] == [name_of(north, "algebra")]


def test_a_section_without_students_stands_behind_those_with_some(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with office(north):
        Placement.objects.visible_to(System()).filter(section=north.rows["drawing"]).delete()
    client = client_of(north.teacher)
    drawing = name_of(north, "drawing")
    assert drawing in lines_of(client, "details")
    assert "No students yet" in lines_of(client)[drawing]
    assert set(lines_of(client)) - set(lines_of(client, "details")) == {
        name_of(north, "algebra"),
        name_of(north, "history"),
    }


def test_before_the_year_a_teacher_sees_the_sections_to_come(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    begins = TODAY + timedelta(days=7)
    with office(north):
        ids = [north.rows[name].pk for name in ("algebra", "history", "drawing")]
        Section.objects.filter(pk__in=ids).update(starts_on=begins, ends_on=None)
        Term.objects.filter(sections__in=ids).update(ends_on=begins + timedelta(days=90))
        Placement.objects.visible_to(System()).filter(section_id__in=ids).delete()
    client = client_of(north.teacher)
    shown = lines_of(client)
    assert len(shown) == 3
    assert lines_of(client, "details") == {}, "nothing is folded where nobody has students"
    for words in shown.values():
        assert "student" not in words, "whoever is placed is not hers to see yet"
        assert "starts Tuesday, Oct 13" in words


def test_a_teacher_sees_when_and_where_she_teaches_today(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    """October 6 is an A day: algebra and drawing meet, history does not."""
    words = words_of(client_of(north.teacher).get("/north/staff/"))
    day, others = words.split("Your classes today")[1].split("Your other classes")
    assert f"9:35 –11:00 {name_of(north, 'algebra')}" in day
    assert day.index(name_of(north, "algebra")) < day.index(name_of(north, "drawing"))
    assert "Period 2" in day and "2 students" in day
    assert name_of(north, "history") in others and name_of(north, "history") not in day


def test_a_day_off_has_no_classes(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-12T09:00")
    words = words_of(client_of(north.teacher).get("/north/staff/"))
    assert "Your classes today" not in words
    assert "No school today" in words
    assert "No class meets at a set time today." not in words


def test_who_is_the_office_is_not_sent_to_the_office(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    assert "Tell the office" in words_of(client_of(north.teacher).get("/north/staff/"))
    words = words_of(client_of(north.clerk).get("/north/staff/"))
    assert "put right there" in words
    assert "Tell the office" not in words


def test_the_office_sees_how_many_are_absent_or_late_today(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.clerk)
    school = north.rows["high"].name
    with office(north):
        code = north.rows["code_absent_excused"]
        for student in (north.mia, north.cai, north.leo):
            AttendanceMark(
                student_id=student.id, school=north.rows["high"], on=TODAY, code=code
            ).save()
    line = lines_of(client)[school]
    assert "4 students" in line
    assert "2 students with an absence today" in line, "leo is of another school"
    assert "1 late" in line


def test_the_offices_word_holds_against_a_teachers(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with office(north):
        for taken_by, code in (("teacher", "absent_unknown"), ("office", "present_excused")):
            AttendanceMark(
                student_id=north.mia.id,
                school=north.rows["high"],
                on=TODAY,
                code=north.rows[f"code_{code}"],
                section=north.rows["biology"] if taken_by == "teacher" else None,
                taken_by=taken_by,
            ).save()
    assert "No absence recorded today" in lines_of(client_of(north.clerk))[north.rows["high"].name]


def test_in_summer_a_teacher_reads_that_her_classes_are_over(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2027-07-09")
    words = words_of(client_of(north.teacher).get("/north/staff/"))
    assert "Your classes are over" in words
    assert "No classes yet" not in words


def test_the_schools_together_have_each_student_once(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    """Cai is at the high school and takes classes at the career center."""
    with scope(district=north.id, students="all", hat="system"):
        counts = students_by_school(System(), TODAY)
    assert sum(count.students for count in counts) == len(STUDENTS)
    assert [count.visitors for count in counts if count.visitors] == [1]
    words = words_of(client_of(north.admin).get("/north/staff/"))
    assert "1 student of another school has classes here" in words
    assert "No students yet" not in words


@pytest.mark.parametrize("who", ["teacher", "clerk"])
def test_staff_without_imports_read_whose_they_are(
    who: str, north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.persons[who])
    answer = client.get("/north/staff/imports/")
    assert answer.status_code == 403
    assert "This page is for district administrators." in answer.content.decode()
    assert "imports/" not in client.get("/north/staff/").content.decode()


@pytest.mark.parametrize(("who", "most"), [("teacher", 9), ("clerk", 12), ("admin", 10)])
def test_the_start_sends_few_statements(
    who: str, most: int, north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.persons[who])
    client.get("/north/staff/")
    with CaptureQueriesContext(connection) as sent:
        client.get("/north/staff/")
    assert len(sent) <= most, [query["sql"][:80] for query in sent]
