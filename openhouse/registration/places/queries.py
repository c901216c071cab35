"""Seats and who waits for one, by school and grade; and the school of an address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from openhouse.access.offices import schools_kept
from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School
from openhouse.people.words import in_order
from openhouse.registration.matching.facts import said_of
from openhouse.registration.models import Candidate, Part, RegistrationWindow
from openhouse.registration.models_office import OF_RANGE, AddressRange, Seats
from openhouse.registration.places.lines import waits_of
from openhouse.registration.places.taken import taken
from openhouse.registration.queries import newest_window
from openhouse.registration.rules.seats import InLine, free_seats, in_line, order_of
from openhouse.registration.rules.zones import Place, Range, place_of, schools_of


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of a school in a year: seats (None: no limit), taken, and how many wait."""

    school: int
    school_name: str
    grade: str
    seats: int | None
    taken: int
    waiting: int
    asked: int

    @property
    def free(self) -> int | None:
        """How many are left; None without a limit."""
        return free_seats(self.seats, self.taken)


@dataclass(frozen=True, slots=True)
class InLineFor:
    """Somebody who waits for a seat of a grade, by name, with the reason that the family reads."""

    candidate: int
    name: str
    reason: str
    place: InLine


@dataclass(frozen=True, slots=True)
class Line:
    """Everybody who waits for a grade of a school, in order."""

    grade: Grade
    people: tuple[InLineFor, ...]


def grades_of(viewer: Viewer, ends_in: int) -> list[Grade]:
    """Each grade that a school of *viewer* offers, by the school's name, in the grades' order."""
    schools = dict(schools_kept(viewer).values_list("pk", "name"))
    offered = Seats.objects.filter(school__in=schools, ends_in=ends_in)
    counts = {
        (row["school_id"], row["grade_level"]): row
        for row in Candidate.objects.visible_to(viewer)
        .filter(school__in=schools, application__window__ends_in=ends_in)
        .values("school_id", "grade_level")
        .annotate(
            waiting=Count("pk", filter=Q(state=Candidate.State.WAITING)),
            asked=Count("pk", filter=Q(state__in=(Candidate.State.SENT, Candidate.State.ASKED))),
        )
    }
    seated = taken(ends_in, [*schools])
    order = {grade: n for n, grade in enumerate(in_order({each.grade_level for each in offered}))}
    found = []
    for each in offered:
        row = counts.get((each.school_id, each.grade_level))
        found.append(
            Grade(
                school=each.school_id,
                school_name=schools[each.school_id],
                grade=each.grade_level,
                seats=each.seats,
                taken=seated.get((each.school_id, each.grade_level), 0),
                waiting=row["waiting"] if row else 0,
                asked=row["asked"] if row else 0,
            )
        )
    return sorted(found, key=lambda each: (each.school_name, each.school, order[each.grade]))


def openings(viewer: Viewer) -> list[Grade]:
    """The grades of *viewer*'s schools in which a seat is free for somebody who waits for one."""
    window = newest_window()
    mine = Candidate.objects.visible_to(viewer).filter(
        state=Candidate.State.WAITING, application__window=window, sent_at__isnull=False
    )
    if window is None or not mine.exists():
        return []
    found = grades_of(viewer, window.ends_in)
    return [each for each in found if each.waiting and each.free != 0]


def lines_of(
    viewer: Viewer, grades: Iterable[Grade], window: RegistrationWindow
) -> list[Line]:  # fmt: skip
    """Who waits for each of *grades*, in order; those for whom nobody waits are left out."""
    waiting = list(
        Candidate.objects.visible_to(viewer)
        .select_related("application__version")
        .filter(
            state=Candidate.State.WAITING, application__window=window, sent_at__isnull=False,
        )
    )  # fmt: skip
    names, order = names_of_children(waiting), order_of(window.line_order)
    waits = {each.id: each for each in waits_of(waiting, window)}
    there: dict[tuple[int | None, str], list[Candidate]] = defaultdict(list)
    for each in waiting:
        there[each.school_id, each.grade_level].append(each)
    found = []
    for grade in grades:
        rows = {each.pk: each for each in there[grade.school, grade.grade]}
        line = in_line((waits[pk] for pk in rows), grade.free, order)
        people = tuple(
            InLineFor(each.waits.id, names.get(each.waits.id, ""), rows[each.waits.id].reason, each)
            for each in line
        )
        found += [Line(grade, people)] if people else []
    return found


def names_of_children(candidates: Iterable[Candidate]) -> dict[int, str]:
    """What each child is called by its family, else by the records."""
    applications = {each.application_id: each.application for each in candidates}
    with as_the_house():
        parts = list(
            Part.objects.visible_to(System())
            .select_related("person")
            .filter(candidate__in=[each.pk for each in candidates])
        )
        said = said_of(list(applications.values()), parts)
    return {
        each.part.candidate_id or 0: each.name or str(each.part.person or "")
        for each in said.values()
    }


def school_names() -> dict[int, str]:
    """The schools of the district, by id in the order of their names."""
    return dict(School.objects.order_by("name", "pk").values_list("pk", "name"))


def schools_by_what_they_are_called() -> dict[str, set[int]]:
    """Ids by number and by name, both in small letters; one that two schools share has both."""
    found: dict[str, set[int]] = defaultdict(set)
    for pk, name, number in School.objects.values_list("pk", "name", "number"):
        for each in {name.strip().lower(), number.strip().lower()} - {""}:
            found[each].add(pk)
    return dict(found)


def ranges() -> list[Range]:
    """All that is there, by street and number."""
    rows = AddressRange.objects.order_by("street", "low", "high", "school", "side", "pk")
    return [Range(*row) for row in rows.values_list(*OF_RANGE)]


def schools_for(street: str, postal_code: str, grade: str, ends_in: int | None) -> list[int] | None:
    """The schools of an address for a child in *grade*; None where no house number is read of it.

    One street's ranges are read, by an index.
    """
    place = place_of(street)
    if place is None:
        return None
    return _schools_for(place, postal_code, grade, ends_in)


def _schools_for(place: Place, postal_code: str, grade: str, ends_in: int | None) -> list[int]:
    rows = AddressRange.objects.filter(street=place.street)
    here = [Range(*row) for row in rows.values_list(*OF_RANGE)]
    offers: dict[int, set[str]] = defaultdict(set)
    for school, level in Seats.objects.filter(ends_in=ends_in or 0).values_list(
        "school_id", "grade_level"
    ):
        offers[school].add(level)
    return schools_of(place, postal_code, here, grade, offers)
