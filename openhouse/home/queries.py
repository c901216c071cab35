"""What Today gathers from the features: of a family's children, of a teacher, of an office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.queries import Away, away_by_school, marks_on
from openhouse.attendance.rules import DayMark
from openhouse.attendance.taking.queries import RollOf, day_off_of, lessons
from openhouse.courses.queries import Taught, has_taught, sections_and_ended
from openhouse.documents.published.entries import WAIT, state_of
from openhouse.documents.published.queries import Shown, shown_to
from openhouse.documents.published.rules import NOTHING
from openhouse.grades.today import Work, work_of
from openhouse.home.changes import Unread, unread
from openhouse.messages.inbox import emergencies_of, texts_of
from openhouse.messages.models import Recipient
from openhouse.messages.queries import Notice, announcements_for
from openhouse.messages.wording import Wording
from openhouse.papers.models import Paper
from openhouse.papers.queries import papers_of
from openhouse.people.queries import SchoolCount, students_by_school
from openhouse.schedule.queries import (
    ClassApart,
    SectionMeeting,
    classes_apart,
    day_of,
    meetings_of,
)
from openhouse.schedule.rules import DayOfStudent


@dataclass(frozen=True, slots=True)
class FamilyDay:
    """A day of some children, each part by the child's id, and what their schools announce."""

    on: date
    children: Sequence[Child]
    news: Sequence[Notice]
    days: Mapping[int, DayOfStudent] = field(default_factory=dict)
    marks: Mapping[int, DayMark] = field(default_factory=dict)
    work: Mapping[int, Work] = field(default_factory=dict)
    #: Classes of a day without any timetable, of a child who is alone on the page.
    apart: Sequence[ClassApart] = ()
    #: What the viewer has not read, of all her children.
    unread: Unread = field(default_factory=lambda: Unread({}))
    #: Documents that wait for her answer, what is due first before the others.
    waiting: Sequence[Shown] = ()
    #: Report cards that are new to her.
    cards: Sequence[Paper] = ()
    #: Emergencies that the school wrote to her and she has not opened, with their words.
    urgent: Sequence[Recipient] = ()
    urgent_words: Mapping[int, Mapping[str, Wording]] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        return len(self.children) == 1


def family_day(viewer: Viewer, children: Sequence[Child], on: date) -> FamilyDay:
    """Everything that Today shows of *children* on a day."""
    if not children:
        return FamilyDay(on, (), ())
    ids = [child.id for child in children]
    days = day_of(viewer, ids, on)
    marks, work = marks_on(viewer, ids, on), work_of(viewer, ids, on)
    for one in viewer.shut:
        work[one.student].shut = max(work[one.student].shut or one.until, one.until)
    apart = _apart(viewer, ids[0], days[ids[0]]) if len(ids) == 1 else ()
    news = announcements_for(viewer, children, on)
    new = unread(viewer)
    cards = list(papers_of(viewer, *ids).filter(pk__in=new.cards)) if new.cards else []
    waiting = waiting_for(viewer, children, on)
    urgent = emergencies_of(viewer, children)
    said = texts_of(viewer, urgent) if urgent else {}
    return FamilyDay(
        on, children, news, days, marks, work, apart, new, waiting, cards, urgent, said
    )


def waiting_for(viewer: Viewer, children: Sequence[Child], on: date) -> list[Shown]:
    """The documents of *children* that ask *viewer* for an answer which she has not given."""
    asking = [one for one in shown_to(viewer, children, on) if one.asks != NOTHING]
    found = [one for one in asking if state_of(viewer, one, on) in WAIT]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.title, one.id))


def _apart(viewer: Viewer, student: int, day: DayOfStudent) -> list[ClassApart]:
    """The classes of a day without any timetable; read only then."""
    if day.timed or not (day.is_school_day or day.is_unknown):
        return []
    known = classes_apart(viewer, student, day.on)
    return [one for one in known if not one.for_grading_only]


@dataclass(frozen=True, slots=True)
class TeacherDay:
    """The sections that a teacher has, and when they meet today."""

    taught: Sequence[Taught]
    meetings: Sequence[SectionMeeting]
    #: If she has none now, but had some before.
    taught_before: bool
    #: The rolls of today, of classes without a set time too.
    rolls: Sequence[RollOf] = ()
    #: Those that have ended with their term lately: their last marks may still be posted.
    ended: Sequence[Taught] = ()
    #: Why there is no school today, "" where the calendar does not say; None where there is.
    day_off: str | None = None


def teacher_day(viewer: Viewer, on: date) -> TeacherDay:
    """The day of *viewer* as a teacher."""
    taught, ended = sections_and_ended(viewer, viewer.person_id, on)
    meetings = meetings_of([each.id for each in taught if each.students], on)
    rolls = lessons([each.id for each in taught if not each.begins_on], on)
    before = not taught and has_taught(viewer.person_id, on)
    off = None if meetings or rolls else day_off_of([each.id for each in taught], on)
    return TeacherDay(taught, meetings, before, rolls, ended, off)


def schools_today(viewer: Viewer, on: date) -> list[tuple[SchoolCount, Away]]:
    """Each school of *viewer*'s with its students, and how many are absent or late on a day."""
    away = away_by_school(viewer, on)
    return [(school, away.get(school.id, Away(0, 0))) for school in students_by_school(viewer, on)]
