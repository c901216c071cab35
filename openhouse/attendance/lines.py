"""The rows and cells of the page of attendance: days as families read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.attendance.queries import NotedDay
from openhouse.attendance.rules import DayMark, DayValue, Mark
from openhouse.attendance.sums import CourseCount
from openhouse.attendance.words import (
    cell_words,
    excuse_words,
    look,
    own_words,
    status_words,
    value_words,
)
from openhouse.common.runs import runs
from openhouse.common.text import day_title, day_words, time_said, time_words
from openhouse.courses.words import period_words
from openhouse.ui.components.calendar import Day
from openhouse.ui.components.more import more
from openhouse.ui.components.row import row

#: Classes of a day that stand there; more are folded.
FEW = 3


def day_row(
    day: DayMark, url: str = "", *, name_schools: bool, name_class: bool = True
) -> SafeString:
    """One day of the list: its date, what it was and why; under it the classes it is about.

    *url* is where it says who changed it, and where a family says that it is wrong.
    """
    kind, icon = look(day.value, day.excuse)
    on = day.on or date.min
    whole = any(mark.is_whole_day for mark in day.marks)
    classes = [mark for mark in day.marks if not mark.is_whole_day]
    alone = not whole and len(classes) == 1
    if alone:
        name, rest = _class_words(classes[0], say_why=True, say_status=False)
        small = f"{name} · {rest}" if name_class and rest else rest or name
    else:
        small = _why(day)
        if whole and all(_is_plain(mark, day) for mark in classes):
            small, classes = f"{small} · {_classes_words(len(classes))}" if classes else small, []
    if day.by_rule:
        small = f"{small} · {_('a whole day by the district’s rule')}" if small else small
    if name_schools:
        schools = dict.fromkeys(mark.school_name for mark in day.marks)
        small = " · ".join([small, *schools])
    below = [] if alone else classes
    folds = len(below) > FEW  # what opens does not lie inside a link
    title = format_html('<span id="on-{}">{}</span>', on.isoformat(), day_title(on))
    return row(
        format_html('<a href="{}">{}</a>', url, title) if url and folds else title,
        small=small,
        url="" if folds else url,
        tag=_tag(day),
        kind=kind,
        icon=icon,
        extra=_classes(below, say_why=not whole) if below else "",
    )


def _tag(day: DayMark) -> str:
    words = dict.fromkeys(value_words(value) for value, _why in day.facts)
    return " · ".join(words)


def _why(day: DayMark) -> str:
    """ "Excused · Ill · came at 8:22 · Bus 14": what the marks of the whole day say."""
    said = [excuse_words(day.excuse)] if day.value is not DayValue.PRESENT else []
    for mark in day.marks:
        if mark.is_whole_day:
            said += [own_words(mark), *_times(mark), mark.comment]
    text = " · ".join(_once(said))
    return text[:1].upper() + text[1:]


def _once(said: Iterable[str]) -> list[str]:
    """Without what is empty, or only says again what stands before it."""
    kept: list[str] = []
    for word in said:
        if word and not any(word.casefold() in before.casefold() for before in kept):
            kept.append(word)
    return kept


def _times(mark: Mark) -> list[str]:
    said = []
    if mark.arrived_at:
        said.append(_("came at %(time)s") % {"time": time_said(mark.arrived_at)})
    if mark.left_at:
        said.append(_("left at %(time)s") % {"time": time_said(mark.left_at)})
    return said


def _classes(marks: Sequence[Mark], *, say_why: bool) -> SafeString:
    """One line for each class; more than three are folded."""
    lines = [_class_words(mark, say_why=say_why) for mark in marks]
    content = format_html(
        '<ul class="row-notes">{}</ul>',
        format_html_join("", "<li><span>{}</span> <small>{}</small></li>", lines),
    )
    if len(lines) <= FEW:
        return content
    return more(content, _classes_words(len(lines)))


def _classes_words(count: int) -> str:
    return ngettext("%(count)d class", "%(count)d classes", count) % {"count": count}


def _is_plain(mark: Mark, day: DayMark) -> bool:
    """If the class says no more than the day does: away, for the same reason."""
    return (mark.value, mark.excuse, mark.comment) == (day.value, day.excuse, "")


def _class_words(mark: Mark, *, say_why: bool, say_status: bool = True) -> tuple[str, str]:
    """Class, and "Period 1, 8:05–8:55 · Absent · not explained yet · Absence · asked for"."""
    period = period_words(mark.period_name)
    if mark.starts_at and mark.ends_at:
        hours = f"{time_words(mark.starts_at)}–{time_words(mark.ends_at)}"
        period = f"{period}, {hours}" if period else hours
    said = [status_words(mark)] if say_status else []
    if say_why:
        said += [excuse_words(mark.excuse) if mark.counts else "", own_words(mark)]
    said += [*_times(mark), mark.comment]
    name = mark.section_name or _("Class")
    return name, " · ".join([*([period] if period else []), *_once(said)])


def month_cells(
    days: Iterable[DayMark], noted: Iterable[NotedDay], today: date, month: date
) -> list[Day]:
    """The calendar's cells of *month* that have something to say; a mark opens its day below."""
    cells = {
        noted_day.on: Day(
            noted_day.on, noted_day.note or _("No school"), off=not noted_day.is_school_day
        )
        for noted_day in noted
    }
    for day in days:
        if day.on and (day.on.year, day.on.month) == (month.year, month.month):
            kind, icon = look(day.value, day.excuse)
            word = cell_words(day.value)
            cells[day.on] = Day(day.on, word, kind, icon, url=f"#on-{day.on.isoformat()}")
    if (today.year, today.month) == (month.year, month.month):
        old = cells.get(today) or Day(today)
        cells[today] = Day(old.on, old.word, old.kind, old.icon, old.url, True, old.off)
    return list(cells.values())


def stretches_off(noted: Iterable[NotedDay]) -> list[tuple[str, str]]:
    """Dates and note of the days off and special days, days in a row as one: "Nov 25 – Nov 27"."""
    found = []
    for run in runs(noted, lambda d: d.on, lambda d: (d.is_school_day, d.note)):
        dates = day_title(run[0].on)
        if len(run) > 1:
            ends = {"first": day_words(run[0].on), "last": day_words(run[-1].on)}
            dates = capfirst(_("%(first)s to %(last)s") % ends)
        found.append((capfirst(dates), run[0].note or _("No school")))
    return found


@dataclass(frozen=True, slots=True)
class CourseLine:
    """A class with its counts in words and the address of its dates."""

    name: str
    words: str
    url: str


def course_words(count: CourseCount) -> str:
    """ "absent 2, late 1"."""
    parts = []
    if count.absent:
        parts.append(_("absent %(count)d") % {"count": count.absent})
    if count.late:
        parts.append(_("late %(count)d") % {"count": count.late})
    if count.left_early:
        parts.append(_("left early %(count)d") % {"count": count.left_early})
    return ", ".join(parts)
