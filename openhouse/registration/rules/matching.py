"""Who of the records somebody may be: a score of 0 to 100, with its reasons.

It compares what two know of a person and decides nothing: that is a human's. Twins, and a father
and a son of one name, agree in nearly everything, so what tells them apart caps the score.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openhouse.registration.rules.likeness import (
    Fit,
    family_fit,
    given_fit,
    suffix_of,
    without_suffix,
)


class Band(StrEnum):
    """The score as it is said."""

    SURELY = "surely"
    LIKELY = "likely"
    MAYBE = "maybe"
    NO = "no"


#: From which score on.
BANDS = ((88, Band.SURELY), (68, Band.LIKELY), (35, Band.MAYBE), (0, Band.NO))


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of somebody. ``id`` only tells one from another; empty: not known."""

    id: int = 0
    given: str = ""
    middle: str = ""
    family: str = ""
    preferred: str = ""
    suffix: str = ""
    sex: str = ""
    born_on: date | None = None
    #: "child" or "adult".
    role: str = ""
    #: The last ten digits of each.
    phones: frozenset[str] = frozenset()
    #: In small letters.
    emails: frozenset[str] = frozenset()
    #: As ``rules.zones`` writes them, with the house number: "1204 n elm st".
    streets: frozenset[str] = frozenset()
    #: Persons of the records who are at home with her, or her children or parents.
    kin: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that agrees or does not: "phone.same" of "4471"."""

    key: str
    points: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who it may be, how sure, and why: reasons in the order of their weight."""

    who: Who
    score: int
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """The score in a word."""
        return next(band for least, band in BANDS if self.score >= least)


#: For a given and for a family name.
_POINTS = {
    Fit.SAME: (20, 20),
    Fit.SCRIPT: (19, 19),
    Fit.NICKNAME: (17, 0),
    Fit.PART: (15, 16),
    Fit.NEAR: (14, 14),
    Fit.SOUNDS: (10, 10),
    Fit.OTHER: (-25, -10),
    Fit.UNKNOWN: (0, 0),
}
_BEST_FIRST = list(Fit)
#: Years between a parent and a child, at least.
GENERATION = 12


def compare(one: Who, other: Who) -> Proposal:
    """How likely *one* is *other*, who stands in the proposal. Turned around it says the same."""
    reasons = sorted(_reasons(one, other), key=lambda each: (-abs(each.points), each.key))
    points = sum(each.points for each in reasons)
    cap = _cap({each.key for each in reasons}, one, other)
    return Proposal(other, max(0, min(points, cap, 100)), tuple(reasons))


def proposals(one: Who, others: Iterable[Who], *, least: int = 35) -> list[Proposal]:
    """Who of *others* *one* may be, from the score *least* on, the likeliest first."""
    found = (compare(one, each) for each in others)
    return sorted(
        (each for each in found if each.score >= least),
        key=lambda each: (-each.score, each.who.id),
    )


@dataclass(slots=True)
class _Names:
    given: Fit
    family: Fit
    swapped: bool = False
    #: The suffixes, "" for none.
    suffixes: tuple[str, str] = ("", "")


def _names(one: Who, other: Who) -> _Names:
    family, more = without_suffix(one.family)
    against, its = without_suffix(other.family)
    given = min(
        (given_fit(a, b) for a in _called(one) for b in _called(other)), key=_BEST_FIRST.index
    )
    found = _Names(given, family_fit(family, against))
    if found.given in (Fit.OTHER, Fit.NEAR) or found.family is Fit.OTHER:
        crossed = given_fit(one.given, against), given_fit(family, other.given)
        found.swapped = all(each in (Fit.SAME, Fit.SCRIPT, Fit.PART) for each in crossed)
    found.suffixes = suffix_of(one.suffix) or more, suffix_of(other.suffix) or its
    return found


def _called(one: Who) -> list[str]:
    """What she is called by: given and preferred name, and with the middle one."""
    both = f"{one.given} {one.middle}" if one.given and one.middle else ""
    return [each for each in (one.given, one.preferred, both) if each] or [""]


def _reasons(one: Who, other: Who) -> Iterator[Reason]:
    names = _names(one, other)
    if names.swapped:
        yield Reason("names.swapped", 34)
    else:
        if names.given is not Fit.UNKNOWN:
            yield Reason(f"given.{names.given}", _POINTS[names.given][0])
        if names.family is not Fit.UNKNOWN:
            yield Reason(f"family.{names.family}", _POINTS[names.family][1])
    yield from _born(one.born_on, other.born_on)
    if one.sex and other.sex:
        same = one.sex == other.sex
        yield Reason("sex.same", 4) if same else Reason("sex.other", -12)
    if names.suffixes[0] != names.suffixes[1] and (
        one.born_on is None or one.born_on != other.born_on
    ):
        # records often leave it out; "Sr." and "Jr." are two
        yield Reason("suffix.other", -30 if all(names.suffixes) else -15)
    if one.role and other.role and one.role != other.role:
        yield Reason("role.other", -20)
    yield from _at_home(one, other)


def _born(one: date | None, other: date | None) -> Iterator[Reason]:
    if one is None or other is None:
        return
    a, b = f"{one:%Y%m%d}", f"{other:%Y%m%d}"
    if one == other:
        yield Reason("born.same", 38)
    elif (one.year, one.month, one.day) == (other.year, other.day, other.month):
        yield Reason("born.swapped", 26)
    elif _one_slip(a, b):
        yield Reason("born.near", 22)
    elif abs(one.year - other.year) >= GENERATION:
        yield Reason("born.generation", -60)
    else:
        yield Reason("born.other", -30)


def _one_slip(a: str, b: str) -> bool:
    """If one digit is another, or two beside each other are turned around.

    A decade or a century is no slip: a father was born on his son's day.
    """
    off = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if off and off[0] < 3 and abs(int(a[:4]) - int(b[:4])) >= GENERATION:
        return False
    return len(off) == 1 or (
        len(off) == 2 and off[1] - off[0] == 1 and a[off[0]] + a[off[1]] == b[off[1]] + b[off[0]]
    )


def _at_home(one: Who, other: Who) -> Iterator[Reason]:
    """What is shared, which says more of who has no birth date on file; one home counts once."""
    more = 2 if one.born_on is None or other.born_on is None else 1
    left = 24 * more
    shared = (
        ("email.same", 14, one.emails & other.emails),
        ("phone.same", 12, one.phones & other.phones),
        ("kin.same", 10, one.kin & other.kin),
        ("street.same", 8, one.streets & other.streets),
    )
    for key, points, same in shared:
        if same:
            worth = min(points * more, left)
            left -= worth
            yield Reason(key, worth, _detail(key, min(map(str, same))))


def _detail(key: str, shared: str) -> str:
    return shared[-4:] if key == "phone.same" else "" if key == "kin.same" else shared


def _cap(keys: set[str], one: Who, other: Who) -> int:
    """The most that can be said of these two, whatever else agrees."""
    caps = [100]
    if "given.other" in keys:
        # a twin was born on that day too; anybody else with another name is another
        caps.append(45 if "born.same" in keys else 30)
    if keys.isdisjoint(_NAMED):
        caps.append(30)
    if keys & {"given.near", "given.sounds", "given.part", "born.near"}:
        caps.append(60 if "sex.other" in keys else 87)
    if keys & {"suffix.other", "born.other", "family.other"}:
        caps.append(67 if keys == keys - {"suffix.other", "born.other"} else 60)
    if "born.generation" in keys or ("role.other" in keys and "born.same" not in keys):
        caps.append(30)
    if "born.same" not in keys and keys.isdisjoint(_SHARED):
        caps.append(67)
    return min(caps)


#: Without one of these, there is no name to go by.
_NAMED = {
    "names.swapped",
    *(f"{which}.{fit}" for fit, points in _POINTS.items() for which in ("given", "family")
      if max(points) > 0),
}  # fmt: skip
_SHARED = {"email.same", "phone.same", "kin.same", "street.same"}


def is_probable(proposal: Proposal) -> bool:
    """If it is probably the same: by its score, or whatever else is said, by birth date and given
    name, for who does not want to be found writes another sex or family name."""
    keys = {each.key for each in proposal.reasons}
    same_day = keys >= {"born.same"} and keys.isdisjoint({"given.other", "role.other"})
    return proposal.band in (Band.SURELY, Band.LIKELY) or same_day


def is_twin(proposal: Proposal) -> bool:
    """If it looks like a twin: the same day and family, another given name."""
    keys = {each.key for each in proposal.reasons}
    return keys >= {"given.other", "born.same"} and bool(
        keys & {f"family.{fit}" for fit in (Fit.SAME, Fit.SCRIPT, Fit.PART, Fit.NEAR)}
    )
