"""A child's schedule as her parent reads it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.courses.models import Meeting, Placement, Section
from openhouse.districts.models import BellSchedule, Day, Period, School, SchoolYear, Term
from openhouse.documents.models import PublishedReceipt
from openhouse.documents.models_cards import CardRelease
from openhouse.grades.models import Assignment, PostedMark
from openhouse.papers.models import Paper
from openhouse.people.models import Enrollment
from openhouse.schedule.queries import (
    classes_apart,
    day_of,
    days_of,
    next_school_day,
    school_days,
)
from tests.cast import TODAY, Cast, in_all
from tests.house_client import words_of

pytestmark = pytest.mark.django_db
SYSTEM = System()
MONDAY_OFF = date(2026, 10, 12)


def page_of(client: Any, cast: Cast, child: str, rest: str = "") -> Any:
    return client.get(f"/{cast.slug}/family/{getattr(cast, child).id}/schedule/{rest}")


def names(cast: Cast, student: str, on: date) -> list[str]:
    """The classes and breaks of a day, without the words of the cast's rows."""
    day = day_of(SYSTEM, [getattr(cast, student).id], on)[getattr(cast, student).id]
    return [meeting.name.split()[0] for meeting in day.meetings]


def test_today_shows_the_periods_and_what_is_on_now(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "Tuesday, Oct 6" in words
    assert "A day" in words
    assert "Now: Algebra II" in words
    assert "until 11:00" in words
    assert "Period 2" in words
    assert "9:35 –11:00" in words
    assert "Room 12" in words
    assert "Ms. Teacher" in words
    assert "History" not in words


def test_a_and_b_days_differ(north: Cast) -> None:
    with in_all(north):
        assert names(north, "ben", TODAY) == ["Algebra", "Lunch", "Drawing"]
        assert names(north, "ben", date(2026, 10, 7)) == ["US"]


def test_a_day_off_leads_to_the_next_school_day(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-09-07T09:00")
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "No school today: Labor Day" in words
    assert "Next school day: Tuesday, Sep 8" in words
    assert "Algebra II" in words or "US History" in words


def test_a_weekend_says_which_day_it_is(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-10T09:00")
    words = words_of(page_of(client_of(north.mother), north, "ana"))
    assert "No school today: Saturday." in words
    assert "Next school day: Tuesday, Oct 13" in words


def test_a_day_off_that_is_asked_for_is_shown_as_one(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben", f"?on={MONDAY_OFF}"))
    assert "Monday, Oct 12" in words
    assert "No school: Fall break" in words


def test_two_schools_are_one_day_in_time_order(north: Cast, client_of: Callable[..., Any]) -> None:
    client = client_of(north.grandmother)
    words = words_of(page_of(client, north, "cai"))
    places = [words.index(name) for name in ("Algebra II", "Biology", "Welding")]
    assert places == sorted(places)
    assert "Both schools" in words
    only = words_of(page_of(client, north, "cai", f"?school={north.rows['career'].pk}"))
    assert "Welding" in only
    assert "Biology" not in only


def test_a_child_who_moved_has_the_new_schools_classes(north: Cast) -> None:
    with in_all(north):
        student = north.dee.id
        days = days_of(SYSTEM, [student], [date(2026, 9, 18), date(2026, 9, 21)])[student]
    schools = [[meeting.school for meeting in day.meetings] for day in days.values()]
    assert schools == [[north.rows["elementary"].pk], [north.rows["west"].pk]]


def test_grading_only_courses_stand_apart_with_the_districts_notice(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    client = client_of(north.mother)
    words = words_of(page_of(client, north, "ana"))
    assert "These courses carry the marks of the report card." in words
    assert words.index("Grade 3") < words.index("report card") < words.index("Mathematics")
    with in_all(north):
        assert names(north, "ana", TODAY) == ["Grade"]


def test_a_district_without_a_notice_gets_ours(owner: Any, north: Cast, client_of: Any) -> None:
    owner.execute("UPDATE districts_district SET grading_only_notice = ''")
    words = words_of(page_of(client_of(north.mother), north, "ana"))
    assert "They have no fixed time" in words


def test_classes_without_a_time_are_listed_apart(north: Cast) -> None:
    with in_all(north):
        Meeting.objects.filter(section=north.rows["algebra"].pk).delete()
        Period.objects.filter(pk=north.rows["high_a4"].pk).update(starts_at=None, ends_at=None)
        apart = classes_apart(SYSTEM, north.ben.id, TODAY)
        day = day_of(SYSTEM, [north.ben.id], TODAY)[north.ben.id]
    assert [(one.name.split()[0], one.periods.startswith("Period 4")) for one in apart] == [
        ("Algebra", False),
        ("Drawing", True),
    ]
    assert [meeting.name.split()[0] for meeting in day.untimed] == ["Drawing"]


def test_an_import_without_times_names_its_classes(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with in_all(north):
        Period.objects.all().update(starts_at=None, ends_at=None)
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "No times yet" in words
    assert "Classes without a set time" in words
    assert "US History" in words
    today = words_of(client_of(north.mother).get(f"/{north.slug}/family/{north.ben.id}/"))
    assert "No classes listed yet" not in today
    assert "The school has not said when these classes meet." in today
    assert "US History" in today.split("New scores")[1]
    assert "Period 4" in today.split("New scores")[1]


def test_a_year_without_a_calendar_counts_weekdays_of_its_terms(north: Cast) -> None:
    with in_all(north):
        Day.objects.filter(school_year=north.rows["elementary_year"].pk).delete()
        ana = north.ana.id
        assert names(north, "ana", TODAY) == ["Grade"]
        days = school_days(SYSTEM, ana, date(2026, 12, 14), date(2027, 1, 5))
        taught = [on for on, day in days.items() if day.is_school_day]
        assert taught[4:] == [date(2026, 12, 18), date(2027, 1, 4), date(2027, 1, 5)]
        found = next_school_day(SYSTEM, ana, date(2026, 12, 19))
        assert found
        assert found.on == date(2027, 1, 4)
        assert next_school_day(SYSTEM, ana, date(2027, 5, 29)) is None


def without_a_year(cast: Cast, school: str) -> None:
    """As after an import that knows the school and its classes, but no year and no calendar."""
    years = SchoolYear.objects.filter(school=cast.rows[school].pk)
    Enrollment.objects.visible_to(SYSTEM).filter(school_year__in=years).update(school_year=None)
    Section.objects.filter(term__school_year__in=years).update(term=None)
    Assignment.objects.filter(term__school_year__in=years).update(term=None)
    marks = PostedMark.objects.visible_to(SYSTEM)
    marks.filter(term__school_year__in=years).update(term=None)
    receipts = PublishedReceipt.objects.visible_to(SYSTEM)
    receipts.filter(published__school_year__in=years).delete()
    releases = CardRelease.objects.filter(term__school_year__in=years)
    Paper.objects.visible_to(SYSTEM).filter(release__in=releases).delete()
    releases.update(replaces=None)
    releases.delete()
    years.delete()


def test_a_school_without_a_calendar_is_never_said_to_be_off(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with in_all(north):
        without_a_year(north, "high")
        day = day_of(SYSTEM, [north.ben.id], TODAY)[north.ben.id]
    assert day.is_unknown
    assert not day.is_school_day
    client = client_of(north.mother)
    for place in ("", "week/", "month/", "?on=2026-10-07"):
        words = words_of(page_of(client, north, "ben", place))
        assert "sent its calendar" in words, place
        assert "No school" not in words, place
        assert "day off" not in words, place
    assert "0 school days" not in words_of(page_of(client, north, "ben", "month/"))
    today = words_of(client.get(f"/{north.slug}/family/{north.ben.id}/"))
    assert "No calendar yet" in today
    assert "US History" in today.split("New scores")[1]
    assert "No school" not in today
    weekend = words_of(page_of(client, north, "ben", "?on=2026-10-10"))
    assert "No school: Saturday" in weekend


def test_several_bell_schedules_without_a_calendar_leave_the_classes_untimed(north: Cast) -> None:
    with in_all(north):
        Day.objects.filter(school_year=north.rows["high_year"].pk).delete()
        assert names(north, "ben", TODAY) == []
        apart = classes_apart(SYSTEM, north.ben.id, TODAY)
    assert len(apart) == 3


def test_a_hidden_term_shows_no_classes(north: Cast, client_of: Callable[..., Any]) -> None:
    with in_all(north):
        Term.objects.filter(pk=north.rows["high_q1"].pk).update(visible=False)
        assert classes_apart(SYSTEM, north.ben.id, TODAY) == []
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert "Not open yet" in words
    assert "Algebra" not in words


def test_a_closed_school_shows_nothing(north: Cast) -> None:
    with in_all(north):
        School.objects.filter(pk=north.rows["career"].pk).update(portal_open=False)
        assert names(north, "cai", TODAY) == ["Algebra", "Lunch", "Biology"]


def test_a_section_outside_its_term_does_not_meet(north: Cast) -> None:
    """Placement and section without dates of their own: the term's dates hold."""
    with in_all(north):
        Section.objects.filter(pk=north.rows["algebra"].pk).update(
            term=north.rows["high_q2"].pk, starts_on=None, ends_on=None
        )
        rows = Placement.objects.visible_to(SYSTEM)
        rows.filter(section=north.rows["algebra"].pk).update(starts_on=None, ends_on=None)
        assert names(north, "ben", TODAY) == ["Drawing"]
        assert names(north, "ben", date(2026, 10, 20))[0] in ("Algebra", "US")


def test_an_early_release_day_has_its_own_times_and_note(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with in_all(north):
        bell = BellSchedule(school=north.rows["high"], name="Early release")
        bell.save()
        Day.objects.filter(pk=north.rows[f"high_{TODAY}"].pk).update(
            bell_schedule=bell.pk, note="Early release at 11:30"
        )
    words = words_of(page_of(client_of(north.mother), north, "ben"))
    assert words.count("Early release") == 1, "what the note says, the kind of day need not"
    assert "Early release at 11:30" in words
    assert "No classes on this day" in words


def test_the_usual_bell_schedule_is_not_named(north: Cast, client_of: Callable[..., Any]) -> None:
    """A family needs to know of the day that differs, not that a day is like all the others."""
    with in_all(north):
        year = north.rows["high_year"].pk
        Day.objects.filter(school_year_id=year).update(bell_schedule=north.rows["high_a"].pk)
        Day.objects.filter(pk=north.rows[f"high_{TODAY}"].pk).update(
            bell_schedule=north.rows["high_b"].pk
        )
    client = client_of(north.mother)
    usual, other = north.rows["high_a"].name, north.rows["high_b"].name
    for page in ("", "week/", "month/"):
        words = words_of(page_of(client, north, "ben", page))
        assert other in words, page
        assert usual not in words, page
    assert usual not in words_of(page_of(client, north, "ben", "?on=2026-10-07"))


def test_the_week_shows_five_days_and_the_day_off(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben", f"week/?on={MONDAY_OFF}"))
    assert "Monday, Oct 12 to Friday, Oct 16" in words
    assert "No school: Fall break" in words
    assert "Saturday" not in words
    assert "Algebra II" in words
    assert "US History" in words


def test_the_month_shows_school_days_and_events(north: Cast, client_of: Callable[..., Any]) -> None:
    words = words_of(page_of(client_of(north.mother), north, "ben", "month/?on=2026-09-15"))
    assert "September 2026" in words
    assert "Events in September" in words
    assert "21 school days" in words
    assert "Labor Day" in words
    assert "Monday, Sep 7" in words


@pytest.mark.parametrize("place", ["", "week/", "month/"])
@pytest.mark.parametrize(
    "query",
    [
        *("?on=abc", "?on=2022-99-99", "?on=0001-01-01", "?on=9999-12-31", "?on=2100-12-31"),
        *("?on=", "?school=x", "?school=1", "?on=2026-10-06&school=²"),
    ],
)
def test_a_wrong_address_still_answers(
    north: Cast, client_of: Callable[..., Any], place: str, query: str
) -> None:
    assert page_of(client_of(north.mother), north, "ben", place + query).status_code == 200


@pytest.mark.parametrize("place", ["", "week/", "month/"])
def test_nothing_known_of_a_child_is_a_friendly_page(
    north: Cast, client_of: Callable[..., Any], place: str
) -> None:
    assert page_of(client_of(north.empty_parent), north, "gus", place).status_code == 200


@pytest.mark.parametrize("place", ["", "week/", "month/"])
def test_anothers_child_is_not_found(
    north: Cast, client_of: Callable[..., Any], place: str
) -> None:
    assert page_of(client_of(north.mother), north, "leo", place).status_code == 404


def test_all_children_are_read_in_one_statement(north: Cast) -> None:
    ids = [north.rows[name].pk for name in ("cai", "dee", "eli", "fay")]
    sent: list[str] = []

    def count(run: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run(statement, *rest)

    with in_all(north), connection.execute_wrapper(count):
        found = day_of(SYSTEM, ids, TODAY)
    assert len(sent) == 1
    assert list(found) == ids
    assert all(day.is_school_day for day in found.values())


def test_students_who_are_not_the_viewers_are_left_out(north: Cast) -> None:
    class Mother:
        student_ids = frozenset({north.ben.id})

    with in_all(north):
        assert list(day_of(Mother(), [north.ben.id, north.leo.id], TODAY)) == [north.ben.id]
        assert day_of(Mother(), [north.leo.id], TODAY) == {}


@pytest.mark.parametrize(
    ("place", "own"), [("", 2), ("?on=2026-10-07", 2), ("week/", 2), ("month/", 1)]
)
def test_a_page_sends_at_most_three_statements_of_its_own(
    north: Cast, client_of: Callable[..., Any], place: str, own: int
) -> None:
    client = client_of(north.mother)
    page_of(client, north, "ben", place)
    sent: list[str] = []

    def count(run: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run(statement, *rest)

    with connection.execute_wrapper(count):
        page_of(client, north, "ben", place)
    mine = [one for one in sent if "openhouse_" in one and "openhouse_enter" not in one]
    assert len(mine) == own


def test_a_day_off_costs_one_statement_more(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-10T09:00")
    client = client_of(north.mother)
    sent: list[str] = []

    def count(run: Any, statement: str, *rest: Any) -> Any:
        sent.append(statement)
        return run(statement, *rest)

    with connection.execute_wrapper(count):
        page_of(client, north, "ben")
    # What is unread is counted on every page, or known.
    apart = ("openhouse_enter", "openhouse_changes")
    mine = [one for one in sent if "openhouse_" in one and not any(a in one for a in apart)]
    assert len(mine) == 3
