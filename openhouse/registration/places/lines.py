"""Who waits for a seat in which order: with a brother or sister there, in the school's streets.

The house finds both, as of each child of the line: an office reads that somebody has a brother at
the school, which is its own; where a family lives stands in what it sent.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from openhouse.access.ties import barred
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import as_the_house
from openhouse.people.models import Enrollment, Guardianship
from openhouse.people.rules import next_grade
from openhouse.registration.models import Candidate, Part, RegistrationWindow
from openhouse.registration.models_office import Seats
from openhouse.registration.places.boundary import Lives, where_they_live
from openhouse.registration.rules.seats import First, Waits, in_line, order_of


def waits_of(waiting: Collection[Candidate], window: RegistrationWindow) -> list[Waits]:
    """What the rule of *window* asks of each child, who comes with its application and that one's
    version. Six statements or so, however many there are."""
    order = order_of(window.line_order)
    siblings = with_siblings(waiting, window.ends_in) if First.SIBLINGS in order else set()
    lives = where_they_live(waiting) if First.BOUNDARY in order else {}
    return [
        Waits(
            each.pk,
            each.sent_at,
            each.application.late,
            each.pk in siblings,
            lives.get(each.pk) is Lives.INSIDE,
        )
        for each in waiting
        if each.sent_at
    ]


def place_of(candidate: Candidate, window: RegistrationWindow) -> int | None:
    """At which place a child waits of the list of her grade; None where she is on none."""
    with as_the_house():
        waiting = Candidate.objects.visible_to(System()).filter(
            school=candidate.school_id, grade_level=candidate.grade_level,
            state=Candidate.State.WAITING, application__window=window, sent_at__isnull=False,
        ).select_related("application__version")  # fmt: skip
        found = in_line(waits_of(list(waiting), window), 0, order_of(window.line_order))
    return next((each.position for each in found if each.waits.id == candidate.pk), None)


def with_siblings(children: Collection[Candidate], ends_in: int) -> set[int]:
    """Those who have a brother or sister at the school whom they asked for, in that year: who is
    there then, or has a seat by the same home's application. Who leaves is not there."""
    with as_the_house():
        near = _brothers_and_sisters(children)
        there = _at_school({each for several in near.values() for each in several}, ends_in)
        seats = _seats_of(children)
    found = set()
    for each in children:
        school = each.school_id or 0
        known = any(school in there.get(one, ()) for one in near[each.pk])
        beside = any(one != each.pk for one in seats.get((each.application_id, school), ()))
        if known or beside:
            found.add(each.pk)
    return found


def _brothers_and_sisters(children: Collection[Candidate]) -> Mapping[int, set[int]]:
    """By candidate, the other children of her home's guardians whom the records know."""
    applications = {each.application_id for each in children}
    adults: dict[int, set[int]] = defaultdict(set)
    parts = Part.objects.visible_to(System()).filter(
        application__in=applications, kind=Part.Kind.GUARDIAN, removed_at=None,
        person__isnull=False,
    )  # fmt: skip
    for application, person in parts.values_list("application_id", "person_id"):
        adults[application].add(person or 0)
    theirs: dict[int, set[int]] = defaultdict(set)
    today = clock.today()
    ties = Guardianship.objects.visible_to(System()).filter(
        running(today), person__in={each for several in adults.values() for each in several}
    )
    for tie in ties.exclude(barred(today)):
        theirs[tie.person_id].add(tie.student_id)
    return {
        each.pk: {child for adult in adults[each.application_id] for child in theirs[adult]}
        - {each.student_id}
        for each in children
    }


def _at_school(students: Collection[int], ends_in: int) -> Mapping[int, set[int]]:
    """By student, the schools where she is in the year that ends in *ends_in*, as far as it is
    known: enrolled for it, or there today in a grade after which the school offers another."""
    offered: dict[int, set[str]] = defaultdict(set)
    for school, grade in Seats.objects.filter(ends_in=ends_in).values_list(
        "school_id", "grade_level"
    ):
        offered[school].add(grade)
    found: dict[int, set[int]] = defaultdict(set)
    places = Enrollment.objects.visible_to(System()).filter(student__in=students, primary=True)
    rows = places.filter(running(clock.today())) | places.filter(school_year__ends_in=ends_in)
    for each in rows.select_related("school_year"):
        is_then = each.school_year is not None and each.school_year.ends_in == ends_in
        grades, after = offered.get(each.school_id), next_grade(each.grade_level)
        if is_then or grades is None or after in grades:
            found[each.student_id].add(each.school_id)
    return found


def _seats_of(children: Iterable[Candidate]) -> Mapping[tuple[int, int], set[int]]:
    """By application and school, the children of the home who have a seat there."""
    rows = Candidate.objects.visible_to(System()).filter(
        application__in={each.application_id for each in children}, state__in=Candidate.SEATED
    )
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, application, school in rows.values_list("pk", "application_id", "school_id"):
        found[application, school or 0].add(number)
    return found
