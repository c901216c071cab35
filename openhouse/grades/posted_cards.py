"""Posted marks as the parts of a page: which to show, their rows, and a sentence about them."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.grades.cards import standing_of
from openhouse.grades.pieces import Say
from openhouse.grades.queries import Course, Posted
from openhouse.grades.rules.scales import goes_badly
from openhouse.grades.terms import Calendar, Term
from openhouse.grades.words import percent_words, posted_name
from openhouse.ui.components.doubt import doubt
from openhouse.ui.components.row import row


def posted_standing(found: Sequence[tuple[Course, Posted]]) -> str:
    """The same of posted marks; empty where a course has several, and one sentence is too short."""
    if len({course.id for course, _mark in found}) < len(found):
        return ""
    known = [
        (
            course.name,
            posted.letter if posted.percent is None else percent_words(posted.percent),
            goes_badly(percent_of(posted, course)),
        )
        for course, posted in found
        if percent_of(posted, course) is not None
    ]
    return standing_of(known)


def percent_of(posted: Posted, course: Course) -> Decimal | None:
    """The percent of a posted mark; of a letter alone, the least that brings it in its scale."""
    least = dict(course.scheme.scale).get(posted.letter)
    return least if posted.percent is None else posted.percent


def posted_in(course: Course, calendar: Calendar) -> list[Posted]:
    """The course's posted marks of the chosen term, its parts and what it is part of."""
    chosen = calendar.chosen
    if chosen is None:
        return list(course.posted)
    parents = {term.id: term.parent for term in calendar.every}
    around: set[int | None] = {None, chosen.id, *chosen.leaves}
    above = chosen.parent
    while above is not None:
        around.add(above)
        above = parents.get(above)
    return [posted for posted in course.posted if posted.term in around]


def last_posted(courses: Sequence[Course], calendar: Calendar) -> Term | None:
    """The latest term before the chosen one for which one of *courses* has a posted mark."""
    marked = {posted.term for course in courses for posted in course.posted}
    start = calendar.chosen.starts_on if calendar.chosen else None
    earlier = [t for t in calendar.every if t.id in marked and start and t.ends_on < start]
    return max(earlier, key=lambda term: term.ends_on, default=None)


def posted_row(posted: Posted, say: Say, url: str = "", ask_url: str = "") -> SafeString:
    """A posted mark on its course's page; *url* is where one reads who changed it, *ask_url* where
    one says that it is wrong.
    """
    percent = percent_words(posted.percent) if posted.percent is not None else ""
    return row(
        posted_name(posted),
        posted.letter or percent or "–",
        say.with_comment((_posted_day(posted, say), _by_hand(posted)), posted.comment),
        percent if posted.letter else "",
        url=url,
        below=doubt(ask_url, posted_name(posted)),
    )


def posted_course_row(
    course: Course, posted: Posted, say: Say, url: str, *, term: str
) -> SafeString:
    """A posted mark as a line among those of other courses, under the name of its *term*."""
    percent = percent_words(posted.percent) if posted.percent is not None else ""
    name = posted_name(posted)
    small = (
        course.teacher_name,
        "" if name == term else name,
        _posted_day(posted, say),
        _by_hand(posted),
    )
    low = goes_badly(percent_of(posted, course))
    return row(
        course.name,
        posted.letter or percent or "–",
        say.with_comment(small, posted.comment),
        percent if posted.letter else "",
        url=url,
        tag=_("Look here") if low else "",
        kind="warn" if low else "neutral",
    )


def _posted_day(posted: Posted, say: Say) -> str:
    return _("posted %(day)s") % {"day": say.short(posted.posted_on)} if posted.posted_on else ""


def _by_hand(posted: Posted) -> str:
    return _("set by the teacher") if posted.by_hand else ""
