"""The ledger as staff search it: by student, by whom, by kind, from day to day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import TruncDate
from django.utils import timezone

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.rows import from_json, rows
from openhouse.courses.models import Section
from openhouse.home.changes import Changed, midnight
from openhouse.ledger.actions import record
from openhouse.ledger.models import Change
from openhouse.people.models import Enrollment, StaffPost, Student

#: Lines on a page, students to choose from, and lines in a file.
PAGE, CHOICES, IN_A_FILE = 50, 20, 20_000
#: A line in order: when, and its id among those of one moment.
type Place = tuple[datetime, int]
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; ``text`` is the name or number of a student not chosen yet."""

    student: int | None = None
    text: str = ""
    staff: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
    before: Place | None = None
    #: Only what was done to the same score, mark or entry of attendance as this line tells of.
    same: int | None = None


@dataclass(frozen=True, slots=True)
class Audited:
    """A line with the names of what it is about."""

    id: int
    change: Changed
    subject: str
    #: The student's name, or whose account it is.
    about: str

    @property
    def place(self) -> Place:
        return self.change.at, self.id


def students_named(viewer: Viewer, text: str) -> list[tuple[int, str]]:
    """Students in the viewer's reach whose names or number have every word of *text*."""
    found = Student.objects.visible_to(viewer)
    for word in text.split()[:4]:
        found = found.filter(
            Q(person__given_name__icontains=word)
            | Q(person__family_name__icontains=word)
            | Q(person__preferred_name__icontains=word)
            | Q(number=word)
        )
    ordered = found.select_related("person").order_by("person__family_name", "person__given_name")
    return [(one.pk, str(one.person)) for one in ordered[:CHOICES]]


def student_name(viewer: Viewer, student: int) -> str | None:
    """The name of a student in the viewer's reach; None for any other."""
    found = Student.objects.visible_to(viewer).filter(pk=student).select_related("person").first()
    return str(found.person) if found else None


def lines(viewer: Viewer, asked: Asked, most: int = PAGE) -> list[Audited]:
    """The newest *most* lines that are asked for, of what is in the viewer's reach."""
    ids = _chosen(viewer, asked).order_by("-at", "-id").values_list("id", flat=True)[:most]
    return named(list(ids))


def note_export(viewer: Viewer, asked: Asked, many: int) -> None:
    """A line of the ledger about a file of *many* lines."""
    said = {"kind": asked.kind, "staff": asked.staff, "lines": many}
    days = {"first": str(asked.first or ""), "last": str(asked.last or "")}
    record("audit.exported", actor=viewer.person_id, student=asked.student, after=said | days)


def _chosen(viewer: Viewer, asked: Asked) -> QuerySet[Change]:
    found = Change.objects.alias(day=TruncDate("at"))
    if "district" not in viewer.roles:
        found = found.filter(
            _of_ours(viewer, "student_id") | _of_ours(viewer, "person_id") | _of_our_classes(viewer)
        )
    if asked.student is not None:
        found = found.filter(Q(student_id=asked.student) | Q(person_id=asked.student))
    if asked.staff:
        found = found.filter(actor_id__in=_staff_named(asked.staff))
    if asked.kind:
        found = found.filter(kind__startswith=f"{asked.kind}.")
    if asked.first:
        found = found.filter(at__gte=midnight(asked.first))
    if asked.last:
        found = found.filter(at__lt=midnight(asked.last + timedelta(days=1)))
    if asked.same is not None:
        found = found.filter(_same_matter(asked.same))
    if asked.before:
        at, line = asked.before
        found = found.filter(Q(at__lt=at) | Q(at=at, id__lt=line))
    return found


def _of_ours(viewer: Viewer, whose: str) -> Q:
    """Lines about the office's own students; of one who has left, up to her last day there.

    An office keeps her for 90 days; what her next school does is that school's.
    """
    reach = Student.objects.visible_to(viewer).values("pk")
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("day"))
    here = Enrollment.objects.visible_to(viewer).filter(
        until, student_id=OuterRef(whose), school_id__in=offices_of(viewer) or []
    )
    return Q(**{f"{whose}__in": reach}) & Q(Exists(here))


def _of_our_classes(viewer: Viewer) -> Q:
    """Lines about the work of a class as a whole."""
    ours = Section.objects.filter(school_id__in=offices_of(viewer) or [])
    return Q(section_id__in=ours.values("pk"))


def _same_matter(line: int) -> Q:
    """The lines about the same thing as a line; none where there is no such line."""
    this = Change.objects.filter(pk=line, student_id__isnull=False, about_id__isnull=False).first()
    if this is None:
        return Q(pk__in=[])
    group, said = this.kind.partition(".")[0], this.after or this.before or {}
    same = Q(student_id=this.student_id, about_id=this.about_id, kind__startswith=f"{group}.")
    return same & of_mark(said.get("task_id"), said.get("term_id")) if group == "mark" else same


def of_mark(task: int | None, term: int | None) -> Q:
    """The lines about a mark posted to *task* for *term*; of which class ``about_id`` says."""
    now, was = (
        {f"{side}__task_id": task, f"{side}__term_id": term} for side in ("after", "before")
    )
    return Q(kind__startswith="mark.") & (Q(**now) | Q(after__isnull=True, **was))


def _staff_named(text: str) -> list[int]:
    """Who has or had a post and whose name, as families read it, has every word of *text*."""
    named = Func(F("person_id"), function="openhouse_staff_name", output_field=TextField())
    names = StaffPost.objects.values_list("person_id", named).distinct()
    words = text.casefold().split()
    return [one for one, name in names if all(word in (name or "").casefold() for word in words)]


def named(ids: Collection[int]) -> list[Audited]:
    """These lines, newest first, with the names of what they are about."""
    if not ids:
        return []
    return [_audited(row) for row in rows("SELECT * FROM openhouse_audit_lines(%s)", [list(ids)])]


def _audited(row: tuple[Any, ...]) -> Audited:
    line, student, at, kind, before, after, *more, subject, about = row
    *told, post, name = more
    told += ["", post, name, False]  # by post: a section's teacher is no one apart here
    was, now = from_json(before), from_json(after)
    change = Changed(student, timezone.localtime(at), kind, was, now, *told)
    return Audited(line, change, subject, about)


def place_words(place: Place) -> str:
    """A place in the order as an address says it."""
    at, line = place
    return f"{(at - _BEGINNING) // timedelta(microseconds=1)}-{line}"


def place_of(text: str) -> Place | None:
    """The place that an address says; None for none."""
    moment, _dash, line = text.partition("-")
    if not (moment.isascii() and moment.isdigit() and line.isascii() and line.isdigit()):
        return None
    if len(moment) > 16 or len(line) > 18:
        return None
    return _BEGINNING + timedelta(microseconds=int(moment)), int(line)
