"""Who is in an application: one more child, adult or contact, and one less."""

from django.db import transaction

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.registration.family.answering import Closed
from openhouse.registration.family.beginning import add_child
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.rules.form import Per
from openhouse.registration.standing.state import Standing

#: So many of each are taken: of more the office takes the rest.
MOST = {Per.STUDENT: 60, Per.GUARDIAN: 6, Per.CONTACT: 12}

#: And so many times that in all, with those who were left out again.
EVER = 4


class TooMany(Exception):
    """No more fit in one application."""


@transaction.atomic
def add(standing: Standing, kind: Per) -> Part:
    """One more of *kind*. Raises Closed, and TooMany."""
    application = _open(standing.application)
    there = standing.of(kind)
    with as_the_house():
        ever = Part.objects.visible_to(System()).filter(application=application, kind=kind).count()
    if len(there) >= MOST[kind] or ever >= EVER * MOST[kind]:
        raise TooMany
    position = max((part.position for part in there), default=-1) + 1
    with as_the_house():
        if kind == Per.STUDENT:
            return add_child(application, position)
        part = Part(application=application, kind=kind, position=position)
        part.save(force_insert=True)
        return part


def may_leave(standing: Standing, part: Part) -> bool:
    """If somebody may be left out: not the home, and not the last child or adult."""
    if standing.application.is_change and part.person_id and part.kind != Per.CONTACT:
        return False  # who has left the home says so, and is decided about
    least = 1 if part.kind in (Per.STUDENT, Per.GUARDIAN) else 0
    return part.kind != Per.HOUSEHOLD and len(standing.of(part.kind)) > least


@transaction.atomic
def remove(standing: Standing, part: Part) -> bool:
    """Leave *part* out; False for the home, and for the last child or adult. Raises Closed."""
    application = _open(standing.application)
    if not may_leave(standing, part):
        return False
    with as_the_house():
        mine = Part.objects.visible_to(System()).filter(application=application, pk=part.pk)
        mine.update(removed_at=clock.now())
        if part.candidate_id:
            Candidate.objects.visible_to(System()).filter(pk=part.candidate_id).update(
                state=Candidate.State.WITHDRAWN
            )
    return True


def _open(application: Application) -> Application:
    """*application*, held, while it is not sent. Raises Closed."""
    with as_the_house():
        mine = Application.objects.visible_to(System()).select_for_update()
        found = mine.filter(pk=application.pk, sent_at=None, withdrawn_at=None).first()
    if found is None:
        raise Closed
    return found
