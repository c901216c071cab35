"""What a reader must know before it can read: schools, terms, sections, who teaches them.

It stays small beside the records of the students. Names of people, places and times are text as
the file has them; ``…_id`` and ``id`` of sections are a ``source_id``.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.households import Homes
from openhouse.interchange.edfi.keys import Keys, ends_in, source_id
from openhouse.interchange.rows import Reject, Row

#: File and line of a record.
Place = tuple[str, int]
#: Start and end, as the file writes them.
Times = tuple[str, str]


def row(kind: str, place: Place, values: dict[str, str | None]) -> Row:
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


@dataclass(slots=True)
class Session:
    """A session, with the keys of its grading periods."""

    school: str
    year: str
    name: str
    word: str
    starts: str
    ends: str
    periods: list[str]
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
class Catalog:
    """What the second pass found; ids are Ed-Fi's own, ``…_id`` a ``source_id``."""

    schools: dict[str, School] = field(default_factory=dict)
    agencies: set[str] = field(default_factory=set)
    parents: dict[str, str] = field(default_factory=dict)
    sessions: dict[tuple[str, str, str], Session] = field(default_factory=dict)
    grading_periods: dict[str, GradingPeriod] = field(default_factory=dict)
    calendars: dict[tuple[str, str, str], Calendar] = field(default_factory=dict)
    class_periods: dict[tuple[str, str], list[Times]] = field(default_factory=dict)
    bells: dict[tuple[str, str], Bells] = field(default_factory=dict)
    courses: dict[str, str] = field(default_factory=dict)
    offerings: dict[tuple[str, str, str, str], tuple[str, str]] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    teaching: list[Teaching] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    employed: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    staff: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    #: Persons that a Person record joins: (source system, id) to the records that name it.
    joined: dict[tuple[str, str], dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    #: Hashes of (student, section), and the sections of which the delivery holds the roster.
    placed: set[int] = field(default_factory=set)
    rosters: set[str] = field(default_factory=set)
    rejects: list[Reject] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source, outline: Outline, keys: Keys) -> "Catalog":
        """Read the records that others are read by."""
        gather = Gather(cls(), keys)
        for file, counts in outline.files.items():
            if counts.keys().isdisjoint(_GATHERED):
                continue
            keys.file = file
            for name, node in records(source, file):
                if name in _GATHERED:
                    gather.take(name, element_of(node), (file, node.sourceline or 0))
        return gather.catalog

    def period_id(self, keys: Keys, body: Element) -> str:
        """``source_id`` of the grading period whose key *body* holds, in any version's form."""
        made = grading_period(keys, body, ("", 0))
        if made.id in self.grading_periods:
            return made.id
        for found in self.periods_of(made.school, made.year):
            named = not made.name or not found.name or made.name == found.name
            numbered = not made.sequence or made.sequence == found.sequence
            if made.word == found.word and named and numbered:
                return found.id
        return made.id

    def periods_of(self, school: str, year: str) -> Iterator[GradingPeriod]:
        """The grading periods of a school's year."""
        for period in self.grading_periods.values():
            if period.school == school and period.year == year:
                yield period

    def person_id(self, kind: str, id: str) -> str:
        """``source_id`` of the person behind a student, contact or member of staff."""
        return self._persons().get((kind, id)) or source_id(kind, id)

    def _persons(self) -> dict[tuple[str, str], str]:
        if self.person_ids is None:
            self.person_ids = {}
            for (system, number), records_ in self.joined.items():
                student = records_.get("student")
                id = (
                    source_id("student", student)
                    if student
                    else source_id("person", system, number)
                )
                for kind, own in records_.items():
                    self.person_ids[kind, own] = id
        return self.person_ids

    person_ids: dict[tuple[str, str], str] | None = None


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


