"""A student hands in, and takes back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from openhouse.access.viewer import System, Viewer
from openhouse.common.locks import alone
from openhouse.common.scope import as_the_house
from openhouse.common.uploads import Upload
from openhouse.grades.gradebook.actions import Typed, keep_scores
from openhouse.grades.gradebook.cells import typed
from openhouse.grades.handing.queries import hand_ins_of, is_handed_in, score_of, sent_lately
from openhouse.grades.models_work import HandIn, HandInFile
from openhouse.grades.rules.handing import MOST_SENT, is_open
from openhouse.ledger.actions import record

TURNED_IN = "turned in"


class _NotKept(Exception):
    """Why nothing was kept: ends the transaction of what was tried."""


def hand_in(
    viewer: Viewer,
    section: int,
    assignment: int,
    words: str,
    uploads: Sequence[Upload],
    form: UUID,
    now: datetime,
) -> str:
    """Keep what *viewer*, a student, hands in, and flag her score "turned in".

    "", or why nothing is kept: "scored", "left" (the class), "full" (she has sent too much). The
    same form again is handed in already, and nothing is wrong. That the work is handed in here and
    is hers to see is the caller's to know.
    """
    me, about = viewer.person_id, (section, assignment)
    try:
        with transaction.atomic():
            alone("handing in", me)
            if is_handed_in(viewer, me, form):
                return ""
            size = sum(len(each.content) for each in uploads)
            if uploads and sent_lately(viewer, me, now) + size > MOST_SENT:
                return "full"
            before = _flag(me, *about, TURNED_IN, now)
            kept = HandIn(
                student_id=me, section_id=section, assignment_id=assignment,
                words=words, handed_at=now, form=form, instead_of=before,
            )  # fmt: skip
            kept.save(force_insert=True)
            _keep(kept, uploads)
            _told("work.handed_in", me, assignment, {"files": len(uploads)})
    except _NotKept as why:
        return str(why)
    return ""


def _keep(hand_in: HandIn, uploads: Sequence[Upload]) -> None:
    HandInFile.objects.bulk_create(
        HandInFile(
            hand_in=hand_in,
            name=each.name,
            kind=each.kind,
            size=len(each.content),
            content=each.content,
        )
        for each in uploads
    )


def take_back(viewer: Viewer, section: int, assignment: int, now: datetime) -> str:
    """Take back all that *viewer* has handed in of a piece of work; "", or why not: "scored",
    "left", "none".

    The flag that stood there before comes again, unless the teacher has set another.
    """
    me = viewer.person_id
    try:
        with transaction.atomic():
            alone("handing in", me)
            standing = [one for one in hand_ins_of(viewer, me, assignment) if not one.taken_back_at]
            if not standing:
                return "none"
            _flag(me, section, assignment, standing[-1].instead_of, now, only_over=TURNED_IN)
            mine = HandIn.objects.visible_to(viewer).filter(pk__in=[one.pk for one in standing])
            mine.update(taken_back_at=now)
            _told("work.taken_back", me, assignment, None)
    except _NotKept as why:
        return str(why)
    return ""


def _flag(
    student: int, section: int, assignment: int, flag: str, now: datetime, only_over: str = ""
) -> str:
    """Put *flag* into the student's cell, as a teacher who types it; the flag that was there.

    With *only_over* only where that flag stands. Raises _NotKept where the work is scored, by now
    or since it was read: the teacher's score stays.
    """
    with as_the_house():
        score = score_of(System(), student, assignment)
        points, text, before = (score.points, score.text, score.flag) if score else (None, "", "")
        if not is_open(points, text, before):
            raise _NotKept("scored")
        wanted = before if only_over and before != only_over else flag
        cell = Typed(student, assignment, typed(None, wanted), typed(points, before, text))
        kept = keep_scores(System(), section, [cell], now.date())
    if kept.refused:
        raise _NotKept("left")
    if kept.meanwhile:
        raise _NotKept("scored")
    return before


def _told(kind: str, student: int, assignment: int, after: dict[str, int] | None) -> None:
    """A line of the ledger, without the student's words."""
    record(kind, actor=student, student=student, about=assignment, after=after)
