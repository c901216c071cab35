"""Windows in which marks are posted, and how far the posting of each is (TCH-07)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count

from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement, Section
from openhouse.courses.queries import SectionOfTeacher
from openhouse.districts.models import Term
from openhouse.grades.models import SET_BY_HAND, GradingTask, PostedMark, PostingWindow
from openhouse.people.guard import seen

#: Marks are posted for terms that are not long over.
LONG_OVER = timedelta(90)


class TermDays(NamedTuple):
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which marks are posted to a task of a term."""

    id: int
    school: int
    school_name: str
    task: int
    task_name: str
    term: int
    term_name: str
    opens_on: date
    closes_on: date
    term_starts_on: date
    term_ends_on: date

    @property
    def days(self) -> TermDays:
        return TermDays(self.term_starts_on, self.term_ends_on)

    def day(self, today: date) -> date:
        """The day whose rosters are asked to have marks: *today*, or the term's last."""
        return min(today, self.term_ends_on)

    def is_open(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


_WINDOW = (
    *("id", "school_id", "school__name", "task_id", "task__name", "term_id", "term__name"),
    *("opens_on", "closes_on", "term__starts_on", "term__ends_on"),
)


def windows_of(schools: Iterable[int] | None, on: date) -> list[Window]:
    """The windows of these schools, or of all, those that close last first."""
    found = PostingWindow.objects.order_by("-closes_on", "school__name", "task__name")
    if schools is not None:
        found = found.filter(school_id__in=list(schools))
    return [Window(*row) for row in found.values_list(*_WINDOW)[:200]]


def windows_for(section: SectionOfTeacher, on: date) -> list[Window]:
    """Those of its school for terms that it is taught in: no other has marks of it."""
    return [each for each in windows_of([section.school], on) if section.is_taught_in(each.days)]


def keep_window(school: int, term: int, task: int, opens_on: date, closes_on: date) -> None:
    """Open a window, or give one that is there other days."""
    PostingWindow.objects.update_or_create(
        school_id=school,
        term_id=term,
        task_id=task,
        defaults={"opens_on": opens_on, "closes_on": closes_on},
    )


def tasks() -> list[tuple[int, str]]:
    return list(GradingTask.objects.order_by("name").values_list("id", "name"))


def terms_of(schools: Iterable[int] | None, on: date) -> list[tuple[tuple[int, int], str]]:
    """School and term, with the names of both; *schools* None: of all."""
    terms = Term.objects.filter(ends_on__gte=on - LONG_OVER).order_by(
        "school_year__school__name", "starts_on", "ends_on"
    )
    if schools is not None:
        terms = terms.filter(school_year__school_id__in=list(schools))
    fields = ("school_year__school_id", "id", "school_year__school__name", "name")
    return [
        ((school, term), f"{school_name}: {name}")
        for school, term, school_name, name in terms.values_list(*fields)
        if school is not None
    ]


def posted_in(viewer: Sees, section: int, on: date) -> tuple[dict[tuple[int, int], int], int]:
    """How many students of a section have a mark, by term and task; and how many sit in it."""
    sit = Placement.objects.visible_to(viewer).filter(running(on), section_id=section)
    here = set(seen(viewer, sit.values_list("student_id", flat=True)))
    marks = PostedMark.objects.visible_to(viewer).filter(section_id=section, student_id__in=here)
    counted = marks.values_list("term_id", "task_id").annotate(many=Count("student_id"))
    return {(term, task): many for term, task, many in counted if term}, len(here)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the posting of a section is."""

    name: str
    teacher: str
    students: int
    posted: int
    by_hand: int


def progress_of(viewer: Sees, window: Window, on: date) -> Sequence[Progress]:
    """Each section of the window's school and term with students, those that lack most first.

    Of a term that is over, those that had students on its last day.
    """
    sits = Placement.objects.visible_to(viewer).filter(
        running(window.day(on)), section__school_id=window.school
    )
    marks = PostedMark.objects.visible_to(viewer).filter(
        term_id=window.term, task_id=window.task, section__school_id=window.school
    )
    many, done = _by_section(sits), _by_section(marks)
    hand = _by_section(marks.filter(SET_BY_HAND))
    sections = Section.objects.filter(pk__in=many).values_list("id", "name", "teacher_name")
    found = [
        Progress(name, who, many[one], done.get(one, 0), hand.get(one, 0))
        for one, name, who in sections
    ]
    return sorted(found, key=lambda each: (each.posted >= each.students, each.name))


def _by_section(rows: object) -> dict[int, int]:
    counted = rows.values_list("section_id").annotate(  # type: ignore[attr-defined]
        many=Count("student_id", distinct=True)
    )
    return dict(counted)
