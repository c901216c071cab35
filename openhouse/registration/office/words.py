"""What an office reads of registrations: states, what stands in the way, what would be written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from openhouse.common.text import day_and_year, reader_language
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import OpenItem
from openhouse.registration.posting.enrolling import Plan
from openhouse.registration.posting.hindrances import Hindrance, Why
from openhouse.registration.posting.undoing import CannotUndo
from openhouse.registration.rules.form import Form, said_in
from openhouse.registration.rules.mapping import Line

State = Candidate.State
STATES = {
    State.SENT: gettext_lazy("To be decided"),
    State.ASKED: gettext_lazy("With the family"),
    State.WAITING: gettext_lazy("Waiting list"),
    State.ACCEPTED: gettext_lazy("Accepted, not enrolled yet"),
    State.POSTED: pgettext_lazy("one child", "Enrolled"),
    State.DECLINED: gettext_lazy("Declined"),
    State.WITHDRAWN: gettext_lazy("Withdrawn by the family"),
}
KINDS = {
    State.SENT: "info",
    State.ASKED: "warn",
    State.WAITING: "neutral",
    State.ACCEPTED: "info",
    State.POSTED: "good",
    State.DECLINED: "bad",
    State.WITHDRAWN: "neutral",
}
ITEM_KINDS = {
    OpenItem.State.MISSING: "warn",
    OpenItem.State.SENT: "info",
    OpenItem.State.ACCEPTED: "good",
    OpenItem.State.REFUSED: "warn",
    OpenItem.State.WAIVED: "neutral",
}


def item_words(item: OpenItem, label: str, files: Sequence[Any]) -> dict[str, Any]:
    """A paper to be seen as either desk's page lists it, with links to its *files*."""
    state = OpenItem.State(item.state)
    return {
        "id": item.pk,
        "label": label,
        "tag": _("Has come, to be seen") if state == OpenItem.State.SENT else state.label,
        "kind": ITEM_KINDS[state],
        "reason": item.reason,
        "files": files,
        "open": state not in OpenItem.SEEN_TO,
    }


def question_words(form: Form, key: str) -> str:
    """The words of a question in the reader's language; its key where a form has it no more."""
    asked = form.question(key)
    return said_in(asked[1].label, reader_language()) if asked else key


def unread_words(line: Line) -> str:
    """What she reads of the records where it is somebody of another school."""
    if not line.fills:
        return ""
    if line.differs or line.hers:
        return _("Something else. It is not shown, for this is somebody of another school.")
    return _("The same")


def state_words(state: str) -> str:
    """The state as an office says it."""
    return str(STATES.get(State(state), state))


def state_of_change(state: str) -> str:
    """The same of a change between registrations."""
    return _("In the records") if state == State.POSTED else state_words(state)


def waiting_words(since: date, today: date) -> str:
    """ "today", "3 days": how long somebody waits."""
    days = (today - since).days
    if days < 1:
        return _("today")
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def overtaken_words(state: str) -> str:
    """What has happened since she opened the page."""
    if state == State.WITHDRAWN:
        return _("The family has just taken this registration back. Nothing was written.")
    return _(
        "Somebody has changed this registration since you opened the page. Nothing was written;"
        " below is how it stands now: %(state)s."
    ) % {"state": state_words(state)}


def hindrance_words(one: Hindrance) -> str:
    """Why a child cannot be written into the records yet, and what to do."""
    words = {
        Why.NOT_ACCEPTED: _("Accept the child first."),
        Why.POSTED: _("It is in the records already."),
        Why.NO_YEAR: _("%(name)s has no school year yet. Bring its calendar first, by an import."),
        Why.NO_NAME: _("A first or last name is missing. Ask the family for it."),
        Why.UNMATCHED: _("Say who %(name)s is: somebody on file, or somebody new."),
        Why.HOME: _("Say which home it is: one on file, or a new one."),
        Why.ITEMS: _("Papers are still to be seen. See them, or say that they are not needed."),
        Why.NURSE: _("The nurse still waits for a paper, or has not seen it."),
        Why.SHARED: _(
            "The records have %(name)s in this home, whom a court keeps from a child of it, and who"
            " would read the new address. Take this person out of the home first, at the help desk."
        ),
        Why.LEFT: _(
            "%(name)s is not at your school any more. Decline the change, so that the family tells"
            " it again."
        ),
        Why.TAKEN_OUT: _("Say what becomes of %(name)s, whom the family took out."),
        Why.OPENS: _(
            "This lets somebody see what is in the records already. Read who it is, and say that"
            " you have checked it."
        ),
        Why.BARRED: _(
            "A court order keeps somebody called %(name)s from this child. Say who it is: then the"
            " order stays in force."
        ),
    }
    return words[one.why] % {"name": one.name or _("the child")}


def plan_words(plan: Plan) -> list[str]:
    """What enrolling the child means, before it is done."""
    said = [
        _("First day: %(day)s. School year %(year)s.")
        % {"day": day_and_year(plan.starts_on), "year": plan.year.name}
    ]
    if plan.year._state.adding:
        said.append(
            _("The school has no days of that year yet: they are last year’s, moved by weeks.")
        )
    if plan.there is not None:
        said.append(_("The child is enrolled there for that year already: only the grade follows."))
    for each in plan.elsewhere:
        ends = each in plan.ends
        line = (
            _("Leaves %(school)s: the last day there is %(day)s.")
            if ends
            else _("The enrollment at %(school)s, which has not begun, is taken away.")
        )
        said.append(line % {"school": each.school.name, "day": day_and_year(plan.last_day)})
    return said


#: What of the records has moved, by the table.
_TABLES = {
    "people_person": gettext_lazy("somebody’s name or birth date"),
    "people_student": gettext_lazy("the student number"),
    "people_household": gettext_lazy("the address"),
    "people_householdmember": gettext_lazy("who lives in the home"),
    "people_contactpoint": gettext_lazy("a phone or an e-mail address"),
    "people_guardianship": gettext_lazy("what an adult is to a child"),
    "people_enrollment": gettext_lazy("an enrollment"),
    "people_account": gettext_lazy("an account that was opened"),
    "sign_in_activationcode": gettext_lazy("a way in that was used"),
    "registration_part": gettext_lazy("who somebody is"),
    "registration_applicationmember": gettext_lazy("who fills in the registration"),
    "courses_placement": gettext_lazy("a class that the child was put in"),
}


def cannot_undo_words(error: CannotUndo) -> str:
    """Why what was written stays."""
    if "sign_in_activationcode" in error.moved or error.stands == "people_account":
        return _(
            "It stays as it is: somebody has opened an account with the way in that was mailed."
            " Take portal access away instead: below is where."
        )
    if error.stands:
        what = _TABLES.get(error.stands, _("something that was added"))
        return _(
            "It stays as it is: something newer stands on it (%(what)s). If it is a brother’s or"
            " sister’s registration, take that one back first."
        ) % {"what": what}
    if error.moved:
        what = ", ".join(str(_TABLES.get(each, each)) for each in error.moved)
        return _("It stays as it is: this has changed since: %(what)s.") % {"what": what}
    return _("More than a day has gone by. Correct it in the records themselves.")


def hindrances_words(found: Sequence[Hindrance]) -> list[str]:
    """Each in words."""
    return [hindrance_words(each) for each in found]
