"""Which home of the records a family's may be: a score of 0 to 100, with its reasons.

As ``rules.matching`` does it of people: it compares, and a human decides.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openhouse.registration.rules.matching import BANDS, Band, Reason
from openhouse.registration.rules.zones import Place


@dataclass(frozen=True, slots=True)
class Home:
    """What is known of a home. ``members`` are persons of the records who live there."""

    id: int = 0
    place: Place | None = None
    #: The first five figures; "": not known.
    postal_code: str = ""
    #: The last ten digits of each.
    phones: frozenset[str] = frozenset()
    members: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class HomeProposal:
    """Which home it may be, how sure, and why: reasons in the order of their weight."""

    home: Home
    score: int
    reasons: tuple[Reason, ...]

    @property
    def band(self) -> Band:
        """The score in a word."""
        return next(band for least, band in BANDS if self.score >= least)


def compare_homes(said: Home, other: Home) -> HomeProposal:
    """How likely the home that a family says is *other* of the records."""
    reasons = sorted(_reasons(said, other), key=lambda each: (-abs(each.points), each.key))
    keys = {each.key for each in reasons}
    cap = 100
    if keys & {"unit.other", "zip.other", "house.other"}:
        # another flat of the house, another town's Elm Street, or where they lived before
        cap = 67
    if keys.isdisjoint({"house.same", "members.same"}):
        cap = min(cap, 55)  # a phone is taken along, and shared by neighbors of one building
    points = sum(each.points for each in reasons)
    return HomeProposal(other, max(0, min(points, cap)), tuple(reasons))


def home_proposals(
    said: Home, others: Iterable[Home], *, least: int = 35
) -> list[HomeProposal]:  # fmt: skip
    """Which of *others* it may be, from the score *least* on, the likeliest first."""
    found = (compare_homes(said, each) for each in others)
    return sorted(
        (each for each in found if each.score >= least),
        key=lambda each: (-each.score, each.home.id),
    )


def _reasons(said: Home, other: Home) -> Iterator[Reason]:
    if said.place and other.place:
        if said.place.house == other.place.house:
            yield Reason("house.same", 55)
            if said.place.unit and other.place.unit:
                same = said.place.unit == other.place.unit
                yield Reason("unit.same", 10) if same else Reason("unit.other", -30)
            if said.postal_code and other.postal_code:
                same = said.postal_code == other.postal_code
                yield Reason("zip.same", 5) if same else Reason("zip.other", -40)
        else:
            yield Reason("house.other", -10)
    if shared := said.phones & other.phones:
        yield Reason("phone.same", 40, min(shared)[-4:])
    if there := said.members & other.members:
        yield Reason("members.same", min(35 + 10 * len(there), 65), str(len(there)))
