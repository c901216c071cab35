"""The children of a change between registrations, who are decided together (decision 0038).

A change is the home's: an office that has a child of it decides it, once, for all of them. What
is said of one child alone (what a court has decided) is read and decided by her own school.
"""

from openhouse.access.viewer import System, Viewer
from openhouse.common.scope import as_the_house
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import Answer
from openhouse.registration.office.holding import desks_of
from openhouse.registration.states import CHANGE_UNDECIDED

State = Candidate.State


def beside(viewer: Viewer, candidate: Candidate) -> list[Candidate]:
    """The other children of a change at schools whose office she keeps, whose answers she reads."""
    if not candidate.application.is_change:
        return []
    rows = Candidate.objects.visible_to(viewer).filter(
        application=candidate.application_id, sent_at__isnull=False
    )
    rows = rows.exclude(pk=candidate.pk).exclude(state=State.WITHDRAWN)
    found = rows.select_related("school", "application__version").order_by("position", "pk")
    return [each for each in found if desks_of(viewer, each.school_id)]


def beside_ids(viewer: Viewer, candidate: Candidate) -> list[int]:
    """Their ids."""
    return [each.pk for each in beside(viewer, candidate)]


def decided_with(viewer: Viewer, candidate: Candidate) -> list[Candidate]:
    """*candidate* and all whom a decision about it is about: those at schools of hers, and those
    of whom nothing is said that her own school would have to decide. In the state that
    *candidate* is in. By the house.
    """
    hers = {candidate.pk, *beside_ids(viewer, candidate)}
    rows = Candidate.objects.visible_to(System()).filter(
        application=candidate.application_id, state=candidate.state
    )
    own = _said_of_one(candidate.application_id)
    found = rows.select_related("school", "application__version", "application__window")
    return [
        candidate if each.pk == candidate.pk else each
        for each in found.order_by("position", "pk")
        if each.pk in hers or each.pk not in own
    ]


def _said_of_one(application: int) -> set[int | None]:
    """The children of whom something is said that is about them alone. By the house."""
    answers = Answer.objects.visible_to(System()).filter(
        application=application, candidate__isnull=False
    )
    return set(answers.values_list("candidate_id", flat=True))


def others_wait(candidate: Candidate) -> bool:
    """If another school has still to look at what is said of its child."""
    with as_the_house():
        rows = Candidate.objects.visible_to(System()).filter(application=candidate.application_id)
        return rows.exclude(pk=candidate.pk).filter(state__in=CHANGE_UNDECIDED).exists()
