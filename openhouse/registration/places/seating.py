"""The seats that are left of a grade, and the lock under which one is given away. By the house."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Candidate, RegistrationWindow
from openhouse.registration.models_matching import SameChild
from openhouse.registration.models_office import Seats
from openhouse.registration.places.taken import Where, enrolled_for, taken
from openhouse.registration.rules.seats import free_seats


@dataclass(frozen=True, slots=True)
class Room:
    """A grade's seats and how many are taken, for one child. ``hers``: one of them is hers already,
    by her other home's application or because she is enrolled there for that year already.
    ``waiting`` are those who stand on the list for one.
    """

    seats: int
    taken: int
    hers: bool = False
    waiting: int = 0

    @property
    def free(self) -> int:
        """How many are left."""
        return free_seats(self.seats, self.taken) or 0

    @property
    def is_full(self) -> bool:
        """If this child finds none."""
        return not self.hers and self.free == 0

    @property
    def is_spare(self) -> bool:
        """If there are more seats than children who wait for one."""
        return self.free > self.waiting


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
    where = (seats.school_id, seats.grade_level)
    return Room(seats.seats, counted[where], _has_one(candidate, seats), _waiting(seats))


def _waiting(seats: Seats) -> int:
    with as_the_house():
        rows = Candidate.objects.visible_to(System()).filter(
            school=seats.school_id, grade_level=seats.grade_level,
            application__window__ends_in=seats.ends_in, state=Candidate.State.WAITING,
        )  # fmt: skip
        return rows.count()


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
        there = enrolled_for(seats.ends_in).filter(
            school=seats.school_id, grade_level=seats.grade_level, student=candidate.student_id or 0
        )
        return others.exclude(pk=candidate.pk).exists() or there.exists()


def may_go_over(viewer: Viewer, window: RegistrationWindow | None) -> bool:
    """If *viewer* takes a child where no seat is left: the district does, and an office that it
    lets."""
    return "district" in viewer.roles or bool(window and window.offices_go_over)
