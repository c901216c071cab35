"""What a reader must know before it can read: schools, terms, sections, who teaches them.

It stays small beside the records of the students. Names of people, places and times are text as
the file has them; ``…_id`` and ``id`` of sections are a ``source_id``.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.households import Homes
from openhouse.interchange.edfi.keys import Keys, ends_in, source_id
from openhouse.interchange.rows import Reject, Row

#: File and line of a record.
Place = tuple[str, int]
#: Start and end, as the file writes them.
Times = tuple[str, str]


def row(kind: str, place: Place, values: Mapping[str, str | None]) -> Row:
    """A row; a column that is None says nothing."""
    said = {name: value for name, value in values.items() if value is not None}
    return Row(kind, said, *place)


@dataclass(slots=True)
class School:
    id: str
    name: str
    level: str
    phone: str
    place: Place
    #: Street, city, state and ZIP code by column; nothing where the file has no address.
    address: dict[str, str]


@dataclass(slots=True)
class Session:
    """A session, with what it says of its grading periods."""

    school: str
    year: str
    name: str
    word: str
    starts: str
    ends: str
    periods: list["GradingPeriod"]
    place: Place

    @property
    def id(self) -> str:
        return source_id("session", self.school, self.year, self.name)


@dataclass(slots=True)
class GradingPeriod:
    school: str
    year: str
    word: str
    name: str
    sequence: str
    starts: str
    ends: str
    place: Place

    @property
    def id(self) -> str:
        own = self.name or self.sequence
        return source_id("grading-period", self.school, self.year, self.word, own)


@dataclass(slots=True)
class Calendar:
    """A calendar, by its type, with the first and last of its dates."""

    school: str
    year: str
    code: str
    place: Place
    type: str = ""
    first: str = ""
    last: str = ""
    dates: int = 0


@dataclass(slots=True)
class Bells:
    """A bell schedule: names of class periods, and the dates it is used on, if it says so."""

    school: str
    name: str
    periods: list[str]
    dates: list[str]
    place: Place

    @property
    def id(self) -> str:
        return source_id("bells", self.school, self.name)


@dataclass(slots=True)
class Section:
    id: str
    school: str
    session: str
    offering: tuple[str, str, str, str]
    number: str
    name: str
    room: str
    periods: list[tuple[str, str]]
    type: str
    place: Place


@dataclass(slots=True)
class Teaching:
    """A member of staff in a section."""

    staff: str
    section: str
    school: str
    of_record: bool
    starts: str
    ends: str
    place: Place


@dataclass(slots=True)
class Post:
    """A member of staff at an organization; ``words`` are classification and title."""

    staff: str
    organization: str
    words: tuple[str, str]
    starts: str
    ends: str
    place: Place


@dataclass(slots=True)
class StudentFacts:
    """What the student's association with an organization says of her."""

    sex: str = ""
    language: str = ""
    number: str = ""
    state_id: str = ""


class Persons:
    """Which records are one person: those that name the same Person record.

    A student stays ``student/…``, because most records name her by that; a contact and a member of
    staff become ``person/…`` as soon as they name a Person, so that a teacher who is a mother is
    one person with one account, in whatever order the two records come.
    """

    def __init__(self) -> None:
        self._ids: dict[tuple[str, str], str] = {}
        self._records: dict[str, list[tuple[str, str]]] = defaultdict(list)

    def join(self, kind: str, id: str, system: str, number: str) -> None:
        """A record of *kind* (student, staff, contact) says which Person it is."""
        person = source_id("person", system, number)
        self._ids[kind, id] = person
        self._records[person].append((kind, id))

    def id(self, kind: str, id: str) -> str:
        """``source_id`` of the person behind a record."""
        person = self._ids.get((kind, id))
        if kind == "student" or person is None:
            return source_id(kind, id)
        student = self._best(person)
        return source_id(*student) if student[0] == "student" else person

    def speaks(self, kind: str, id: str) -> bool:
        """If this record's name is the person's: a student's before staff's before a contact's."""
        person = self._ids.get((kind, id))
        return kind == "student" or person is None or self._best(person) == (kind, id)

    def _best(self, person: str) -> tuple[str, str]:
        return min(self._records[person], key=lambda each: _RANK[each[0]])


_RANK = {"student": 0, "staff": 1, "contact": 2}


@dataclass(slots=True)
class Catalog:
    """What the second pass found, by natural keys."""

    schools: dict[str, School] = field(default_factory=dict)
    agencies: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)
    sessions: dict[tuple[str, str, str], Session] = field(default_factory=dict)
    grading_periods: dict[str, GradingPeriod] = field(default_factory=dict)
    by_year: dict[tuple[str, str], list[GradingPeriod]] = field(
        default_factory=lambda: defaultdict(list)
    )
    calendars: dict[tuple[str, str, str], Calendar] = field(default_factory=dict)
    class_periods: dict[tuple[str, str], list[Times]] = field(default_factory=dict)
    bells: dict[tuple[str, str], Bells] = field(default_factory=dict)
    courses: dict[str, str] = field(default_factory=dict)
    #: Of a course its subject and how demanding it is, where it says so.
    subjects: dict[str, str] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    offerings: dict[tuple[str, str, str, str], tuple[str, str]] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    teaching: list[Teaching] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    at_schools: list[Post] = field(default_factory=list)
    #: By member of staff and organization, the last days of employment; empty while it runs.
    employed: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    #: Title, given and family name.
    staff: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    students: dict[str, StudentFacts] = field(default_factory=dict)
    persons: Persons = field(default_factory=Persons)
    homes: Homes = field(default_factory=Homes)
    #: By ``source_id`` of a gradebook entry, the points that it is worth.
    worth: dict[str, str] = field(default_factory=dict)
    #: Hashes of the ``source_id`` of contact points: the same phone of a person stands in several
    #: records (her association with the district and with the school), and is one.
    reached: set[int] = field(default_factory=set)
    #: Hashes of (student, section), and the sections of which the delivery holds the roster.
    placed: set[int] = field(default_factory=set)
    rosters: set[str] = field(default_factory=set)
    #: Sections that are the homeroom of a student.
    homerooms: set[str] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)

    def period_id(self, said: GradingPeriod) -> str:
        """``source_id`` of the grading period that a reference of any version means."""
        if said.id in self.grading_periods:
            return said.id
        for found in self.periods_of(said.school, said.year):
            named = not said.name or not found.name or said.name == found.name
            numbered = not said.sequence or said.sequence == found.sequence
            if said.word == found.word and named and numbered:
                return found.id
        return said.id

    def periods_of(self, school: str, year: str) -> Iterator[GradingPeriod]:
        """The grading periods of a school's year; ask only when all are gathered."""
        if not self.by_year:
            for period in self.grading_periods.values():
                self.by_year[period.school, period.year].append(period)
        yield from self.by_year.get((school, year), ())

    def school_of(self, organization: str) -> str:
        """``source_id`` of the school that an organization is or is part of; empty for others."""
        for _step in range(len(self.parents)):
            if organization in self.schools:
                break
            organization = self.parents.get(organization, organization)
        if organization in self.agencies:
            return ""
        return source_id("school", organization)

    def in_section(self, student: str, section: str) -> bool:
        """If a student is on a section's roster; True where the delivery holds no roster."""
        return section not in self.rosters or hash((student, section)) in self.placed


def grading_period(keys: Keys, element: Element, place: Place) -> GradingPeriod:
    """A GradingPeriod, or what a reference to one says of it."""
    return GradingPeriod(
        school=keys.school(element),
        year=ends_in(element.need("SchoolYear")),
        word=element.code("GradingPeriod"),
        name=element.get("GradingPeriodName"),
        sequence=element.get("PeriodSequence"),
        starts=element.get("BeginDate"),
        ends=element.get("EndDate"),
        place=place,
    )
