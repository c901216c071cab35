"""What the cards of many students say: a handful of statements for all of them."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openhouse.attendance.days import taught_days
from openhouse.attendance.queries import days_of_each
from openhouse.attendance.rules import DayMark
from openhouse.attendance.sums import tally
from openhouse.common.rows import rows
from openhouse.common.scope import Sees
from openhouse.documents.cards.homerooms import Homeroom, homerooms_of
from openhouse.documents.cards.rules import Posted, language_for, lines_of, spoken
from openhouse.documents.cards.setup import Setup
from openhouse.documents.cards.words import Attended, card_words, in_language
from openhouse.grades.comments import canned_in_spanish
from openhouse.papers.drafts import Draft
from openhouse.people.guard import seen

log = logging.getLogger(__name__)
#: What a record raises that holds something nobody thought of; the database's own faults pass.
BAD_FACTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_STUDENTS = """
SELECT s.student_id, n.given_name, n.middle_name, n.family_name, n.suffix, s.number, s.state_id,
       n.language, ARRAY(
           SELECT coalesce(nullif(x.language, ''), a.language)
           FROM people_guardianship g JOIN people_person a ON a.id = g.person_id
           LEFT JOIN people_account x ON x.person_id = a.id
           WHERE g.student_id = s.student_id
             AND NOT (g.barred AND coalesce(g.barred_until >= %(on)s, true))
             AND (g.portal_access OR g.receives_mail)
             AND coalesce(g.starts_on <= %(on)s, true) AND coalesce(g.ends_on >= %(on)s, true)
           ORDER BY g.lives_with DESC, g.legal_guardian DESC, g.call_order, g.id
       ), e.grade_level, e.starts_on, e.ends_on
FROM people_student s
JOIN people_person n ON n.id = s.student_id
JOIN LATERAL (
    SELECT grade_level, starts_on, ends_on FROM people_enrollment
    WHERE student_id = s.student_id AND school_id = %(school)s
      AND coalesce(starts_on <= %(on)s, true)
    ORDER BY coalesce(ends_on >= %(on)s, true) DESC, starts_on DESC NULLS LAST LIMIT 1
) e ON true
WHERE s.student_id = ANY (%(students)s)
"""
_POSTED = """
SELECT m.student_id, s.id, s.course_id, s.name, coalesce(nullif(c.subject, ''), ''), s.teacher_name,
       m.task_id, m.term_id, m.letter, m.percent, m.comment
FROM grades_postedmark m
JOIN courses_section s ON s.id = m.section_id AND s.school_id = %(school)s
JOIN courses_course c ON c.id = s.course_id
WHERE m.student_id = ANY (%(students)s) AND m.term_id = ANY (%(terms)s)
  AND m.task_id = ANY (%(tasks)s)
ORDER BY m.student_id, s.name, s.id
"""


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student as the head of a card names her."""

    id: int
    name: str
    number: str
    state_id: str
    language: str
    #: What each of her guardians reads, the nearest first; "" where nobody knows.
    read_at_home: Sequence[str]
    grade_level: str
    starts_on: date | None
    ends_on: date | None


def drafts_of(
    viewer: Sees,
    setup: Setup,
    students: Collection[int],
    release: int | None = None,
    *,
    twins: bool = False,
) -> list[Draft]:
    """The cards of *students*, in their order; who has no posted mark in them gets none.

    With *twins* each once more in every other language that is read at home. As many statements
    for a hundred as for one.
    """
    ids = seen(viewer, students)
    pupils, marks = _pupils(setup, ids), _posted(setup, ids)
    days = days_of_each(viewer, ids, setup.term.starts_on, setup.last_on)
    rooms = homerooms_of(viewer, setup.school.pk, ids, setup.last_on)
    taught = [one.on for one in taught_days([setup.school.pk], setup.term.starts_on, setup.last_on)]
    canned = canned_in_spanish()
    return [
        draft
        for student in ids
        if student in pupils and marks.get(student)
        for draft in _drafts(
            setup, pupils[student], marks[student], days.get(student, []),
            rooms.get(student), taught, canned, release,
        )
        if twins or not draft.is_twin
    ]  # fmt: skip


def drafts_or_faults(
    viewer: Sees,
    setup: Setup,
    students: Collection[int],
    release: int | None = None,
    *,
    twins: bool = False,
) -> tuple[list[Draft], list[int]]:
    """The same, and the students whose facts cannot be read: those spoil no other's card."""
    try:
        return drafts_of(viewer, setup, students, release, twins=twins), []
    except BAD_FACTS:
        found: list[Draft] = []
        bad: list[int] = []
        for student in students:
            try:
                found += drafts_of(viewer, setup, [student], release, twins=twins)
            except BAD_FACTS:
                log.exception("The facts of a card cannot be read: student %s", student)
                bad.append(student)
        return found, bad


def languages_of(pupil: Pupil, offered: Sequence[str]) -> list[str]:
    """The language of her card, and the others of those *offered* that are read at home."""
    hers = pupil.language or next((one for one in pupil.read_at_home if one), "")
    others = (spoken(one, offered) for one in pupil.read_at_home)
    return list(dict.fromkeys([language_for(hers, offered), *filter(None, others)]))


def _drafts(  # noqa: PLR0913 - what a card is made of
    setup: Setup,
    pupil: Pupil,
    posted: Sequence[Posted],
    days: Sequence[DayMark],
    room: Homeroom | None,
    taught: Sequence[date],
    canned: dict[str, str],
    release: int | None,
) -> Iterator[Draft]:
    lines = lines_of(posted, setup.columns)
    if not lines:
        return
    first, last = pupil.starts_on or date.min, pupil.ends_on or date.max
    there = [on for on in taught if first <= on <= last]
    attended = Attended(tally(days), len(there), days)
    where = room.words if room else ""
    for number, language in enumerate(languages_of(pupil, setup.template.languages)):
        with in_language(language):
            comments = canned if language == "es" else {}
            title, facts = card_words(setup, pupil, lines, attended, where, comments)
        yield Draft(
            student=pupil.id,
            kind=setup.template.kind,
            title=title,
            language=language,
            layout=setup.layout,
            facts=facts,
            school=setup.school.pk,
            school_year=setup.year.pk,
            release=release,
            picture=setup.head.picture,
            is_twin=number > 0,
        )


def _pupils(setup: Setup, students: list[int]) -> dict[int, Pupil]:
    found = {}
    values = {"school": setup.school.pk, "students": students, "on": setup.last_on}
    for student, given, middle, family, suffix, *rest in rows(_STUDENTS, values):
        name = " ".join(part for part in (given, middle, family, suffix) if part)
        found[student] = Pupil(student, name, *rest)
    return found


def _posted(setup: Setup, students: list[int]) -> dict[int, list[Posted]]:
    found: dict[int, list[Posted]] = defaultdict(list)
    values = {
        "school": setup.school.pk,
        "students": students,
        "terms": [each.term for each in setup.columns],
        "tasks": [each.task for each in setup.columns],
    }
    for student, *rest, letter, percent, comment in rows(_POSTED, values):
        mark = letter or _percent(percent)
        section, course, name, subject, teacher, task, term = rest
        found[student].append(
            Posted(section, course, name, subject, teacher, task, term, mark, comment)
        )
    return found


def _percent(percent: Any) -> str:
    return "" if percent is None else f"{percent:.0f}"
