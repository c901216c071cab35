"""The calendar of a family: a month of all her children, and of one."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark
from openhouse.home.month.faces import short_name
from openhouse.people.models import Guardianship
from tests.cast import SEES, TODAY, Cast, in_all
from tests.home.test_calendar import events, made
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
PLACE = "/north/family/calendar/"


def cells(page: Any) -> dict[int, Any]:
    """The dates of the month that a page shows, by their number."""
    assert page.status_code == 200
    tree = html.document_fromstring(page.content.decode())
    return {
        int(cell.findtext(".//span[@class='on-day-number']")): cell
        for cell in tree.xpath("//table//td[.//span[@class='on-day-number']]")
    }


def lines(cell: Any) -> list[tuple[list[str], str, str]]:
    """The lines of a date: whose they are, of which kind, and their words."""
    return [
        (
            [name.text_content() for name in line.xpath(".//span[@class='whose-name']")],
            line.get("class").split()[-1],
            " ".join(line.xpath("string(./span[@class='on-day-words'])").split()),
        )
        for line in cell.xpath(".//li")
    ]


def told(page: Any, names: list[str]) -> set[tuple[str, int, str]]:
    """Child, day of the month and words of all that a page says, but of absences, and of days
    off of which the school says nothing: those are no events."""
    return {
        (name, day, words)
        for day, cell in cells(page).items()
        for whose, kind, words in lines(cell)
        for name in whose or names
        if kind != "away" and words != "No school"
    }


def fed(cast: Cast, key: str, month: date, children: dict[str, str]) -> set[tuple[str, int, str]]:
    """The same as her calendar feed has it."""
    found = set()
    one = SEES[key][0] if len(SEES[key]) == 1 else ""
    for event in events(Client().get(made(cast, key, one, classes=False))):
        name = next(
            (name for name in children if event.summary.value.startswith(f"{name}: ")),
            next(iter(children)),
        )
        words = event.summary.value.removeprefix(f"{name}: ")
        if event.uid.value.startswith("work-"):
            words = f"{words.removesuffix(' due')} due, {event.description.value}"
        on = event.dtstart.value
        while on < event.dtend.value:
            weekend = event.uid.value.startswith("day-") and on.weekday() > 4
            if (on.year, on.month) == (month.year, month.month) and not weekend:
                found.add((name, on.day, words))
            on += timedelta(days=1)
    return found


@pytest.mark.parametrize("month", [date(2026, 10, 1), date(2026, 12, 1), date(2027, 1, 1)])
@pytest.mark.parametrize("key", ["mother", "ben", "grandmother"])
def test_the_page_says_what_the_feed_says(north: Cast, key: str, month: date) -> None:
    with in_all(north):
        work = north.rows["work_plain"]
        type(work).objects.filter(pk=work.pk).update(due_on=date(2026, 12, 9))
    client = HouseClient.signed_in(north.persons[key])
    page = client.get(f"{PLACE}?month={month:%Y-%m}")
    children = {north.rows[one].given_name: one for one in SEES[key]}
    flags = re.compile(r" (Missing|Turned in|Late|Incomplete|See the teacher|Excused|Dropped)$")
    said = {(*rest, flags.sub("", words)) for *rest, words in told(page, list(children))}
    feed = fed(north, key, month, children)
    assert said == feed
    assert feed or month == date(2027, 1, 1)


def test_each_childs_days_bear_her_name(north: Cast) -> None:
    found = cells(HouseClient.signed_in(north.mother).get(PLACE))
    ana, ben = north.rows["ana"].given_name, north.rows["ben"].given_name
    fall = [line for line in lines(found[12]) if line[1] == "off"]
    assert {name for whose, _, _ in fall for name in whose} == {ana, ben}
    due = [line for line in lines(found[6]) if line[1] == "work"]
    assert [whose for whose, _, words in due if north.rows["work_due_today"].name in words] == [
        [ben]
    ]
    ends = [line for line in lines(found[16]) if line[1] == "term"]
    assert all("ends" in words for _, _, words in ends)
    assert {name for whose, _, _ in ends for name in whose} == {ana, ben}


def test_missing_work_is_said_to_be_missing(north: Cast) -> None:
    page = HouseClient.signed_in(north.mother).get(f"{PLACE}?month=2026-09")
    work = north.rows["work_missing"]
    ((_, _, words),) = [line for line in lines(cells(page)[15]) if work.name in line[2]]
    assert words.endswith("Missing")
    assert work.name not in str(lines(cells(page)[16]))


def test_an_absence_is_known_from_the_records_and_from_what_she_told_herself(north: Cast) -> None:
    mother, father = (HouseClient.signed_in(north.persons[key]) for key in ("mother", "father"))
    away = [line for line in lines(cells(mother.get(PLACE))[8]) if line[1] == "away"]
    names = {name for whose, _, _ in away for name in whose}
    assert names == {north.rows["ana"].given_name, north.rows["ben"].given_name}
    assert all("you told the school" in words for _, _, words in away)
    late = [line for line in lines(cells(mother.get(PLACE))[14]) if line[1] == "away"]
    assert "Comes late, 10:00" in late[0][2]
    every = cells(father.get(PLACE))
    others = [line for day in (8, 9, 13) for line in lines(every[day]) if line[1] == "away"]
    assert others == [], "the other home's words, and a note that was not approved"
    with in_all(north):
        marks = AttendanceMark.objects.visible_to(System()).filter(student_id=north.ben.id)
        on = marks.filter(code__status="absent").order_by("on").values_list("on", flat=True)[0]
    page = cells(mother.get(f"{PLACE}?month={on:%Y-%m}"))
    assert any(kind == "away" and "Absent" in words for _, kind, words in lines(page[on.day]))


def test_two_homes_read_their_own_children_alone(north: Cast) -> None:
    page = HouseClient.signed_in(north.father).get(PLACE)
    assert north.rows["ben"].given_name not in page.content.decode()
    assert north.rows["work_due_today"].name not in page.content.decode()
    assert HouseClient.signed_in(north.father).get(
        f"/north/family/{north.ben.id}/calendar/"
    ).status_code == 404  # fmt: skip


def test_a_child_whose_guardianship_ended_yesterday_is_gone(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    client.get(PLACE)  # from which she has the cookie against forged forms
    tag = client.get(PLACE)["ETag"]
    assert client.get(PLACE, headers={"If-None-Match": tag}).status_code == 304
    with in_all(north):
        ties = Guardianship.objects.visible_to(System())
        ended = ties.filter(pk=north.rows["mother_of_ben"].pk)
        assert ended.update(ends_on=TODAY - timedelta(days=1)) == 1
    page = client.get(PLACE, headers={"If-None-Match": tag})
    assert north.rows["ben"].given_name not in page.content.decode()
    assert north.rows["work_due_today"].name not in words_of(page)
    assert client.get(f"/north/family/{north.ben.id}/calendar/").status_code == 404


def test_one_child_is_picked_and_the_month_stays(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    of_ana = f"/north/family/{north.ana.id}/calendar/?month=2026-12"
    page = client.get(f"{PLACE}?month=2026-12").content.decode()
    assert f'href="{of_ana}"' in page
    one = client.get(of_ana)
    assert "whose-name" not in one.content.decode(), "her name is the page's"
    assert f'href="{PLACE}?month=2026-12"' in one.content.decode()
    assert f'href="/north/family/{north.ana.id}/calendar/?month=2027-01"' in one.content.decode()
    assert north.rows["work_plain"].name not in words_of(one)


def test_a_student_reads_her_own_without_anybodys_name(north: Cast) -> None:
    page = HouseClient.signed_in(north.ben).get(PLACE)
    assert "whose" not in page.content.decode()
    assert any(kind == "work" for _, kind, _ in lines(cells(page)[6]))


def test_it_is_a_table_with_a_caption_and_today_is_marked_in_words(north: Cast) -> None:
    page = HouseClient.signed_in(north.mother).get(PLACE)
    tree = html.document_fromstring(page.content.decode())
    assert tree.xpath("string(//table/caption)") == "October 2026, day by day"
    assert {head.get("scope") for head in tree.xpath("//table//th")} == {"col"}
    (today,) = tree.xpath("//td[@aria-current='date']")
    assert "Tuesday, Oct 6" in today.text_content()
    assert "Today" in today.text_content()
    other = HouseClient.signed_in(north.mother).get(f"{PLACE}?month=2026-09")
    assert b'aria-current="date"' not in other.content
    assert "To this month" in words_of(other)


@pytest.mark.parametrize("said", ["2026-13", "soon", "1999-01", "2101-01", "2026-1O", ""])
def test_a_month_that_is_none_is_this_one(north: Cast, said: str) -> None:
    page = HouseClient.signed_in(north.mother).get(PLACE, {"month": said})
    assert "October 2026" in words_of(page)


@pytest.mark.parametrize("said", ["2000-01", "2100-12"])
def test_a_month_of_another_age_is_empty_and_says_so(north: Cast, said: str) -> None:
    page = HouseClient.signed_in(north.mother).get(PLACE, {"month": said})
    assert "Nothing in this month" in words_of(page)


def test_a_term_that_is_not_open_to_families_has_no_end(north: Cast) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute("UPDATE districts_term SET visible = false WHERE ends_on = '2026-10-16'")
    page = HouseClient.signed_in(north.mother).get(PLACE)
    assert not [line for line in lines(cells(page)[16]) if line[1] == "term"]


def test_weekends_show_where_something_is_on(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    assert 10 not in cells(client.get(PLACE))
    with in_all(north):
        work = north.rows["work_due_tomorrow"]
        type(work).objects.filter(pk=work.pk).update(due_on=date(2026, 10, 10))
    assert work.name in str(lines(cells(client.get(PLACE))[10]))


def test_days_off_without_a_word_are_one_line_on_a_phone(north: Cast) -> None:
    """A day with school between them begins a new one."""
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE districts_day SET instructional = false, note = ''"
            """ WHERE "on" IN ('2026-09-21', '2026-09-22', '2026-09-25', '2026-09-28')"""
        )
    found = cells(HouseClient.signed_in(north.father).get(f"{PLACE}?month=2026-09"))
    runs = {day: cell.xpath("string(.//*[@class='on-day-run'])") for day, cell in found.items()}
    assert runs[21] == "Monday, Sep 21 to Tuesday, Sep 22"
    assert runs[25] == "Friday, Sep 25 to Monday, Sep 28"
    again = {day for day, cell in found.items() if "again" in cell.get("class").split()}
    assert again == {22, 28}
    assert ("off", "No school") in [line[1:] for line in lines(found[28])]


def test_a_month_that_no_calendar_names_is_no_vacation(north: Cast) -> None:
    page = HouseClient.signed_in(north.mother).get(f"{PLACE}?month=2027-07")
    assert "Nothing in this month" in words_of(page)


def test_whoever_sees_no_child_is_told_nothing(north: Cast) -> None:
    assert "Nothing in this month" in words_of(HouseClient.signed_in(north.ended).get(PLACE))


def test_a_long_day_is_folded_and_nothing_is_lost(north: Cast) -> None:
    work = north.rows["work_due_today"]
    with in_all(north):
        for n in range(9):
            type(work).objects.create(
                section_id=work.section_id, name=f"Sheet {n}", due_on=TODAY, points=5
            )
    cell = cells(HouseClient.signed_in(north.mother).get(PLACE))[6]
    assert "more" in cell.xpath("string(.//summary)")
    assert all(any(f"Sheet {n}" in words for _, _, words in lines(cell)) for n in range(9))


@pytest.mark.parametrize(
    ("name", "others", "short"),
    [
        ("Ana", ["Ben"], "A"),
        ("Ana", ["Alba"], "An"),
        ("Ana", ["Anabel"], "Ana"),
        ("Mia", ["mateo"], "Mi"),
        ("Ana", ["Ana"], "Ana"),
    ],
)
def test_as_many_letters_as_tell_children_apart(name: str, others: list[str], short: str) -> None:
    assert short_name(name, others) == short


@pytest.mark.parametrize("key", ["mother", "grandmother"])
def test_it_sends_few_statements_however_many_children(
    north: Cast, key: str, client_of: Callable[..., HouseClient], django_assert_max_num_queries: Any
) -> None:
    client = client_of(north.persons[key])
    client.get(PLACE)
    with django_assert_max_num_queries(10):
        assert client.get(f"{PLACE}?month=2026-11").status_code == 200
