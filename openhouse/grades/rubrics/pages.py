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
from openhouse.grades.rules.rubrics import (
    MOST_CRITERIA,
    Criterion,
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
    section: SectionOfTeacher, work: Scored, typed: Sequence[Typed], faults: Sequence[Fault]
) -> dict[str, Any]:
    """The form of a rubric with what is typed into it."""
    return {
        "section": section,
        "work": work,
        "criteria": fields(typed, faults),
        "faults": [fault_words(fault) for fault in faults if not fault.criterion],
        "wrong": bool(faults),
        "has_room": len(typed) < MOST_CRITERIA,
        "saw": digest(work.rubric),
        "there": bool(work.rubric),
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
    return points_words(most)


def rubric_of_family(work: Work, rubric: Rubric) -> dict[str, Any]:
    """What *work* is scored by, for a page that shows it."""
    return {"criteria": shown(rubric), "sum": sum_words(rubric, work.possible)}


def shown(rubric: Rubric) -> list[dict[str, Any]]:
    """Each criterion with its levels, as it is read."""
    return [_shown(each) for each in rubric]


def _shown(criterion: Criterion) -> dict[str, Any]:
    return {
        "name": criterion.name,
        "levels": [
            {"points": points_words(level.points), "words": level.words}
            for level in criterion.levels
        ],
    }
