"""Who is looking, under which hat, and which students she may see."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Literal

from openhouse.common.scope import ALL, Students

Hat = Literal["family", "staff", "office", "account", ""]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """One enrollment of a child, with what its school lets families see."""

    school: int
    school_name: str
    level: str
    grade_level: str
    year: int | None
    primary: bool
    shows_in_progress_marks: bool
    shows_assignments: bool
    starts_on: date | None
    ends_on: date | None

    def has_begun(self, today: date) -> bool:
        """If its first day is not still to come: next year's is there before it begins."""
        return self.starts_on is None or self.starts_on <= today

    def runs_on(self, day: date) -> bool:
        """If the child is at this school on *day*."""
        return self.has_begun(day) and (self.ends_on is None or self.ends_on >= day)


@dataclass(frozen=True, slots=True)
class Child:
    """A student whom the viewer may see as family: her own child, or herself."""

    id: int
    given_name: str
    preferred_name: str
    family_name: str
    enrollments: tuple[Enrolled, ...]

    @property
    def first_name(self) -> str:
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.family_name}"

    @property
    def initial(self) -> str:
        return self.first_name[:1].upper()

    @property
    def home_school(self) -> Enrolled:
        """The enrollment that counts first: current before ended, primary before other."""
        return self.enrollments[0]


@dataclass(frozen=True, slots=True)
class Post:
    """What the viewer works as, and at which school (None: the whole district)."""

    role: str
    school: int | None


@dataclass(frozen=True, slots=True)
class LookAt:
    """A look that an office takes at a guardian's pages: by whom, at whose, until when."""

    id: int
    by: int
    person: int
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Shut:
    """A school that shows no scores and marks of a student now, till a time of today (NOT-06)."""

    student: int
    school: int
    name: str
    until: time


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person under one hat. ``student_ids`` is what all three locks go by."""

    person_id: int
    name: str
    first_name: str
    hat: Hat
    student_ids: Students
    children: tuple[Child, ...] = ()
    posts: tuple[Post, ...] = ()
    is_family: bool = False
    #: If the first-sign-in steps are behind her; before that no other page opens.
    is_settled: bool = True
    #: If her post asks for a second step at signing in that she has not set up yet.
    needs_second_step: bool = False
    #: The language that the records know; ``chosen_language`` is what she chose herself.
    language: str = ""
    chosen_language: str = ""
    #: Set where an office looks: then the person is the guardian, and nothing can be changed.
    look: LookAt | None = None
    #: Messages of the school that she has not read.
    unread_messages: int = 0
    #: A consent of hers waits, to something about a child whom she sees, or who is new here.
    asked_consent: bool = False
    #: The application of her home that a school has a question about; 0 for none.
    asked_back: int = 0
    #: What her home has sent and not taken back of registration: the year in which the school year
    #: ends, the child, and how it stands with her.
    registered: tuple[tuple[int, int, str], ...] = ()
    roles: frozenset[str] = field(default_factory=frozenset)
    #: Whose scores and marks are held back from her now; the wall does it, pages only say it.
    shut: tuple[Shut, ...] = ()

    @property
    def is_staff(self) -> bool:
        return bool(self.posts)

    def child(self, student_id: int) -> Child | None:
        """The child with this id, or None where she is not the viewer's to see."""
        return next((child for child in self.children if child.id == student_id), None)

    def shut_of(self, student: int, school: int | None = None) -> tuple[Shut, ...]:
        """What is held back of a student now, at all of her schools or at one."""
        return tuple(
            one for one in self.shut if one.student == student and school in (None, one.school)
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _look(said: dict[str, Any] | None) -> LookAt | None:
    if not said:
        return None
    name = f"{said['preferred_name'] or said['given_name']} {said['family_name']}"
    until = datetime.fromisoformat(said["until"])
    return LookAt(said["id"], said["by"], said["person_id"], name, until)


def _child(said: dict[str, Any]) -> Child:
    enrollments = (
        Enrolled(**each | {day: _day(each[day]) for day in ("starts_on", "ends_on")})
        for each in said["enrollments"]
    )
    return Child(**said | {"enrollments": tuple(enrollments)})


def viewer_from(entry: dict[str, Any], hat: Hat) -> Viewer:
    """The viewer that ``openhouse_enter`` described (the JSON of ``sql/enter.sql``)."""
    look = _look(entry.get("look"))
    person = entry["look"] | {"id": look.person} if look else entry["person"]
    first = person["preferred_name"] or person["given_name"]
    posts = tuple(Post(post["role"], post["school"]) for post in entry["posts"])
    children = tuple(_child(child) for child in entry["children"])
    ids: Students = ALL if entry["everyone"] else frozenset(entry["students"])
    registered = entry.get("registered") or {}
    return Viewer(
        person_id=person["id"],
        name=f"{first} {person['family_name']}",
        first_name=first,
        hat=hat,
        student_ids=() if hat == "account" else ids,
        children=children,
        posts=posts,
        is_family=entry["is_family"],
        is_settled=entry["account"]["settled"],
        needs_second_step=entry["account"]["needs_second_step"],
        language=entry["person"]["language"],
        chosen_language=entry["account"]["language"],
        look=look,
        unread_messages=entry.get("unread_messages") or 0,
        asked_consent=entry.get("asked_consent") or False,
        asked_back=registered.get("asked_back") or 0,
        registered=tuple(map(tuple, registered.get("sent") or ())),
        roles=frozenset(post.role for post in posts),
        shut=tuple(
            Shut(**one | {"until": time.fromisoformat(one["until"])})
            for one in entry.get("closed") or ()
        ),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """Some students' family, for a job that reads under the scope of one of its persons."""

    student_ids: Students


@dataclass(frozen=True, slots=True)
class System:
    """A job or command of the district itself: sees every student of the current district."""

    student_ids: Students = ALL
