"""A teacher scores a student's work by its rubric; the score itself goes the way of all scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.common.locks import alone
from openhouse.common.text import is_storable
from openhouse.grades.gradebook.actions import (
    LONGEST_COMMENT,
    Kept,
    Typed,
    keep_scores,
    look_whether_here,
)
from openhouse.grades.models_work import RubricScore
from openhouse.grades.rubrics.queries import judged_of_student, rubric_in
from openhouse.grades.rules.judging import Judged, digest_of, is_empty, judge, kept_judged
from openhouse.grades.rules.rubrics import digest
from openhouse.ledger.actions import record


@dataclass(frozen=True, slots=True)
class Tapped:
    """What a teacher said by each criterion, a level's place and words, and what she saw before:
    the ``digest`` of the rubric, and of what was said."""

    chosen: Sequence[tuple[int | None, str]]
    by: str
    judged: str


class _NotKept(Exception):
    """Nothing stays of what was tried."""


def score_by_rubric(
    viewer: Viewer, section: int, cell: Typed, tapped: Tapped, today: date, day: date
) -> Kept:
    """Keep what was tapped, and *cell* by ``keep_scores``; both or neither.

    A cell with neither text nor comment changes no score. That she teaches the section is the
    caller's to know.
    """
    kept = Kept(told=_fault(tapped))
    if kept.told:
        return kept
    try:
        with transaction.atomic():
            alone("scoring by a rubric", cell.key)
            kept = _keep(viewer, section, cell, tapped, today, day)
            if not kept.whole:
                raise _NotKept
    except _NotKept:
        pass
    return kept


def _fault(tapped: Tapped) -> str:
    words = [words for _level, words in tapped.chosen]
    if any(len(each) > LONGEST_COMMENT for each in words):
        return _("A comment is too long: at most %(most)s characters.") % {"most": LONGEST_COMMENT}
    if not all(map(is_storable, words)):
        return _("There are characters in a comment that cannot be shown.")
    return ""


def _keep(
    viewer: Viewer, section: int, cell: Typed, tapped: Tapped, today: date, day: date
) -> Kept:
    work = rubric_in(section, cell.assignment)
    before = judged_of_student(viewer, cell.assignment, cell.student)
    if work is None or digest(work.rubric) != tapped.by:
        return Kept(told=_("The rubric was changed meanwhile. Choose by the one that stands now."))
    if digest_of(before) != tapped.judged:
        words = _("Somebody else has scored it by the rubric meanwhile. Save again to keep yours.")
        return Kept(told=words)
    kept = Kept()
    if cell.text is None and cell.comment is None:
        look_whether_here(viewer, section, [cell], day, kept)
    else:
        kept = keep_scores(viewer, section, [cell], today, day)
    if kept.whole:
        _put(viewer, cell, before, judge(work.rubric, tapped.chosen))
    return kept


def _put(viewer: Viewer, cell: Typed, before: Judged, after: Judged) -> None:
    """Keep what is said; where nothing is any more, there is nothing."""
    after = () if is_empty(after) else after
    if after == before:
        return
    about = {"student_id": cell.student, "assignment_id": cell.assignment}
    there = RubricScore.objects.visible_to(viewer).filter(**about)
    if not after:
        there.delete()
    elif not there.update(said=kept_judged(after)):
        RubricScore(**about, said=kept_judged(after)).save(force_insert=True)
    was, now = kept_judged(before) or None, kept_judged(after) or None
    record(
        "work.judged", actor=viewer.person_id, student=cell.student, about=cell.assignment,
        before=was, after=now,
    )  # fmt: skip
