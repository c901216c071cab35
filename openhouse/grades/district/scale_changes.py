"""What another scale would do, looked at before it is kept: to percents, and to marks of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from openhouse.access.viewer import Viewer
from openhouse.courses.models import Section
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.gradebook.queries import book_of
from openhouse.grades.models import GradingScale
from openhouse.grades.numbers import plain
from openhouse.grades.rules.scales import Move, Rounding, Steps, exact_steps, letter_of, moves
from openhouse.grades.terms import calendar_of

#: Classes that are looked at: the page waits while their marks are computed.
LOOKED_AT = 60
type Scale = tuple[Steps, Rounding]


@dataclass(frozen=True, slots=True)
class Class:
    """A class in which marks would change: so many of how many."""

    name: str
    teacher: str
    changed: int
    marks: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change; ``looked`` of the ``many`` classes that use the scale were looked at."""

    moves: Sequence[str]
    classes: Sequence[Class]
    many: int
    looked: int

    @property
    def changed(self) -> int:
        return sum(each.changed for each in self.classes)


def scale_now(scale: GradingScale) -> Scale:
    """A scale as the rules take it."""
    return exact_steps(scale.steps), Rounding(scale.rounding)


def effect_of(
    viewer: Viewer, scale: GradingScale, before: Scale, after: Scale, today: date
) -> Effect:
    """What *after* would do in the place of *before*, in the classes of today with *scale*."""
    found = moves(before, after)
    using = _classes(scale, today)
    sections = list(using[:LOOKED_AT]) if found else []
    seen = [_class(viewer, row, before, after, today) for row in sections]
    changed = sorted((one for one in seen if one.changed), key=lambda one: -one.changed)
    return Effect([_words(move) for move in found], changed, using.count(), len(sections))


def _classes(scale: GradingScale, today: date) -> QuerySet[Section]:
    runs = Q(term=None) | Q(term__starts_on__lte=today, term__ends_on__gte=today)
    found = Section.objects.filter(runs, gradebook__scale=scale)
    return found.select_related("term").order_by("school__name", "name", "pk")


def _class(viewer: Viewer, row: Section, before: Scale, after: Scale, today: date) -> Class:
    term = row.term
    section = SectionOfTeacher(
        *(row.pk, row.name, row.number, row.school_id),
        *((term.school_year_id, term.starts_on, term.ends_on) if term else (None, None, None)),
    )
    calendar = calendar_of(section.school, section.year, None, today).during(section, None)
    book = book_of(viewer, section.id, calendar, today)
    marks = [book.mark(line, today).percent for line in book.lines]
    percents = [percent for percent in marks if percent is not None]
    changed = sum(letter_of(one, *before) != letter_of(one, *after) for one in percents)
    return Class(row.name, row.teacher_name, changed, len(percents))


def _words(move: Move) -> str:
    """ "From 89.5 % to below 92 %: B+ → A−"."""
    said = {
        "low": plain(move.low),
        "high": plain(move.high) if move.high is not None else "",
        "was": move.was or _("no mark"),
        "now": move.now or _("no mark"),
    }
    if move.high is None:
        return _("From %(low)s %% on: %(was)s → %(now)s") % said
    return _("From %(low)s %% to below %(high)s %%: %(was)s → %(now)s") % said
