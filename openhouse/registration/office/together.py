"""Accepting several children at once: as many as fit, in the order of the waiting lists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from openhouse.registration.naming import school_of
from openhouse.registration.office import deciding
from openhouse.registration.office.holding import NotHers, Overtaken, Refused, State
from openhouse.registration.office.queue import MOST, Asked, filtered, sent_to
from openhouse.registration.office.words import overtaken_words
from openhouse.registration.places.lines import waits_of
from openhouse.registration.places.queries import names_of_children
from openhouse.registration.places.seating import free_in
from openhouse.registration.places.taken import Where
from openhouse.registration.rules.seats import in_line, order_of

#: Who is accepted together: who is to be decided, and who waits for a seat.
TOGETHER = (State.SENT, State.WAITING)


@dataclass(frozen=True, slots=True)
class InTurn:
    """A child in her turn. ``fits``: a seat is free for her, as far as it looks now."""

    candidate: Candidate
    name: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """The children of one grade of a school, in order. ``free``: None without a limit."""

    where: Where
    school: str
    free: int | None
    children: tuple[InTurn, ...]


@dataclass(frozen=True, slots=True)
class Became:
    """How many were accepted, and of the others who and why not."""

    accepted: int
    left: tuple[tuple[str, str], ...]


def turns_of(viewer: Viewer, asked: Asked) -> list[Turn]:
    """Those of the queue whom *asked* asks for, in the order in which they would be accepted."""
    rows = filtered(viewer, sent_to(viewer), asked)
    rows = rows.filter(state__in=TOGETHER, application__window__isnull=False)
    found = rows.select_related("application__version", "application__window", "school")
    return _in_turn(list(found.order_by("sent_at", "pk")[:MOST]))


def _in_turn(children: list[Candidate]) -> list[Turn]:
    by_window: dict[RegistrationWindow | None, list[Candidate]] = defaultdict(list)
    for each in children:
        by_window[each.application.window].append(each)
    turns = [turn for window, there in by_window.items() for turn in _of_window(window, there)]
    return sorted(turns, key=lambda turn: turn.where)


def _of_window(window: RegistrationWindow | None, children: list[Candidate]) -> list[Turn]:
    """A dozen statements, however many grades and children there are."""
    names, schools = names_of_children(children), {each.school_id or 0 for each in children}
    free = free_in(window.ends_in, schools) if window else {}
    by_grade: dict[Where, list[Candidate]] = defaultdict(list)
    for each in children:
        by_grade[each.school_id or 0, each.grade_level].append(each)
    waits = {each.id: each for each in waits_of(children, window)} if window else {}
    found = []
    for where, there in by_grade.items():
        rows = {each.pk: each for each in there}
        line = [(each, True) for each in there]
        if window:
            order = order_of(window.line_order)
            placed = in_line((waits[pk] for pk in rows), free.get(where), order)
            line = [(rows[one.waits.id], one.may_have_seat) for one in placed]
        school = school_of(there[0])
        turns = tuple(InTurn(each, names.get(each.pk, ""), fits) for each, fits in line)
        found.append(Turn(where, school, free.get(where), turns))
    return found


def accept_together(
    viewer: Viewer, chosen: Mapping[int, int], district: CurrentDistrict
) -> Became:  # fmt: skip
    """Accept those of *chosen* (a child, and the revision of her that was seen) who fit, with all
    that their families say, in order. Each by herself: what stops one stops no other.
    """
    mine = sent_to(viewer).filter(pk__in=[*chosen][:MOST], application__window__isnull=False)
    found = mine.select_related("application__version", "application__window", "school")
    children = list(found.order_by("pk"))
    _hold(each.application_id for each in children)
    accepted, left = 0, []
    for turn in _in_turn(children):
        for each in turn.children:
            why = _accept(viewer, each.candidate, chosen[each.candidate.pk], district)
            if why:
                left.append((each.name, why))
            else:
                accepted += 1
    return Became(accepted, tuple(left))


def _hold(applications: Iterable[int]) -> None:
    """All of them from the lowest on, so that two who accept many never wait for each other in a
    circle; seats are taken after that."""
    with as_the_house():
        held = Application.objects.visible_to(System()).select_for_update(of=("self",))
        list(held.filter(pk__in=set(applications)).order_by("pk").values_list("pk"))


def _accept(viewer: Viewer, child: Candidate, revision: int, district: CurrentDistrict) -> str:
    """Why she is not accepted; "" where she is."""
    try:
        with transaction.atomic():
            deciding.accept(viewer, child.pk, revision, district, everything=True)
    except Overtaken as late:
        return overtaken_words(late.state)
    except (Refused, NotHers) as refused:
        return str(refused)
    return ""
