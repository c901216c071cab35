"""The queue: every child that was sent to a school of hers, the longest waiting first (OLS-01)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Lower

from openhouse.access.offices import offices_of
from openhouse.access.requests import whole_number
from openhouse.access.viewer import System, Viewer
from openhouse.common.rows import among
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School
from openhouse.people.models import Person
from openhouse.registration.models import Application, Candidate, Part, RegistrationWindow
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import OpenItem
from openhouse.registration.naming import Called, called, name_keys
from openhouse.registration.office.services import said_of_services, seen_by_a_counselor
from openhouse.registration.rules.form import Desk
from openhouse.registration.states import WITH_THE_SCHOOL

#: How many children a page of the queue shows.
MOST = 100
State = Candidate.State
#: What waits for the office: shown where nothing else is asked for.
TO_DO = (State.SENT, State.ACCEPTED)
#: What may be missing: papers, that people are told apart.
PAPERS, PEOPLE = "papers", "people"
#: What was sent: for a school year, or a change between registrations.
REGISTRATIONS, CHANGES = "registrations", "changes"
#: What a counselor looks for: children of whom something about services is said; those of them
#: whom none has looked at.
SERVICES, SERVICES_UNSEEN = "services", "services-unseen"


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the queue is to be seen; empty: whatever it is."""

    state: str = ""
    school: int | None = None
    missing: str = ""
    text: str = ""
    grade: str = ""
    #: Registrations or changes alone.
    what: str = ""
    #: The calendar year in which a school year ends: its registrations, and nothing else.
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A child of the queue, with her home's adults, and what is missing."""

    candidate: Candidate
    name: str
    adults: tuple[str, ...]
    papers: int
    people: int
    #: Nobody has said which home it is.
    home: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """Its lines, how many there are in all, by state, and the schools to choose from."""

    lines: list[Line]
    found: int
    by_state: Mapping[str, int]
    schools: list[School]
    #: The school years to choose from, the newest first.
    years: list[int]


def asked_in(sent: Mapping[str, str]) -> Asked:
    """What an address of the queue asks for."""
    return Asked(
        sent.get("state", "")[:20],
        whole_number(sent.get("school", "")),
        sent.get("missing", "")[:20],
        sent.get("q", "").replace("\0", "").strip()[:100],
        sent.get("grade", "").replace("\0", "")[:20],
        sent.get("what", "")[:20],
        whole_number(sent.get("year", "")),
    )


def sent_to(viewer: Viewer) -> QuerySet[Candidate]:
    """The children that were sent to a school whose office she keeps."""
    rows = Candidate.objects.visible_to(viewer).filter(sent_at__isnull=False)
    kept = offices_of(viewer)
    return rows if kept is None else rows.filter(school__in=kept)


def queue(viewer: Viewer, asked: Asked) -> Queue:
    """What of her schools' children *asked* asks for."""
    mine = _once(sent_to(viewer))
    if not asked.text and not asked.year:
        mine = _of_this_year(mine)
    if asked.what in (REGISTRATIONS, CHANGES):
        mine = mine.filter(application__window__isnull=asked.what == CHANGES)
    there = mine.filter(school=asked.school) if asked.school else mine
    if asked.year:
        there = there.filter(application__window__ends_in=asked.year)
    counts = dict(there.values_list("state").annotate(n=Count("pk")).order_by())
    rows = filtered(viewer, there, asked)
    shown = list(
        rows.select_related("application__version", "school").order_by("sent_at", "pk")[: MOST + 1]
    )
    found = len(shown) if len(shown) <= MOST else rows.count()
    schools = list(School.objects.filter(pk__in=mine.values("school")).order_by("name", "pk"))
    years = RegistrationWindow.objects.order_by("-ends_in").values_list("ends_in", flat=True)
    return Queue(_lines(shown[:MOST]), found, counts, schools, list(years.distinct()))


def how_many_to_do(viewer: Viewer) -> int:
    """How many of them wait for the office."""
    return _of_this_year(_once(sent_to(viewer))).filter(state__in=TO_DO).count()


def _of_this_year(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """*rows* without what was decided in an earlier year's registration: that a search finds."""
    newest = RegistrationWindow.objects.order_by("-ends_in").values("ends_in")[:1]
    earlier = Q(application__window__ends_in__lt=Subquery(newest)) & ~Q(state__in=WITH_THE_SCHOOL)
    return rows.exclude(earlier)


def _once(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """*rows*, of a change the first child alone of those who stand alike: it is decided as one."""
    before = rows.filter(
        application=OuterRef("application"), state=OuterRef("state"), pk__lt=OuterRef("pk")
    )
    return rows.exclude(Q(application__window=None) & Q(Exists(before)))


def filtered(
    viewer: Viewer, rows: QuerySet[Candidate], asked: Asked
) -> QuerySet[Candidate]:  # fmt: skip
    """Those of *rows* whom *asked* asks for."""
    if asked.school:
        rows = rows.filter(school=asked.school)
    if asked.year:
        rows = rows.filter(application__window__ends_in=asked.year)
    if asked.grade:
        rows = rows.filter(grade_level=asked.grade)
    if asked.state:
        rows = rows.filter(state=asked.state)
    elif not asked.text:
        rows = rows.filter(state__in=TO_DO)
    if asked.missing == PAPERS:
        rows = rows.filter(Exists(_papers(viewer).filter(candidate=OuterRef("pk"))))
    if asked.missing == PEOPLE:
        parts = _unknown(viewer).filter(
            Q(candidate=OuterRef("pk")) | Q(candidate=None), application=OuterRef("application")
        )
        rows = rows.filter(Exists(parts))
    if asked.missing in (SERVICES, SERVICES_UNSEEN):
        rows = rows.filter(Exists(said_of_services(viewer).filter(candidate=OuterRef("pk"))))
    if asked.missing == SERVICES_UNSEEN:
        rows = rows.exclude(Exists(seen_by_a_counselor(viewer).filter(candidate=OuterRef("pk"))))
    return _named(viewer, rows, asked.text) if asked.text else rows


def _papers(viewer: Viewer) -> QuerySet[OpenItem]:
    items = OpenItem.objects.visible_to(viewer).exclude(desk=Desk.NURSE)
    return items.exclude(state__in=OpenItem.SEEN_TO)


def _unknown(viewer: Viewer) -> QuerySet[Part]:
    """People and homes of which nobody has said whether the records know them."""
    parts = Part.objects.visible_to(viewer).filter(person=None, matched_at=None, removed_at=None)
    return parts.exclude(household__isnull=False).exclude(
        kind=Part.Kind.HOUSEHOLD, application__household__isnull=False
    )


def _named(viewer: Viewer, rows: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
    """Those of *rows* in whose application each word is somewhere: a name, number or address."""
    versions = Application.objects.visible_to(viewer).filter(pk__in=rows.values("application"))
    keys = name_keys(versions.select_related("version").distinct("version").order_by("version"))
    mine = dict(rows.values_list("pk", "application_id"))
    for word in text.lower().split()[:4]:
        rows = rows.filter(_has(viewer, mine, keys, word))
    return rows


def _has(viewer: Viewer, mine: Mapping[int, int], keys: set[str], word: str) -> Q:
    said = (
        Answer.objects.visible_to(viewer)
        .filter(key__in=keys)
        .annotate(text=Lower(Cast("value", TextField())))
        .filter(text__contains=word)
        .filter(Q(candidate=OuterRef("pk")) | Q(candidate=None))
        .filter(application=OuterRef("application"))
    )
    own = Q(application__number__icontains=word) | Q(application__email__icontains=word)
    return own | Q(Exists(said)) | Q(pk__in=_on_file(mine, word))


def _on_file(mine: Mapping[int, int], word: str) -> list[int]:
    """Those of her children, each with its application, who are called so in the records, or one
    of whose adults is.
    """
    named = Q(given_name__icontains=word) | Q(family_name__icontains=word)
    named |= Q(preferred_name__icontains=word) | Q(contact_points__value__icontains=word)
    with as_the_house():
        people = Person.objects.filter(named).values("pk")
        parts = Part.objects.visible_to(System()).filter(
            among("registration_part.application_id", set(mine.values())),
            person__in=people, removed_at=None,
        )  # fmt: skip
        of_home = parts.filter(candidate=None).values_list("application_id", flat=True)
        of_child = parts.exclude(candidate=None).values_list("candidate_id", flat=True)
        whole, own = set(of_home), set(of_child)
    return [pk for pk, application in mine.items() if pk in own or application in whole]


def _lines(shown: list[Candidate]) -> list[Line]:
    people = called([*{each.application_id: each.application for each in shown}.values()])
    with as_the_house():
        items = OpenItem.objects.visible_to(System()).filter(
            candidate__in=[each.pk for each in shown]
        )
        waiting = items.exclude(state__in=OpenItem.SEEN_TO).exclude(desk=Desk.NURSE)
        papers = dict(waiting.values_list("candidate").annotate(n=Count("pk")).order_by())
    beside: dict[int, list[Called]] = defaultdict(list)
    for one in people:
        beside[one.application].append(one)
    return [_line(each, beside[each.application_id], papers.get(each.pk, 0)) for each in shown]


def _line(candidate: Candidate, people: list[Called], papers: int) -> Line:
    """*people* are those of its application."""
    near = [one for one in people if one.candidate in (None, candidate.pk)]
    child = next((one for one in near if one.candidate == candidate.pk), None)
    if candidate.state == State.WITHDRAWN:
        return Line(candidate, child.name if child else "", (), 0, 0)
    adults = [one for one in near if one.kind == Part.Kind.GUARDIAN]
    unknown = [one for one in near if not one.is_matched]
    names = tuple(one.name for one in adults if one.name)
    homes = [one for one in unknown if one.kind == Part.Kind.HOUSEHOLD]
    persons = len(unknown) - len(homes)
    return Line(candidate, child.name if child else "", names, papers, persons, bool(homes))
