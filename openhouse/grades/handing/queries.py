"""Reads of what was handed in: a student's, and a class's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from openhouse.access.viewer import Viewer
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import Sees
from openhouse.grades.models import Score
from openhouse.grades.models_work import HandIn, HandInFile
from openhouse.grades.rules.handing import SENT_WITHIN

#: What was handed in at a time, and the files with it.
Handed = tuple[HandIn, list[HandInFile]]


def _there(viewer: Sees) -> QuerySet[HandIn]:
    """What *viewer* reads: at school nothing that was taken back."""
    found = HandIn.objects.visible_to(viewer)
    is_at_school = isinstance(viewer, Viewer) and viewer.hat == "staff"
    return found.filter(taken_back_at=None) if is_at_school else found


def hand_ins_of(viewer: Sees, student: int, assignment: int) -> list[HandIn]:
    """What *student* has handed in of a piece of work, newest first, taken back or not."""
    found = _there(viewer).filter(student_id=student, assignment_id=assignment)
    return list(found.order_by("-id"))


def standing_in(viewer: Sees, section: int, assignment: int) -> dict[int, HandIn]:
    """By student the newest that a class has handed in of a piece of work, less what was taken
    back."""
    found = _there(viewer).filter(section_id=section, assignment_id=assignment, taken_back_at=None)
    return {one.student_id: one for one in found.defer("words").order_by("id")}


def with_files(hand_ins: Sequence[HandIn]) -> list[Handed]:
    """Each with its files, without what is in them."""
    files: dict[int, list[HandInFile]] = {}
    kept = HandInFile.objects.filter(hand_in__in=[one.pk for one in hand_ins])
    for file in kept.defer("content").order_by("id"):
        files.setdefault(file.hand_in_id, []).append(file)
    return [(one, files.get(one.pk, [])) for one in hand_ins]


def file_in(viewer: Sees, student: int, assignment: int, number: int) -> HandInFile | None:
    """A file that *student* has handed in with a piece of work."""
    if number > LARGEST_ID:
        return None
    hers = _there(viewer).filter(student_id=student, assignment_id=assignment)
    return HandInFile.objects.filter(pk=number, hand_in__in=hers.values("pk")).first()


def is_handed_in(viewer: Sees, student: int, form: UUID) -> bool:
    """If the form of this number has arrived."""
    return HandIn.objects.visible_to(viewer).filter(student_id=student, form=form).exists()


def sent_lately(viewer: Sees, student: int, now: datetime) -> int:
    """How many bytes of files *student* has handed in during the last days (``SENT_WITHIN``)."""
    lately = HandIn.objects.visible_to(viewer).filter(
        student_id=student, handed_at__gt=now - SENT_WITHIN
    )
    found = HandInFile.objects.filter(hand_in__in=lately.values("pk"))
    return found.aggregate(sum=Sum("size"))["sum"] or 0


def score_of(viewer: Sees, student: int, assignment: int) -> Score | None:
    """What stands in the cell; None where nothing does."""
    found = Score.objects.visible_to(viewer).filter(student_id=student, assignment_id=assignment)
    return found.first()
