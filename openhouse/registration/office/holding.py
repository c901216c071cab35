"""Who decides about a child, and that she decides about what she has before her."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import F

from openhouse.access.nursing import nursed_schools
from openhouse.access.offices import offices_of
from openhouse.access.viewer import System, Viewer
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.registration.compared import OFFICE_DESKS
from openhouse.registration.models import Application, Candidate
from openhouse.registration.rules.form import Desk

State = Candidate.State


class NotHers(LookupError):
    """No such child, or of another school: the page is a 404."""


class TakenBack(NotHers):
    """Her family has taken the *candidate* back: an office reads that, and no more."""

    def __init__(self, candidate: Candidate) -> None:
        super().__init__()
        self.candidate = candidate


class Overtaken(Exception):
    """Something has happened to the child since she opened the page; nothing was written."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Refused(Exception):
    """It cannot be done as things stand; the words say why and what to do."""


class NoSeat(Refused):
    """No seat of the grade is left."""


def desks_of(viewer: Viewer, school: int | None) -> tuple[Desk, ...]:
    """The desks that *viewer* keeps at *school* under the hat that she wears."""
    if school is None:
        return ()
    if viewer.hat == "office":
        kept = offices_of(viewer)
        if kept is None or school in kept:
            return OFFICE_DESKS
        return ()
    nursed = nursed_schools(viewer)
    found = []
    if nursed is not None and school in nursed:
        found.append(Desk.NURSE)
    if any(post.role == "transport" and post.school == school for post in viewer.posts):
        found.append(Desk.TRANSPORT)
    return tuple(found) if viewer.hat == "staff" else ()


def candidate_of(viewer: Viewer, number: int) -> Candidate:
    """A child that was sent to a school of hers. Raises NotHers, and TakenBack of one that is with
    the school no more."""
    found = any_of(viewer, number)
    if found.state == State.WITHDRAWN:
        raise TakenBack(found)
    return found


def any_of(viewer: Viewer, number: int) -> Candidate:
    """The same, taken back or not: for who decides, to say what has happened. Raises NotHers."""
    found = (
        Candidate.objects.visible_to(viewer)
        .filter(pk=min(number, LARGEST_ID), sent_at__isnull=False)
        .select_related("application__version", "application__window", "school")
        .first()
    )
    if found is None or not desks_of(viewer, found.school_id):
        raise NotHers
    return found


@contextmanager
def holding(viewer: Viewer, number: int, revision: int | None, *states: str) -> Iterator[Candidate]:
    """The child to decide about, with nobody else deciding meanwhile. By the house.

    *revision* is the one that she had before her (None: it does not matter here), *states* those
    in which it can be decided. Raises NotHers and Overtaken; whatever is raised inside undoes all.
    """
    seen = any_of(viewer, number)
    with as_the_house():
        held = Application.objects.visible_to(System()).select_for_update(of=("self",))
        application = held.get(pk=seen.application_id)
        candidate = (
            Candidate.objects.visible_to(System())
            .select_for_update(of=("self",))
            .select_related("application__version", "application__window", "school")
            .get(pk=seen.pk)
        )
        late = revision is not None and candidate.revision != revision
        if late or candidate.state not in states or application.withdrawn_at:
            gone = application.withdrawn_at is not None
            raise Overtaken(State.WITHDRAWN if gone else candidate.state)
        yield candidate


def move_on(candidate: Candidate, **columns: object) -> None:
    """Write *columns* of a child that is held; whoever had it before her has an older one now."""
    candidate.revision += 1
    for name, value in columns.items():
        setattr(candidate, name, value)
    candidate.save(update_fields=["revision", *columns])
    if candidate.application.is_change:  # of a change, which is decided as a whole
        rows = Candidate.objects.visible_to(System()).filter(application=candidate.application_id)
        rows.exclude(pk=candidate.pk).update(revision=F("revision") + 1)
