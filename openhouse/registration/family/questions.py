"""The school's questions to a family: those that it was told, and not those that are only noted."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from openhouse.access.viewer import System
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.rules.form import Desk
from openhouse.registration.standing.state import Standing

#: A desk's own question is told at once; Today says the same (``access/sql/enter.sql``).
_AT_ONCE = (Desk.NURSE, Desk.TRANSPORT)


def questions_of(standing: Standing) -> QuerySet[FieldDecision]:
    """Those that wait for an answer. What an office notes is the family's when that very school
    sends the child back with it, or, of the home, a child of it."""
    sent_back = Candidate.objects.visible_to(System()).filter(
        application=OuterRef("application"), school=OuterRef("school"),
        state=Candidate.State.ASKED,
    )  # fmt: skip
    rows = FieldDecision.objects.visible_to(standing.filler.reader).filter(
        application=standing.application, says=FieldDecision.Says.ASK, answered_at=None,
        told_at__isnull=False,
    )  # fmt: skip
    return rows.filter(
        Q(asked_by__in=_AT_ONCE)
        | Q(candidate__state=Candidate.State.ASKED)
        | (Q(candidate=None) & Exists(sent_back))
    )
