"""Papers, transcripts and health among what changed, in words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import day_words, in_language_of_reader, long_day
from openhouse.documents.cards.editions import difference_words
from openhouse.documents.cards.rules import Difference
from openhouse.grades.words import percent_words
from openhouse.home.changes import Changed
from openhouse.immunizations.models import Exemption
from openhouse.immunizations.words import given_words, vaccine_words
from openhouse.papers.words import title_words

#: Of a corrected card so many differences are said.
MOST = 4


def paper(change: Changed) -> str:
    """ "Report card, Quarter 1 is here"."""
    said = change.said
    words = {"title": title_words(change.work, said["paper"], said["language"])}
    if change.kind == "paper.corrected":
        return _("%(title)s was corrected") % words
    if change.kind == "paper.withdrawn":
        return _("%(title)s was taken back by the school") % words
    return _("%(title)s is here") % words


def differs(change: Changed) -> str:
    """What a correction says otherwise: "Geometry, Q2: B, now A−"; why one was taken back."""
    if change.kind == "paper.withdrawn":
        return in_language_of_reader(change.said["because"], change.said["because_es"])
    found = [Difference(*each) for each in change.said.get("differs") or ()]
    return "; ".join(difference_words(each) for each in found[:MOST])


def assignment(change: Changed) -> str:
    """ "Essay 2 is new, due Friday, Oct 9"; what was hidden has no name for a family."""
    was, now = change.before or {}, change.after or {}
    said = {"work": change.work, "day": _due(now), "before": _due(was)}
    if not now.get("visible"):
        return _taken_back(said) if was.get("visible") else _("%(work)s is not shown yet") % said
    if not was.get("visible"):
        new = _("%(work)s is new, due %(day)s") if said["day"] else _("%(work)s is new")
        return new % said
    if said["day"] == said["before"]:
        return _("%(work)s was changed") % said
    if not said["day"]:
        return _("%(work)s has no due date any more; it was %(before)s") % said
    if not said["before"]:
        return _("%(work)s is now due %(day)s") % said
    return _("%(work)s is now due %(day)s; before: %(before)s") % said


def _taken_back(said: dict[str, str]) -> str:
    if said["work"]:
        return _("%(work)s was taken back") % said
    if said["before"]:
        return _("work that was due %(before)s is not asked for any more") % said
    return _("a piece of work is not asked for any more")


def _due(said: dict[str, Any]) -> str:
    return day_words(date.fromisoformat(said["due_on"])) if said.get("due_on") else ""


def transcript(change: Changed) -> str:
    """ "Physics is on the transcript: A−"."""
    said = {
        "course": change.said.get("course_name", ""),
        "before": _mark(change.before),
        "after": _mark(change.after),
    }
    # a line that was struck is kept, so there is one after too
    if change.after is None or change.kind == "transcript.removed":
        return _("%(course)s was taken off the transcript") % said
    if change.before is None:
        if not said["after"]:
            return _("%(course)s is on the transcript") % said
        return _("%(course)s is on the transcript: %(after)s") % said
    if said["before"] == said["after"] or not said["after"]:
        return _("%(course)s has changed on the transcript") % said
    if not said["before"]:
        return _("%(course)s on the transcript: %(after)s") % said
    return _("%(course)s went from %(before)s to %(after)s on the transcript") % said


def _mark(said: dict[str, Any] | None) -> str:
    """The mark of a line; none where only the credit is shown."""
    if not said or said.get("suppressed"):
        return ""
    percent = said.get("percent")
    return said.get("mark") or (percent_words(Decimal(str(percent))) if percent else "")


def transcript_reason(change: Changed) -> str:
    """Why a line is another: what the house itself writes there in the reader's words."""
    return {
        "posted to the transcript": "",
        "entered by hand": "",
        "struck by hand": "",
        "corrected by hand": _("The school corrected it by hand."),
        "a later mark was accepted": _("The school took over a later mark of the teacher."),
    }.get(change.reason, change.reason)


def immunization(change: Changed) -> str:
    """ "Tdap, given on Mar 5, 2026: entered"."""
    _kind, _dot, what = change.kind.partition(".")
    worded = _exemption if what.startswith("exempt") else _dose
    worded = _appointment if what.startswith("appoint") else worded
    return _in_words(change, worded)


def _in_words(change: Changed, worded: Callable[[dict[str, Any]], str]) -> str:
    before = worded(change.before) if change.before else ""
    said = {"what": worded(change.said), "before": before}
    if change.after is None:
        return _("%(what)s: taken off the immunization record") % said
    if change.before is None:
        return _("%(what)s: on the immunization record") % said
    if said["what"] == before:
        return _("%(what)s: something was added") % said
    return _("%(what)s; before: %(before)s") % said


def _dose(said: dict[str, Any]) -> str:
    words = given_words(str(said.get("cvx", "")), str(said.get("trade", "")))
    if not (day := _day(said.get("given_on"))):
        return words
    return _("%(vaccine)s, given on %(day)s") % {"vaccine": words, "day": day}


def _exemption(said: dict[str, Any]) -> str:
    kind = str(said.get("kind"))
    known = kind in Exemption.Kind.values
    words = str(Exemption.Kind(kind).label) if known else _("Exemption")
    if said.get("vaccine"):
        words = f"{words}: {vaccine_words(said['vaccine'])}"
    if day := _day(said.get("expires_on")):
        return _("%(what)s, until %(day)s") % {"what": words, "day": day}
    return words


def _appointment(said: dict[str, Any]) -> str:
    words = _("Appointment for a vaccine on %(day)s") % {"day": _day(said.get("on"))}
    if said.get("vaccine"):
        words = f"{words}: {vaccine_words(said['vaccine'])}"
    return _("%(what)s (it was kept)") % {"what": words} if said.get("was_kept") else words


def _day(text: str | None) -> str:
    return long_day(date.fromisoformat(text)) if text else ""


def card(change: Changed) -> str:
    """What became of the card that the reader has sent."""
    if change.kind == "health.card_entered":
        return _("The nurse has entered the immunization card that you sent")
    return _("The nurse could not enter the immunization card that you sent")
