"""Who is asked for her own consent, as an application is sent (OLR-05, two homes).

Who signs gives hers with it. Where the form wants the word of both, of a child in the records each
other legal guardian is asked, in this home or another, with an account or without one, and nobody
whom a court keeps from the child; of a new child the other adults of the application. Where the
signer says no, nobody else is asked: the consent is not given, until she says otherwise.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.people.models import Person
from openhouse.registration.consents.signed import Said, content_of, facts_of, says_yes
from openhouse.registration.consents.telling import tell_asked
from openhouse.registration.consents.waiting import deciding_ties, newest, still_asked
from openhouse.registration.models import Part
from openhouse.registration.models_consents import Consent
from openhouse.registration.queries import form_with
from openhouse.registration.rules.form import Kind, Per, Question, Section
from openhouse.registration.rules.progress import Asked, is_empty
from openhouse.registration.rules.signing import is_signed_by
from openhouse.registration.standing.signers import signer_of
from openhouse.registration.standing.state import Standing

WORDED = (Kind.STATEMENT, Kind.SIGNATURE)


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who may be asked: somebody of the records, or an adult of the application."""

    person: int | None
    part: int | None
    name: str


def ask_each(standing: Standing, typed: str, district: CurrentDistrict) -> None:
    """Keep the signer's consents, and ask the others for theirs."""
    wanted = [
        one
        for one in standing.progress.asked
        if one.question.consent
        and one.section.per == Per.STUDENT
        and one.question.kind in WORDED
        and not is_empty(one.part.values.get(one.question.key))
    ]
    if not wanted:
        return
    with as_the_house():
        signer = _signer(standing, typed)
        asked = [row for one in wanted for row in _asked_of(standing, one, signer, typed)]
        Consent.objects.visible_to(System()).bulk_create(asked)
        of_both = {one.question.key for one in wanted if one.question.consent == "both"}
        for row in asked:
            is_hers = row.via == Consent.Via.SENT and row.student_id and row.person_id
            if is_hers and row.key in of_both:
                _answers_elsewhere(row)
    tell_asked(standing, [row for row in asked if row.answered_at is None], district)


def _signer(standing: Standing, typed: str) -> Guardian:
    """Who sends: with a link the adult of this name, else the first one."""
    filler = standing.filler
    if filler.person is not None:
        return Guardian(filler.person, None, filler.name)
    adults = standing.of(Part.Kind.GUARDIAN)
    same = [one for one in adults if is_signed_by(typed, [signer_of(standing, one)])]
    found = next(iter([*same, *adults]), None)
    if found is None:
        return Guardian(None, None, typed)
    return Guardian(found.person_id, found.pk, standing.name_of(found) or typed)


def _asked_of(standing: Standing, one: Asked, signer: Guardian, typed: str) -> list[Consent]:
    part = standing.part(one.part.id)
    if part is None or part.candidate is None:
        return []
    value = one.part.values.get(one.question.key)
    mine = _row(standing, part, (one.section, one.question), signer)
    said = Said(says_yes(value), typed, Consent.Via.SENT)
    child = standing.name_of(part)
    _answer(mine, facts_of(said, content_of(one.question, child, said)))
    if not said.agreed or one.question.consent != "both":
        return [mine]
    return [mine, *_asked_others(standing, part, (one.section, one.question), signer)]


def ask_the_others(standing: Standing, row: Consent, district: CurrentDistrict) -> None:
    """Who was not asked, because the giver of *row* had said no, is asked once she says yes."""
    found = standing.form.question(row.key)
    parts = standing.of(Part.Kind.STUDENT)
    part = next((one for one in parts if one.candidate_id == row.candidate_id), None)
    if found is None or part is None:
        return
    with as_the_house():
        there = Consent.objects.visible_to(System()).filter(
            candidate=row.candidate_id, key=row.key
        )  # fmt: skip
        known = {(each.person_id, each.part_id) for each in there}
        signer = Guardian(row.person_id, row.part_id, row.name)
        others = _asked_others(standing, part, found, signer)
        asked = [each for each in others if (each.person_id, each.part_id) not in known]
        Consent.objects.visible_to(System()).bulk_create(asked)
    tell_asked(standing, [each for each in asked if each.answered_at is None], district)


def _asked_others(
    standing: Standing, part: Part, asked: tuple[Section, Question], signer: Guardian
) -> list[Consent]:
    others = [_row(standing, part, asked, each) for each in _others(standing, part, signer)]
    for row in others:
        _said_elsewhere(row)
    return others


def _row(
    standing: Standing, part: Part, asked: tuple[Section, Question], who: Guardian
) -> Consent:  # fmt: skip
    candidate, (section, question) = part.candidate, asked
    return Consent(
        application=standing.application, candidate=candidate,
        student_id=candidate.student_id if candidate else None, key=question.key,
        desk=str(section.desk), person_id=who.person, part_id=who.part,
        name=who.name[:250] or "–", asked_at=clock.now(),
    )  # fmt: skip


def _others(standing: Standing, part: Part, signer: Guardian) -> list[Guardian]:
    student = part.candidate.student_id if part.candidate else None
    if student is not None:
        ties = deciding_ties().filter(student_id=student).exclude(person_id=signer.person or 0)
        people = Person.objects.filter(pk__in=ties.values("person_id")).order_by("pk")
        return [Guardian(each.pk, None, str(each)) for each in people]
    return [
        Guardian(one.person_id, one.pk, standing.name_of(one))
        for one in standing.of(Part.Kind.GUARDIAN)
        if one.pk != signer.part and (one.person_id is None or one.person_id != signer.person)
    ]


def _answer(row: Consent, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)


_FACTS = (
    *("agreed", "via", "typed", "statement", "language", "content", "sha256", "answered_at"),
)  # fmt: skip


def _said_elsewhere(row: Consent) -> None:
    """What she has said before to the same words, in her own home's registration for this year."""
    if row.person_id is None or row.student_id is None:
        return
    mine = newest(Consent.objects.visible_to(System())).filter(
        Q(via=Consent.Via.SENT) | Q(replaces__isnull=False), person_id=row.person_id,
        student_id=row.student_id, key=row.key, application__window=row.application.window_id,
    )  # fmt: skip
    found = mine.select_related("application").order_by("-answered_at").first()
    if found and _same_words(found, row):
        _answer(row, {name: getattr(found, name) for name in _FACTS})


def _answers_elsewhere(row: Consent) -> None:
    """What she says here answers what another home's registration has asked her."""
    asked = still_asked(
        Consent.objects.visible_to(System()).filter(
            person_id=row.person_id or 0, student_id=row.student_id, key=row.key,
            application__window=row.application.window_id,
        )
    )  # fmt: skip
    for one in asked.exclude(application=row.application_id).select_related("application"):
        if _same_words(one, row):
            _answer(one, {name: getattr(row, name) for name in _FACTS})
            one.save(update_fields=list(_FACTS))


def _same_words(one: Consent, other: Consent) -> bool:
    """If both are asked the same: a newer form may have other words under an old key."""
    versions = {each.application.version_id for each in (one, other)}
    found = [form_with(version).question(one.key) for version in versions]
    words = [question[1].statement for question in found if question]
    return len(words) == len(versions) and all(each == words[0] for each in words)
