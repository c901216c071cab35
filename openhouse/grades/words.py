"""Marks, scores and flags in words a parent understands."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils import dateformat
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import number_words, once_a_language
from openhouse.grades.queries import Posted
from openhouse.grades.rules.marks import Mark
from openhouse.grades.rules.scales import shown

#: Names of grading tasks that say no more than that it is the term's own mark.
SAME_AS_TERM = frozenset(
    {"grading period", "marking period", "reporting period", "term", "quarter", "trimester"}
)


@once_a_language
def short_day(on: date) -> str:
    """ "Oct 6"."""
    # Translators: Django's date format for "Oct 6".
    return dateformat.format(on, _("M j"))


def percent_words(percent: Decimal) -> str:
    """ "81.6 %", with a space that does not break."""
    return _("%(number)s\u00a0%%") % {"number": number_words(shown(percent))}


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
