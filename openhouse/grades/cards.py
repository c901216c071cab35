"""The parts of the grades pages, ready for their templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import day_words, number_words
from openhouse.grades.pieces import Say, quiet
from openhouse.grades.proof import name_of
from openhouse.grades.queries import Course, Work
from openhouse.grades.rules.marks import Mark
from openhouse.grades.rules.pieces import NEVER_COUNT
from openhouse.grades.rules.scales import goes_badly
from openhouse.grades.terms import Calendar, Term
from openhouse.grades.words import (
    freshness,
    listed,
    missing_tag,
    percent_words,
    short_day,
    together,
)
from openhouse.ui.components.bar import bar
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: Courses to look at that the sentence names; the others are counted.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter of a row of them."""

    label: str
    url: str
    current: bool
    count: int | str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A course with its mark in progress; None where the school does not show it."""

    course: Course
    mark: Mark | None

    @property
    def missing(self) -> int:
        return sum(1 for work in self.course.work if work.flag == "missing")

    @property
    def to_look_at(self) -> bool:
        return self.mark is not None and goes_badly(self.mark.percent)


def join(parts: Sequence[SafeString]) -> SafeString:
    """Escaped parts in one."""
    return joined(parts)


def standing(marked: Sequence[Marked]) -> str:
    """ "5 classes going well, 1 to look at: Science 58 %." Empty while no class has a mark."""
    known = [
        (each.course.name, percent_words(each.mark.percent), each.to_look_at)
        for each in marked
        if each.mark and each.mark.percent is not None
    ]
    return standing_of(known)


def standing_of(known: Sequence[tuple[str, str, bool]]) -> str:
    """The sentence about marks: the name of the class, its mark, if it is one to look at."""
    look = [(name, mark) for name, mark, low in known if low]
    many = len(known) - len(look)
    if not known:
        return ""
    well = ngettext("%(many)s class going well", "%(many)s classes going well", many) % {
        "many": many
    }
    if not look:
        return _("%(well)s.") % {"well": well}
    names = [f"{name} {mark}" for name, mark in look[:NAMED]]
    rest = len(look) - NAMED
    if rest > 0:
        names.append(ngettext("%(rest)s more", "%(rest)s more", rest) % {"rest": rest})
    to_see = _("%(many)s to look at: %(names)s") % {"many": len(look), "names": listed(names)}
    return _("%(well)s, %(look)s.") % {"well": well, "look": to_see} if many else f"{to_see}."


def course_row(marked: Marked, url: str, today: date, *, over: bool) -> SafeString:
    """A course with its mark in progress."""
    course, mark = marked.course, marked.mark
    value = small_right = tag = ""
    kind = "neutral"
    if mark and mark.percent is not None:
        percent = percent_words(mark.percent)
        value = mark.letter or percent
        early = _("early") if mark.early and not over else ""
        small_right = together((percent if mark.letter else "", early))
        if marked.to_look_at:
            tag, kind = _("Look here"), "warn"
    elif mark:
        value, small_right = "–", _("no mark yet")
    missing = missing_tag(marked.missing)
    if missing and not tag:
        tag, kind, missing = missing, "bad", ""
    small = together(
        (
            course.teacher_name,
            missing,
            _("until %(day)s") % {"day": short_day(course.left_on)} if course.left_on else "",
            "" if over else freshness(course.last_entry_on, today),
        )
    )
    return row(course.name, value, small, small_right, url=url, tag=tag, kind=kind)


def plain_course_row(course: Course, url: str) -> SafeString:
    """A course of which there is no mark to tell."""
    return row(course.name, small=course.teacher_name, url=url)


def ahead_row(work: Work, say: Say, url: str = "") -> SafeString:
    """A piece of work still to come, with what it is worth; *url*: where it is handed in."""
    points = ""
    if work.possible:
        points = ngettext("%(points)s point", "%(points)s points", int(work.possible)) % {
            "points": number_words(work.possible)
        }
    tag, kind, icon = say.tag(work)
    small = (work.category_name, say.given(work), say.due(work), say.effect(work))
    return row(
        work.name,
        "",
        say.with_comment(small, work.comment),
        points,
        url=url,
        tag=tag,
        kind=kind,
        icon=icon,
    )


def work_row(
    work: Work, say: Say, url: str = "", *, lowest: bool = False, hides_mark: bool = False
) -> SafeString:
    """A piece of work. *lowest*: dropped by a rule; *url*: who changed it, and "It is wrong"."""
    tag, kind, icon = say.tag(work, lowest=lowest)
    grey = lowest or not work.counts or work.flag in NEVER_COUNT
    effect = "" if hides_mark else say.effect(work, lowest=lowest)
    score = say.score(work)
    return row(
        quiet(work.name) if grey else work.name,
        quiet(score) if grey else score,
        say.with_comment(
            (work.category_name, say.given(work), say.due(work), effect),
            work.comment,
            work.feedback,
        ),
        say.share(work),
        url=url,
        tag=tag,
        kind=kind,
        icon=icon,
    )


def category_rows(course: Course, mark: Mark) -> list[SafeString]:
    """Each category with its weight, percent and how much went into it."""
    by_weight = mark.basis == "weights"
    excused: dict[int | None, int] = {}
    for work in course.work:
        if work.flag == "exempt":
            excused[work.category] = excused.get(work.category, 0) + 1
    found = []
    for part in mark.parts:
        name, percent = name_of(part), part.percent
        weight = percent_words(part.weight) if by_weight and part.weight else ""
        pieces = ngettext("%(many)s score", "%(many)s scores", part.counted) % {
            "many": part.counted
        }
        small = together(
            (
                _("counts %(weight)s") % {"weight": weight} if weight else "",
                _("no weight") if by_weight and not part.weight else "",
                pieces if part.counted else _("no score yet"),
                _("%(many)s left out") % {"many": len(part.dropped)} if part.dropped else "",
                _("%(many)s excused") % {"many": excused[part.id]} if part.id in excused else "",
            )
        )
        words = percent_words(percent) if percent is not None else "–"
        extra = bar(percent, f"{name}: {words}") if percent is not None else ""
        found.append(row(name, words, small, extra=extra))
    return found


def page_subtitle(course: Course, calendar: Calendar, today: date) -> str:
    """ "Algebra · Quarter 1, until Friday, Oct 16 · last entry yesterday"."""
    fresh = freshness(course.last_entry_on, today)
    return together((course.name, term_words(calendar.chosen, today), fresh))


def term_words(term: Term | None, today: date) -> str:
    """ "Quarter 1, until Friday, Oct 16", or "Quarter 1, over since …"."""
    if term is None:
        return ""
    if term.ends_on < today:
        return _("%(term)s, ended %(day)s") % {"term": term.name, "day": day_words(term.ends_on)}
    return _("%(term)s, until %(day)s") % {"term": term.name, "day": day_words(term.ends_on)}
