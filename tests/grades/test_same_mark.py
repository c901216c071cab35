"""A teacher's gradebook and a family's page read work in two ways; the mark is the same."""

import re
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from openhouse.access.viewer import System
from openhouse.districts.models import Term
from openhouse.grades import queries
from openhouse.grades.gradebook.missing import lacking
from openhouse.grades.gradebook.options_pages import lacks
from openhouse.grades.gradebook.queries import book_of
from openhouse.grades.models import Assignment, Score
from openhouse.grades.rules.pieces import TO_DO
from openhouse.grades.terms import calendar_of
from tests.cast import Cast, in_all
from tests.database import ROOT

pytestmark = pytest.mark.django_db
#: When both quarters of the first semester have begun.
LATER = date(2026, 12, 1)
#: Before the year, in each quarter, between them, in the second semester, or none at all.
DAYS = (
    None,
    *(
        date.fromisoformat(day)
        for day in ("2026-03-20", "2026-09-01", "2026-10-17", "2026-11-10", "2027-02-01")
    ),
)
FLAGS = ("", "missing", "late", "exempt")


def odd_work(cast: Cast) -> None:
    """Work of every day and of none, scored on every day and on none, hidden too."""
    section = cast.rows["algebra"].pk
    terms = [None, *Term.objects.filter(school_year__school=cast.rows["high"]).order_by("pk")]
    cases = product(DAYS, DAYS, terms, (True, False))
    for place, (due, scored, term, visible) in enumerate(cases):
        made = Assignment.objects.create(
            section_id=section,
            name=f"Piece {place}",
            points=Decimal(10),
            due_on=due,
            term=term,
            visible=visible,
        )
        Score(
            student_id=cast.ben.id,
            assignment=made,
            points=Decimal(place % 11),
            flag=FLAGS[place // 2 % len(FLAGS)],
            scored_on=scored,
        ).save(force_insert=True)


def marks_of(cast: Cast, wanted: int | None, today: date) -> tuple[object, object]:
    """Ben's mark in algebra in a term: as his family and as his teacher has it."""
    section, ben = cast.rows["algebra"].pk, cast.ben.id
    course = queries.course_of(System(), ben, section, today)
    assert course
    year = cast.rows["algebra"].term.school_year_id if cast.rows["algebra"].term else None
    calendar = calendar_of(course.school, year, wanted, today)
    queries.take_work(System(), ben, course, calendar, today)
    book = book_of(System(), section, calendar, today)
    (line,) = [each for each in book.lines if each.id == ben]
    hers, his = course.mark(today), book.mark(line, today)
    return (hers.percent, hers.letter, hers.counted), (his.percent, his.letter, his.counted)


def test_in_every_term_a_family_and_a_teacher_see_the_same_mark(north: Cast) -> None:
    with in_all(north):
        odd_work(north)
        terms = list(Term.objects.filter(school_year__school=north.rows["high"]).order_by("pk"))
        found = [marks_of(north, term, LATER) for term in (None, *(term.pk for term in terms))]
    assert len(found) > 3
    assert len({family for family, _teacher in found}) > 2, "the terms differ"
    for family, teacher in found:
        assert family == teacher


def test_a_teacher_and_an_office_find_the_same_work_missing(north: Cast) -> None:
    with in_all(north):
        odd_work(north)
        section = north.rows["algebra"]
        calendar = calendar_of(section.school_id, None, None, LATER)
        book = book_of(System(), section.pk, calendar, LATER)
        hers = {(line.id, column.name) for line in book.lines for column in book.columns
                if lacks(line, column, LATER)}  # fmt: skip
        found = lacking(System(), section.school_id, LATER, section=section.pk)
    assert len(hers) > 20
    assert {(each.student, each.work) for each in found} == hers


def test_what_is_still_to_do_is_the_same_for_rules_and_statements() -> None:
    said = [
        set(re.findall(r"'([a-z]*)'", flags))
        for path in (ROOT / "openhouse" / "grades" / "sql").glob("*.sql")
        for flags in re.findall(r"IN \(((?:'[a-z]*',? ?){2,})\)", path.read_text())
    ]
    assert len(said) > 3
    assert all(flags == TO_DO - {"missing"} for flags in said)
