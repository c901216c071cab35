"""The things the demonstration district is made of, before they become rows."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from openhouse.interchange.demo.calendar import Year

GRADES = ("KG", *(f"{grade:02}" for grade in range(1, 13)))


@dataclass(slots=True, eq=False)
class Human:
    """A person; ``home`` is the place of her household in ``Town.homes``, -1 for none."""

    given: str
    family: str
    sex: str
    language: str = "en"
    title: str = ""
    short: str = ""
    middle: str = ""
    born_on: date | None = None
    homes: tuple[int, ...] = ()
    id: int = 0

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def shown(self) -> str:
        """As a teacher is shown to families: "Ms. Okafor"."""
        return f"{self.title} {self.family}"


@dataclass(slots=True, eq=False)
class Tie:
    """An adult and what she is to each child of a family."""

    adult: Human
    relation: str
    lives_with: bool = True
    legal: bool = True
    portal: bool = True
    mail: bool = True
    order: int = 1
    barred: bool = False
    barred_until: date | None = None


@dataclass(slots=True, eq=False)
class School:
    """A school, its year, terms by key, and the ids of its periods by schedule and name."""

    name: str
    level: str
    place: int
    id: int = 0
    year_id: int = 0
    terms: dict[str, int] = field(default_factory=dict)
    periods: dict[str, dict[str, int]] = field(default_factory=dict)
    schedules: dict[str, int] = field(default_factory=dict)
    phone: str = ""
    street: str = ""


@dataclass(slots=True, eq=False)
class Kid:
    """A student: 0 is kindergarten; ``ability`` is her usual share of the points."""

    human: Human
    grade: int
    school: School
    ability: float
    #: 0 hands everything in, 3 often does not.
    carelessness: int
    starts_on: date
    sections: list["Section"] = field(default_factory=list)
    #: Slot (1 to 8) to section, by semester.
    slots: dict[tuple[int, int], "Section"] = field(default_factory=dict)
    musician: bool = False
    #: The school where she takes one class beside those of her own.
    also: School | None = None

    @property
    def id(self) -> int:
        """A student's id is her person's."""
        return self.human.id


@dataclass(slots=True, eq=False)
class Family:
    """Children and the adults tied to them."""

    kids: list[Kid]
    ties: list[Tie]
    two_homes: bool


@dataclass(slots=True, eq=False)
class Home:
    """A household."""

    name: str
    street: str
    phone: str
    id: int = 0


@dataclass(slots=True, eq=False)
class Teacher:
    """A teacher with a room of her own and the slots in which she teaches, by semester."""

    human: Human
    school: School
    subject: str
    room: str
    busy: set[tuple[int, int]] = field(default_factory=set)
    load: int = 0


@dataclass(slots=True, eq=False)
class Section:
    """A course taught to one group; semester 0 is the whole year."""

    course: "CourseRow"
    school: School
    semester: int
    teacher: Teacher
    name: str
    number: str
    topics: str = ""
    slot: int = 0
    block: str = ""
    grading_only: bool = False
    #: Work beside the average of 1; 0 for what is not graded.
    work: float = 0.0
    id: int = 0


@dataclass(slots=True, eq=False)
class CourseRow:
    """A course of the catalog."""

    name: str
    subject: str
    school: School
    number: str
    id: int = 0


@dataclass(slots=True, eq=False)
class Post:
    """A staff member who is not a teacher."""

    human: Human
    role: str
    school: School | None
    title: str


@dataclass(slots=True, eq=False)
class Town:
    """The whole district, in memory: everything but scores and attendance."""

    students: int
    year: Year
    #: Id of the district.
    district: int
    #: Up to when things have happened; the day of the plan, or a later one.
    today: date = date.min
    schools: list[School] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    teachers: list[Teacher] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    courses: list[CourseRow] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.today = max(self.today, self.year.planned_on)

    def dice(self, purpose: str) -> Random:
        """Chance for one purpose: the same for the same number of students."""
        return Random(f"{self.students} {purpose}")  # noqa: S311

    @property
    def kids(self) -> list[Kid]:
        """All students, in the order of their ids."""
        return [kid for family in self.families for kid in family.kids]

    def of_level(self, level: str) -> list[School]:
        """The schools of one level."""
        return [school for school in self.schools if school.level == level]
