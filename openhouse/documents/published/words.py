"""Published documents and where they stand, in words."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.files import size_words
from openhouse.common.text import day_words, hour_words
from openhouse.documents.models import PublishedFile
from openhouse.documents.published import rules

Kind = PublishedFile.Kind


def kinds_word(kind: str) -> str:
    """The kind as the head of a list."""
    return {
        Kind.LETTER: _("Letters"),
        Kind.FORM: _("Forms"),
    }.get(Kind(kind), _("Other papers"))


def about_words(media: str, pages: int, size: int) -> str:
    """ "2 pages, 220 KB", "Picture, 1.4 MB"."""
    told = ngettext("%(many)d page", "%(many)d pages", pages) % {"many": pages}
    return f"{told if media == 'application/pdf' else _('Picture')}, {size_words(size)}"


def language_words(code: str) -> str:
    """What a paper is written in, "" where that is not said."""
    return {"en": _("In English"), "es": _("In Spanish")}.get(code, "")


def reader_tag(state: str, asked: rules.Asked) -> tuple[str, str, str]:
    """Word, tone and icon of where it stands with a reader; no word for what is only to read."""
    due = asked.due_on
    signs = asked.asks == rules.SIGN
    by = {"day": day_words(due)} if due else {}
    waits = _("Please sign") if signs else _("Please read")
    if due:
        waits = _("Please sign by %(day)s") % by if signs else _("Please read by %(day)s") % by
    return {
        rules.WAITS: (waits, "info", "clock"),
        rules.LATE: (_("Was due %(day)s") % by if due else "", "warn", "clock"),
        rules.ANEW: (
            _("Changed: please sign again") if signs else _("Changed: please read again"),
            "warn",
            "",
        ),
        rules.READ: (_("You have read it"), "good", ""),
        rules.SIGNED: (_("You have signed"), "good", ""),
        rules.DECLINED: (_("You have declined"), "neutral", "x"),
    }.get(state, ("", "neutral", ""))


def school_tag(state: str, *, signs: bool) -> tuple[str, str, str]:
    """The same of a student, for the school."""
    return {
        rules.OPENED: (_("Opened, not signed") if signs else _("Opened"), "info", ""),
        rules.LATE: (_("Overdue"), "warn", "clock"),
        rules.HALF: (_("Waits for the student"), "info", "clock"),
        rules.READ: (_("Read"), "good", ""),
        rules.SIGNED: (_("Signed"), "good", ""),
        rules.DECLINED: (_("Declined"), "bad", ""),
        rules.NOBODY: (_("Nobody at home has access"), "warn", ""),
    }.get(state, (_("Not opened"), "neutral", ""))


def moment_words(at: datetime) -> str:
    """ "Monday, Oct 5, 8:00 AM", inside a line: Spanish has "lunes 5 de oct, 8:00 a.m."."""
    local = timezone.localtime(at)
    said = {"day": day_words(local.date()), "time": hour_words(local.time())}
    return _("%(day)s, %(time)s") % said


def waiting_words(since: date, today: date) -> str:
    """For how long it has been waiting."""
    days = rules.days_waiting(since, today)
    if not days:
        return _("waiting since today")
    told = ngettext("waiting for %(many)d day", "waiting for %(many)d days", days)
    return told % {"many": days}


def withdrawn_words(on: date, because: str) -> str:
    """ "Withdrawn by the school on Monday, Oct 5: wrong date"."""
    said = {"day": day_words(on), "reason": because.rstrip(". ")}
    if because:
        return _("Withdrawn by the school on %(day)s: %(reason)s") % said
    return _("Withdrawn by the school on %(day)s") % said


def agreed_words(title: str, child: str, edition: int) -> str:
    """What somebody who signs agrees to; kept with the signature as she read it."""
    said = {"title": title, "child": child, "edition": edition}
    if edition == 1:
        words = _(
            "I have read “%(title)s” about %(child)s. I agree to it, and that my name typed here"
            " counts as my signature."
        )
        return words % said
    return (
        _(
            "I have read “%(title)s” about %(child)s (edition %(edition)d). I agree to it, and that"
            " my name typed here counts as my signature."
        )
        % said
    )
