"""The assignments page: work of all courses in cards, week by week."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.grades.assignments import (
    WEEKS,
    CourseWork,
    Week,
    by_week,
    missing,
    monday_of,
    newly_scored,
    to_do,
)
from openhouse.grades.cards import Chip, join
from openhouse.grades.meanings import OF_WORK
from openhouse.grades.pieces import Say, quiet
from openhouse.grades.rules.pieces import NEVER_COUNT, RECENT
from openhouse.grades.words import freshness, missing_words, short_day
from openhouse.ui.components.row import row

#: More pieces than these of a week that is not the one before one's eyes are folded.
A_FEW = 4
#: Past weeks that may be asked for: a school year and its summer.
MOST_WEEKS = 60
MORE_WEEKS = 3
FRIDAY = 4
#: Marks the first of the weeks that were asked for last.
EARLIER = "earlier"
ALL, MISSING, DUE, NEW = "all", "missing", "due", "recent"
SHOWN = {
    ALL: gettext_lazy("All"),
    MISSING: gettext_lazy("Missing"),
    DUE: gettext_lazy("Due"),
    NEW: gettext_lazy("New scores"),
}
#: What stands where a filter finds nothing: icon, headline, sentence.
NOTHING = {
    ALL: (
        "assignments",
        gettext_lazy("No work now"),
        gettext_lazy(
            "It shows here when a teacher gives some. Work of classes now over is under Grades."
        ),
    ),
    MISSING: (
        "good",
        gettext_lazy("Nothing is missing"),
        gettext_lazy("Every piece of work is accounted for."),
    ),
    DUE: (
        "good",
        gettext_lazy("Nothing is due"),
        gettext_lazy("New work shows here when a teacher gives it."),
    ),
    NEW: (
        "assignments",
        gettext_lazy("No new scores"),
        gettext_lazy("Scores of the last %(days)s days show here."),
    ),
}

_LATELY = {"days": RECENT.days}


def weeks_to(work: Iterable[CourseWork], today: date) -> int:
    """Weeks that reach back from *today* to the newest of *work*, all of it past."""
    newest = max((piece.on for piece in work if piece.on), default=today)
    back = (monday_of(today) - monday_of(newest)).days // 7
    return min(max(back, WEEKS), MOST_WEEKS)


def week_words(monday: date | None, this: date) -> str:
    """ "This week", "Next week", "Last week", "Week of Oct 5"; *this* is this week's Monday."""
    if monday is None:
        return _("Without a date")
    near = {0: _("This week"), 7: _("Next week"), -7: _("Last week")}
    name = near.get((monday - this).days)
    return name or _("Week of %(day)s") % {"day": short_day(monday)}


def agenda_row(work: CourseWork, base: str, say: Say, *, scored: bool = False) -> SafeString:
    """A piece of work among those of all courses; leads to its course, or to its own page.

    *scored*: with the day of its score, not the day it was due.
    """
    day = say.near(work.scored_on) if scored and work.scored_on else say.due(work, near=True)
    tag, kind, icon = say.tag(work)
    grey = not work.counts or work.flag in NEVER_COUNT
    small = (work.course, day, say.effect(work))
    return row(
        quiet(work.name) if grey else work.name,
        say.told(work),
        say.with_comment(small, work.comment, work.feedback),
        url=f"{base}{work.section}/" + (f"work/{work.id}/" if work.has_page else ""),
        tag=tag,
        kind=kind,
        icon=icon,
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A card of rows with its name; with ``fold`` the rows wait behind these words."""

    title: str
    rows: SafeString
    fold: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    """What every part of the page needs to know."""

    base: str
    today: date
    say: Say
    scored: bool = False

    @property
    def this(self) -> date:
        return monday_of(self.today)

    def group(self, title: str, work: Iterable[CourseWork]) -> Group:
        drawn = [agenda_row(w, self.base, self.say, scored=self.scored) for w in work]
        return Group(title, join(drawn))

    def weeks(self, weeks: Iterable[Week]) -> list[Group]:
        return [self.group(week_words(week.monday, self.this), week.work) for week in weeks]

    @property
    def at_hand(self) -> date:
        """The Monday of the week that a family looks at: on a weekend the next one."""
        return self.this + timedelta(days=7 if self.today.weekday() > FRIDAY else 0)

    def folded(self, weeks: Sequence[Week], asked: date | None = None) -> list[Group]:
        """The same with full weeks but the one at hand folded, and that of the Monday *asked*."""
        groups = zip(weeks, self.weeks(weeks), strict=True)
        return [
            replace(group, id=EARLIER)
            if asked and week.monday == asked
            else replace(group, fold=self._fold(week))
            for week, group in groups
        ]

    def _fold(self, week: Week) -> str:
        """ "Show 12 pieces of work"; nothing where a handle saves no room."""
        many = len(week.work)
        near = week.monday and abs((week.monday - self.at_hand).days) <= 7
        if week.monday == self.at_hand or many <= (A_FEW if near else 1):
            return ""
        return ngettext(
            "Show %(many)s piece of work", "Show %(many)s pieces of work", many
        ) % {"many": many}  # fmt: skip


def assignments(
    child: Child, work: list[CourseWork], show: str, weeks: int, today: date, *, shut: bool = False
) -> dict[str, Any]:
    """The context of the page. *show* is missing, due, recent or all; *weeks* past ones of all.

    *shut*: a school shows no scores now, so what it calls missing is not known.
    """
    show = show if show in SHOWN else ALL
    lost, open_work = missing(work), to_do(work)
    page = _Page(address("grades", child.id), today, Say(today), show == NEW)
    left, right = _columns(page, show, work, weeks)
    due = [piece for piece in open_work if piece.due_on is None or piece.due_on >= today]
    here = address("assignments", child.id)
    counts = {DUE: len(due)} if shut else {MISSING: len(lost), DUE: len(due)}
    more = show == ALL and weeks < MOST_WEEKS and work
    return {
        "child": child,
        "meant": OF_WORK,
        "sentence": _sentence(work, lost, due, page.say, shut=shut) if work else "",
        "chips": [
            Chip(str(label), here if key == ALL else f"{here}?show={key}", key == show,
                 counts.get(key, ""))
            for key, label in SHOWN.items()
        ],
        "left": left,
        "right": right,
        "nothing": _nothing(show, shut=shut),
        "meaning": _("Scored in the last %(days)s days, newest first.") % _LATELY
        if show == NEW else "",
        "earlier_url": f"{here}?show=all&weeks={weeks + MORE_WEEKS}#{EARLIER}" if more else "",
        "closed": list(dict.fromkeys(
            each.school_name for each in child.enrollments if not each.shows_assignments
        )),
        "all_closed": not any(each.shows_assignments for each in child.enrollments),
    }  # fmt: skip


def _nothing(show: str, *, shut: bool) -> tuple[str, str, str]:
    if shut and show in (MISSING, NEW):
        return "lock", _("Not shown now"), _("It is here again when class hours are over.")
    icon, headline, words = NOTHING[show]
    return icon, str(headline), str(words) % _LATELY


Columns = tuple[list[Group], list[Group]]


def _columns(page: _Page, show: str, work: list[CourseWork], weeks: int) -> Columns:
    lost = missing(work)
    if show == MISSING:
        return page.weeks(by_week(lost, reverse=True)), []
    if show == DUE:
        return _due(page, lost, to_do(work))
    if show == NEW:
        new = newly_scored(work, page.today)
        weeks_scored = by_week(new, scored=True, reverse=True)
        return [*page.weeks(weeks_scored[:1]), *page.folded(weeks_scored[1:])], []
    return _all(page, lost, work, weeks)


def _due(page: _Page, lost: list[CourseWork], open_work: list[CourseWork]) -> Columns:
    past = [piece for piece in open_work if piece.due_on and piece.due_on < page.today]
    ahead = [piece for piece in open_work if not piece.due_on or piece.due_on >= page.today]
    left = [*_missing(page, lost), *page.weeks(by_week(ahead))]
    waiting = page.group(_("Was due, no score yet"), past)
    return left, [waiting] if past else []


def _missing(page: _Page, lost: list[CourseWork]) -> list[Group]:
    return [page.group(_("Missing"), lost)] if lost else []


def _all(page: _Page, lost: list[CourseWork], work: list[CourseWork], weeks: int) -> Columns:
    since = page.this - timedelta(weeks=weeks)
    rest = [piece for piece in work if piece.flag != "missing"]
    ahead = [piece for piece in rest if piece.on is None or piece.on >= page.this]
    past = [piece for piece in rest if piece.on and since <= piece.on < page.this]
    left = [*_missing(page, lost), *page.folded(by_week(ahead))]
    weeks_past = by_week(past, reverse=True)
    return left, page.folded(weeks_past, _asked(weeks_past, page.this, weeks))


def _asked(past: Iterable[Week], this: date, weeks: int) -> date | None:
    """The Monday of the latest of the weeks that came with the last wish for earlier ones."""
    before = this - timedelta(weeks=weeks - MORE_WEEKS)
    return next((w.monday for w in past if weeks > WEEKS and w.monday and w.monday < before), None)


def _sentence(
    work: list[CourseWork], lost: list[CourseWork], due: list[CourseWork], say: Say, *, shut: bool
) -> str:
    """ "2 pieces of work are missing. Next: Fractions quiz, due tomorrow. Last entry today." """
    none = "" if shut else _("Nothing is missing")
    missed = missing_words(len(lost)) or none
    said = [_("%(missing)s.") % {"missing": missed}] if missed else []
    dated = [piece for piece in due if piece.due_on]
    if dated:
        first = min(dated, key=lambda piece: (piece.due_on, piece.id))
        when = say.due(first, near=True)
        said.append(_("Next: %(name)s, %(when)s.") % {"name": first.name, "when": when})
    newest = max((piece.scored_on for piece in work if piece.scored_on), default=None)
    if newest:
        said.append(f"{capfirst(freshness(newest, say.today))}.")
    return " ".join(said)
