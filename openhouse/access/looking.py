"""A look at a guardian's pages as she sees them: begun, kept read-only, written down, ended.

Three things keep it from changing anything, each enough alone: the door refuses every unsafe
method, the hat ``view`` has no right to write a row, and the whole view runs in a transaction that
the database has been told is read-only.
"""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from openhouse.access.models import Look
from openhouse.access.requests import viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.people.models import Guardianship

#: Where a session keeps the id of the look; ``enter`` reads it from there.
LOOK = "look"
LASTS = timedelta(minutes=15)


def may_look(viewer: Viewer, person: int) -> bool:
    """If *person* is a guardian of a student in reach of *viewer*'s office, and not herself."""
    ties = Guardianship.objects.visible_to(viewer).filter(person_id=person)
    return person != viewer.person_id and ties.exists()


def begin_look(viewer: Viewer, person: int, reason: str) -> int | None:
    """A look of *viewer*, in her office, at the pages of *person*; the id for her session.

    None for who is no guardian of a student in her reach, and for herself.
    """
    if not may_look(viewer, person):
        return None
    with as_the_house():
        until = timezone.now() + LASTS
        look = Look.objects.create(
            by_id=viewer.person_id, helped_id=person, reason=reason, until=until
        )
        record(
            "account.looked_at",
            actor=viewer.person_id,
            person=person,
            subject=viewer.name,
            reason=reason,
        )
    return int(look.pk)


def end_look(viewer: Viewer, number: int) -> int | None:
    """End a look of *viewer*'s that goes on; whom it was at, None where there is none."""
    with as_the_house():
        look = Look.objects.filter(pk=number, by_id=viewer.person_id, ended_at=None).first()
        if look is None:
            return None
        Look.objects.filter(pk=look.pk).update(ended_at=timezone.now())
        record(
            "account.look_ended",
            actor=viewer.person_id,
            person=look.helped_id,
            subject=viewer.name,
            reason=look.reason,
        )
    return int(look.helped_id)


def looked(
    request: HttpRequest, answer: Callable[[HttpRequest], HttpResponseBase]
) -> HttpResponseBase:
    """The *answer* to a request that is part of a look: nothing it does can write.

    Afterwards, where a page was shown, each child on it has a line in the ledger: which page, by
    whom. The read-only part ends with its savepoint; the line and the session are outside of it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        response = answer(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
    viewer = viewer_of(request)
    match = request.resolver_match
    if viewer.look and match and response.status_code < 300:
        about = match.kwargs.get("student")
        for child in viewer.children:
            if about in (None, child.id):
                record(
                    "record.viewed",
                    actor=viewer.look.by,
                    student=child.id,
                    subject=match.url_name or "",
                    after={"look": viewer.look.id},
                )
    return response
