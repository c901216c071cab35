"""Courses, sections, their teachers, meetings and placements become rows."""

from collections.abc import Iterator
from typing import Any

from openhouse.interchange.demo.copying import copy_rows, number
from openhouse.interchange.demo.schools import schedules
from openhouse.interchange.demo.town import Kid, Section, Town

TERM_OF = ("Y", "S1", "S2")


def write_courses(town: Town) -> None:
    """The catalog and every section with who teaches it, when it meets and who sits in it."""
    number("courses_course", town.courses)
    copy_rows(
        "courses_course",
        "id school_id number name subject",
        ((row.id, row.school.id, row.number, row.name, row.subject) for row in town.courses),
    )
    number("courses_section", town.sections)
    columns = "id course_id school_id term_id number name teacher_name room for_grading_only"
    copy_rows("courses_section", columns, map(_section, town.sections))
    copy_rows(
        "courses_sectionteacher",
        "section_id person_id",
        ((section.id, section.teacher.human.id) for section in town.sections),
    )
    copy_rows("courses_meeting", "section_id period_id", _meetings(town))
    copy_rows(
        "courses_placement",
        "student_id section_id starts_on ends_on",
        _placements(town),
    )


def _section(section: Section) -> tuple[Any, ...]:
    return (
        section.id,
        section.course.id,
        section.school.id,
        section.school.terms[TERM_OF[section.semester]],
        section.number,
        section.name,
        section.teacher.human.shown,
        section.teacher.room,
        section.grading_only,
    )


def _meetings(town: Town) -> Iterator[tuple[int, int]]:
    for section in town.sections:
        if section.grading_only:
            continue
        for schedule in schedules(section.school.level):
            periods = section.school.periods[schedule]
            if section.block:
                if section.block in periods:
                    yield section.id, periods[section.block]
            elif schedule.replace(" day", "")[-1] == letter_of(section):
                yield section.id, periods[f"Period {(section.slot - 1) % 4 + 1}"]


def letter_of(section: Section) -> str:
    """The letter of the days on which a section of a middle or high school meets."""
    return "A" if section.slot <= 4 else "B"


def _placements(town: Town) -> Iterator[tuple[Any, ...]]:
    for kid in town.kids:
        for section in kid.sections:
            stay = stay_in(town, kid, section)
            if stay:
                yield kid.id, section.id, *stay


def stay_in(town: Town, kid: Kid, section: Section) -> tuple[Any, Any] | None:
    """From when to when a student sits in a section; None if she came after it."""
    term = town.year.terms[TERM_OF[section.semester]]
    starts = max(kid.starts_on, term.starts_on)
    return (starts, term.ends_on) if starts <= term.ends_on else None
