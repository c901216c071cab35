"""Reads of families' notes: her own, and those on an office's desk."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.attendance.models import AbsenceFile, AbsenceNote, AttendanceCode
from openhouse.attendance.notes.rules import SENT_WITHIN
from openhouse.attendance.taking.queries import RollOf, lessons
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement
from openhouse.people.models import Enrollment, Person
from openhouse.people.queries import home_first

WAITING, APPROVED = AbsenceNote.State.WAITING, AbsenceNote.State.APPROVED
Kind = AbsenceNote.Kind
#: What a kind of note becomes in the books.
STATUS = {
    Kind.DAYS: AttendanceCode.Status.ABSENT,
    Kind.LATE: AttendanceCode.Status.TARDY,
    Kind.EARLY: AttendanceCode.Status.EARLY_RELEASE,
}


def _notes(viewer: Sees) -> QuerySet[AbsenceNote]:
    """Notes without what is in their files: a file is read where it is asked for."""
    return (
        AbsenceNote.objects.visible_to(viewer)
        .select_related("reason", "file", "student__person")
        .defer("file__content")
    )


def sent_lately(viewer: Viewer, now: datetime) -> int:
    """How many bytes of files *viewer* has sent with notes in the last days (``SENT_WITHIN``)."""
    notes = AbsenceNote.objects.visible_to(viewer).filter(
        person_id=viewer.person_id, filed_at__gt=now - SENT_WITHIN
    )
    found = AbsenceFile.objects.filter(pk__in=notes.values("file_id"))
    return found.aggregate(sum=Sum("size"))["sum"] or 0


def notes_of(viewer: Sees, person: int, student: int) -> list[AbsenceNote]:
    """What *person* has filed about a student, newest first; at most 50."""
    found = _notes(viewer).filter(person_id=person, student_id=student)
    return list(found.order_by("-filed_at", "-pk")[:50])


def note_of(viewer: Sees, number: int) -> AbsenceNote | None:
    """One note that *viewer* may read."""
    return _notes(viewer).filter(pk=number).first()


def name_of(person: int) -> str:
    """Who filed it; "" where the office does not see her any more."""
    found = Person.objects.filter(pk=person).first()
    return str(found) if found else ""


def file_of(viewer: Sees, number: int) -> AbsenceNote | None:
    """One note with its file's content; None without a file."""
    notes = AbsenceNote.objects.visible_to(viewer).select_related("file")
    return notes.filter(pk=number, file__isnull=False).first()


def _at_her_schools(viewer: Viewer) -> Q:
    """Notes about students who are at a school whose office *viewer* keeps, on days of the note.

    The office of a school that a child has left reaches her for a while; what her family tells the
    new one is not for it.
    """
    schools = offices_of(viewer)
    if schools is None:
        return Q()
    first, last = cast("tuple[Any, Any]", (OuterRef("first_on"), OuterRef("last_on")))
    there = Enrollment.objects.visible_to(viewer).filter(
        running(first, last), student_id=OuterRef("student_id"), school_id__in=schools
    )
    return Q(Exists(there))


def note_for(viewer: Viewer, number: int) -> AbsenceNote | None:
    """One note that is *viewer*'s office's to decide."""
    return _notes(viewer).filter(_at_her_schools(viewer), pk=number).first()


def file_for(viewer: Viewer, number: int) -> AbsenceNote | None:
    """The same with its file's content; None without a file."""
    found = file_of(viewer, number)
    return found if found and note_for(viewer, number) else None


def waiting_notes(viewer: Viewer) -> list[AbsenceNote]:
    """What waits for an office, the next day first."""
    mine = _notes(viewer).filter(_at_her_schools(viewer), state=WAITING)
    return list(mine.order_by("first_on", "filed_at")[:200])


def filed_already(
    viewer: Sees, person: int, students: Collection[int], kind: str, days: tuple[date, date]
) -> set[int]:
    """Those of *students* about whom *person* has told the school the same of these days."""
    found = AbsenceNote.objects.visible_to(viewer).filter(
        person_id=person,
        student_id__in=students,
        kind=kind,
        state__in=(WAITING, APPROVED),
        first_on__lte=days[1],
        last_on__gte=days[0],
    )
    return set(found.values_list("student_id", flat=True))


def told_between(
    viewer: Viewer, students: Collection[int], first: date, last: date
) -> list[AbsenceNote]:
    """What *viewer* has told of *students*, of days from *first* to *last*, and still stands."""
    found = AbsenceNote.objects.visible_to(viewer).filter(
        person_id=viewer.person_id,
        student_id__in=students,
        state__in=(WAITING, APPROVED),
        first_on__lte=last,
        last_on__gte=first,
    )
    return list(found.order_by("first_on", "pk"))


def schools_on(viewer: Sees, student: int, first: date, last: date) -> list[int]:
    """The schools where a student is enrolled between two dates, her own first."""
    found = Enrollment.objects.visible_to(viewer).filter(running(first, last), student_id=student)
    ordered = found.order_by(*home_first(first)).values_list("school_id", flat=True)
    return list(dict.fromkeys(ordered))


def lessons_at(viewer: Sees, student: int, school: int, on: date) -> list[RollOf]:
    """The classes that a student has at a school on a date."""
    placed = Placement.objects.visible_to(viewer).filter(
        running(on), student_id=student, section__school_id=school
    )
    return lessons(list(placed.values_list("section_id", flat=True)), on)


def is_filed(viewer: Viewer, request: UUID) -> bool:
    """If the form of this number has been filed by *viewer*."""
    notes = AbsenceNote.objects.visible_to(viewer)
    return notes.filter(person_id=viewer.person_id, request=request).exists()
