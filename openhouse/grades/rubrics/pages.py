"""What the pages of a rubric show."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import number_words
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.queries import Work
from openhouse.grades.rubrics.forms import fault_words, fields
from openhouse.grades.rubrics.queries import Scored
from openhouse.grades.rules.judging import Judged, Said, rubric_then, sum_of
from openhouse.grades.rules.rubrics import (
    MOST_CRITERIA,
    Fault,
    Rubric,
    Typed,
    digest,
    most_of,
)


def points_words(points: Decimal) -> str:
    """ "3 points"."""
    said = ngettext("%(points)s point", "%(points)s points", int(points) if points == 1 else 2)
    return said % {"points": number_words(points)}


def editor(
    section: SectionOfTeacher, work: Scored, typed: Sequence[Typed], faults: Sequence[Fault],
    scored: int,
) -> dict[str, Any]:  # fmt: skip
    """The form of a rubric with what is typed into it; *scored* students' work was, by it."""
    return {
        "section": section,
        "work": work,
        "criteria": fields(typed, faults),
        "faults": [fault_words(fault) for fault in faults if not fault.criterion],
        "wrong": bool(faults),
        "has_room": len(typed) < MOST_CRITERIA,
        "saw": digest(work.rubric),
        "scored": scored,
        "there": bool(work.rubric) and not scored,
        "sum": sum_words(work.rubric, work.points),
        "back": address("gradebook-work", section.id, work.id),
    }


def sum_words(rubric: Rubric, points: Decimal | None) -> str:
    """What the best levels come to, beside the *points* that the work is worth."""
    if not rubric:
        return ""
    most = most_of(rubric)
    if points and points != most:
        said = {"most": number_words(most), "points": number_words(points)}
        return (
            _("%(most)s points in the rubric. The score is worked out from them, of %(points)s.")
            % said
        )
    return _("%(points)s in all") % {"points": points_words(most)}


def rubric_of_family(work: Work, rubric: Rubric, judged: Judged) -> dict[str, Any]:
    """What *work* is scored by, for a page that shows it; with what was said, once it is scored."""
    if not (judged and work.scored):
        return {"criteria": shown(rubric), "sum": sum_words(rubric, work.possible)}
    then = rubric_then(judged)
    points = sum_of(judged)
    said = {"points": number_words(points or 0), "most": number_words(most_of(then))}
    return {
        "criteria": said_of_family(judged),
        "sum": "" if points is None else _("%(points)s of %(most)s points by the rubric") % said,
        "changed": then != rubric,
    }


def shown(rubric: Rubric) -> list[dict[str, Any]]:
    """Each criterion with its levels, as it is read."""
    return [_shown(Said(each)) for each in rubric]


def said_of_family(judged: Judged) -> list[dict[str, Any]]:
    """The same with what was said by each."""
    return [_shown(each) for each in judged]


def _shown(said: Said) -> dict[str, Any]:
    return {
        "name": said.criterion.name,
        "words": said.words,
        "levels": [
            {
                "points": points_words(level.points),
                "words": level.words,
                "is_hers": n == said.level,
            }
            for n, level in enumerate(said.criterion.levels)
        ],
    }
