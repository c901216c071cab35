"""Papers that a desk must see, and a desk's own part of a child (OLR-12, OLS-08)."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.registration.compared import compared
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import AnswerFile
from openhouse.registration.models_office import OpenItem, Review
from openhouse.registration.naming import school_of
from openhouse.registration.office import letters
from openhouse.registration.office.deciding import keep_decision, note
from openhouse.registration.office.holding import (
    NotHers,
    Refused,
    State,
    candidate_of,
    desks_of,
    holding,
    move_on,
)
from openhouse.registration.office.services import may_say
from openhouse.registration.own_words import Kind as Own
from openhouse.registration.queries import form_of, newest_window
from openhouse.registration.rules.form import Desk, Per, ledger_subject
from openhouse.registration.rules.mapping import Says
from openhouse.registration.telling import tell

#: Until it is written: a paper may come late.
OPEN = Candidate.WITH_THE_SCHOOL


def decide_item(
    viewer: Viewer, number: int, revision: int | None, item: int, state: str, reason: str,
    district: CurrentDistrict,
) -> None:  # fmt: skip
    """A paper was seen, is asked for again with a reason, or is not needed, with a reason too.

    Of the nurse's own papers the office's revision does not move. Raises NotHers, Overtaken,
    Refused.
    """
    with holding(viewer, number, revision, *OPEN) as candidate:
        desks = desks_of(viewer, candidate.school_id)
        found = (
            OpenItem.objects.visible_to(System())
            .select_for_update()
            .filter(pk=min(item, LARGEST_ID), candidate=candidate, desk__in=desks)
            .first()
        )
        if found is None:
            raise NotHers
        if state != OpenItem.State.ACCEPTED and not reason.strip():
            raise Refused(_("Write a few words: the family reads them."))
        found.state, found.reason = state, reason.strip()[:300]
        found.decided_by_id, found.decided_at = viewer.person_id, clock.now()
        found.save(update_fields=["state", "reason", "decided_by", "decided_at"])
        if is_of_home(candidate, found.key):
            _same_of_home(found, desks)
        if Desk.OFFICE in desks:
            move_on(candidate)
        subject = ledger_subject(found.desk, found.key, candidate.application.number)
        note("registration.item", candidate, viewer, subject=subject, after={"state": state})
        if state == OpenItem.State.REFUSED:
            # why, about health, stands on the page alone
            why = "" if found.desk == Desk.NURSE else found.reason
            tell(candidate, district, letters.item_refused(name_of(candidate), why))


def is_of_home(candidate: Candidate, key: str) -> bool:
    """If a paper is about the home and no single child: seen once, it is seen."""
    asked = form_of(candidate.application.version).question(key)
    return asked is not None and asked[0].per == Per.HOUSEHOLD


def _same_of_home(item: OpenItem, desks: Collection[str]) -> None:
    same = OpenItem.objects.visible_to(System()).filter(
        application=item.application_id, key=item.key, desk__in=desks
    )
    same.exclude(pk=item.pk).update(
        state=item.state, reason=item.reason, decided_by=item.decided_by_id,
        decided_at=item.decided_at,
    )  # fmt: skip


def mark_done(viewer: Viewer, number: int, desk: str, text: str) -> None:
    """A desk has looked at its part of the child. Raises NotHers and Overtaken."""
    with holding(viewer, number, None, *OPEN, State.POSTED) as candidate:
        _check(viewer, candidate, desk)
        Review.objects.visible_to(System()).filter(candidate=candidate, desk=desk).delete()
        Review(
            application=candidate.application, candidate=candidate, desk=desk,
            done_at=clock.now(), done_by_id=viewer.person_id, note=text.strip()[:500],
        ).save(force_insert=True)  # fmt: skip
        note("registration.desk", candidate, viewer, subject=desk, after={"done": True})


def mark_open(viewer: Viewer, number: int, desk: str) -> None:
    """It is to be looked at again. Raises NotHers and Overtaken."""
    with holding(viewer, number, None, *OPEN, State.POSTED) as candidate:
        _check(viewer, candidate, desk)
        Review.objects.visible_to(System()).filter(candidate=candidate, desk=desk).delete()
        note("registration.desk", candidate, viewer, subject=desk, after={"done": False})


def ask_family(
    viewer: Viewer, number: int, desk: str, part: int, key: str, text: str,
    district: CurrentDistrict,
) -> None:  # fmt: skip
    """A desk's own question to the family, about one of its answers; the family is told at once.

    Raises NotHers, Overtaken and Refused.
    """
    if not text.strip():
        raise Refused(_("Write the question that the family is to answer."))
    with holding(viewer, number, None, *OPEN) as candidate:
        _check(viewer, candidate, desk)
        found = compared(System(), candidate, (desk,))
        line = found.line(part, key)
        if line is None:
            raise NotHers
        keep_decision(candidate, found, line, Says.ASK, text, viewer, desk=desk)
        subject = ledger_subject(desk, key, candidate.application.number)
        note("registration.field", candidate, viewer, subject=subject, after={"says": "ask"})
        school = school_of(candidate)
        tell(candidate, district, letters.desk_asks(name_of(candidate), school), Own.QUESTION)


def _check(viewer: Viewer, candidate: Candidate, desk: str) -> None:
    if desk not in desks_of(viewer, candidate.school_id) or desk == Desk.OFFICE:
        raise NotHers
    if desk == Desk.COUNSELOR and not may_say(viewer, candidate.school_id):
        raise NotHers


def name_of(candidate: Candidate) -> str:
    """The child's first name as a letter says it. By the house."""
    return compared(System(), candidate).first_name


def file_of(viewer: Viewer, number: int, file: int) -> AnswerFile:
    """A file that was sent with an answer for a desk of hers. Raises NotHers."""
    candidate = candidate_of(viewer, number)
    mine = AnswerFile.objects.visible_to(viewer).filter(
        application=candidate.application_id, desk__in=desks_of(viewer, candidate.school_id),
        removed_at=None, pk=min(file, LARGEST_ID),
    )  # fmt: skip
    found = mine.filter(candidate=candidate).first() or mine.filter(candidate=None).first()
    if found is None:
        raise NotHers
    return found


def children_at(viewer: Viewer) -> list[Candidate]:
    """The children of the schools whose nurse or transport she is, the longest waiting first.
    Of those who are in the records, whoever was sent since the newest registration opened.
    """
    return _hers(viewer, _sent(viewer).select_related("application__version", "school"))


def how_many_wait(viewer: Viewer) -> int:
    """Of how many of them she has not looked at her part."""
    if viewer.hat != "staff" or not viewer.roles & {"nurse", "transport"}:
        return 0
    found = _hers(viewer, _sent(viewer).only("school_id", "sent_at"))
    done = done_at(viewer, found) if found else {}
    return sum(
        (each.pk, desk) not in done for each in found for desk in desks_of(viewer, each.school_id)
    )


def next_waiting(viewer: Viewer, number: int) -> Candidate | None:
    """Who is next after the child *number* of whom she has not looked at her part."""
    found = _hers(viewer, _sent(viewer).only("school_id", "sent_at"))
    done = done_at(viewer, found)
    here = next((n for n, each in enumerate(found) if each.pk == number), 0)
    for each in [*found[here + 1 :], *found[:here]]:
        if any((each.pk, desk) not in done for desk in desks_of(viewer, each.school_id)):
            return _sent(viewer).select_related("application__version").get(pk=each.pk)
    return None


def _sent(viewer: Viewer) -> QuerySet[Candidate]:
    window = newest_window()
    wanted = Q(state__in=OPEN)
    if window is not None:
        wanted |= Q(state=State.POSTED, sent_at__date__gte=window.opens_on)
    rows = Candidate.objects.visible_to(viewer).filter(wanted, sent_at__isnull=False)
    return rows.order_by("sent_at", "pk")


def _hers(viewer: Viewer, rows: QuerySet[Candidate]) -> list[Candidate]:
    return [each for each in rows if desks_of(viewer, each.school_id)]


def done_at(viewer: Viewer, candidates: list[Candidate]) -> dict[tuple[int, str], Review]:
    """By child and desk, what desks of hers have looked at."""
    rows = Review.objects.visible_to(viewer).filter(candidate__in=[each.pk for each in candidates])
    return {(each.candidate_id, each.desk): each for each in rows}


def has_waiting(candidates: list[Candidate], desk: str) -> set[int]:
    """The children of whom a paper of *desk* has come, or is missing; by the house."""
    with as_the_house():
        items = OpenItem.objects.visible_to(System()).filter(
            candidate__in=[each.pk for each in candidates], desk=desk
        )
        open_ones = items.exclude(state__in=OpenItem.SEEN_TO)
        return set(open_ones.values_list("candidate_id", flat=True))
