"""Who stands on either side of a thread today: at school, and at home."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from openhouse.access.offices import offices_of
from openhouse.access.ties import hearers_of
from openhouse.access.viewer import Child, System, Viewer
from openhouse.common.models import running
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.courses.models import Placement, SectionTeacher
from openhouse.messages.models_threads import Away, Thread
from openhouse.people.models import Guardianship, Person, StaffPost

ABOUT, PRIVATE = Thread.Kind.ABOUT, Thread.Kind.PRIVATE


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a family writes to: the teachers of a class, or (without one) a school's office."""

    school: int
    school_name: str
    section: int | None = None
    section_name: str = ""
    teacher: str = ""

    @property
    def key(self) -> str:
        return f"c{self.section}" if self.section else f"s{self.school}"


def addressees(viewer: Viewer, child: Child, today: date) -> list[Addressee]:
    """Whom *viewer* can write to about a child: her teachers of today, and her schools' offices."""
    taught = SectionTeacher.objects.filter(running(today), section_id=OuterRef("section_id"))
    sits = (
        Placement.objects.visible_to(viewer)
        .filter(running(today), Exists(taught), student_id=child.id)
        .select_related("section__school")
        .order_by("section__name", "section_id")
    )
    classes = {one.section_id: one.section for one in sits}
    return [
        *(
            Addressee(one.school_id, one.school.name, one.pk, one.name, one.teacher_name)
            for one in classes.values()
        ),
        *(
            Addressee(one.school, one.school_name)
            for one in child.enrollments
            if one.ends_on is None or one.ends_on >= today
        ),
    ]


def teachers_of(section: int, student: int, today: date) -> list[int]:
    """Who teaches the class today, as a teacher, while the student sits in it."""
    with as_the_house():
        posts = StaffPost.objects.filter(
            running(today), person_id=OuterRef("person_id"), role=StaffPost.Role.TEACHER
        )
        sits = Placement.objects.visible_to(System()).filter(
            running(today), student_id=student, section_id=section
        )
        if not sits.exists():
            return []
        ties = SectionTeacher.objects.filter(running(today), Exists(posts), section_id=section)
        return list(ties.order_by("-primary", "pk").values_list("person_id", flat=True))


def office_of(school: int, today: date) -> list[int]:
    """Who keeps the school's office today."""
    posts = StaffPost.objects.filter(running(today), role=StaffPost.Role.OFFICE, school_id=school)
    return sorted(set(posts.values_list("person_id", flat=True)))


def away_on(persons: list[int], today: date) -> list[Away]:
    """Those of *persons* who are away today."""
    return list(Away.objects.filter(running(today), person_id__in=persons).order_by("ends_on"))


@dataclass(frozen=True, slots=True)
class AtSchool:
    """Who at school reads what is written now: the teachers, the office, or both."""

    teachers: tuple[int, ...]
    office: tuple[int, ...]
    away: tuple[Away, ...] = ()

    @property
    def persons(self) -> list[int]:
        """Whom a mail is written to: who is away is not."""
        gone = {one.person_id for one in self.away}
        return [one for one in (*self.teachers, *self.office) if one not in gone]

    @property
    def to_office(self) -> bool:
        return not self.teachers or bool(self.away)


def at_school(school: int, section: int | None, student: int, today: date) -> AtSchool:
    """Who reads: the class's teachers; the office where none is there, or one of them is away."""
    teachers = teachers_of(section, student, today) if section else []
    away = away_on(teachers, today) if teachers else []
    # one who is there can answer for a colleague of the same class
    gone = away if len(away) == len(teachers) else []
    office = office_of(school, today) if gone or not teachers else []
    return AtSchool(tuple(teachers), tuple(office), tuple(gone))


def away_of_all(to: Sequence[Addressee], today: date) -> list[Away]:
    """Who of the teachers that can be written to is away today."""
    sections = [one.section for one in to if one.section]
    ties = SectionTeacher.objects.filter(running(today), section_id__in=sections)
    return away_on(list(ties.values_list("person_id", flat=True)), today)


@dataclass(frozen=True, slots=True)
class MaybeAway:
    """Somebody who teaches, by the name that families read, and when she is away if she is."""

    name: str
    away: Away | None


def may_be_away(viewer: Viewer, person: int, today: date) -> MaybeAway | None:
    """Whose absence *viewer* may say: her own, and of an office the teachers' of its schools."""
    if person > LARGEST_ID:
        return None
    posts = StaffPost.objects.filter(running(today), role=StaffPost.Role.TEACHER, person_id=person)
    hers = person == viewer.person_id or person in _teach_there(viewer, today)
    if not (hers and posts.exists()):
        return None
    with as_the_house():  # a clerk reads no colleague's row
        her = Person.objects.get(pk=person)
    name = f"{her.title} {her.family_name}" if her.title else str(her)
    return MaybeAway(name, Away.objects.filter(person_id=person, ends_on__gte=today).first())


def colleagues(viewer: Viewer, today: date) -> list[tuple[int, str]]:
    """The teachers of the schools whose office *viewer* keeps, by name; none of the district's."""
    if "district" in viewer.roles:
        return []
    teach = _teach_there(viewer, today)
    with as_the_house():
        people = Person.objects.filter(pk__in=teach)
        return [(one.pk, str(one)) for one in people.order_by("family_name", "given_name")]


def _teach_there(viewer: Viewer, today: date) -> set[int]:
    """Who teaches a class today at a school whose office *viewer* keeps."""
    schools = offices_of(viewer)
    ties = SectionTeacher.objects.filter(running(today))
    if schools is not None:
        ties = ties.filter(section__school_id__in=schools)
    return set(ties.values_list("person_id", flat=True))


def students_taught(viewer: Viewer, today: date) -> dict[str, tuple[str, int, Addressee]]:
    """The students of her classes of today, by a key: words, the student's id, the class."""
    hers = SectionTeacher.objects.filter(
        running(today), section_id=OuterRef("section_id"), person_id=viewer.person_id
    )
    sits = (
        Placement.objects.visible_to(viewer)
        .filter(running(today), Exists(hers))
        .select_related("student__person", "section__school")
        .order_by("section__name", "student__person__family_name", "student_id")
    )
    return {
        f"{one.section_id}-{one.student_id}": (
            f"{one.student.person}, {one.section.name}",
            one.student_id,
            Addressee(one.section.school_id, one.section.school.name, one.section_id),
        )
        for one in sits
    }


@dataclass(frozen=True, slots=True)
class AtHome:
    """Somebody at home to whom a thread is open, and what she is to the child."""

    person: int
    relation: str


def at_home(thread: Thread, today: date) -> list[AtHome]:
    """Who reads at home what the school writes: of those who hear of the child today."""
    student = thread.student_id
    with as_the_house():
        hears = hearers_of(System(), today, students=[student])
        ties = Guardianship.objects.visible_to(System()).filter(student_id=student)
        known = dict(ties.order_by("pk").values_list("person_id", "relation"))
    if thread.kind == PRIVATE:
        reads = hears.keys() & {thread.person_id, *thread.readers}
    else:  # about the child: of adults; the student reads it where it is her own
        reads = {one for one in hears if one != student or thread.person_id == student}
    return [AtHome(one, known.get(one, "")) for one in sorted(reads)]


def name_of(viewer: Viewer) -> str:
    """As the other side reads it: of staff "Ms. Okafor", where the records have a title."""
    if viewer.hat == "family":
        return viewer.name[:250]
    found = Person.objects.filter(pk=viewer.person_id).exclude(title="")
    for title, family in found.values_list("title", "family_name"):
        return f"{title} {family}"[:250]
    return viewer.name[:250]


def relation_of(viewer: Viewer, student: int) -> str:
    """What *viewer* is to the student, as the records say; empty for herself."""
    ties = Guardianship.objects.visible_to(viewer).filter(
        student_id=student, person_id=viewer.person_id
    )
    return ties.values_list("relation", flat=True).first() or ""
