"""Which home of the records that of an application may be (decision 0034).

An office reads of a home that is not its own no more than which of the things agree that the family
wrote, who of this application lives there, and how many live there in all.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.people.models import Household, HouseholdMember, Person
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_matching import MatchKey
from openhouse.registration.queries import form_of
from openhouse.registration.rules.homes import Home, HomeProposal, home_proposals
from openhouse.registration.rules.keys import digits_of, street_key
from openhouse.registration.rules.zones import place_of

MOST_COMPARED = 200
MOST_SHOWN = 5
#: A key that more people have tells no home apart by itself: a shelter's address.
TOO_COMMON = 500


@dataclass(frozen=True, slots=True)
class HomeShown:
    """A proposal as an office reads it. ``names`` are those of this application's people who live
    there, of children the office's own."""

    proposal: HomeProposal
    names: tuple[str, ...]
    living: int

    @property
    def home(self) -> int:
        """The household's id."""
        return self.proposal.home.id


@dataclass(frozen=True, slots=True)
class HomeSaid:
    """The home of an application: its part, what the family writes, and which it may be."""

    part: Part
    address: str
    phone: str
    proposals: tuple[HomeShown, ...]

    @property
    def is_known(self) -> bool:
        """If it was one of the records from the start, or somebody has said which one it is."""
        return bool(self.part.household_id or self.part.application.household_id)

    @property
    def is_decided(self) -> bool:
        """If somebody has said which it is, or that it is new, or it was known from the start."""
        return self.is_known or self.part.matched_at is not None


def home_of(viewer: Viewer, application: Application) -> HomeSaid | None:
    """The home of *application* with which it may be; None where it has none. Looked up by the
    house; of a child at another school *viewer* reads no name."""
    children = Candidate.objects.visible_to(viewer).filter(application=application)
    seen = {None, *children.values_list("pk", flat=True)}
    with as_the_house():
        every = Part.objects.visible_to(System()).filter(application=application, removed_at=None)
        parts = list(every.select_related("application").order_by("position", "pk"))
        part = next((each for each in parts if each.kind == Part.Kind.HOUSEHOLD), None)
        if part is None:
            return None
        said = _said(application, part)
        people = [
            each for each in parts
            if each.person_id and each.kind in (Part.Kind.GUARDIAN, Part.Kind.STUDENT)
        ]  # fmt: skip
        home, address = _home(said, frozenset(each.person_id or 0 for each in people))
        found = HomeSaid(part, address, str(said.get("household.phone") or ""), ())
        if found.is_decided or not (home.place or home.phones):
            return found
        named = frozenset(each.person_id or 0 for each in people if each.candidate_id in seen)
        shown = _shown(home_proposals(home, _recorded(_near(home)))[:MOST_SHOWN], named)
    return HomeSaid(part, found.address, found.phone, shown)


def _said(application: Application, part: Part) -> dict[str, object]:
    fills = form_of(application.version).fills
    rows = Answer.objects.visible_to(System()).filter(part=part).values_list("key", "value")
    return {fills[key]: value for key, value in rows if key in fills and value is not None}


def _home(said: dict[str, object], members: frozenset[int]) -> tuple[Home, str]:
    address = said.get("household.address")
    pieces = address if isinstance(address, dict) else {}
    street, zip_code = str(pieces.get("street") or ""), str(pieces.get("postal_code") or "")
    phone = digits_of(str(said.get("household.phone") or ""))
    home = Home(
        0, place_of(street), zip_code[:5], frozenset({phone} if phone else ()), members
    )  # fmt: skip
    town = " ".join(filter(None, (str(pieces.get("state") or ""), zip_code)))
    return home, ", ".join(filter(None, (street, str(pieces.get("city") or ""), town)))


def _near(home: Home) -> set[int]:
    """Homes whose address or phone is like it, and those in which its people live."""
    keys = {f"{kind}:{phone}" for phone in home.phones for kind in "ph"}
    if home.place:
        keys.add(f"s:{street_key(home.place.house)}")
    rows = MatchKey.objects.filter(key__in=keys)
    counted = rows.values("key").annotate(n=Count("person_id")).filter(n__gt=TOO_COMMON)
    keys -= set(counted.values_list("key", flat=True))
    near = MatchKey.objects.filter(key__in=keys).values_list("person_id", flat=True)
    people = {*near[: MOST_COMPARED * 5], *home.members}
    homes = HouseholdMember.objects.filter(person__in=people).order_by("household")
    return set(homes.values_list("household", flat=True).distinct()[:MOST_COMPARED])


def _recorded(homes: Collection[int]) -> list[Home]:
    members: dict[int, set[int]] = defaultdict(set)
    for home, person in HouseholdMember.objects.filter(household__in=homes).values_list(
        "household_id", "person_id"
    ):
        members[home].add(person)
    return [
        Home(
            each.pk,
            place_of(each.street),
            each.postal_code.strip()[:5],
            frozenset(filter(None, [digits_of(each.phone)])),
            frozenset(members[each.pk]),
        )
        for each in Household.objects.filter(pk__in=homes)
    ]


def _shown(
    proposals: Collection[HomeProposal], named: frozenset[int]
) -> tuple[HomeShown, ...]:  # fmt: skip
    wanted = {each for one in proposals for each in one.home.members & named}
    names = {each.pk: str(each) for each in Person.objects.filter(pk__in=wanted)}
    return tuple(
        HomeShown(
            one, tuple(sorted(names[each] for each in one.home.members & named)),
            len(one.home.members),
        )
        for one in proposals
    )  # fmt: skip
