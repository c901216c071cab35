"""From a percent to a mark: letters, 4-3-2-1, or the percent itself; and how it is rounded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

#: Marks by the least percent that earns them, best first.
Steps = tuple[tuple[str, Decimal], ...]
TENTH = Decimal("0.1")
#: From this percent on a class goes well: the lowest C of the scales in common use.
GOES_WELL = Decimal(70)


class Rounding(StrEnum):
    """The rule that a scale names: to which step, and whether half a step goes up or is cut."""

    WHOLE = "whole"
    TENTH = "tenth"
    HUNDREDTH = "hundredth"
    WHOLE_DOWN = "whole down"
    TENTH_DOWN = "tenth down"

    @property
    def step(self) -> Decimal:
        return _STEPS[self.removesuffix(" down")]


_STEPS = {"whole": Decimal(1), "tenth": TENTH, "hundredth": Decimal("0.01")}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a scale: ``kind`` and the percents or marks that it is about.

    ``empty``, ``name``, ``twice``, ``number``, ``range``, ``gap``, ``overlap``, ``bottom``.
    """

    kind: str
    about: tuple[str, ...] = ()


def rounded(percent: Decimal, rounding: Rounding) -> Decimal:
    """A percent as the scale has it and as pages show it."""
    mode = ROUND_DOWN if rounding.endswith("down") else ROUND_HALF_UP
    return percent.quantize(rounding.step, mode)


def shown(percent: Decimal, step: Decimal = TENTH) -> Decimal:
    """A percent as pages show it where no scale says otherwise: to a tenth, half up."""
    return percent.quantize(step, ROUND_HALF_UP)


def letter_of(
    percent: Decimal | None,
    scale: Iterable[tuple[str, Decimal]],
    rounding: Rounding = Rounding.TENTH,
) -> str:
    """The first mark of *scale* whose least percent is reached; empty where there is none.

    The percent is rounded as pages show it, so that 90.0 % is never a B on the page.
    """
    if percent is None:
        return ""
    seen = rounded(percent, rounding)
    return next((letter for letter, least in scale if seen >= least), "")


@dataclass(frozen=True, slots=True)
class Move:
    """Percents that get another mark: from ``low`` on, below ``high``; None where that is open."""

    low: Decimal
    high: Decimal | None
    was: str
    now: str


def exact_steps(kept: Iterable[Sequence[object]]) -> Steps:
    """The steps of a scale as it is kept, a mark and the least percent that brings it, exact."""
    return tuple((str(mark), Decimal(str(least))) for mark, least in kept)


def moves(before: tuple[Steps, Rounding], after: tuple[Steps, Rounding]) -> list[Move]:
    """Which percents from 0 on get another mark where one scale takes the place of another."""
    starts = sorted({Decimal(0), *_starts(*before), *_starts(*after)})
    found: list[Move] = []
    for low, high in zip(starts, [*starts[1:], None], strict=True):
        was, now = (letter_of(low, *scale) for scale in (before, after))
        last = found[-1] if found else None
        if last and (last.high, last.was, last.now) == (low, was, now):
            found[-1] = replace(last, high=high)
        elif was != now:
            found.append(Move(low, high, was, now))
    return found


def _starts(scale: Steps, rounding: Rounding) -> Iterator[Decimal]:
    """The least percents, before they are rounded, of which the marks are made."""
    half = Decimal(0) if rounding.endswith("down") else rounding.step / 2
    for _mark, least in scale:
        reached = (least / rounding.step).to_integral_value(ROUND_CEILING) * rounding.step
        yield max(Decimal(0), reached - half)


def goes_badly(percent: Decimal | None) -> bool:
    """If a mark, in progress or posted, is one for a parent to look at."""
    return percent is not None and percent < GOES_WELL


def faults_of(steps: Sequence[tuple[str, Decimal]]) -> list[Fault]:
    """What is wrong with marks by their least percent; nothing for a scale that can be used."""
    if not steps:
        return [Fault("empty")]
    found = [Fault("name") for mark, _ in steps if not mark.strip()][:1]
    names = [mark.strip() for mark, _ in steps]
    found += [Fault("twice", (name,)) for name in dict.fromkeys(names) if names.count(name) > 1]
    found += [Fault("number", (mark,)) for mark, least in steps if not least.is_finite()]
    if found:
        return found
    found += [Fault("range", (mark, str(least))) for mark, least in steps if least < 0]
    for (better, high), (worse, low) in pairwise(steps):
        if low >= high:
            found.append(Fault("overlap", (better, worse)))
    if steps[-1][1] > 0:
        found.append(Fault("bottom", (steps[-1][0], str(steps[-1][1]))))
    return found


def faults_of_ranges(
    ranges: Sequence[tuple[str, Decimal, Decimal]], rounding: Rounding = Rounding.TENTH
) -> list[Fault]:
    """What is wrong with marks given as from–to in percent, best first.

    Between two marks there is a gap where a percent, rounded, could fall: with whole percents
    80–89 and 90–100 meet, with tenths they do not.
    """
    found = [Fault("range", (mark, f"{low}–{high}")) for mark, low, high in ranges if low > high]
    for (better, low, _), (worse, _, high) in pairwise(ranges):
        if high >= low:
            found.append(Fault("overlap", (better, worse)))
        elif high + rounding.step < low:
            found.append(Fault("gap", (worse, str(high), better, str(low))))
    return found + [
        fault
        for fault in faults_of([(mark, low) for mark, low, _ in ranges])
        if fault.kind != "overlap"
    ]
