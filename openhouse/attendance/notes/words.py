"""Notes of families in words."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openhouse.attendance.models import AbsenceNote
from openhouse.common.text import day_words, hour_words

State, Kind = AbsenceNote.State, AbsenceNote.Kind


def when_words(note: AbsenceNote) -> str:
    """ "Thursday, Oct 8", "Thursday, Oct 8 to Friday, Oct 9", "Tuesday, Oct 6, at 10:20 AM"."""
    first = day_words(note.first_on)
    if note.at:
        said = {"day": first, "time": hour_words(note.at)}
        if note.kind == Kind.LATE:
            return capfirst(_("%(day)s, comes at %(time)s") % said)
        return capfirst(_("%(day)s, leaves at %(time)s") % said)
    if note.first_on == note.last_on:
        return capfirst(first)
    ends = {"first": first, "last": day_words(note.last_on)}
    return capfirst(_("%(first)s to %(last)s") % ends)


def state_tag(note: AbsenceNote) -> tuple[str, str, str]:
    """Word, kind and icon of what became of a note."""
    kind, icon = {
        State.WAITING: ("info", "clock"),
        State.APPROVED: ("good", ""),
        State.REFUSED: ("bad", ""),
    }.get(State(note.state), ("neutral", ""))
    return str(State(note.state).label), kind, icon


def filed_words(note: AbsenceNote) -> str:
    """ "Sent Monday, Oct 5, 8:00 AM"."""
    local = timezone.localtime(note.filed_at)
    said = {"day": day_words(local.date()), "time": hour_words(local.time())}
    return _("Sent %(day)s, %(time)s") % said
