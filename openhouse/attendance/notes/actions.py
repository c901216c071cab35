"""Filing a note, taking it back, and what the office makes of it."""

from collections.abc import Collection
from datetime import datetime
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.attendance.days import taught_days
from openhouse.attendance.models import (
    AbsenceFile,
    AbsenceNote,
    AttendanceCode,
    AttendanceMark,
)
from openhouse.attendance.notes.queries import schools_on
from openhouse.attendance.notes.rules import Upload
from openhouse.ledger.actions import record

State, Kind = AbsenceNote.State, AbsenceNote.Kind


def plain_name(name: str) -> str:
    """A file's own name as it may stand on a page and in a header: no folders, no control signs."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-120:].strip() or "file"


def file_notes(
    viewer: Viewer,
    students: Collection[int],
    said: dict[str, Any],
    upload: Upload | None,
    now: datetime,
) -> None:
    """File one note for each of *students*, who are the viewer's; all have the same file."""
    request = uuid4()
    with transaction.atomic():
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
    """Approve: the office's mark of each school day. How many; None where it waits no more."""
    with transaction.atomic():
        if not _decided(viewer, note, State.APPROVED, answer, now):
            return None
        written = 0
        for day in days_of(viewer, note):
            mark_day(viewer, note.student_id, day.school, day.on, code=code, **times_of(note))
            written += 1
        _told("absence.approved", viewer, note)
    return written


def days_of(viewer: Viewer, note: AbsenceNote) -> list[Any]:
    """The school days that a note is about, at each school of the student."""
    schools = schools_on(viewer, note.student_id, note.first_on, note.last_on)
    return taught_days(schools, note.first_on, note.last_on)


def times_of(note: AbsenceNote) -> dict[str, Any]:
    """When the child comes or goes, as a mark has it."""
    if note.kind == Kind.LATE:
        return {"arrived_at": note.at}
    return {"left_at": note.at} if note.kind == Kind.EARLY else {}


def mark_day(viewer: Viewer, student: int, school: int, on: Any, **values: Any) -> None:
    """The office's mark of a whole day at a school; the one that is there already changes."""
    where = {"student_id": student, "school_id": school, "on": on, "taken_by": "office"}
    found = AttendanceMark.objects.visible_to(viewer).filter(section=None, period=None, **where)
    if not found.update(**values):
        AttendanceMark(**where, **values).save(force_insert=True)


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
