"""A rubric: the criteria of a piece of work, each with the levels that it is scored by (STU-02)."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

#: Of one rubric, and the levels of one criterion.
MOST_CRITERIA = 12
FEWEST_LEVELS, MOST_LEVELS = 2, 6
#: Characters of a criterion's name, and of what a level says.
LONGEST_NAME, LONGEST_WORDS = 150, 400
#: The most points of one level, and digits behind the point: as many as a score has.
MOST_POINTS, PLACES = Decimal(1000), 3
_NUMBER = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)")


@dataclass(frozen=True, slots=True)
class Level:
    """A level: what it is worth, and how work of it looks."""

    points: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked at, with its levels in the order in which the teacher wrote them."""

    name: str
    levels: tuple[Level, ...]

    @property
    def most(self) -> Decimal:
        """The points of its best level."""
        return max(level.points for level in self.levels)


Rubric = tuple[Criterion, ...]
#: A criterion as it was typed: its name, and of each level points and words.
Typed = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be kept: of which criterion and level, from 1 on; 0: of none in particular.

    ``none``, ``many``, ``worth``; of a criterion ``name``, ``long_name``, ``few``, ``many_levels``;
    of a level ``words``, ``long_words``, ``points``, ``number``, ``negative``, ``large``,
    ``places``.
    """

    kind: str
    criterion: int = 0
    level: int = 0


def most_of(rubric: Rubric) -> Decimal:
    """The points of the best levels together."""
    return sum((criterion.most for criterion in rubric), Decimal(0))


def rubric_of(said: Any) -> Rubric:
    """As it is kept: ``[["Method", [["4", "Each step is shown"], …]], …]``; None: none."""
    return tuple(
        Criterion(name, tuple(Level(Decimal(points), words) for points, words in levels))
        for name, levels in said or ()
    )


def kept(rubric: Rubric) -> list[Any]:
    """The same the other way round."""
    return [
        [each.name, [[f"{level.points:f}", level.words] for level in each.levels]]
        for each in rubric
    ]


def digest(rubric: Rubric) -> str:
    """Another for another rubric."""
    said = json.dumps(kept(rubric), ensure_ascii=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def read_rubric(typed: Sequence[Typed]) -> tuple[Rubric, list[Fault]]:
    """What was typed, and what is wrong with it; lines that are wholly empty count for nothing.

    Where something is wrong, the rubric is not to be kept.
    """
    used = [(n, each) for n, each in enumerate(typed, 1) if each[0] or any(map(any, each[1]))]
    faults = [] if used else [Fault("none")]
    if len(used) > MOST_CRITERIA:
        return (), [Fault("many")]
    rubric = tuple(_criterion(n, *each, faults) for n, each in used)
    if used and not faults and not most_of(rubric):
        faults.append(Fault("worth"))
    return rubric, faults


def _criterion(
    number: int, name: str, typed: tuple[tuple[str, str], ...], faults: list[Fault]
) -> Criterion:
    if not name:
        faults.append(Fault("name", number))
    elif len(name) > LONGEST_NAME:
        faults.append(Fault("long_name", number))
    used = [(n, level) for n, level in enumerate(typed, 1) if any(level)]
    if not FEWEST_LEVELS <= len(used) <= MOST_LEVELS:
        kind = "few" if len(used) < FEWEST_LEVELS else "many_levels"
        faults.append(Fault(kind, number))
    return Criterion(name, tuple(_level(number, n, *level, faults) for n, level in used))


def _level(criterion: int, number: int, points: str, words: str, faults: list[Fault]) -> Level:
    if not words:
        faults.append(Fault("words", criterion, number))
    elif len(words) > LONGEST_WORDS:
        faults.append(Fault("long_words", criterion, number))
    worth, kind = _points(points)
    if kind:
        faults.append(Fault(kind, criterion, number))
    return Level(worth, words)


def _points(text: str) -> tuple[Decimal, str]:
    """The points, and what is wrong with them; "" where nothing is."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return Decimal(0), "number" if text else "points"
    digits = found[2].partition(".")[2].rstrip("0")
    points = Decimal(found[2])
    if found[1] == "-" and points:
        return points, "negative"
    if points > MOST_POINTS:
        return points, "large"
    return (points, "places") if len(digits) > PLACES else (points.normalize(), "")
