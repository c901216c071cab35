"""Seats, streets and places in line, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.people.words import grade_words
from openhouse.registration.models import Application, Candidate
from openhouse.registration.places.boundary import Lives
from openhouse.registration.places.lines import place_of
from openhouse.registration.places.seating import Room

#: By the rule as a window keeps it.
ORDERS = {
    "siblings boundary": gettext_lazy(
        "Brothers and sisters of children there, then who lives in the school’s streets"
    ),
    "boundary siblings": gettext_lazy(
        "Who lives in the school’s streets, then brothers and sisters of children there"
    ),
    "siblings": gettext_lazy("Brothers and sisters of children there"),
    "boundary": gettext_lazy("Who lives in the school’s streets"),
    "": gettext_lazy("Nobody: who sent first"),
}
LIVES = {
    Lives.INSIDE: (gettext_lazy("Lives in the school’s streets"), "good"),
    Lives.OUTSIDE: (gettext_lazy("Lives outside the school’s streets"), "warn"),
    Lives.UNKNOWN: (gettext_lazy("Address in no school’s streets"), "neutral"),
}


def room_words(grade: str, room: Room) -> str:
    """ "3 of 20 seats free in 9th grade"."""
    return ngettext(
        "%(free)s of %(count)s seat free in %(grade)s",
        "%(free)s of %(count)s seats free in %(grade)s",
        room.seats,
    ) % {"free": room.free, "count": room.seats, "grade": grade_words(grade)}


def not_offered_words(grade: str) -> str:
    """That a school has no such grade next year."""
    return _("The school does not offer %(grade)s") % {"grade": grade_words(grade)}


def full_words(grade: str, room: Room, *, may_go_over: bool) -> str:
    """That no seat is left, and what to do."""
    words = _("No seat is left: %(room)s. Put the child on the waiting list.")
    if may_go_over:
        words = _(
            "No seat is left: %(room)s. Put the child on the waiting list, or accept it over the"
            " number of seats and say why."
        )
    return words % {"room": room_words(grade, room)}


def spare_words(grade: str, room: Room) -> str:
    """That a child would wait while a seat is free, and what to do."""
    words = _(
        "A seat is free that nobody waits for: %(room)s. Accept the child, or tick that it waits"
        " all the same."
    )
    return words % {"room": room_words(grade, room)}


def order_words(order: str) -> str:
    """In which order a waiting list stands."""
    before = {
        "siblings boundary": _(
            "brothers and sisters of children there, then who lives in the school’s streets,"
        ),
        "boundary siblings": _(
            "who lives in the school’s streets, then brothers and sisters of children there,"
        ),
        "siblings": _("brothers and sisters of children there,"),
        "boundary": _("who lives in the school’s streets,"),
    }.get(order)
    if before is None:
        return _("In order: who sent in time before who was late, then who sent first.")
    words = _(
        "In order: who sent in time before who was late, then %(before)s then who sent first."
    )
    return words % {"before": before}


def place_words(application: Application, candidate: Candidate) -> str:
    """At which place of a waiting list a child stands, for its family; "" where the district does
    not show it."""
    window = application.window if candidate.state == Candidate.State.WAITING else None
    if window is None or not window.shows_place:
        return ""
    place = place_of(candidate, window)
    return _("At place %(place)s of the waiting list today.") % {"place": place} if place else ""
