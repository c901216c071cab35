"""How many seats of a grade are taken, and the lock under which one is given away.

A child whom two homes register is one child and takes one seat. All of it by the house: an office
counts the children of its school, whichever application they are in.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Candidate, RegistrationWindow
from openhouse.registration.models_matching import SameChild
from openhouse.registration.models_office import Seats
from openhouse.registration.rules.seats import free_seats

#: A school and a grade there.
Where = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Room:
    """A grade's seats and how many are taken, for one child. ``hers``: one of them is hers already,
    by her other home's application."""

    seats: int
    taken: int
    hers: bool = False

    @property
    def free(self) -> int:
        """How many are left."""
        return free_seats(self.seats, self.taken) or 0

    @property
    def is_full(self) -> bool:
        """If this child finds none."""
        return not self.hers and self.free == 0


def taken(ends_in: int, schools: list[int]) -> dict[Where, int]:
    """How many children have a seat, by school and grade."""
    with as_the_house():
        rows = Candidate.objects.visible_to(System()).filter(
            school__in=schools, application__window__ends_in=ends_in, state__in=Candidate.SEATED
        )
        child = Coalesce(F("student_id"), -F("pk"))
        counted = rows.values("school_id", "grade_level").annotate(
            n=Count(child, distinct=True)
        )  # fmt: skip
        found = {(row["school_id"], row["grade_level"]): row["n"] for row in counted}
        pairs = SameChild.objects.filter(
            one__student=None, other__student=None,
            one__state__in=Candidate.SEATED, other__state__in=Candidate.SEATED,
            one__school__in=schools, other__school=F("one__school"),
            other__grade_level=F("one__grade_level"),
            one__application__window__ends_in=ends_in,
        )  # fmt: skip
        for school, grade, twice in pairs.values_list("one__school", "one__grade_level").annotate(
            n=Count("other", distinct=True)
        ):
            found[school, grade] -= twice
    return found


def free_in(ends_in: int, schools: Collection[int]) -> dict[Where, int | None]:
    """How many seats are left, by school and grade; None, or not there: there is no limit."""
    counted = taken(ends_in, [*schools])
    return {
        (each.school_id, each.grade_level): free_seats(
            each.seats, counted.get((each.school_id, each.grade_level), 0)
        )
        for each in Seats.objects.filter(ends_in=ends_in, school__in=schools)
    }


def room_for(candidate: Candidate) -> Room | None:
    """The seats of the grade that *candidate* asks for; None without a limit."""
    return _room(candidate, Seats.objects.filter(_where(candidate)).first())


def room_held_for(candidate: Candidate) -> Room | None:
    """The same while nobody else gives a seat of the grade away: two who take the last one at the
    same moment wait for each other here. Until the transaction ends.
    """
    with as_the_house():
        held = Seats.objects.select_for_update().filter(_where(candidate)).first()
    return _room(candidate, held)


def _where(candidate: Candidate) -> Q:
    window = candidate.application.window
    return Q(
        school=candidate.school_id or 0,
        ends_in=window.ends_in if window else 0,
        grade_level=candidate.grade_level,
    )


def _room(candidate: Candidate, seats: Seats | None) -> Room | None:
    if seats is None or seats.seats is None:
        return None
    counted = taken(seats.ends_in, [seats.school_id])
    return Room(seats.seats, counted.get((seats.school_id, seats.grade_level), 0),
                _has_one(candidate, seats))  # fmt: skip


def _has_one(candidate: Candidate, seats: Seats) -> bool:
    with as_the_house():
        pairs = SameChild.objects.filter(Q(one=candidate.pk) | Q(other=candidate.pk))
        twins = {each for pair in pairs.values_list("one", "other") for each in pair}
        same = Q(pk__in=twins)
        if candidate.student_id:
            same |= Q(student=candidate.student_id)
        others = Candidate.objects.visible_to(System()).filter(
            same, school=seats.school_id, grade_level=seats.grade_level, state__in=Candidate.SEATED,
            application__window__ends_in=seats.ends_in,
        )  # fmt: skip
        return others.exclude(pk=candidate.pk).exists()


def may_go_over(viewer: Viewer, window: RegistrationWindow | None) -> bool:
    """If *viewer* takes a child where no seat is left: the district does, and an office that it
    lets."""
    return "district" in viewer.roles or bool(window and window.offices_go_over)
