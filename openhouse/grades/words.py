"""Marks, scores and flags in words a parent understands."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from openhouse.common.text import day_words, near_day, number_words
from openhouse.grades.queries import Posted, Work
from openhouse.grades.rules import (
    COUNT_AS_ZERO,
    NEVER_COUNT,
    ONE,
    Mark,
    is_to_do,
    not_due_yet,
    shown,
)

#: flag -> word, kind and icon of its tag
FLAGS = {
    "turned in": (later("Turned in"), "info", "check"),
    "late": (later("Late"), "warn", "late"),
    "missing": (later("Missing"), "bad", "bad"),
    "incomplete": (later("Incomplete"), "warn", "warn"),
    "cheated": (later("See the teacher"), "warn", "info"),
    "exempt": (later("Excused"), "neutral", "excused"),
    "dropped": (later("Dropped"), "neutral", "x"),
}
Tag = tuple[str, str, str]
NO_TAG: Tag = ("", "neutral", "")


@lru_cache(maxsize=4096)
def _day(on: date, language: str | None) -> str:
    return day_words(on)


def long_day(on: date) -> str:
    """ "Tuesday, Oct 6"; remembered, for a page says it of sixty pieces of work."""
    return _day(on, get_language())


def near(on: date, today: date) -> str:
    """ "today", "tomorrow", "Friday" within a week, else "Tuesday, Oct 6"."""
    return near_day(on, today) if abs((on - today).days) < 7 else long_day(on)


@lru_cache(maxsize=4096)
def _short(on: date, language: str | None) -> str:
    # Translators: Django's date format for "Oct 6".
    return dateformat.format(on, _("M j"))


def short_day(on: date) -> str:
    """ "Oct 6"."""
    return _short(on, get_language())


def percent_words(percent: Decimal) -> str:
    """ "81.6 %", with a space that does not break."""
    return _("%(number)s\u00a0%%") % {"number": number_words(shown(percent))}


def together(parts: Iterable[object], between: str = " · ") -> str:
    """The parts that say something, in a line."""
    return between.join(str(part) for part in parts if part)


def listed(names: Iterable[str]) -> str:
    """ "Homework, Quizzes and Tests"."""
    return get_text_list(list(names), _("and"))


def score_words(work: Work) -> str:
    """ "7 of 10"; a dash where there is no score."""
    got, possible = work.got, work.possible
    if work.flag in COUNT_AS_ZERO and possible:
        got = Decimal(0)
    if got is None:
        return work.text or "–"
    if possible is None:
        return number_words(got)
    if not possible:
        return _("+%(points)s extra") % {"points": number_words(got)}
    return _("%(got)s of %(possible)s") % {
        "got": number_words(got), "possible": number_words(possible)
    }  # fmt: skip


def share_words(work: Work) -> str:
    """The percent of one score; empty where the score does not say one."""
    if not work.possible or work.flag in NEVER_COUNT:
        return ""
    if work.flag in COUNT_AS_ZERO:
        return percent_words(Decimal(0))
    return percent_words(work.got * 100 / work.possible) if work.got is not None else ""


def tag_of(work: Work, today: date, *, lowest: bool = False) -> Tag:
    """The tag beside a piece of work: its flag, or what else is to be known of it."""
    if work.flag:
        word, kind, icon = FLAGS[work.flag]
        return str(word), kind, icon
    if lowest:
        return _("Lowest, left out"), "neutral", "x"
    if not work.counts:
        return _("Does not count"), "neutral", "info"
    if not work.scored and work.due_on and work.due_on < today:
        return _("Not scored yet"), "neutral", "clock"
    if work.possible is not None and not work.possible:
        return _("Extra credit"), "good", "star"
    return NO_TAG


def effect_words(work: Work, today: date, *, lowest: bool = False) -> str:
    """What a piece of work does to the mark, where that is not plain from its score."""
    if not_due_yet(work, today):
        return _("not due yet, so it does not count")
    if work.flag in NEVER_COUNT or not work.counts:
        return _("does not count") if work.flag else ""
    if lowest:
        return _("lowest, left out") if work.flag else ""
    if work.flag in COUNT_AS_ZERO and work.possible:
        if work.got:
            return _("%(points)s entered, counts as 0") % {"points": number_words(work.got)}
        return _("counts as 0")
    if work.multiplier != ONE:
        return _("counts %(times)s times") % {"times": number_words(work.multiplier)}
    return ""


def due_words(work: Work, today: date, say: Callable[[date], str] = long_day) -> str:
    """ "due Tuesday, Oct 6"; empty where no day is set for it."""
    if work.due_on is None:
        return ""
    if work.due_on < today and is_to_do(work.flag, scored=work.scored):
        return _("was due %(day)s") % {"day": say(work.due_on)}
    return _("due %(day)s") % {"day": say(work.due_on)}


def given_words(work: Work, today: date) -> str:
    """ "given Oct 1", or "starts Oct 8" while that is to come."""
    if work.assigned_on is None:
        return ""
    day = {"day": short_day(work.assigned_on)}
    return _("starts %(day)s") % day if work.assigned_on > today else _("given %(day)s") % day


def freshness(last: date | None, today: date) -> str:
    """ "last entry 9 days ago"."""
    if last is None:
        return _("nothing entered yet")
    days = (today - last).days
    if days <= 0:
        return _("last entry today")
    if days == 1:
        return _("last entry yesterday")
    return ngettext(
        "last entry %(count)s day ago", "last entry %(count)s days ago", days
    ) % {"count": days}  # fmt: skip


def early_words(mark: Mark) -> str:
    """ "Early: 3 scores so far, no Tests yet"."""
    scores = ngettext(
        "Early: %(count)s score so far", "Early: %(count)s scores so far", mark.counted
    ) % {"count": mark.counted}  # fmt: skip
    names = listed(part.name for part in mark.empty)
    return (
        _("%(scores)s, no %(names)s yet") % {"scores": scores, "names": names} if names else scores
    )


def room_words(room: str) -> str:
    """ "Room 214" for 214; other names of rooms speak for themselves."""
    return _("Room %(room)s") % {"room": room} if room[:1].isdigit() else room


def posted_name(posted: Posted) -> str:
    """ "Quarter 1", or "Quarter 1: Exam" where the task says more than its term."""
    term, task = posted.term_name or "", posted.task
    if not term or term.lower().startswith(task.lower()):
        return term or task
    return _("%(term)s: %(task)s") % {"term": term, "task": task}


def with_comment(small: str, comment: str) -> str | SafeString:
    """A quiet line, and the teacher's words under it."""
    if not comment:
        return small
    quoted = _("“%(comment)s”") % {"comment": comment}
    return format_html("{}<br>{}", small, quoted) if small else quoted
