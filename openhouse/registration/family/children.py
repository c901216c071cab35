"""Each child of an application that was sent: where she stands, and what comes next."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common import clock
from openhouse.people.words import grade_words
from openhouse.registration.models import Candidate
from openhouse.registration.places.words import place_words
from openhouse.registration.standing.state import Standing

_LEFT_OPEN = (Candidate.State.DRAFT, Candidate.State.WITHDRAWN)
_WAITS_THERE = (Candidate.State.SENT, Candidate.State.WAITING)
#: Word, tone and icon of where a child stands.
STATES = {
    Candidate.State.SENT: ("info", "mail"),
    Candidate.State.ASKED: ("warn", "warn"),
    Candidate.State.WAITING: ("info", "clock"),
    Candidate.State.ACCEPTED: ("good", "check"),
    Candidate.State.POSTED: ("good", "check"),
    Candidate.State.DECLINED: ("bad", "warn"),
    Candidate.State.WITHDRAWN: ("neutral", ""),
}


def children_of(standing: Standing, wanting: Collection[int] = ()) -> list[dict[str, Any]]:
    """Each child of an application that was sent, and where she stands; of *wanting* the school
    still needs papers.
    """
    found = []
    schools = dict(standing.offers.schools)
    for part in standing.of("student"):
        candidate = part.candidate
        if candidate is None:
            continue
        kind, icon = STATES.get(Candidate.State(candidate.state), ("neutral", ""))
        small = " · ".join(
            filter(None, (schools.get(candidate.school_id or 0, ""),
                          grade_words(candidate.grade_level), _waits(candidate)))
        )  # fmt: skip
        found.append({
            "name": standing.called(part),
            "small": small,
            "tag": Candidate.State(candidate.state).label,
            "kind": kind,
            "icon": icon,
            "reason": candidate.reason,
            "next": " ".join(filter(None, (next_words(candidate, wanting),
                                           place_words(standing.application, candidate)))),
            "number": candidate.pk,
            "may_withdraw": candidate.state not in (*_LEFT_OPEN, Candidate.State.POSTED,
                                                    Candidate.State.DECLINED),
        })  # fmt: skip
    return found


def _waits(candidate: Candidate) -> str:
    """How long it has been with the school, which has not decided; "" on the first day (DOC-06)."""
    if candidate.sent_at is None or candidate.state not in _WAITS_THERE:
        return ""
    days = (clock.today() - timezone.localdate(candidate.sent_at)).days
    if days < 1:
        return ""
    words = ngettext("with the school for %(days)s day", "with the school for %(days)s days", days)
    return words % {"days": days}


def next_words(candidate: Candidate, wanting: Collection[int] = ()) -> str:
    """What happens next with a child, in a sentence."""
    if candidate.pk in wanting and candidate.state == Candidate.State.SENT:
        return _("The school looks at it. It still needs papers from you: they are listed below.")
    if candidate.pk in wanting and candidate.state == Candidate.State.ACCEPTED:
        return _("Accepted. The school still needs papers from you: they are listed below.")
    return {
        Candidate.State.DRAFT: _("Not sent yet."),
        Candidate.State.SENT: _("The school looks at it. You need not do anything now."),
        Candidate.State.ASKED: _("Please answer the school’s question."),
        Candidate.State.WAITING: _("There is no free place yet. The school writes to you when"
                                   " there is one."),
        Candidate.State.ACCEPTED: _("Accepted. The school finishes the registration now."),
        Candidate.State.POSTED: _("Registered. Nothing more to do."),
        Candidate.State.DECLINED: _("The school has not accepted it. You can call the office."),
        Candidate.State.WITHDRAWN: _("You took it back."),
    }[Candidate.State(candidate.state)]  # fmt: skip
