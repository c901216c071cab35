"""What of a child's page is another one for a change between registrations."""

from typing import Any

from django.utils.translation import gettext as _

from openhouse.registration.naming import school_of, staff_names
from openhouse.registration.office.child import Child
from openhouse.registration.office.forms import ReasonForm
from openhouse.registration.office.whole_home import others_wait
from openhouse.registration.office.words import State, state_of_change
from openhouse.registration.states import CHANGE_UNDECIDED


def change_page(child: Child, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What takes the place of a registration's: it is decided once, for the whole home; of *parts*
    those of whom nothing is asked stand together, by their names."""
    found, candidate = child.found, child.found.candidate
    state = candidate.state
    return {
        "is_change": True,
        "parts": [part for part in parts if _is_asked(part)],
        "silent": [part for part in parts if not _is_asked(part)],
        "name": _names(child),
        "subtitle": " · ".join(filter(None, [
            _("A change for the records"),
            school_of(candidate),
            found.application.number,
        ])),
        "state": state_of_change(state),
        "may_decide": state in CHANGE_UNDECIDED,
        "may_post": False,
        "may_take_back": state == State.DECLINED,
        "decided": staff_names([candidate.decided_by_id]).get(candidate.decided_by_id or 0, "")
        if state in (State.POSTED, State.DECLINED)
        else "",
        "elsewhere": state in (State.POSTED, State.DECLINED) and others_wait(candidate),
        "decline_form": ReasonForm(auto_id="decline-%s"),
    }  # fmt: skip


def _is_asked(part: dict[str, Any]) -> bool:
    return bool(part["changed"] or part["same"] or part["unknown"])


def _names(child: Child) -> str:
    parts = child.found.children
    names = [child.names[part.pk].name for part in parts if part.pk in child.names]
    return ", ".join(filter(None, names)) or _("No name yet")
