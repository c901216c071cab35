"""Submitting a roll, correcting it, and keeping the order of the seats."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.attendance.codes import code_for
from openhouse.attendance.models import AttendanceMark, Roll, Seat
from openhouse.attendance.rules import TEACHER
from openhouse.attendance.taking.queries import (
    Pupil,
    RollOf,
    is_quiet,
    pupils,
    roll_at,
)
from openhouse.attendance.taking.rules import Line, Said, outcome
from openhouse.common.locks import alone


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a roll that was sent.

    ``conflicts`` are students whom somebody else marked otherwise meanwhile, with what stands in
    the books: nothing of theirs was written. ``locked`` are those for whom the office has spoken.
    """

    first: bool
    written: int
    conflicts: Mapping[int, Said] = field(default_factory=dict)
    locked: tuple[Pupil, ...] = ()


def take_roll(
    viewer: Viewer, roll: RollOf, on: date, lines: Mapping[int, Line], now: datetime
) -> Taken:
    """Write the *lines* that were touched, and that the roll was submitted *now*.

    Two who send the same roll at once come one after the other; the second one's lines are
    compared with what the first has written. A student who is not in the class is left out.
    """
    with transaction.atomic():
        alone("roll", f"{roll.section} {on} {roll.period}")
        there = {each.id: each for each in pupils(viewer, roll, on)}
        first = _submitted(viewer, roll, on, now)
        conflicts, locked, written = {}, [], 0
        for student, line in lines.items():
            pupil = there.get(student)
            if pupil is None or not line.touched:
                continue
            if pupil.office is not None:
                locked.append(pupil)
                continue
            what = outcome(line, pupil.said)
            if what == "write":
                _mark(viewer, roll, on, student, line.now)
                written += 1
            elif what == "conflict":
                conflicts[student] = pupil.said
    return Taken(first, written, conflicts, tuple(locked))


def _submitted(viewer: Viewer, roll: RollOf, on: date, now: datetime) -> bool:
    """Note who submitted the roll; True for the first time."""
    kept = roll_at(roll.section, on, roll.period)
    if kept is None:
        Roll.objects.create(
            section_id=roll.section,
            on=on,
            period_id=roll.period,
            taken_by_id=viewer.person_id,
            taken_by_name=viewer.name,
            taken_at=now,
        )
        return True
    kept.corrected_by_id, kept.corrected_by_name = viewer.person_id, viewer.name
    kept.corrected_at = now
    kept.save(update_fields=["corrected_by", "corrected_by_name", "corrected_at"])
    return False


def _mark(viewer: Viewer, roll: RollOf, on: date, student: int, said: Said) -> None:
    """Keep a teacher's mark; who is simply present has none."""
    where = {
        "student_id": student,
        "on": on,
        "section_id": roll.section,
        "period_id": roll.period,
        "taken_by": TEACHER,
    }
    ours = AttendanceMark.objects.visible_to(viewer).filter(**where)
    if is_quiet(said):
        ours.delete()
        return
    values = {"code": code_for(said.status), "comment": said.note, "school_id": roll.school}
    if not ours.update(**values):
        AttendanceMark(**where, **values).save(force_insert=True)


def keep_seats(viewer: Viewer, roll: RollOf, on: date, places: Mapping[int, int]) -> None:
    """Keep the order of the seats of a class; a student without a place comes last."""
    there = [each.id for each in pupils(viewer, roll, on)]
    with transaction.atomic():
        Seat.objects.visible_to(viewer).filter(section_id=roll.section).delete()
        for student in there:
            if student in places:
                seat = Seat(student_id=student, section_id=roll.section, place=places[student])
                seat.save(force_insert=True)
