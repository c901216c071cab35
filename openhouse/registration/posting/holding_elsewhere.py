"""What a change means for a registration of the same home that is not decided yet.

A registration that was sent before says what was so then: an office that accepts it would write
the old address back. So of each field that the change has written, what is on file stays. One that
is not sent yet forgets what it had confirmed of it, and shows the new.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from openhouse.access.viewer import System
from openhouse.registration.compared import Compared
from openhouse.registration.family.records import look_up
from openhouse.registration.models import Application, ApplicationMember, Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import FieldDecision
from openhouse.registration.queries import form_with
from openhouse.registration.rules.form import Form
from openhouse.registration.states import NOT_OVER

Keep = FieldDecision.Says.KEEP


def hold_elsewhere(
    whole: Compared, said: Mapping[int, Mapping[str, Any]], by: int, at: datetime
) -> None:
    """Let what was *said* and written, by part and field, hold for the home's registrations."""
    for application in _registrations(whole.application):
        form = form_with(application.version_id)
        for part in whole.parts:
            for twin in _twins(part, application):
                keys = _keys(form, twin, said.get(part.pk, {}))
                _one(application, twin, keys, (by, at))
        if application.sent_at is None:
            look_up(form, application)


def let_go(application: int, at: datetime) -> None:
    """Take that back: the change that was written *at* this moment is undone."""
    held = FieldDecision.objects.visible_to(System()).filter(at=at, says=Keep)
    held.exclude(application=application).delete()
    change = Application.objects.visible_to(System()).get(pk=application)
    for one in _registrations(change):
        if one.sent_at is None:
            look_up(form_with(one.version_id), one)


def _registrations(change: Application) -> QuerySet[Application]:
    """Those of the same home that are still open: shared by an adult of it."""
    adults = ApplicationMember.objects.filter(application=change).values("person")
    mine = ApplicationMember.objects.filter(person__in=adults).values("application")
    open_ones = Candidate.objects.visible_to(System()).filter(state__in=NOT_OVER)
    found = Application.objects.visible_to(System()).filter(
        pk__in=mine, window__isnull=False, withdrawn_at=None, household=change.household_id,
    )  # fmt: skip
    return found.filter(pk__in=open_ones.values("application")).order_by("pk")


def _twins(part: Part, application: Application) -> QuerySet[Part]:
    """The parts about the same person or home."""
    same = Q(person_id=part.person_id) if part.person_id else Q(household_id=part.household_id)
    if not part.person_id and not part.household_id:
        return Part.objects.visible_to(System()).none()
    rows = Part.objects.visible_to(System()).filter(same, application=application)
    return rows.filter(removed_at=None, kind=part.kind)


def _keys(form: Form, twin: Part, fields: Mapping[str, Any]) -> list[str]:
    return [
        question.key
        for section in form.of(twin.kind)
        for question in section.questions
        if question.fills in fields
    ]


def _one(application: Application, twin: Part, keys: list[str], who: tuple[int, datetime]) -> None:
    answers = Answer.objects.visible_to(System()).filter(part=twin, key__in=keys)
    if application.sent_at is None:
        answers.delete()
        return
    by, at = who
    for answer in answers.filter(answered_at__lt=at):
        FieldDecision.objects.visible_to(System()).filter(part=twin, key=answer.key).delete()
        FieldDecision(
            application=application, part=twin, candidate=twin.candidate, desk=answer.desk,
            key=answer.key, says=Keep, by_id=by, at=at, revision=answer.revision,
        ).save(force_insert=True)  # fmt: skip
