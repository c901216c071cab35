"""What if: a mark with other scores, from the same rules and never kept (GRD-20)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.text import number_words
from openhouse.grades.cards import page_subtitle
from openhouse.grades.entry_words import entry_words
from openhouse.grades.pieces import Say
from openhouse.grades.queries import Course, Work
from openhouse.grades.rules.entries import Entry, EntryError, entry_of
from openhouse.grades.rules.marks import Mark, mark_of
from openhouse.grades.rules.pieces import Piece
from openhouse.grades.rules.scales import shown
from openhouse.grades.terms import Calendar
from openhouse.grades.words import percent_words, together

#: Scores that may be added to those of the class at once.
MOST_ADDED = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A score to try: what stands in its field, and what is wrong with that."""

    name: str
    label: str
    small: str
    value: str
    of: str
    scored: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A score that is only tried; one without points and category is the empty line."""

    place: int
    points: str
    of: str
    category: str
    error: str = ""


def tried(
    child: Child, course: Course, calendar: Calendar, today: date, asked: QueryDict
) -> dict[str, Any]:
    """The context of the page; ``result`` is the mark with what is *asked*."""
    say = Say(today)
    work, rows = _changed(course, asked, say)
    more, added = _more(course, asked)
    now, then = course.mark(today), mark_of([*work, *more], course.scheme, today)
    query = f"?term={calendar.chosen.id}" if calendar.chosen else ""
    errors = [f"{each.label}: {each.error}" for each in rows if each.error]
    errors += [f"{_('Another score')}: {each.error}" for each in added if each.error]
    return {
        "child": child,
        "course": course,
        "course_url": address("course", child.id, course.id) + query,
        "why_url": address("why", child.id, course.id) + query,
        "here": address("try-scores", child.id, course.id),
        "term": calendar.chosen.id if calendar.chosen else "",
        "subtitle": page_subtitle(course, calendar, today),
        "open": [row for row in rows if not row.scored],
        "scored": [row for row in rows if row.scored],
        "added": added,
        "categories": course.scheme.categories,
        "errors": errors,
        **_result(now, then),
    }


def _result(now: Mark, then: Mark) -> dict[str, Any]:
    """The mark that comes out, beside the one that stands."""
    if then.percent is None:
        return {"letter": "", "same": now.percent is None}
    percent = percent_words(then.percent)
    found = {"letter": then.letter or percent, "percent": percent if then.letter else ""}
    if now.percent is None:
        return found | {"now": _("no mark so far"), "same": False}
    stands = percent_words(now.percent)
    words = _("now %(mark)s") % {"mark": f"{now.letter}, {stands}" if now.letter else stands}
    return found | {"now": words, "same": shown(now.percent) == shown(then.percent)}


def _changed(course: Course, asked: QueryDict, say: Say) -> tuple[list[Work], list[Row]]:
    """The work that may be tried, as it would be, and a row for each piece."""
    work, rows = [], []
    for each in course.work:
        if each.possible is None or not each.counts:
            continue
        stands = "" if each.got is None else number_words(each.got)
        value = asked.get(name := f"s{each.id}", stands) or ""
        error = ""
        changed = each
        if value.strip() != stands:
            try:
                changed = _scored(each, entry_of(value))
            except EntryError as wrong:
                error = entry_words(wrong)
        of = _("of %(points)s") % {"points": number_words(each.possible)}
        small = together((each.category_name, say.due(each), say.tag(each)[0]))
        work.append(changed)
        most = of if each.possible else _("extra credit")
        rows.append(Row(name, each.name, small, value, most, each.scored, error))
    return work, rows


def _scored(work: Work, entry: Entry) -> Work:
    """*work* with what is typed: a new score takes away a flag that stood beside the old one."""
    return replace(work, got=entry.points, flag=entry.flag, text="")


def _more(course: Course, asked: QueryDict) -> tuple[list[Piece], list[Added]]:
    """The added scores that can be read, and a line for each with an empty one after them."""
    known = {str(category.id): category.id for category in course.scheme.categories}
    pieces, lines = [], []
    for place, (points, of, category) in enumerate(_lines(asked), 1):
        error = ""
        try:
            got, possible = _number(points), _number(of)
            pieces.append(Piece(-place, known.get(category), possible, got))
        except EntryError as wrong:
            error = entry_words(wrong)
        lines.append(Added(place, points, of, category, error))
    if len(lines) < MOST_ADDED:
        lines.append(Added(len(lines) + 1, "", "", ""))
    return pieces, lines


def _lines(asked: QueryDict) -> Iterator[Sequence[str]]:
    """Points, points possible and category of each added score that says something."""
    columns = [asked.getlist(name)[:MOST_ADDED] for name in ("points", "of", "category")]
    for line in zip(*columns, strict=False):
        if line[0].strip() or line[1].strip():
            yield line


def _number(text: str) -> Decimal:
    entry = entry_of(text)
    if entry.points is None:
        raise EntryError("words")
    return entry.points
