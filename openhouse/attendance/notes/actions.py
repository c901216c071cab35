"""Filing a note, taking it back, and what the office makes of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.attendance.days import TaughtDay, taught_days
from openhouse.attendance.lessons import touches
from openhouse.attendance.marking import mark_class, mark_day
from openhouse.attendance.models import (
    AbsenceFile,
    AbsenceNote,
    AttendanceCode,
    AttendanceMark,
)
from openhouse.attendance.notes.queries import (
    filed_already,
    is_filed,
    lessons_at,
    schools_on,
    sent_lately,
)
from openhouse.attendance.notes.rules import MOST_SENT
from openhouse.common.files import plain_name
from openhouse.common.locks import alone
from openhouse.common.uploads import Upload
from openhouse.ledger.actions import record

State, Kind = AbsenceNote.State, AbsenceNote.Kind


def file_notes(
    viewer: Viewer,
    students: Collection[int],
    said: dict[str, Any],
    upload: Upload | None,
    now: datetime,
) -> str:
    """File one note for each of *students*, who are the viewer's; all have the same file.

    "", or why nothing is filed, as a form may come twice at the same moment: "told" where she has
    told the school already, "full" where she has sent too much. The same form again is filed
    already, and nothing is wrong.
    """
    request, days = said.get("sent_as") or uuid4(), (said["first_on"], said["last_on"])
    with transaction.atomic():
        alone("absence notes", viewer.person_id)
        if is_filed(viewer, request):
            return ""
        if filed_already(viewer, viewer.person_id, students, said["kind"], days):
            return "told"
        if upload and sent_lately(viewer, now) + len(upload.content) > MOST_SENT:
            return "full"
        kept = _kept(viewer, upload)
        for student in students:
            note = AbsenceNote(
                student_id=student,
                person_id=viewer.person_id,
                request=request,
                kind=said["kind"],
                first_on=said["first_on"],
                last_on=said["last_on"],
                at=said["at"],
                reason=said["reason"],
                comment=said["comment"],
                file=kept,
                filed_at=now,
            )
            note.save(force_insert=True)
            _told("absence.filed", viewer, note)
    return ""


def _kept(viewer: Viewer, upload: Upload | None) -> AbsenceFile | None:
    if upload is None:
        return None
    return AbsenceFile.objects.create(
        person_id=viewer.person_id,
        name=plain_name(upload.name),
        kind=upload.kind,
        size=len(upload.content),
        content=upload.content,
    )


def take_back(viewer: Viewer, note: AbsenceNote) -> bool:
    """Withdraw a note that waits still; False where the office was faster."""
    with transaction.atomic():
        waiting = AbsenceNote.objects.visible_to(viewer).filter(
            pk=note.pk, person_id=viewer.person_id, state=State.WAITING
        )
        if not waiting.update(state=State.WITHDRAWN):
            return False
        _told("absence.withdrawn", viewer, note)
    return True


def refuse(viewer: Viewer, note: AbsenceNote, answer: str, now: datetime) -> bool:
    """Do not approve, and say why; False where it does not wait any more."""
    with transaction.atomic():
        if not _decided(viewer, note, State.REFUSED, answer, now):
            return False
        _told("absence.refused", viewer, note)
    return True


def approve(
    viewer: Viewer, note: AbsenceNote, code: AttendanceCode, answer: str, now: datetime
) -> int | None:
    """Approve: the office's mark of each school day. How many; None where it waits no more.

    A day that another time is marked on already, so that the child left before it came, has no mark
    that says both: it stays as it is, and the office marks its classes.
    """
    with transaction.atomic():
        if not _decided(viewer, note, State.APPROVED, answer, now):
            return None
        days = [] if clashes(viewer, note) else days_of(viewer, note)
        for day in days:
            _mark_at(viewer, note, day, {"code": code, **times_of(note)})
        _told("absence.approved", viewer, note)
    return len(days)


def clashes(viewer: Viewer, note: AbsenceNote) -> bool:
    """If the day of a late or early note is marked with a time that does not fit to the note's."""
    marks = AttendanceMark.objects.visible_to(viewer).filter(
        student_id=note.student_id, on=note.first_on, taken_by="office", section=None, period=None
    )
    if note.kind == Kind.LATE:
        return marks.filter(left_at__lt=note.at).exists()
    return note.kind == Kind.EARLY and marks.filter(arrived_at__gt=note.at).exists()


def days_of(viewer: Viewer, note: AbsenceNote) -> list[TaughtDay]:
    """The school days that a note is about, at each school of the student."""
    schools = schools_on(viewer, note.student_id, note.first_on, note.last_on)
    days = taught_days(schools, note.first_on, note.last_on)
    return sorted(days, key=lambda day: (day.on, schools.index(day.school)))


def times_of(note: AbsenceNote) -> dict[str, Any]:
    """When the child comes or goes, as a mark has it."""
    if note.kind == Kind.LATE:
        return {"arrived_at": note.at}
    return {"left_at": note.at} if note.kind == Kind.EARLY else {}


def _mark_at(viewer: Viewer, note: AbsenceNote, day: TaughtDay, values: dict[str, Any]) -> None:
    """The mark of a day at a school. A student has one mark of the whole day: at a second school
    it is one of each class that the note is about."""
    if not mark_day(viewer, note.student_id, day.school, day.on, **values):
        for lesson in lessons_at(viewer, note.student_id, day.school, day.on):
            if touches(note.kind, note.at, lesson.starts_at, lesson.ends_at):
                mark_class(viewer, note.student_id, lesson, day.on, **values)


def _decided(viewer: Viewer, note: AbsenceNote, state: str, answer: str, now: datetime) -> int:
    waiting = AbsenceNote.objects.visible_to(viewer).filter(pk=note.pk, state=State.WAITING)
    return waiting.update(
        state=state, answer=answer, decided_by_id=viewer.person_id, decided_at=now
    )


def _told(kind: str, viewer: Viewer, note: AbsenceNote) -> None:
    """A line of the ledger: the days and the state. Words stay in the note: who reads the line may
    be the other parent."""
    days = {"first_on": str(note.first_on), "last_on": str(note.last_on), "kind": note.kind}
    record(kind, actor=viewer.person_id, student=note.student_id, after=days)
