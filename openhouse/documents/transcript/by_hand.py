"""Lines that a registrar enters, corrects and strikes (decision 0021).

A line is frozen: one that is wrong is struck and stays, and another is entered in its place.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from openhouse.access.viewer import Viewer
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript.holding import hold_transcripts
from openhouse.documents.transcript.rules import Scale
from openhouse.ledger.actions import because


class Standing(Exception):
    """The course stands on the transcript already, or the line is struck already."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What a registrar says of a course."""

    ends_in: int
    term_name: str
    school_name: str
    transfer: bool
    grade_level: str
    course_name: str
    course_number: str
    mark: str
    percent: Decimal | None
    credits_attempted: Decimal
    credits_earned: Decimal
    level: str
    area_id: int | None
    counts: bool


def enter(actor: Viewer, student: int, said: Entered, scale: Scale, now: datetime) -> int:
    """Put a course on the transcript; the number of its line. Raises ``Standing``."""
    with transaction.atomic(), because("entered by hand"):
        hold_transcripts()
        if _stands(actor, student, said):
            raise Standing
        return _kept(actor, student, said, scale, now).pk


def correct(actor: Viewer, line: TranscriptLine, said: Entered, scale: Scale, now: datetime) -> int:
    """Enter *said* in the place of *line*, which is struck and kept. Raises ``Standing``."""
    with transaction.atomic(), because("corrected by hand"):
        hold_transcripts()
        if _stands(actor, line.student_id, said, besides=line.pk):
            raise Standing
        new = _kept(actor, line.student_id, said, scale, now, line)
        _strike(actor, line, now, replaced_by=new.pk)
        return new.pk


def strike(actor: Viewer, line: TranscriptLine, reason: str, now: datetime) -> None:
    """Take *line* off the transcript and keep it, with the reason. Raises ``Standing``.

    The reason stays with the line: families read what the ledger says.
    """
    with transaction.atomic(), because("struck by hand"):
        hold_transcripts()
        _strike(actor, line, now, struck_reason=reason)


def _strike(actor: Viewer, line: TranscriptLine, now: datetime, **more: Any) -> None:
    lines = TranscriptLine.objects.visible_to(actor).filter(pk=line.pk, struck_at=None)
    if not lines.update(struck_at=now, struck_by=actor.person_id, **more):
        raise Standing


def _stands(actor: Viewer, student: int, said: Entered, besides: int = 0) -> bool:
    """If the same course of the same school, year and term is there: a button pressed twice."""
    there = TranscriptLine.objects.visible_to(actor).filter(
        student_id=student,
        struck_at=None,
        ends_in=said.ends_in,
        course_name__iexact=said.course_name,
        term_name__iexact=said.term_name,
        school_name__iexact=said.school_name,
    )
    return there.exclude(pk=besides).exists()


def _kept(
    actor: Viewer,
    student: int,
    said: Entered,
    scale: Scale,
    now: datetime,
    before: TranscriptLine | None = None,
) -> TranscriptLine:
    line = TranscriptLine(
        student_id=student,
        **{name: getattr(said, name) for name in Entered.__slots__},
        **_worth(said, scale, before),
        origin=TranscriptLine.Origin.BY_HAND,
        posted_at=now,
        entered_by_id=actor.person_id,
    )
    if before is not None:
        line.course_id, line.suppressed = before.course_id, before.suppressed
        if before.term_name == said.term_name:
            line.ended_on = before.ended_on
        if not said.transfer and before.school_name == said.school_name:
            line.school_id = before.school_id
    line.save()
    return line


def _worth(said: Entered, scale: Scale, before: TranscriptLine | None) -> dict[str, Any]:
    """What the mark is worth, kept with the line: of a mark that stays what it was worth."""
    found = {
        "value": scale.value(said.mark),
        "weighted_value": scale.weighted(said.mark, said.level),
        "weight": said.credits_attempted,
        "most": scale.most(said.level),
    }
    if before is not None and (before.mark, before.level) == (said.mark, said.level):
        found |= {"value": before.value, "weighted_value": before.weighted_value}
        found["most"] = before.most
        if before.credits_attempted == said.credits_attempted:
            found["weight"] = before.weight
    return found
