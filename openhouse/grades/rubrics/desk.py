"""The desk on which a teacher scores by a rubric: what it shows, and what comes back from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import number_words
from openhouse.grades.gradebook.actions import Typed
from openhouse.grades.gradebook.cells import typed
from openhouse.grades.gradebook.queries import Cell
from openhouse.grades.rubrics.pages import points_words, said_of_family, sum_words
from openhouse.grades.rubrics.queries import Scored
from openhouse.grades.rubrics.scoring import Tapped
from openhouse.grades.rules.judging import (
    ANSWERED,
    Judged,
    Said,
    carried_over,
    digest_of,
    judge,
    rubric_then,
    score_by,
    sum_of,
)
from openhouse.grades.rules.rubrics import MOST_CRITERIA, digest


def tapped_in(said: Mapping[str, str]) -> Tapped:
    """What the form says by each criterion, as many as there may be."""
    chosen = [
        (
            _level(said.get(f"level-{n}", "")),
            said.get(f"words-{n}", "").replace("\r\n", "\n").strip(),
        )
        for n in range(1, MOST_CRITERIA + 1)
    ]
    return Tapped(chosen, said.get("by", ""), said.get("judged", ""))


def _level(text: str) -> int | None:
    return int(text) - 1 if text in ("1", "2", "3", "4", "5", "6") else None


def with_sum(
    said: Mapping[str, str], work: Scored, cells: Sequence[Typed], key: tuple[int, int], now: Cell
) -> Typed:
    """The cell to keep: what she typed, else what the rubric comes to where she takes that.

    *now* is what stands in the cell; a flag that says something besides stays.
    """
    student, assignment = key
    saw = said.get(f"was-{student}-{assignment}")
    cell = cells[0] if cells else Typed(student, assignment, None, saw)
    if cell.text is not None or "sum" not in said:
        return cell
    points = score_by(judge(work.rubric, tapped_in(said).chosen), work.points)
    if points is None:
        return cell
    text = typed(points, "" if now.flag in ANSWERED else now.flag)
    return cell if text == saw else replace(cell, text=text)


def desk(work: Scored, judged: Judged, cell: Cell, said: Mapping[str, str]) -> dict[str, Any]:
    """The fields of the rubric, as what was *judged* fills them, or after a try what was *said*."""
    shown = carried_over(work.rubric, judged)
    tried = "by" in said and said["by"] == digest(work.rubric)
    if tried:
        shown = judge(work.rubric, tapped_in(said).chosen)
    by_an_earlier = bool(judged) and rubric_then(judged) != work.rubric
    return {
        "rubric": [_criterion(n, each) for n, each in enumerate(shown, 1)],
        "rubric_words": sum_words(work.rubric, work.points),
        "by": digest(work.rubric),
        "judged": digest_of(judged),
        "earlier": said_of_family(judged) if by_an_earlier else None,
        "sum_words": _comes_to(judged, work.points),
        "takes_sum": "sum" in said if tried else _takes_sum(judged, cell, work.points),
    }


def _criterion(number: int, said: Said) -> dict[str, Any]:
    levels = [
        (n, points_words(level.points), level.words, said.level == n - 1)
        for n, level in enumerate(said.criterion.levels, 1)
    ]
    none = said.level is None
    return {
        "number": number, "name": said.criterion.name, "levels": levels, "words": said.words,
        "none": none,
    }  # fmt: skip


def _comes_to(judged: Judged, possible: Decimal | None) -> str:
    """What was said comes to, as it is kept; "" where nothing is, or a level lacks."""
    points, score = sum_of(judged), score_by(judged, possible)
    if points is None or score is None:
        return ""
    return _("It comes to %(score)s.") % {"score": number_words(score)}


def _takes_sum(judged: Judged, cell: Cell, possible: Decimal | None) -> bool:
    """If the score follows the rubric: there is none yet, or it is what the rubric came to."""
    return cell.points is None or (bool(judged) and cell.points == score_by(judged, possible))
