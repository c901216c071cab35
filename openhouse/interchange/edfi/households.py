"""Homes: who lives at which address, from addresses and from who lives with whom."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import short, source_id
from openhouse.interchange.rows import Row

#: Addresses at which somebody lives, the best first; others are for letters and bills.
_LIVED_AT = (
    "Home",
    "Physical",
    "Mother Address",
    "Father Address",
    "Guardian Address",
    "Temporary",
    "Doubled - up (i.e., living with another family)",
    "Shelter, Transitional housing, Awaiting Foster",
    "Hotels/Motels",
)

_NONE = ("", 0)
#: ``("student", "604821")``
Who = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Address:
    street: str
    city: str
    state: str
    postal_code: str

    @property
    def key(self) -> str:
        """The same for the same place, however it is written."""
        return "".join(filter(str.isalnum, f"{self.street}{self.postal_code}".casefold()))


@dataclass(slots=True)
class Dweller:
    """A person with an address: who, where, the family name, the home's phone."""

    addresses: list[Address]
    family_name: str
    phone: str
    place: tuple[str, int] = ("", 0)


@dataclass(slots=True)
class Homes:
    """Everybody's addresses and the ties between students and contacts.

    A household is one address of one family: the people at that address who are tied by living
    together, directly or through each other. Two families in one building stay apart. A student
    who lives with contacts at two addresses is a member of both households; a contact with whom
    she does not live has a household without her.
    """

    people: dict[Who, Dweller] = field(default_factory=dict)
    links: list[tuple[str, str, bool | None]] = field(default_factory=list)

    def add(self, who: Who, e: Element, place: tuple[str, int]) -> None:
        """Somebody's addresses, by an element that has them."""
        name = e.get("Name", "LastSurname")
        found = lived_at(e)
        if who in self.people:
            known = self.people[who]
            known.addresses = known.addresses or found
            known.phone = known.phone or home_phone(e)
        else:
            self.people[who] = Dweller(found, name, home_phone(e), place)

    def link(self, student: str, contact: str, *, lives_with: bool | None) -> None:
        """A contact of a student, and whether she lives there (None: not said)."""
        self.links.append((student, contact, lives_with))

    def rows(self, person_id: Callable[[str, str], str]) -> Iterator[Row]:
        """The households and their members; *person_id* gives the ``source_id`` of a person."""
        tied = _Ties()
        for who, dweller in self.people.items():
            for address in dweller.addresses:
                tied.add((who, address.key), address)
        for student, contact, lives_with in self.links:
            self._tie(tied, ("student", student), ("contact", contact), lives_with)
        for members in tied.groups():
            yield from self._household(tied, members, person_id)

    def _tie(self, tied: "_Ties", student: Who, contact: Who, lives_with: bool | None) -> None:
        theirs = self.people[contact].addresses if contact in self.people else []
        hers = self.people[student].addresses if student in self.people else []
        if lives_with is False:
            return
        if not theirs and lives_with:
            theirs = hers[:1]
        for address in theirs:
            if lives_with or address.key in {own.key for own in hers}:
                tied.add((student, address.key), address)
                tied.add((contact, address.key), address)
                tied.tie((student, address.key), (contact, address.key))

    def _household(
        self,
        tied: "_Ties",
        members: list[tuple[Who, str]],
        person_id: Callable[[str, str], str],
    ) -> Iterator[Row]:
        # the smallest contact names the home, so its id stays when a child leaves school
        first, key = min(members)
        address = tied.addresses[first, key]
        place = next((self.people[who].place for who, _key in members if who in self.people), _NONE)
        people = [self.people[who] for who, _key in members if who in self.people]
        names = sorted({each.family_name for each in people if each.family_name})
        phone = next((each.phone for each in people if each.phone), "")
        home = source_id("home", *first, short(key))
        values = {
            "source_id": home,
            "name": " / ".join(names)[:200],
            "street": address.street,
            "city": address.city,
            "state": address.state,
            "postal_code": address.postal_code,
            "phone": phone,
        }
        yield Row("households", values, *place)
        for person in sorted({person_id(*who) for who, _key in members}):
            yield Row("household_members", {"household": home, "person": person}, *place)


class _Ties:
    """Nodes (who, address) and which of them belong together."""

    def __init__(self) -> None:
        self.addresses: dict[tuple[Who, str], Address] = {}
        self._above: dict[tuple[Who, str], tuple[Who, str]] = {}

    def add(self, node: tuple[Who, str], address: Address) -> None:
        self.addresses.setdefault(node, address)
        self._above.setdefault(node, node)

    def tie(self, one: tuple[Who, str], other: tuple[Who, str]) -> None:
        self._above[self._top(one)] = self._top(other)

    def _top(self, node: tuple[Who, str]) -> tuple[Who, str]:
        while self._above[node] != node:
            self._above[node] = self._above[self._above[node]]
            node = self._above[node]
        return node

    def groups(self) -> Iterator[list[tuple[Who, str]]]:
        found: dict[tuple[Who, str], list[tuple[Who, str]]] = defaultdict(list)
        for node in self._above:
            found[self._top(node)].append(node)
        for members in found.values():
            yield sorted(members)


def lived_at(e: Element) -> list[Address]:
    """The addresses of *e* of the best kind it has; its first one where none is lived at."""
    found: dict[str, list[Address]] = defaultdict(list)
    for part in e.all("Address"):
        address = address_in(part)
        if address.key and address not in found[part.code("AddressType")]:
            found[part.code("AddressType")].append(address)
    for kind in _LIVED_AT:
        if found.get(kind):
            return found[kind]
    return next((held[:1] for held in found.values() if held), [])


def address_in(e: Element) -> Address:
    """What an Address element says, as long as the columns are."""
    rest = (e.get("ApartmentRoomSuiteNumber"), e.get("BuildingSiteNumber"))
    street = ", ".join(filter(None, (e.get("StreetNumberName"), *rest)))
    state = e.code("StateAbbreviation")
    return Address(street[:200], e.get("City")[:100], state[:20], e.get("PostalCode")[:20])


def home_phone(e: Element) -> str:
    """The number of the home's own phone; never an unlisted one, which is somebody's alone."""
    for phone in e.all("Telephone"):
        if phone.code("TelephoneNumberType") == "Home":
            return phone.get("TelephoneNumber")
    return ""
