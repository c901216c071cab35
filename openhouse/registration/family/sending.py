"""Sending an application, signed; taking it back; what is still needed after that."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from json import dumps, loads
from typing import Any

from django.db import transaction

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.ledger.actions import record
from openhouse.people.models import HouseholdMember
from openhouse.registration.consents.asking import ask_each
from openhouse.registration.family.answering import no_more
from openhouse.registration.family.changing import is_on, says_something, settle
from openhouse.registration.family.letters import arrived, change_arrived, taken_back
from openhouse.registration.models import Application, ApplicationMember, Candidate, Part
from openhouse.registration.models_answers import Answer, Signature
from openhouse.registration.models_office import OpenItem
from openhouse.registration.own_words import Kind as Own
from openhouse.registration.rules.form import Kind, Per, said_in
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.rules.unfinished import KEY as UNFINISHED
from openhouse.registration.rules.years import is_late, is_open
from openhouse.registration.standing.state import Standing, standing_of
from openhouse.registration.standing.whose import Filler
from openhouse.registration.states import NOT_OVER
from openhouse.registration.telling import tell, tell_home

State = Candidate.State


class Became(StrEnum):
    """What became of the wish to send or take back."""

    DONE = "done"
    #: It was sent before, from another window or by the other parent.
    ALREADY = "already"
    #: Something must be answered first.
    MISSING = "missing"
    #: The last day is over.
    CLOSED = "closed"
    #: No child is in it.
    NO_CHILD = "no child"
    #: A child is in it whom she does not see: it is not hers to send.
    NOT_ALL = "not all"
    #: The school has decided, so the family cannot take it back by itself.
    DECIDED = "decided"
    #: A change that changes nothing.
    NOTHING = "nothing"
    #: The district takes no changes between registrations by now.
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody signs, and how."""

    typed: str
    statement: str


@transaction.atomic
def send(
    filler: Filler, application: Application, signed: Signed, district: CurrentDistrict
) -> Became:
    """Hand it to the schools of its children: each child is then decided by itself."""
    no_more(application.pk)
    with as_the_house():
        locked = Application.objects.visible_to(System()).select_for_update().get(pk=application.pk)
    if locked.sent_at or locked.withdrawn_at:
        return Became.ALREADY
    window, now, change = application.window, clock.now(), application.is_change
    if stops := _is_closed(application):
        return stops
    if change:
        settle(application)
    standing = standing_of(filler, application)
    if stops := _is_unready(standing):
        return stops
    children = standing.of(Part.Kind.STUDENT)
    with as_the_house():
        late = bool(window and is_late(window.closes_on, clock.today()))
        _drop_unfinished(standing)
        Application.objects.visible_to(System()).filter(pk=locked.pk).update(sent_at=now, late=late)
        _keep_who_lives_there(application, filler.person)
        _sign(standing, signed)
        for part in children:
            _send_child(standing, part)
    record(
        "registration.change_sent" if change else "registration.sent",
        actor=filler.person, person=filler.person, about=application.pk,
        subject=application.number, after={"children": len(children)},
    )  # fmt: skip
    if change:
        tell_home(application, district, change_arrived(application.number))
    else:
        said = arrived(application.number, len(children))
        tell_home(application, district, said, Own.RECEIVED)
    ask_each(standing, signed.typed, district)
    return Became.DONE


def _is_closed(application: Application) -> Became | None:
    """Why it cannot be sent today, whatever it says."""
    window, today = application.window, clock.today()
    if window and not is_open(window.opens_on, window.closes_on, window.late_until, today):
        return Became.CLOSED
    return Became.OFF if application.is_change and not is_on() else None


def _is_unready(standing: Standing) -> Became | None:
    """Why it cannot be sent as it is."""
    children = standing.of(Part.Kind.STUDENT)
    if _others(standing.application) - {part.candidate_id for part in children}:
        return Became.NOT_ALL
    if not children:
        return Became.NO_CHILD
    if standing.progress.whole.left:
        return Became.MISSING
    if standing.application.is_change and not says_something(standing):
        return Became.NOTHING
    return None


def _keep_who_lives_there(application: Application, signer: int | None) -> None:
    """Who has moved out meanwhile never reads what is sent now."""
    if application.household_id is None:
        return
    there = HouseholdMember.objects.filter(household=application.household_id)
    members = ApplicationMember.objects.filter(application=application)
    members.exclude(person=signer).exclude(person__in=there.values("person")).delete()


def _drop_unfinished(standing: Standing) -> None:
    """What was typed where nothing is asked any more goes to nobody."""
    if any(standing.typed_in(part) for part in standing.parts):
        answers = Answer.objects.visible_to(System()).filter(application=standing.application)
        answers.filter(value__has_key=UNFINISHED).delete()


def _others(application: Application) -> set[int | None]:
    """The children in it, whoever sees them."""
    with as_the_house():
        drafts = Candidate.objects.visible_to(System()).filter(
            application=application, state=State.DRAFT
        )
        return set(drafts.values_list("pk", flat=True))


def _sign(standing: Standing, signed: Signed) -> None:
    content = signed_content(standing, signed)
    Signature(
        application=standing.application, person_id=standing.filler.person, typed=signed.typed,
        statement=signed.statement, language=reader_language(), content=content,
        sha256=hashlib.sha256(content).hexdigest(), signed_at=clock.now(),
        candidates=[part.candidate_id for part in standing.of(Part.Kind.STUDENT)],
    ).save(force_insert=True)  # fmt: skip


def signed_content(standing: Standing, signed: Signed) -> bytes:
    """All that is signed: the statement, and what each question asks and is answered by.

    JSON in UTF-8 with sorted keys; the questions, and what is agreed to, in the words that the
    signer read.
    """
    language = reader_language()
    return dumps(
        {
            "application": standing.application.number,
            "form": standing.application.version.number,
            "statement": signed.statement,
            "typed": signed.typed,
            "at": clock.now().isoformat(),
            "language": language,
            "parts": [
                {
                    "part": part.pk,
                    "kind": part.kind,
                    "name": standing.name_of(part),
                    "answers": [
                        {
                            "section": said_in(one.section.title, language),
                            "key": one.question.key,
                            "asked": said_in(one.question.label, language),
                            "answer": one.part.values.get(one.question.key),
                            "statement": said_in(one.question.statement, language),
                        }
                        for one in standing.progress.asked
                        if one.part.id == part.pk
                    ],
                }
                for part in standing.parts
            ],
        },
        ensure_ascii=False,
        sort_keys=True,
    ).encode()


def _send_child(standing: Standing, part: Part) -> None:
    """The child goes to its school; what this must see is a list of its own, with the home's."""
    candidate = part.candidate
    if candidate is None:
        return
    grade = standing.filled(part, "enrollment.grade_level") or candidate.grade_level
    Candidate.objects.visible_to(System()).filter(pk=candidate.pk).update(
        state=State.SENT, sent_at=clock.now(), school_id=standing.school_of(part), grade_level=grade
    )
    for one in standing.progress.asked:
        hers = one.part.id == part.pk or one.part.kind == Per.HOUSEHOLD
        if hers and one.question.proof and one.question.kind == Kind.FILE:
            there = not is_empty(one.part.values.get(one.question.key))
            OpenItem(
                application=standing.application, candidate=candidate, key=one.question.key,
                desk=str(one.section.desk),
                state=OpenItem.State.SENT if there else OpenItem.State.MISSING,
            ).save(force_insert=True)  # fmt: skip


@transaction.atomic
def withdraw(
    filler: Filler, application: int, candidate: int, district: CurrentDistrict
) -> Became:  # fmt: skip
    """Take one child of the application with this id back, where the school has not decided yet."""
    mine = Candidate.objects.visible_to(filler.reader).filter(
        application=application, pk=candidate
    )  # fmt: skip
    found = mine.select_related("application").first()
    if found is None:
        return Became.NO_CHILD
    with as_the_house():
        # who sends holds the application: what she signed is sent, and taken back after that
        held = Application.objects.visible_to(System()).select_for_update(of=("self",))
        held.get(pk=application)
        waits = Candidate.objects.visible_to(System()).filter(pk=found.pk, state__in=NOT_OVER)
        locked = waits.select_for_update().first()
        if locked is None:
            return Became.DECIDED
        locked.state, locked.revision = State.WITHDRAWN, locked.revision + 1
        locked.decided_at = clock.now()
        locked.save(update_fields=["state", "revision", "decided_at"])
    record(
        "registration.withdrawn", actor=filler.person, person=filler.person,
        student=found.student_id, about=found.pk, subject=found.application.number,
    )  # fmt: skip
    if found.sent_at:
        tell(found, district, taken_back(found.application.number))
    return Became.DONE


def facts_of(signature: Signature) -> dict[str, Any]:
    """What was signed, read again."""
    found: dict[str, Any] = loads(bytes(signature.content))
    return found
