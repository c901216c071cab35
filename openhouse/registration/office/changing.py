"""What an office decides about a change between registrations: once, for the whole home.

Who has a child of the home at a school of hers decides it, and the other school's office sees that
it is done; what is said of a child at another school alone stays for that school (``together``).
"""

from django.db.models import F
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.registration.compared import Compared, compared
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import Posting
from openhouse.registration.naming import school_of
from openhouse.registration.office import change_letters as letters
from openhouse.registration.office.deciding import keep_decision, note, refuse_open
from openhouse.registration.office.holding import Refused, State, holding
from openhouse.registration.office.questions import send_questions
from openhouse.registration.office.whole_home import beside, beside_ids, decided_with
from openhouse.registration.posting.changing import is_there, stops, write_change
from openhouse.registration.posting.hindrances import Hindrance, Stopped, Why
from openhouse.registration.posting.holding_elsewhere import let_go
from openhouse.registration.posting.opening import opens_by_change
from openhouse.registration.posting.undoing import take_back
from openhouse.registration.rules.mapping import Says
from openhouse.registration.states import CHANGE_UNDECIDED
from openhouse.registration.telling import tell_home


def take(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, *, everything: bool,
    checked: bool = False,
) -> None:  # fmt: skip
    """Write what was taken into the records; with *everything*, each answer that nothing was said
    to as well. *checked*: she has read whom that lets see what was there before.

    Raises NotHers, Overtaken, Refused and Stopped.
    """
    with holding(viewer, number, revision, *CHANGE_UNDECIDED) as candidate:
        hers = beside_ids(viewer, candidate)
        group = decided_with(viewer, candidate)
        found = compared(System(), candidate, beside=[one.pk for one in group])
        if hindrances := stops(found, [one for one in group if one.pk in (candidate.pk, *hers)]):
            raise Stopped(*hindrances)
        there = [one for one in group if is_there(one)]
        if not checked and opens_by_change(found, there):
            raise Stopped(Hindrance(Why.OPENS))
        _take_open(found, candidate, viewer, everything=everything)
        gone = [one for one in group if one not in there]
        acting = next(one for one in there if one.pk in (candidate.pk, *hers))
        write_change(acting, there, viewer, district)
        _move(candidate, there, State.POSTED, viewer)
        _move(candidate, gone, State.DECLINED, viewer, _("Not at this school any more."))
        for one in there:
            note("registration.posted", one, viewer)
        tell_home(candidate.application, district, letters.written(school_of(candidate)))


def _take_open(found: Compared, candidate: Candidate, viewer: Viewer, *, everything: bool) -> None:
    waiting = [line for line in found.all_lines() if line.is_open]
    refuse_open(found, waiting, everything=everything)
    for line in waiting:
        keep_decision(candidate, found, line, Says.TAKE, "", viewer)


def send_back(viewer: Viewer, number: int, revision: int, district: CurrentDistrict) -> None:
    """Give it back with the questions that are noted. Raises NotHers, Overtaken, Refused."""
    with holding(viewer, number, revision, *CHANGE_UNDECIDED) as candidate:
        near = beside(viewer, candidate)
        found = compared(System(), candidate, beside=[each.pk for each in near])
        asks = send_questions(found, [each.school_id for each in (candidate, *near)])
        group = decided_with(viewer, candidate)
        _move(candidate, group, State.ASKED, viewer)
        for one in group:
            note("registration.asked", one, viewer)
        tell_home(candidate.application, district, letters.asked(school_of(candidate), asks))


def decline(
    viewer: Viewer, number: int, revision: int, district: CurrentDistrict, reason: str
) -> None:
    """Nothing of it is written, and the family reads why. Raises NotHers, Overtaken, Refused."""
    if not reason.strip():
        raise Refused(_("Write a few words to the family: why not?"))
    with holding(viewer, number, revision, *CHANGE_UNDECIDED) as candidate:
        group = decided_with(viewer, candidate)
        _move(candidate, group, State.DECLINED, viewer, reason)
        for one in group:
            note("registration.declined", one, viewer, reason=reason)
        tell_home(candidate.application, district, letters.declined(school_of(candidate), reason))


def decide_anew(viewer: Viewer, number: int, revision: int) -> None:
    """Take back that it was declined. Raises NotHers, Overtaken, Refused."""
    with holding(viewer, number, revision, State.DECLINED) as candidate:
        if _has_another(candidate):
            raise Refused(_("The family has told another change since. Decide that one."))
        group = decided_with(viewer, candidate)
        _move(candidate, group, State.SENT, viewer)
        for one in group:
            note("registration.reopened", one, viewer)


def _has_another(candidate: Candidate) -> bool:
    home = candidate.application.household_id
    others = Candidate.objects.visible_to(System()).filter(
        application__household=home, application__window=None, application__household__isnull=False,
        state__in=CHANGE_UNDECIDED, application__withdrawn_at=None,
    )  # fmt: skip
    return others.exclude(application=candidate.application_id).exists()


def undo(viewer: Viewer, number: int, revision: int) -> None:
    """Take back what was written, within a day, for every child that it was written for.

    Raises NotHers, Overtaken and CannotUndo.
    """
    with holding(viewer, number, revision, State.POSTED) as candidate:
        mine = Posting.objects.visible_to(System()).get(candidate=candidate, undone_at=None)
        same = Posting.objects.visible_to(System()).filter(
            application=candidate.application_id, at=mine.at, undone_at=None
        )
        posted = list(same.select_related("candidate__application", "candidate__part"))
        for posting in sorted(posted, key=lambda one: not one.written):
            one = posting.candidate
            student = one.student_id
            take_back(one, posting, viewer)
            Candidate.objects.visible_to(System()).filter(pk=one.pk).update(student=student)
        let_go(candidate.application_id, mine.at)
        group = [posting.candidate for posting in posted]
        _move(candidate, group, State.SENT, viewer)
        for one in group:
            note("registration.undone", one, viewer)


def _move(
    candidate: Candidate, group: list[Candidate], state: str, viewer: Viewer, reason: str = ""
) -> None:
    """Whoever has any child of it before her has an older one now."""
    rows = Candidate.objects.visible_to(System()).filter(application=candidate.application_id)
    rows.filter(pk__in=[one.pk for one in group]).update(
        state=state, reason=reason.strip()[:500], decided_at=clock.now(),
        decided_by=viewer.person_id,
    )  # fmt: skip
    rows.update(revision=F("revision") + 1)
