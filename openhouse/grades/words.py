"""Marks, scores and flags in words a parent understands."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import dateformat
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import number_words, once_a_language
from openhouse.grades.queries import Posted
from openhouse.grades.rules.confidence import Confidence
from openhouse.grades.rules.scales import shown

#: Days without an entry before it is worth a word.
SOME_DAYS = 4
#: Names of grading tasks that say no more than that it is the term's own mark.
SAME_AS_TERM = frozenset(
    {"grading period", "marking period", "reporting period", "term", "quarter", "trimester"}
)

#: How a word begins, and no letter grade.
_WORD = re.compile(r"[^\W\d_]{3}")


@once_a_language
def short_day(on: date) -> str:
    """ "Oct 6"."""
    # Translators: Django's date format for "Oct 6".
    return dateformat.format(on, _("M j"))


def percent_words(percent: Decimal) -> str:
    """ "81.6 %", with a space that does not break."""
    return _("%(number)s\u00a0%%") % {"number": number_words(shown(percent))}


def mark_words(mark: str) -> str:
    """A posted mark within a sentence: A− as it is; the school's own words, as “Getting there”, in
    quotes, for they stand in the school's language."""
    return _("“%(mark)s”") % {"mark": mark} if _WORD.match(mark) else mark


def together(parts: Iterable[object], between: str = " · ") -> str:
    """The parts that say something, in a line."""
    return between.join(str(part) for part in parts if part)


def listed(names: Iterable[str]) -> str:
    """ "Homework, Quizzes and Tests"."""
    return get_text_list(list(names), _("and"))


def freshness(last: date | None, today: date) -> str:
    """ "last entry 9 days ago"."""
    if last is None:
        return _("nothing entered yet")
    return _entered((today - last).days)


def _entered(days: int) -> str:
    if days <= 0:
        return _("last entry today")
    if days == 1:
        return _("last entry yesterday")
    return ngettext(
        "last entry %(count)s day ago", "last entry %(count)s days ago", days
    ) % {"count": days}  # fmt: skip


def posted_name(posted: Posted) -> str:
    """ "Quarter 1", or "Quarter 1: Exam" where the task says more than its term."""
    return task_words(posted.term_name or "", posted.task)


def task_words(term: str, task: str) -> str:
    """The same of the names of a term and a task."""
    if not term or task.lower() in SAME_AS_TERM or term.lower().startswith(task.lower()):
        return term or task
    return _("%(term)s: %(task)s") % {"term": term, "task": task}


def missing_words(many: int) -> str:
    """ "3 pieces of work are missing"; empty for none."""
    if not many:
        return ""
    return ngettext(
        "%(many)s piece of work is missing", "%(many)s pieces of work are missing", many
    ) % {"many": many}  # fmt: skip


def missing_tag(many: int) -> str:
    if not many:
        return ""
    return ngettext("%(many)s missing", "%(many)s missing", many) % {"many": many}


def confidence_words(confidence: Confidence) -> str:
    """ "4 of about 12 pieces so far, nothing from Tests yet, last entry 9 days ago"."""
    counted = {"many": confidence.counted, "about": confidence.about}
    if confidence.about and confidence.about > confidence.counted:
        parts = [
            ngettext(
                "%(many)s of about %(about)s pieces so far",
                "%(many)s of about %(about)s pieces so far",
                confidence.counted,
            )
            % counted
        ]
    else:
        parts = [
            ngettext("%(many)s piece so far", "%(many)s pieces so far", confidence.counted)
            % counted
        ]
    if confidence.empty:
        names = get_text_list(list(confidence.empty), _("or"))
        parts.append(_("nothing from %(names)s yet") % {"names": names})
    days = confidence.last_entry_days
    if days is not None and days >= SOME_DAYS:
        parts.append(_entered(days))
    return ", ".join(parts)


def effect_words(effect: Decimal | None) -> str:
    """What a score does to the mark: "lifts the mark by 1.3", in percentage points."""
    if effect is None:
        return _("all of the mark so far")
    points = {"points": number_words(shown(abs(effect)))}
    if not shown(effect):
        return _("changes the mark by less than 0.1") if effect else _("does not change the mark")
    if effect > 0:
        return _("lifts the mark by %(points)s") % points
    return _("lowers the mark by %(points)s") % points
