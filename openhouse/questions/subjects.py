"""What a family asks about, found as its own pages show it, and put into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openhouse.access.requests import date_of, whole_number
from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.queries import marks_between
from openhouse.common.rows import LARGEST_ID
from openhouse.common.text import day_title
from openhouse.grades.queries import Course, Work, course_of, work_of
from openhouse.grades.words import posted_name
from openhouse.ledger.models import Change
from openhouse.questions.models import Question
from openhouse.questions.queries import Since, corrections
from openhouse.questions.rules import ATTENDANCE, MARK, SCORE, About


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is and where, in words, and what it says now; ``course`` is "" for attendance."""

    about: About
    school: int
    course: str
    label: str
    #: As ``Question.stood`` keeps it.
    stood: Mapping[str, Any]


def subject_of(
    viewer: Viewer, child: Child, said: Mapping[str, str], today: date
) -> Subject | None:
    """The score, mark or day that an address names (``about``); None for none that she sees."""
    about = said.get("about", "")
    if about == ATTENDANCE:
        return _day(viewer, child, date_of(said.get("on", "")), today)
    section, number = (whole_number(said.get(name, "")) for name in ("section", "number"))
    term = whole_number(said.get("term", ""))
    if about not in (SCORE, MARK) or section is None or number is None or section > LARGEST_ID:
        return None
    course = course_of(viewer, child.id, section, today)
    if course is None:
        return None
    if about == MARK:
        return _mark(course, number, term)
    work = work_of(viewer, child.id, course, number, today)
    return _score(course, work) if work and course.shows_work else None


def _score(course: Course, work: Work) -> Subject:
    stood = {
        "points": None if work.got is None else str(work.got),
        "possible": None if work.possible is None else str(work.possible),
        "text": work.text,
        "flag": work.flag,
    }
    return Subject(About(SCORE, course.id, work.id), course.school, course.name, work.name, stood)


def _mark(course: Course, task: int, term: int | None) -> Subject | None:
    found = (each for each in course.posted if (each.task_id, each.term) == (task, term))
    mark = next(found, None)
    if mark is None:
        return None
    percent = None if mark.percent is None else str(mark.percent)
    stood = {"letter": mark.letter, "percent": percent}
    about = About(MARK, course.id, task, term)
    return Subject(about, course.school, course.name, posted_name(mark), stood)


def _day(viewer: Viewer, child: Child, on: date | None, today: date) -> Subject | None:
    if on is None or on > today:
        return None
    found = marks_between(viewer, child.id, on, on)
    if not found or not found[0].marks:
        return None
    day = found[0]
    stood = {"facts": [[str(value), why] for value, why in day.facts]}
    return Subject(About(ATTENDANCE, on=on), day.marks[0].school, "", day_title(on), stood)


def shown_corrections(
    viewer: Viewer, child: Child, questions: Sequence[Question], today: date
) -> dict[int, Since]:
    """``corrections``, of what her own pages show today: not of work that was hidden meanwhile."""
    known = {each.pk: each for each in questions}
    return {
        number: since
        for number, since in corrections(questions).items()
        if _is_shown(viewer, child, known[number], since.newest, today)
    }


def _is_shown(viewer: Viewer, child: Child, question: Question, line: Change, today: date) -> bool:
    if line.after is None and question.kind != SCORE:
        return True  # a mark that was taken away is on no page
    said = {
        "about": question.kind,
        "section": str(question.section_id or ""),
        "number": str(question.about_id or ""),
        "term": str(question.term_id or ""),
        "on": question.on.isoformat() if question.on else "",
    }
    return subject_of(viewer, child, said, today) is not None
