"""What stands on the dates of a month, children who have the same in one line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.attendance.models import AbsenceNote
from openhouse.attendance.rules import DayMark, DayValue
from openhouse.attendance.words import day_word
from openhouse.common.addresses import address
from openhouse.common.months import last_day
from openhouse.common.text import hour_words
from openhouse.grades.assignments import CourseWork
from openhouse.grades.pieces import NO_TAG, Say, Tag
from openhouse.home.feed.days import Days, off_words, term_words
from openhouse.home.month.queries import Month
from openhouse.schedule.rules import DayOfStudent

#: Kinds, in the order in which they stand on a day.
OFF, NOTE, TERM, AWAY, WORK = "off", "note", "term", "away", "work"
_ORDER = (OFF, NOTE, TERM, AWAY, WORK)
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a date; ``tag`` is a status as its word, kind and icon."""

    kind: str
    words: str
    small: str = ""
    tag: Tag = NO_TAG
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry and the ids of the children who have it."""

    entry: Entry
    whose: tuple[int, ...]


def lines_of(month: Month) -> dict[date, tuple[Line, ...]]:
    """The lines of each date of the month that has any."""
    whose: dict[date, dict[Entry, list[int]]] = {}
    for days in month.days:
        for on, entry in _of_child(month, days):
            if month.first <= on <= last_day(month.first):
                whose.setdefault(on, {}).setdefault(entry, []).append(days.child.id)
    return {on: _sorted(found) for on, found in whose.items()}


def _sorted(found: dict[Entry, list[int]]) -> tuple[Line, ...]:
    lines = [Line(entry, tuple(dict.fromkeys(ids))) for entry, ids in found.items()]
    return tuple(sorted(lines, key=lambda line: _ORDER.index(line.entry.kind)))


def _of_child(month: Month, days: Days) -> Iterator[tuple[date, Entry]]:
    child, say = days.child, Say(month.today)
    for off in days.off:
        for n in range((off.last - off.first).days + 1):
            on = off.first + timedelta(days=n)
            if days.school[on].note:
                yield on, Entry(OFF if off.is_off else NOTE, off_words(off))
    for on in _off_without_a_word(days.school):
        yield on, Entry(OFF, _("No school"))
    for term in days.terms:
        yield term.on, Entry(TERM, term_words(term))
    for piece in days.work:
        yield piece.due_on or month.first, _work(child, piece, say)
    yield from _absences(month, days)


def _off_without_a_word(school: Mapping[date, DayOfStudent]) -> list[date]:
    """Weekdays that the calendar does not name, in a month of which it names some."""
    if not any(day.is_school_day or day.note for day in school.values()):
        return []
    return [
        on
        for on, day in school.items()
        if on.weekday() <= FRIDAY
        and day.schools
        and not (day.is_unknown or day.is_school_day or day.note)
    ]


def _work(child: Child, piece: CourseWork, say: Say) -> Entry:
    small = _("due, %(course)s") % {"course": piece.course}
    url = f"{address('grades', child.id)}{piece.section}/"
    return Entry(WORK, piece.name, small, say.flag(piece.flag), url)


def _absences(month: Month, days: Days) -> Iterator[tuple[date, Entry]]:
    """What the records say; where they are silent, what the family has told the school."""
    child, marked = days.child, set()
    for mark in month.marks.get(child.id, ()):
        if mark.on and mark.value not in (DayValue.NONE, DayValue.PRESENT):
            marked.add(mark.on)
            yield mark.on, _marked(child, mark)
    for note in month.told:
        if note.student_id == child.id:
            told = _of_note(child, note)
            for on in _dates(note):
                day = days.school.get(on)
                if on not in marked and day and (day.is_school_day or day.is_unknown):
                    yield on, told


def _marked(child: Child, mark: DayMark) -> Entry:
    said = day_word(mark)
    url = f"{address('attendance', child.id)}?month={mark.on:%Y-%m}"
    return Entry(AWAY, said.word, said.small, url=url)


def _of_note(child: Child, note: AbsenceNote) -> Entry:
    """ "Comes late, 10:20 AM"; "you told the school"."""
    words = str(AbsenceNote.Kind(note.kind).label)
    at = f", {hour_words(note.at)}" if note.at else ""
    return Entry(
        AWAY, f"{words}{at}", _("you told the school"), url=address("absence-notes", child.id)
    )


def _dates(note: AbsenceNote) -> Iterable[date]:
    many = (note.last_on - note.first_on).days + 1
    return (note.first_on + timedelta(days=n) for n in range(many))
