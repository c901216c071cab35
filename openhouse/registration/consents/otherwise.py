"""A guardian takes a consent back, or gives it after all: a row more, and nothing written over."""

from typing import Any

from django.db import transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.registration.consents.asking import ask_the_others
from openhouse.registration.consents.given import Given, consent_of
from openhouse.registration.consents.signed import Said, content_of, facts_of, says_yes
from openhouse.registration.consents.telling import tell_otherwise
from openhouse.registration.consents.waiting import newest
from openhouse.registration.models import Part
from openhouse.registration.models_consents import Consent
from openhouse.registration.rules.form import Question, ledger_subject
from openhouse.registration.standing.reading import application_read
from openhouse.registration.standing.state import Standing, standing_of
from openhouse.registration.standing.whose import filler_of


@transaction.atomic
def say_otherwise(
    viewer: Viewer, given: Given, typed: str, child: str, district: CurrentDistrict
) -> bool:
    """Keep that she says no where she said yes, or yes where she said no; if it was kept.

    It is not where she may not, or has said otherwise meanwhile. *child* is its name as she reads
    it. Where two homes were asked the same, it counts in both.
    """
    question = consent_of(given.now)
    if question is None or not given.may_change:
        return False
    said = Said(not given.now.agreed, typed, Consent.Via.ACCOUNT)
    with as_the_house():
        if not _held(given):
            return False
        facts = facts_of(said, content_of(question, child, said))
        for row in given.rows:
            _after(row, facts).save(force_insert=True)
        _note(given.now, viewer.person_id, agreed=said.agreed)
        tell_otherwise(given.now, question, district, agreed=said.agreed)
    if said.agreed and question.consent == "both":
        _ask_the_others(viewer, given, district)
    return True


def _ask_the_others(viewer: Viewer, given: Given, district: CurrentDistrict) -> None:
    """In the applications of her home. Where another home's asked her, its signer has said yes
    before, and the others were asked with her: nothing of that one is read."""
    for row in given.rows:
        application = application_read(viewer, row.application_id)
        if application is not None:
            ask_the_others(standing_of(filler_of(viewer), application), row, district)


def replied(standing: Standing, part: Part, question: Question, value: Any) -> Consent | None:
    """A school has asked about a consent, and who gave or refused it answers in place: from now on
    that counts. Where it is given only now, the row; whoever else is asked waits for that. By the
    house."""
    row = _hers(standing, part, question) if question.consent and value else None
    if row is None or row.agreed == says_yes(value):
        return None
    person, agreed = standing.filler.person, says_yes(value)
    via = Consent.Via.ACCOUNT if person else Consent.Via.GIVEN
    said = Said(agreed, str(value.get("typed") or value.get("initials") or ""), via)
    content = content_of(question, standing.name_of(part), said)
    _after(row, facts_of(said, content)).save(force_insert=True)
    _note(row, person, agreed=agreed)
    return row if agreed and question.consent == "both" else None


def _hers(standing: Standing, part: Part, question: Question) -> Consent | None:
    """What counts of who replies; with a link that is who signed."""
    rows = Consent.objects.visible_to(System()).filter(
        candidate=part.candidate_id, key=question.key, answered_at__isnull=False
    )
    person = standing.filler.person
    if person is None:
        signed = rows.filter(person=None, via=Consent.Via.SENT).order_by("pk").first()
        rows = rows.filter(person=None, part=signed.part_id if signed else None)
    else:
        rows = rows.filter(person=person)
    return newest(rows).select_related("application").select_for_update(of=("self",)).first()


def _note(row: Consent, person: int | None, *, agreed: bool) -> None:
    """No student: what a guardian says is no line of the child's, whose other home reads it."""
    record(
        "registration.consent_changed", actor=person, person=person, about=row.pk,
        before={"agreed": row.agreed}, after={"agreed": agreed},
        subject=ledger_subject(row.desk, row.key, row.application.number),
    )  # fmt: skip


def _held(given: Given) -> bool:
    """Hold what counts until the end of the transaction; if it still does."""
    numbers = [row.pk for row in given.rows]
    rows = Consent.objects.visible_to(System())
    list(rows.filter(pk__in=numbers).order_by("pk").select_for_update().values_list("pk"))
    return not rows.filter(replaces__in=numbers).exists()


def _after(row: Consent, facts: dict[str, object]) -> Consent:
    return Consent(
        application_id=row.application_id, candidate_id=row.candidate_id,
        student_id=row.student_id, key=row.key, desk=row.desk, person_id=row.person_id,
        part_id=row.part_id, name=row.name, asked_at=clock.now(), open=row.open, replaces=row,
        **facts,
    )  # fmt: skip
