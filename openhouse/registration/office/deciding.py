"""What an office decides about one child, at one school: each a step of its own (OLS-04).

Whoever decides says which revision she had before her; where that is no more what stands there,
nothing is written and she reads what has happened.
"""

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.ledger.actions import record
from openhouse.registration.compared import Compared, compared
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import FieldDecision, OpenItem, Posting, TakenOut
from openhouse.registration.naming import school_of
from openhouse.registration.office import letters
from openhouse.registration.office.consents import must_not_wait
from openhouse.registration.office.holding import (
    NoSeat,
    NotHers,
    Refused,
    State,
    holding,
    move_on,
)
from openhouse.registration.office.known import must_be_known
from openhouse.registration.office.other_home import contradicted
from openhouse.registration.office.questions import refuse_asked, send_questions
from openhouse.registration.office.whole_home import beside_ids
from openhouse.registration.own_words import Kind as Own
from openhouse.registration.places.seating import Room, may_go_over, room_for, room_held_for
from openhouse.registration.places.words import full_words, spare_words
from openhouse.registration.posting.parting import partings
from openhouse.registration.posting.undoing import take_back
from openhouse.registration.posting.writing import write
from openhouse.registration.rules.form import Desk
from openhouse.registration.rules.mapping import Line, Says
from openhouse.registration.telling import tell

#: How far from today a relationship may end.
MOST_FROM_TODAY = timedelta(days=731)
#: In which states an office still decides.
UNDECIDED = Candidate.UNDECIDED


def decide_field(
    viewer: Viewer, number: int, revision: int, part: int, key: str, says: str, question: str = ""
) -> None:
    """Take one answer, keep what the records have, or note a question to the family.

    Raises NotHers, Overtaken and Refused.
    """
    with holding(viewer, number, revision, *UNDECIDED) as candidate:
        found = compared(System(), candidate, beside=beside_ids(viewer, candidate))
        line = found.line(part, key)
        if line is None:
            raise NotHers
        if says == Says.ASK and not question.strip():
            raise Refused(_("Write the question that the family is to answer."))
        keep_decision(candidate, found, line, says, question, viewer)
        move_on(candidate)
        note("registration.field", candidate, viewer, subject=key, after={"says": says})


def keep_decision(
    candidate: Candidate, found: Compared, line: Line, says: str, question: str, viewer: Viewer,
    *, desk: str = Desk.OFFICE,
) -> None:  # fmt: skip
    """Write what is said to one answer, in the place of what was said before. What an office asks
    is noted; what another *desk* does, the family is told at once."""
    part = next(each for each in found.parts if each.pk == line.part)
    FieldDecision.objects.visible_to(System()).filter(part=part, key=line.question.key).delete()
    FieldDecision(
        application=candidate.application, part=part, candidate=part.candidate,
        desk=line.section.desk, key=line.question.key, says=says,
        question=question.strip()[:500] if says == Says.ASK else "",
        by_id=viewer.person_id, at=clock.now(), revision=line.revision,
        **(_asker(candidate, desk) if says == Says.ASK else {}),
    ).save(force_insert=True)  # fmt: skip


def _asker(candidate: Candidate, desk: str) -> dict[str, Any]:
    told_at = None if desk == Desk.OFFICE else clock.now()
    return {"asked_by": desk, "school_id": candidate.school_id, "told_at": told_at}


def accept(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, *, everything: bool,
    over: str = "",
) -> None:  # fmt: skip
    """The school takes the child; with *everything*, each answer that nothing was said to as well.

    Where no seat is left: *over* says why she is taken all the same, of who may do that.
    Raises NotHers, Overtaken and Refused.
    """
    with holding(viewer, number, revision, *UNDECIDED) as candidate:
        must_not_wait(candidate)
        must_be_known(candidate)
        room = _seat(candidate, viewer, over)
        found = compared(System(), candidate)
        waiting = [line for line in found.all_lines() if line.is_open]
        refuse_open(found, waiting, everything=everything)
        _refuse_contradicted(found, candidate, waiting)
        for line in waiting:
            keep_decision(candidate, found, line, Says.TAKE, "", viewer)
        _decided(candidate, viewer, State.ACCEPTED)
        note("registration.accepted", candidate, viewer)
        if room is not None:
            after = {"seats": room.seats, "taken": room.taken + 1}
            note("registration.over_seats", candidate, viewer, reason=over.strip(), after=after)
        items = OpenItem.objects.visible_to(System()).filter(candidate=candidate)
        keys = list(items.exclude(state__in=OpenItem.SEEN_TO).values_list("key", flat=True))
        tell(candidate, district, letters.accepted(*_of(found), keys), Own.ACCEPTED)


def _seat(candidate: Candidate, viewer: Viewer, over: str) -> Room | None:
    """Take a seat, held until all is written; the full room where she goes over it. Raises
    Refused."""
    room = room_held_for(candidate)
    if room is None or not room.is_full:
        return None
    may = may_go_over(viewer, candidate.application.window)
    if not (may and over.strip()):
        raise NoSeat(full_words(candidate.grade_level, room, may_go_over=may))
    return room


def refuse_open(found: Compared, waiting: list[Line], *, everything: bool) -> None:
    """Nothing is taken while a question is open, or answers wait that nothing was said to, unless
    *everything* is. Raises Refused."""
    refuse_asked(found, [found.candidate.school_id])
    if waiting and not everything:
        raise Refused(
            ngettext(
                "Say first what becomes of %(count)s change, or accept everything.",
                "Say first what becomes of %(count)s changes, or accept everything.",
                len(waiting),
            )
            % {"count": len(waiting)}
        )


def _refuse_contradicted(found: Compared, candidate: Candidate, waiting: list[Line]) -> None:
    both = {(each.part, each.key) for each in contradicted(candidate, found)}
    if any((line.part, line.question.key) in both for line in waiting):
        raise Refused(
            _(
                "The child’s other home says something else. Decide those answers one by one:"
                " they are marked."
            )
        )


def decide_taken_out(
    viewer: Viewer, number: int, revision: int, part: int, says: str, ends_on: date | None
) -> None:
    """What becomes of a guardian whom the family took out; written with the child, not before.

    *ends_on* is the last day, where it ends. Raises NotHers, Overtaken and Refused.
    """
    with holding(viewer, number, revision, *UNDECIDED, State.ACCEPTED) as candidate:
        there = partings(compared(System(), candidate), clock.today())
        parting = next((each for each in there if each.part.pk == part), None)
        if parting is None or says not in TakenOut.Says:
            raise NotHers
        if parting.tie.barred or parting.by_the_family:
            raise Refused(_("Of this person there is nothing to decide here."))
        ends = says == TakenOut.Says.ENDS
        if ends and (ends_on is None or abs(ends_on - clock.today()) > MOST_FROM_TODAY):
            raise Refused(_("Write the last day, at most two years from today."))
        TakenOut.objects.visible_to(System()).filter(candidate=candidate, part=part).delete()
        TakenOut(
            application=candidate.application, candidate=candidate, part=parting.part, says=says,
            ends_on=ends_on if ends else None, by_id=viewer.person_id, at=clock.now(),
        ).save(force_insert=True)  # fmt: skip
        move_on(candidate)
        after = {"part": part, "says": says, "ends_on": str(ends_on) if ends else None}
        note("registration.taken_out", candidate, viewer, after=after)


def send_back(viewer: Viewer, number: int, revision: int, district: CurrentDistrict) -> None:
    """Give the application back to the family with the questions that are noted.

    Raises NotHers, Overtaken and Refused.
    """
    with holding(viewer, number, revision, *UNDECIDED) as candidate:
        must_be_known(candidate)
        found = compared(System(), candidate)
        asks = send_questions(found, [candidate.school_id])
        _decided(candidate, viewer, State.ASKED)
        note("registration.asked", candidate, viewer)
        tell(candidate, district, letters.asked(*_of(found), asks), Own.QUESTION)


def put_on_list(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, reason: str,
    *, though_free: bool = False,
) -> None:  # fmt: skip
    """Put the child on the school's waiting list; *though_free*: she knows that a seat is free
    that nobody waits for. Raises NotHers, Overtaken and Refused."""
    with holding(viewer, number, revision, *UNDECIDED) as candidate:
        must_be_known(candidate)
        room = room_for(candidate)
        if room is not None and room.is_spare and not though_free:
            raise Refused(spare_words(candidate.grade_level, room))
        _decided(candidate, viewer, State.WAITING, reason)
        note("registration.waiting", candidate, viewer, reason=reason)
        found = compared(System(), candidate)
        tell(candidate, district, letters.waits(*_of(found), reason), Own.WAITING)


def decline(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, reason: str
) -> None:
    """The school does not take the child, and says why. Raises NotHers, Overtaken and Refused."""
    if not reason.strip():
        raise Refused(_("Write a few words to the family: why not?"))
    with holding(viewer, number, revision, *UNDECIDED, State.ACCEPTED) as candidate:
        must_be_known(candidate)
        _decided(candidate, viewer, State.DECLINED, reason)
        note("registration.declined", candidate, viewer, reason=reason)
        found = compared(System(), candidate)
        tell(candidate, district, letters.declined(*_of(found), reason), Own.DECLINED)


def decide_anew(viewer: Viewer, number: int, revision: int) -> None:
    """Take a decision back before anything was written. Raises NotHers and Overtaken."""
    states = (State.ACCEPTED, State.DECLINED, State.WAITING)
    with holding(viewer, number, revision, *states) as candidate:
        _decided(candidate, viewer, State.SENT)
        note("registration.reopened", candidate, viewer)


def post(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, *, checked: bool = False
) -> None:
    """Write the child into the records; *checked*: she has read whom that lets see what was there
    before. Raises NotHers, Overtaken and Stopped.
    """
    with holding(viewer, number, revision, State.ACCEPTED) as candidate:
        found = compared(System(), candidate)
        write(candidate, viewer, district, checked=checked)
        move_on(candidate, state=State.POSTED, student=candidate.student)
        note("registration.posted", candidate, viewer)
        if not _has_heard(candidate):
            tell(candidate, district, letters.posted(*_of(found), candidate.grade_level))


def _has_heard(candidate: Candidate) -> bool:
    """If its home was told that it is complete, and nothing else since.

    What is taken back is nearly always a slip that is mended and written again the same hour: the
    child stays accepted, at the same school in the same grade, for either is decided only anew. So
    a home hears neither of the undoing nor, a second time, that it is complete; its page says how
    it stands. Where it lasts, the home is told (``reminders/undone``), and hears of the end too.
    So it does once it was decided anew, for it has read of that.
    """
    mine = Posting.objects.visible_to(System()).filter(candidate=candidate)
    if candidate.decided_at is not None:
        mine = mine.filter(at__gte=candidate.decided_at)
    last = mine.exclude(undone_at=None).order_by("-at").first()
    return last is not None and last.told_at is None


def undo(viewer: Viewer, number: int, revision: int) -> None:
    """Take back what was written, within a day. Raises NotHers, Overtaken and CannotUndo."""
    with holding(viewer, number, revision, State.POSTED) as candidate:
        posting = Posting.objects.visible_to(System()).get(candidate=candidate, undone_at=None)
        student = candidate.student_id
        take_back(candidate, posting, viewer)
        move_on(candidate, state=State.ACCEPTED, student=candidate.student)
        note("registration.undone", candidate, viewer, before={"student": student})


def _decided(candidate: Candidate, viewer: Viewer, state: str, reason: str = "") -> None:
    move_on(
        candidate, state=state, reason=reason.strip()[:500], decided_at=clock.now(),
        decided_by_id=viewer.person_id,
    )  # fmt: skip


def note(
    kind: str, candidate: Candidate, viewer: Viewer, *, subject: str = "", reason: str = "",
    before: object = None, after: object = None,
) -> None:  # fmt: skip
    """A line of the ledger; of a new child it names the application alone."""
    record(
        kind, actor=viewer.person_id, student=candidate.student_id, about=candidate.pk,
        subject=subject or candidate.application.number, reason=reason, before=before, after=after,
    )  # fmt: skip


def _of(found: Compared) -> tuple[str, str]:
    """The child's first name and the school's, as a letter says them."""
    return found.first_name, school_of(found.candidate)
