"""Saying who of the records a person of an application is: an office does, never the house."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.people.models import Student
from openhouse.registration.matching.homes import home_of
from openhouse.registration.matching.queries import Shown, candidates_for, people_of
from openhouse.registration.models import Application, ApplicationMember, Candidate, Part
from openhouse.registration.models_matching import SameChild


class NotDone(Exception):
    """What was asked for is not done; the words say why, and what to do."""


def link(viewer: Viewer, candidate: Candidate, part: int, person: int) -> None:
    """The person of *part* is *person* of the records, who was proposed for her.

    Raises NotDone where somebody has decided already, or the proposal is no more.
    """
    with transaction.atomic():
        found = _undecided(viewer, candidate, part)
        shown = next((each for each in candidates_for(found) if each.person == person != 0), None)
        if shown is None:
            raise NotDone(_("This person is not proposed any more. Look at the list again."))
        _put(viewer, found, person)
        _told("registration.linked", viewer, found, person, shown)


def say_new(viewer: Viewer, candidate: Candidate, part: int) -> None:
    """The person, or the home, of *part* is none of the records. Raises NotDone like ``link``."""
    with transaction.atomic():
        found = _undecided(viewer, candidate, part)
        if found.kind == Part.Kind.HOUSEHOLD:
            _put_home(viewer, found, None)
        else:
            _put(viewer, found, None)
        _told("registration.new_person", viewer, found, None)


def link_home(viewer: Viewer, candidate: Candidate, part: int, home: int) -> None:
    """The home of *part* is *home* of the records, which was proposed for it. Raises NotDone."""
    with transaction.atomic():
        found = _undecided(viewer, candidate, part)
        said = home_of(viewer, found.application)
        shown = next((each for each in (said.proposals if said else ()) if each.home == home), None)
        if shown is None or said is None or said.part.pk != found.pk:
            raise NotDone(_("This home is not proposed any more. Look at the list again."))
        _put_home(viewer, found, home)
        after = {"score": shown.proposal.score,
                 "agrees": [each.key for each in shown.proposal.reasons], "home": home}  # fmt: skip
        _told("registration.linked", viewer, found, None, more=after)


def say_all_new(viewer: Viewer, candidate: Candidate) -> int:
    """Everybody whom nobody in the records is like is somebody new, and so the home; how many."""
    with transaction.atomic():
        alone = [
            each.said.part.pk
            for each in people_of(viewer, candidate)
            if not each.is_decided and not each.proposals and each.said.name
        ]
        home = home_of(viewer, candidate.application)
        if home and not home.is_decided and not home.proposals and home.address:
            alone.append(home.part.pk)
        for part in alone:
            say_new(viewer, candidate, part)
    return len(alone)


def say_same(viewer: Viewer, candidate: Candidate, part: int, other: int) -> None:
    """The child of *part* is the one whom another home registers too, *other* its candidate.

    Whichever is posted first makes the student, and the other one is she (``SameChild``).
    """
    with transaction.atomic():
        found = _undecided(viewer, candidate, part)
        shown = next((each for each in candidates_for(found) if each.candidate == other != 0), None)
        if shown is None or found.candidate_id is None:
            raise NotDone(_("This child is not proposed any more. Look at the list again."))
        one, two = sorted((found.candidate_id, other))
        with as_the_house():
            # decided for both: nobody of the records yet
            Part.objects.visible_to(System()).filter(candidate__in=(one, two)).update(
                matched_at=clock.now(), matched_by=viewer.person_id
            )
            SameChild.objects.get_or_create(
                one_id=one, other_id=two, defaults={"by_id": viewer.person_id, "at": clock.now()}
            )
        _told("registration.same_child", viewer, found, None, shown)


def undo(viewer: Viewer, candidate: Candidate, part: int) -> None:
    """Nobody has said who, or which home, *part* is. Raises NotDone where it is in the records."""
    with transaction.atomic():
        found = _part(viewer, candidate, part)
        written = {Candidate.State.POSTED}
        with as_the_house():
            states = set(
                Candidate.objects.visible_to(System())
                .filter(application=found.application_id)
                .values_list("state", flat=True)
            )
        if candidate.state in written or (found.candidate_id is None and states & written):
            raise NotDone(
                _("It is written into the records already. Undo that first, on the child’s page.")
            )
        with as_the_house():
            pairs = SameChild.objects.filter(one=found.candidate_id) | SameChild.objects.filter(
                other=found.candidate_id
            )
            were = _parted(pairs) if found.candidate_id else 0
        if not were and found.matched_at is None:
            raise NotDone(_("There is nothing to take back: nobody has decided this here."))
        before = found.person_id
        if found.matched_at is not None and found.kind == Part.Kind.HOUSEHOLD:
            _put_home(viewer, found, None, decided=False)
        elif found.matched_at is not None:
            _put(viewer, found, None, decided=False)
        _part_from(found.application, before)
        _told("registration.link_undone", viewer, found, before)


def _part_from(application: Application, person: int | None) -> None:
    """Who is not the adult of a link after all shares its registration no more."""
    if application.email and person:
        with as_the_house():
            mine = ApplicationMember.objects.filter(application=application, person_id=person)
            mine.delete()


def _parted(pairs: QuerySet[SameChild]) -> int:
    """They are one child no more: who is nobody of the records is to be decided anew."""
    both = {number for pair in pairs.values_list("one", "other") for number in pair}
    Part.objects.visible_to(System()).filter(candidate__in=both, person=None).update(
        matched_at=None, matched_by=None
    )
    return pairs.delete()[0]


def _part(viewer: Viewer, candidate: Candidate, number: int) -> Part:
    """A person of the child's application, which is held until it is done: a brother's posting at
    another school writes the same adults."""
    with as_the_house():
        held = Application.objects.visible_to(System()).select_for_update(of=("self",))
        held.get(pk=candidate.application_id)
        Candidate.objects.visible_to(System()).select_for_update().get(pk=candidate.pk)
        candidate.refresh_from_db(fields=["state", "student"])
        found = (
            Part.objects.visible_to(System())
            .select_for_update(of=("self",))
            .select_related("application__version", "candidate")
            .filter(pk=number, application=candidate.application_id, removed_at=None)
            .first()
        )
    if found is None or found.candidate_id not in (None, candidate.pk):
        raise NotDone(_("The family has taken this person out of its application."))
    return found


def _undecided(viewer: Viewer, candidate: Candidate, number: int) -> Part:
    found = _part(viewer, candidate, number)
    if candidate.state not in Candidate.WITH_THE_SCHOOL:
        raise NotDone(_("The application of this child is not open any more."))
    with as_the_house():
        paired = found.candidate_id and (
            SameChild.objects.filter(one=found.candidate_id).exists()
            or SameChild.objects.filter(other=found.candidate_id).exists()
        )
    home = found.kind == Part.Kind.HOUSEHOLD and (
        found.household_id or found.application.household_id
    )
    if found.person_id or found.matched_at or paired or home:
        raise NotDone(_("Somebody has decided this already. Take that back first."))
    return found


def _put(viewer: Viewer, part: Part, person: int | None, *, decided: bool = True) -> None:
    with as_the_house():
        twice = (
            Part.objects.visible_to(System())
            .filter(application=part.application_id, person=person, removed_at=None)
            .exclude(pk=part.pk)
        )
        if person is not None and twice.exists():
            raise NotDone(
                _("Somebody else of this application is already this person. Look at both.")
            )
        part.person_id = person
        part.matched_at = clock.now() if decided else None
        part.matched_by_id = viewer.person_id if decided else None
        part.save(update_fields=["person", "matched_at", "matched_by"])
        if part.candidate_id is None:
            return
        is_student = person and Student.objects.visible_to(System()).filter(pk=person).exists()
        Candidate.objects.visible_to(System()).filter(pk=part.candidate_id).update(
            student=person if is_student else None
        )


def _put_home(viewer: Viewer, part: Part, home: int | None, *, decided: bool = True) -> None:
    with as_the_house():
        part.household_id = home
        part.matched_at = clock.now() if decided else None
        part.matched_by_id = viewer.person_id if decided else None
        part.save(update_fields=["household", "matched_at", "matched_by"])


def _told(
    kind: str, viewer: Viewer, part: Part, person: int | None, shown: Shown | None = None,
    more: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    after = {"part": part.pk, "who": part.kind} | dict(more or {})
    if shown is not None:
        after |= {
            "score": shown.proposal.score,
            "agrees": [each.key for each in shown.proposal.reasons],
            "application": shown.application,
        }
    is_child = part.kind == Part.Kind.STUDENT
    record(
        kind, actor=viewer.person_id, student=person if is_child else None,
        person=None if is_child else person, about=part.candidate_id or part.application_id,
        subject=part.application.number, after=after,
    )  # fmt: skip
