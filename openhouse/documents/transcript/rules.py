"""What a mark is worth, what counts, and how far it is to graduation (features.md section 2.5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from openhouse.grades.rules.averages import Average, Earned, average_of

ZERO = Decimal(0)
THOUSANDTH = Decimal("0.001")


class Level(StrEnum):
    """How demanding a course is; the weighted average gives more for more."""

    REGULAR = "regular"
    HONORS = "honors"
    COLLEGE = "college"


#: The 4.0 scale in common use in the United States.
USUAL = (
    *(("A+", "4.0"), ("A", "4.0"), ("A-", "3.7")),
    *(("B+", "3.3"), ("B", "3.0"), ("B-", "2.7")),
    *(("C+", "2.3"), ("C", "2.0"), ("C-", "1.7")),
    *(("D+", "1.3"), ("D", "1.0"), ("D-", "0.7")),
    ("F", "0.0"),
)
#: Marks that say that a course was passed, and no more.
PASSES = ("P", "S", "CR", "Pass")


@dataclass(frozen=True, slots=True)
class Scale:
    """What each mark is worth, and what honors and college courses add to one that passes."""

    values: Mapping[str, Decimal] = field(
        default_factory=lambda: {mark: Decimal(value) for mark, value in USUAL}
    )
    passes: tuple[str, ...] = PASSES
    adds: Mapping[str, Decimal] = field(
        default_factory=lambda: {Level.HONORS: Decimal("0.5"), Level.COLLEGE: Decimal(1)}
    )

    def value(self, mark: str) -> Decimal | None:
        """What *mark* is worth; None for one that is not on the scale. "A−" is "A-"."""
        return self.values.get(mark.strip().replace("−", "-"))

    def weighted(self, mark: str, level: str) -> Decimal | None:
        """The same with what the level adds; a mark that is worth nothing gains nothing."""
        value = self.value(mark)
        return value if not value else value + self.adds.get(level, ZERO)

    def most(self, level: str) -> Decimal:
        """The most that a mark of a course of this level can be worth."""
        return max(self.values.values(), default=ZERO) + self.adds.get(level, ZERO)

    def passed(self, mark: str) -> bool:
        """If *mark* gives the credit."""
        return bool(self.value(mark)) or mark.strip() in self.passes


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of the transcript says, as far as it is reckoned with."""

    mark: str
    attempted: Decimal
    earned: Decimal
    level: str = Level.REGULAR
    value: Decimal | None = None
    weighted: Decimal | None = None
    weight: Decimal | None = None
    counts: bool = True
    area: int | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a line brings to the averages: value, weighted value and weight; None: nothing."""

    value: Decimal
    weighted: Decimal
    weight: Decimal


def worth_of(line: Line, scale: Scale) -> Worth | None:
    """What was kept with the line, else what the scale says of its mark."""
    value = line.value if line.value is not None else scale.value(line.mark)
    weight = line.weight if line.weight is not None else line.attempted
    if value is None or not line.counts or weight <= 0:
        return None
    more = line.weighted
    if more is None:
        more = value if not value else value + scale.adds.get(line.level, ZERO)
    return Worth(value, more, weight)


@dataclass(frozen=True, slots=True)
class Sums:
    """Both averages, None where nothing counts; credits tried and earned."""

    unweighted: Decimal | None
    weighted: Decimal | None
    attempted: Decimal
    earned: Decimal


def sums_of(lines: Iterable[Line], scale: Scale) -> Sums:
    """The averages by ``grades.rules.averages``; the credits as the lines have them.

    A line's credits earned may be less than those it tried and more than none (half of them after
    a summer's course), so they are added here and not told by ``passed``.
    """
    known = list(lines)
    counted = [worth for line in known if (worth := worth_of(line, scale)) is not None]
    average: Average = average_of(
        Earned(each.value, each.weighted, each.weight, each.weight) for each in counted
    )
    return Sums(
        average.unweighted,
        average.weighted,
        sum((line.attempted for line in known), ZERO),
        sum((line.earned for line in known), ZERO),
    )


def rounded(average: Decimal | None) -> Decimal | None:
    """An average as pages show it: to a thousandth, half up."""
    return None if average is None else average.quantize(THOUSANDTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Need:
    """Credits of an area that a class of a school needs; None: of every school, every class."""

    area: int
    credits: Decimal
    school: int | None = None
    class_from: int | None = None


def needs_of(
    needs: Iterable[Need], school: int | None, graduates: int | None
) -> dict[int, Decimal]:
    """Credits by area for who graduates in this year from this school.

    What is said of the school comes before what is said of all, then what begins last.
    """
    found: dict[int, tuple[tuple[bool, int], Decimal]] = {}
    for need in needs:
        if need.school not in (None, school):
            continue
        if need.class_from and (graduates is None or graduates < need.class_from):
            continue
        rank = (need.school is not None, need.class_from or 0)
        if need.area not in found or rank > found[need.area][0]:
            found[need.area] = (rank, need.credits)
    return {area: needed for area, (_rank, needed) in found.items()}


def graduates_in(grade_level: str, year_ends_in: int | None) -> int | None:
    """The year in which who is in this grade now finishes the 12th; None where nobody can tell."""
    if year_ends_in is None or not grade_level.isdigit() or not 0 < int(grade_level) <= 12:
        return None
    return year_ends_in + 12 - int(grade_level)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an area is: earned, in progress, scheduled, and what is needed beyond (SCH-10)."""

    area: int | None
    needed: Decimal
    earned: Decimal
    running: Decimal
    scheduled: Decimal = ZERO

    @property
    def missing(self) -> Decimal:
        return max(self.needed - self.earned - self.running - self.scheduled, ZERO)

    @property
    def done(self) -> bool:
        return self.earned >= self.needed


def progress_of(
    order: Sequence[int],
    needed: Mapping[int, Decimal],
    credits_: Sequence[Mapping[int | None, Decimal]],
    surplus: int | None = None,
) -> list[Progress]:
    """A line for each area with a need, in their *order*. No credit counts twice.

    *credits_* by area: earned, in progress, scheduled. What other areas have beyond their need, and
    credits of none, counts toward *surplus*: "elective credit" in most states' rules (features.md
    section 2.5).
    """
    over = [ZERO] * len(credits_)
    if surplus in needed:
        for area in {area for kind in credits_ for area in kind} - {surplus}:
            has = before = ZERO
            for at, kind in enumerate(credits_):
                has += kind.get(area, ZERO)
                beyond = max(has - needed.get(area or 0, ZERO), ZERO)
                over[at] += beyond - before
                before = beyond
    found = []
    for area in order:
        if area in needed:
            hers = [kind.get(area, ZERO) for kind in credits_]
            if area == surplus:
                hers = [has + more for has, more in zip(hers, over, strict=True)]
            found.append(Progress(area, needed[area], *hers))
    return found


def ranks_of(averages: Mapping[int, Decimal]) -> dict[int, int]:
    """The place of each among all; equals share the better place, and the next ones are skipped."""
    order = sorted(averages.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for place, average in enumerate(order, 1):
        first.setdefault(average, place)
    return {student: first[average] for student, average in averages.items()}
