"""What the pages of handing in show."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import day_words, hour_of, number_words
from openhouse.grades.gradebook.queries import Book, Cell, Column, Line
from openhouse.grades.handing.queries import Handed
from openhouse.grades.handouts import Handout
from openhouse.grades.models_work import HandIn
from openhouse.grades.pieces import Say, Tag
from openhouse.grades.queries import Course, Work
from openhouse.grades.rules.handing import is_late, is_open
from openhouse.grades.words import together
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def when_words(at: datetime) -> str:
    """ "Tuesday, Oct 6, 1:40 PM"."""
    here = timezone.localtime(at)
    return _("%(day)s, %(hour)s") % {"day": day_words(here.date()), "hour": hour_of(here)}


def _tag(at: datetime, due_on: date | None) -> Tag:
    """If what was handed in then came in time."""
    if is_late(timezone.localtime(at).date(), due_on):
        return _("After it was due"), "warn", "late"
    return _("Handed in"), "good", "check"


def _shown(handed: Handed, due_on: date | None, place: tuple[Any, ...]) -> dict[str, Any]:
    """One handing-in; *place* is the address of its files, less a file's number."""
    hand_in, files = handed
    word, kind, icon = _tag(hand_in.handed_at, due_on)
    if hand_in.taken_back_at:
        word, kind, icon = _("Taken back"), "neutral", "x"
    return {
        "when": when_words(hand_in.handed_at),
        "word": word,
        "kind": kind,
        "icon": icon,
        "words": hand_in.words,
        "files": [(one.name, size_words(one.size), address(*place, one.pk)) for one in files],
    }


def of_family(
    child: Child, course: Course, work: Work, asked: Handout | None, kept: Sequence[Handed],
    *, may: bool, today: date,
) -> dict[str, Any]:  # fmt: skip
    """The page of a piece of work that is handed in here; *may*: who looks may hand it in now."""
    say = Say(today)
    place = ("hand-in-file", child.id, course.id, work.id)
    shown = [_shown(one, work.due_on, place) for one in kept]
    standing = next((n for n, (one, _files) in enumerate(kept) if not one.taken_back_at), None)
    return {
        "child": child,
        "course": course,
        "work": work,
        "asked": asked,
        "small": together((course.name, say.due(work))),
        "score": say.score(work) if work.scored else "",
        "tag": say.flag(work.flag) if work.flag not in ("", "turned in") else None,
        "now": shown[standing] if standing is not None else None,
        "before": [one for n, one in enumerate(shown) if n != standing],
        "may": may,
        "handing": work.handed_in_here,
        "back": address("course", child.id, course.id),
        "take_back_url": address("hand-in-take-back", child.id, course.id, work.id),
    }


def hand_in_rows(
    student: int, section: int, handouts: Sequence[Handout], work: Sequence[Work]
) -> SafeString:
    """A row for each piece of *work* of a course that is handed in here, with the way to it."""
    known = {each.id: each for each in work}
    return joined(
        _hand_in_row(student, section, each, known[each.work])
        for each in handouts
        if each.handed_in_here
    )


def rubric_rows(student: int, work: Sequence[Work], today: date) -> SafeString:
    """A row for each piece of *work* that has a rubric and is not handed in here, with the way to
    it."""
    say = Say(today)
    return joined(
        row(each.name, say.told(each), say.due(each),
            url=address("hand-in", student, each.section, each.id))
        for each in work
        if each.has_rubric and not each.handed_in_here
    )  # fmt: skip


def _hand_in_row(student: int, section: int, asked: Handout, work: Work) -> SafeString:
    url = address("hand-in", student, section, work.id)
    if asked.handed_at:
        tag = _tag(asked.handed_at, work.due_on)
        return row(asked.name, "", when_words(asked.handed_at), url=url,
                   tag=tag[0], kind=tag[1], icon=tag[2])  # fmt: skip
    is_waited_for = is_open(work.got, work.text, work.flag)
    due = _("due %(day)s") % {"day": day_words(work.due_on)} if work.due_on else ""
    tag = (_("To hand in"), "info", "upload") if is_waited_for else ("", "neutral", "")
    return row(asked.name, "", due, url=url, tag=tag[0], kind=tag[1], icon=tag[2])


def handed(
    section: int, column: Column, book: Book, standing: Mapping[int, HandIn], *, everybody: bool
) -> dict[str, Any]:
    """A row for each student of the class who has handed in, or for everybody, with the way to it;
    and how many have."""
    there = [line for line in book.lines if line.id in standing]
    shown = book.lines if everybody else there
    words = ngettext(
        "%(many)s of %(all)s has handed in", "%(many)s of %(all)s have handed in", len(there)
    )
    return {
        "handed": joined(
            _class_row(section, column, line, standing.get(line.id)) for line in shown
        ),
        "handed_words": words % {"many": len(there), "all": len(book.lines)},
    }


def _class_row(section: int, column: Column, line: Line, hand_in: HandIn | None) -> SafeString:
    url = address("handed-in", section, column.id, line.id)
    points = line.cells.get(column.id, Cell()).points
    stands = "" if points is None else number_words(points)
    if hand_in is None:
        return row(line.name, stands, _("Nothing handed in here"), url=url)
    word, kind, icon = _tag(hand_in.handed_at, column.due_on)
    when = when_words(hand_in.handed_at)
    return row(line.name, stands, when, url=url, tag=word, kind=kind, icon=icon)


def of_teacher(
    section: int, column: Column, student: int, kept: Sequence[Handed]
) -> dict[str, Any]:
    """What a student has handed in, newest first."""
    place = ("handed-in-file", section, column.id, student)
    shown = [_shown(one, column.due_on, place) for one in kept]
    return {
        "now": shown[0] if shown else None,
        "before": shown[1:],
        "list_url": address("gradebook-work", section, column.id),
    }
