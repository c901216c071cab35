"""What is said of a student's work by its rubric, and the score that it comes to (STU-02)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openhouse.grades.rules.rubrics import Criterion, Level, Rubric, kept, most_of, rubric_of

#: The finest that a score is kept: three digits behind the point.
FINEST = Decimal("0.001")
#: A score of points answers these flags; any other says something besides, and stays.
ANSWERED = ("turned in", "missing")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said by one criterion, which is kept with it: its level, from 0 on, and words."""

    criterion: Criterion
    level: int | None = None
    words: str = ""

    @property
    def chosen(self) -> Level | None:
        """The level that was tapped; None where none was."""
        return None if self.level is None else self.criterion.levels[self.level]


Judged = tuple[Said, ...]


def judged_of(said: Any) -> Judged:
    """As it is kept: each criterion of a rubric with a level's place or null, and words."""
    return tuple(
        Said(rubric_of([criterion])[0], level, words) for criterion, level, words in said or ()
    )


def kept_judged(judged: Judged) -> list[Any]:
    """The same the other way round."""
    return [[kept((each.criterion,))[0], each.level, each.words] for each in judged]


def digest_of(judged: Judged) -> str:
    """Another where something else is said."""
    return hashlib.sha256(json.dumps(kept_judged(judged)).encode()).hexdigest()[:16]


def rubric_then(judged: Judged) -> Rubric:
    """The rubric as it was when this was said."""
    return tuple(each.criterion for each in judged)


def is_empty(judged: Judged) -> bool:
    """If nothing is said."""
    return all(each.level is None and not each.words for each in judged)


def judge(rubric: Rubric, chosen: Sequence[tuple[int | None, str]]) -> Judged:
    """What is said by each criterion of *rubric*; a level that it does not have is none.

    *chosen* goes on where the rubric has ended.
    """
    return tuple(
        Said(each, level if level is not None and level < len(each.levels) else None, words)
        for each, (level, words) in zip(rubric, chosen, strict=False)
    )


def carried_over(rubric: Rubric, judged: Judged) -> Judged:
    """What of *judged* still holds for *rubric*: what was said by a criterion that is the same."""
    before = {each.criterion: each for each in judged}
    return tuple(before.get(criterion, Said(criterion)) for criterion in rubric)


def sum_of(judged: Judged) -> Decimal | None:
    """The points of the chosen levels; None until each criterion has one."""
    levels = [each.chosen for each in judged]
    if not levels or None in levels:
        return None
    return sum((level.points for level in levels if level), Decimal(0))


def score_by(judged: Judged, possible: Decimal | None) -> Decimal | None:
    """The sum, brought to the points of the work where those are others; None without a sum.

    Work without points, and extra credit, which is worth 0, takes the sum as it is. A half of the
    last digit goes up.
    """
    points = sum_of(judged)
    most = most_of(rubric_then(judged))
    if points is None or not possible or possible == most or not most:
        return points
    return (points * possible / most).quantize(FINEST, ROUND_HALF_UP).normalize()
