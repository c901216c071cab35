"""What a notice about attendance has to ask before it goes out."""

from collections.abc import Collection
from datetime import date

from openhouse.attendance.lessons import touches
from openhouse.attendance.models import AbsenceNote
from openhouse.common.scope import Sees
from openhouse.districts.models import Period

_COUNTS = (AbsenceNote.State.WAITING, AbsenceNote.State.APPROVED)


def expected_absent(viewer: Sees, students: Collection[int], on: date) -> set[int]:
    """Those of *students* of whom a family has told that they are not there all day (ATT-14)."""
    notes = AbsenceNote.objects.visible_to(viewer).filter(
        student_id__in=students, first_on__lte=on, last_on__gte=on, state__in=_COUNTS,
        kind=AbsenceNote.Kind.DAYS,
    )  # fmt: skip
    return set(notes.values_list("student_id", flat=True))


def is_expected_absent(viewer: Sees, student: int, on: date, period: int | None = None) -> bool:
    """If a family has told the school that *student* is not there: then no "your child is absent".

    A note that waits counts like one that is approved: the parent knows already (ATT-14). One
    that was refused or withdrawn does not. With *period*, a late arrival or an early leave is
    about that class; without, only a whole day is.
    """
    notes = AbsenceNote.objects.visible_to(viewer).filter(
        student_id=student,
        first_on__lte=on,
        last_on__gte=on,
        state__in=_COUNTS,
    )
    told = list(notes.values_list("kind", "at"))
    if any(kind == AbsenceNote.Kind.DAYS for kind, _ in told):
        return True
    times = Period.objects.filter(pk=period or 0).values_list("starts_at", "ends_at").first()
    if not told or times is None:
        return False
    return any(touches(kind, at, *times) for kind, at in told)
