"""A child's attendance as her parent reads it."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from lxml import html

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceCode, AttendanceMark
from openhouse.attendance.models_district import AttendanceRules
from openhouse.attendance.queries import days_of_each, marks_between, marks_on
from openhouse.attendance.rules import DayValue
from openhouse.districts.models import Day, School, Term
from tests.cast import TODAY, Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
SYSTEM = System()


def page_of(client: Any, cast: Cast, child: str, query: str = "") -> Any:
    return client.get(f"/{cast.slug}/family/{getattr(cast, child).id}/attendance/{query}")


def test_one_sentence_comes_first(north: Cast, client_of: Callable[..., Any]) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert (
        "Absent 3 days, late 4 times and left early 3 times since August;"
        " 1 absence is not explained yet."
    ) in words


def test_every_status_and_excuse_is_counted_apart(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    page = page_of(client_of(north.ben), north, "ben")
    tree = html.fromstring(page.content.decode())
    links = tree.xpath("//a[contains(@href, 'show=') and contains(@href, 'excuse=')]")
    counts = {link.get("href"): link.findtext(".//b") for link in links}
    assert counts["?show=absent&excuse=unexcused"] == "1 day"
    assert counts["?show=late&excuse=unknown"] == "2 days"
    assert counts["?show=activity&excuse=exempt"] == "3 days"
    assert len(counts) == 10


def test_no_two_reasons_read_the_same_and_being_here_is_none(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    page = page_of(client_of(north.ben), north, "ben")
    tree = html.fromstring(page.content.decode())
    links = tree.xpath("//section[.//h2='By reason']//li/a")
    read = [
        (link.findtext(".//*[@class='row-title']"), link.findtext(".//small")) for link in links
    ]
    assert len(read) == len(set(read)) == 10
    assert "Here" not in {title for title, _ in read}


def test_each_count_opens_its_dates(north: Cast, client_of: Callable[..., Any]) -> None:
    client = client_of(north.mother)
    tree = html.fromstring(page_of(client, north, "ben").content.decode())
    links = tree.xpath("//a[contains(@href, 'show=') or contains(@href, 'course=')]")
    assert len(links) > 5
    for link in links:
        count = int((link.findtext(".//b") or "0").split()[0])
        found = html.fromstring(page_of(client, north, "ben", link.get("href")).content.decode())
        assert len(found.xpath("//*[starts-with(@id, 'on-')]")) == count, link.get("href")


def test_an_event_says_when_what_and_why(north: Cast, client_of: Callable[..., Any]) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "Tuesday, Oct 6" in words
    assert "came at 8:20" in words
    assert "Note from home." in words
    assert "not explained yet" in words.casefold()


def test_the_calendar_shows_days_off_and_marks_in_words(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.mother)
    october = html.fromstring(page_of(client, north, "ben").content.decode())
    cells = [" ".join(" ".join(cell.itertext()).split()) for cell in october.xpath("//td")]
    assert any(cell.startswith("12 Fall break") for cell in cells)
    assert any(cell.startswith("6 Late") for cell in cells)
    september = words_of(page_of(client, north, "ben", "?month=2026-09"))
    assert "September 2026" in september
    assert "Labor Day" in september


def test_the_calendar_turns_within_the_school_year_only(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.mother)
    august = html.fromstring(page_of(client, north, "ben", "?month=2026-08").content.decode())
    assert [a.get("href") for a in august.xpath("//a[@class='calendar-turn']")] == [
        "?month=2026-09#month"
    ]


@pytest.mark.parametrize(
    "query",
    [
        "?month=abc",
        "?month=2022-99",
        "?month=0001-01",
        "?month=9999-12",
        "?month=2022-01-01",
        "?term=x",
        "?term=999999999999999999999999",
        "?show=nonsense",
        "?show=none",
        "?excuse=maybe",
        "?course=-1",
        "?course=12345",
        "?course=²",
        "?show=part",
    ],
)
def test_a_wrong_address_still_answers(
    north: Cast, client_of: Callable[..., Any], query: str
) -> None:
    assert page_of(client_of(north.mother), north, "ben", query).status_code == 200


def test_a_term_narrows_the_counts(north: Cast, client_of: Callable[..., Any]) -> None:
    later = north.rows["high_q2"]
    with in_all(north):
        Term.objects.filter(pk=later.pk).update(starts_on=TODAY)
    words = words_of(page_of(client_of(north.mother), north, "ben", f"?term={later.pk}"))
    assert "Late once in" in words


def test_a_hidden_term_takes_its_attendance_along(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with in_all(north):
        Term.objects.filter(pk=north.rows["high_q1"].pk).update(visible=False)
    assert "No absence and no late arrival" in words_of(
        page_of(client_of(north.mother), north, "ben")
    )


def test_a_closed_schools_attendance_is_gone(north: Cast) -> None:
    with in_all(north):
        assert north.ben.id in marks_on(SYSTEM, [north.ben.id], TODAY)
        School.objects.filter(pk=north.rows["high"].pk).update(portal_open=False)
        assert marks_on(SYSTEM, [north.ben.id], TODAY) == {}


def test_a_child_who_moved_keeps_the_marks_of_both_schools(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    words = words_of(page_of(client_of(north.grandmother), north, "dee", "?month=2026-09"))
    assert "Absent 1 day and late once" in words
    assert "Elementary School" in words
    assert "West School" in words


def test_nothing_recorded_is_said_so(north: Cast, client_of: Callable[..., Any]) -> None:
    words = words_of(page_of(client_of(north.empty_parent), north, "gus"))
    assert "No absence and no late arrival recorded since August." in words
    assert "Nothing recorded this month" in words


@pytest.mark.parametrize("child", ["leo", "mia"])
def test_anothers_child_is_not_found(
    north: Cast, client_of: Callable[..., Any], child: str
) -> None:
    assert page_of(client_of(north.mother), north, child).status_code == 404


def test_the_other_districts_child_is_not_found(
    north: Cast, south: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.mother)
    response = client.get(f"/north/family/{south.ben.id}/attendance/")
    assert response.status_code == 404


def test_the_offices_word_is_the_days_and_the_class_is_not_counted_again(north: Cast) -> None:
    with in_all(north):
        (day,) = marks_between(SYSTEM, north.mia.id, date(2026, 9, 3), date(2026, 9, 3))
    assert (day.value, day.excuse) == (DayValue.ABSENT, "excused")
    assert day.facts == ((DayValue.ABSENT, "excused"),)


def test_absences_in_every_class_are_a_whole_day(north: Cast) -> None:
    """ben has algebra and drawing on an A day; the teacher marked them without periods."""
    on = TODAY + timedelta(days=2)
    with in_all(north):
        AttendanceRules.objects.update(share=51)
        for section in ("algebra", "drawing"):
            assert marks_on(SYSTEM, [north.ben.id], on).get(north.ben.id) is None or (
                marks_on(SYSTEM, [north.ben.id], on)[north.ben.id].value is DayValue.PART
            )
            record(north, "ben", on, "absent_unknown", section=north.rows[section])
        day = marks_on(SYSTEM, [north.ben.id], on)[north.ben.id]
    assert day.value is DayValue.ABSENT and not day.by_rule
    assert [(mark.section_name[:7], mark.starts_at) for mark in day.marks] == [
        ("Algebra", time(9, 35)),
        ("Drawing", time(13, 15)),
    ]


@pytest.mark.parametrize(
    ("whole_day", "share", "value"),
    [
        ("periods", 50, DayValue.ABSENT),
        ("periods", 51, DayValue.PART),
        ("minutes", 50, DayValue.ABSENT),  # two classes of 85 minutes
        ("minutes", 51, DayValue.PART),
    ],
)
def test_from_the_districts_share_on_a_day_is_missed(
    whole_day: str, share: int, value: DayValue, north: Cast, client_of: Callable[..., Any]
) -> None:
    """ben misses algebra, one of his two classes of a Tuesday (ATT-05)."""
    on = date(2026, 9, 22)
    with in_all(north):
        AttendanceRules.objects.update(whole_day=whole_day, share=share)
        record(north, "ben", on, "absent_unknown", section=north.rows["algebra"])
        day = marks_on(SYSTEM, [north.ben.id], on)[north.ben.id]
    assert (day.value, day.by_rule) == (value, value is DayValue.ABSENT)
    words = words_of(client_of(north.mother).get(f"{url_of(north)}?month=2026-09"))
    assert ("a whole day by the district’s rule" in words) is day.by_rule


def url_of(cast: Cast) -> str:
    return f"/{cast.slug}/family/{cast.ben.id}/attendance/"


def test_an_import_without_periods_gives_whole_days_and_parts(north: Cast) -> None:
    """As Ed-Fi sends it: the school's event and one for each section, none with a period."""
    first, second = date(2026, 9, 30), date(2026, 10, 1)
    with in_all(north):
        record(north, "mia", first, "absent_excused")
        record(north, "mia", first, "absent_excused", section=north.rows["biology"])
        record(north, "mia", second, "absent_unexcused", section=north.rows["history"])
        record(north, "ana", second, "absent_unknown", section=north.rows["math"])
        days = marks_between(SYSTEM, north.mia.id, first, second)
        part = marks_on(SYSTEM, [north.ana.id], second)[north.ana.id]
    assert [(day.on, day.value) for day in days] == [
        (second, DayValue.ABSENT),  # history is her only class on a B day
        (first, DayValue.ABSENT),
    ]
    assert part.value is DayValue.PART


def record(north: Cast, student: str, on: date, code: str, **more: Any) -> None:
    home = {"ana": "elementary"}.get(student, "high")
    AttendanceMark(
        student_id=north.rows[student].pk,
        school=north.rows[home],
        on=on,
        code=AttendanceCode.objects.get(pk=north.rows[f"code_{code}"].pk),
        taken_by="teacher" if more else "office",
        **more,
    ).save()


def test_all_children_are_read_in_one_statement(north: Cast) -> None:
    ids = [north.rows[name].pk for name in ("ben", "cai", "mia", "ana")]
    sent: list[str] = []

    def count(run: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run(statement, *rest)

    with in_all(north), connection.execute_wrapper(count):
        found = marks_on(SYSTEM, ids, date(2026, 9, 3))
    assert {north.cai.id, north.mia.id, north.ana.id} <= set(found)
    assert len(sent) == 1


def test_many_students_are_read_as_each_alone(north: Cast) -> None:
    first, last = TODAY - timedelta(days=90), TODAY
    with in_all(north):
        students = [person.id for person in north.persons.values()]
        together = days_of_each(SYSTEM, students, first, last)
        alone = {one: days_of_each(SYSTEM, [one], first, last).get(one) for one in students}
    assert together == {one: days for one, days in alone.items() if days}
    assert len(together) > 1


def test_the_page_sends_one_statement_about_the_child_and_keeps_the_calendar(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.mother)
    page_of(client, north, "ben")
    sent: list[str] = []

    def count(run: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run(statement, *rest)

    with connection.execute_wrapper(count):
        page_of(client, north, "ben")
    own = [one for one in sent if "SAVEPOINT" not in one]
    assert len([one for one in own if "openhouse_attendance" in one]) == 1
    assert len(own) <= 4, own


def test_a_mark_of_a_day_to_come_is_not_counted(north: Cast, client_of: Callable[..., Any]) -> None:
    """What the office has approved ahead stands in the calendar alone."""

    def counts() -> tuple[str, str]:
        said = words_of(page_of(client, north, "ben"))
        said = said.partition("’s attendance")[2]  # without the number of what is new
        last = said.partition("Days missed this year")[2].partition("Send")[0]
        return said.partition("Tell the school")[0], last.partition(" Today Grades")[0]

    client = client_of(north.mother)
    before = counts()
    with in_all(north):
        record(north, "ben", TODAY + timedelta(days=7), "absent_excused")
    assert counts() == before
    assert "Tuesday, Oct 13 Absent" in words_of(page_of(client, north, "ben"))


def test_special_days_of_one_name_are_told_apart(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with in_all(north):
        for on in (date(2026, 10, 1), date(2026, 10, 22)):
            Day.objects.filter(pk=north.rows[f"high_{on}"].pk).update(note="Early release")
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "Thursday, Oct 1" in words
    assert "Thursday, Oct 22" in words
    assert "Oct 1 to" not in words
