"""What the form of posting shows: the marks that are offered, and what would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.courses.queries import SectionOfTeacher
from openhouse.grades.comments import to_choose
from openhouse.grades.gradebook import grid
from openhouse.grades.gradebook.posting import (
    LONGEST_LETTER,
    Computed,
    Posting,
    read_posting,
)
from openhouse.grades.gradebook.queries import Book
from openhouse.grades.gradebook.window_pages import closed_words
from openhouse.grades.gradebook.windows import Window
from openhouse.grades.numbers import plain
from openhouse.grades.rules.composites import Composite
from openhouse.grades.rules.marks import Mark
from openhouse.grades.rules.scales import letter_of, shown
from openhouse.grades.rules.schemes import Scheme
from openhouse.grades.words import listed, percent_words, task_words, together


@dataclass(slots=True)
class Typed:
    """A student's line of the form: what is computed, posted before, and typed now."""

    student: int
    name: str
    running: str
    before: str
    by_hand: str
    letter: str
    percent: str
    comment: str
    fault: str = ""
    change: str = ""
    #: Where one reads who changed the mark that stands; empty where none does.
    changes_url: str = ""


def not_posted_words(why: str, window: Window, today: date) -> str:
    """Why nothing was posted; what was typed stands in the form still."""
    if why == "overtaken":
        words = _("Somebody else posted here meanwhile. Look again at what would change.")
    else:
        words = closed_words(window, today) or _("This window is closed.")
    return words + " " + _("Nothing was posted.")


#: The highest percent that a computed mark is kept with.
MOST_COMPUTED = Decimal("9999.999")
#: A mark that is computed, and how the page tells it.
Offer = tuple[Computed, str]


def _rounded(percent: Decimal | None) -> Decimal | None:
    """As pages show it, and no more than the table keeps: a slip of the keys makes it millions."""
    return None if percent is None else min(shown(percent), MOST_COMPUTED)


def marks_so_far(book: Book, today: date) -> dict[int, Offer]:
    """Each student's mark in progress."""
    return {line.id: _so_far(book.mark(line, today)) for line in book.lines}


def _so_far(mark: Mark) -> Offer:
    percent = _rounded(mark.percent)
    words = _("In progress: %(mark)s") % {"mark": grid.mark_words(mark)}
    return Computed(mark.letter[:LONGEST_LETTER], percent), words


def marks_made_of_others(book: Book, made: Mapping[int, Composite]) -> dict[int, Offer]:
    """Each student's mark that is put together from posted ones."""
    return {line.id: _made(book.scheme, made[line.id]) for line in book.lines}


def _made(scheme: Scheme, whole: Composite) -> Offer:
    percent = _rounded(whole.percent)
    letter = letter_of(whole.percent, scheme.scale, scheme.rounding)
    computed = Computed(letter[:LONGEST_LETTER], percent)
    there = [
        _("%(name)s %(percent)s, weight %(weight)s")
        % {
            "name": part.name,
            "percent": percent_words(part.percent),
            "weight": plain(part.weight),
        }
        for part in whole.portions
        if part.percent is not None
    ]
    lacks = ""
    if whole.waits_for:
        words = _("not there yet: %(names)s") if percent is not None else _("waits for %(names)s")
        lacks = words % {"names": listed(whole.waits_for)}
    words = _("Put together: %(mark)s") % {"mark": _words(Posting(*computed))}
    return computed, together((words, *there, lacks))


def lines_of(
    book: Book,
    offers: Mapping[int, Offer],
    posted: Mapping[int, Posting],
    said: Mapping[str, str],
) -> tuple[list[Typed], dict[int, Posting]]:
    """The form's lines and the marks that can be posted; without *said*, what would be posted.

    That is the mark posted before, or where there is none, or the form asks to take it, the mark
    that is computed.
    """
    lines, marks = [], {}
    for line in book.lines:
        (computed, running), before = offers[line.id], posted.get(line.id)
        typed = _typed(line.id, before or Posting(*computed), computed, said)
        each = Typed(
            line.id,
            line.name,
            running,
            _words(before) if before else "",
            hand_words(before),
            *typed,
        )
        found = read_posting(*typed)
        if isinstance(found, str):
            each.fault = found
        elif found != (before or Posting()):
            found = replace(found, computed=computed).after(before)
            marks[line.id] = found
            each.change = _change(each.before, found)
        lines.append(each)
    return lines, marks


def _typed(student: int, start: Posting, computed: Computed, said: Mapping[str, str]) -> list[str]:
    """Letter, percent and comment as the form has them."""
    letter, percent = computed if "take" in said else (start.letter, start.percent)
    known = [letter, plain(percent) if percent is not None else "", start.comment]
    if "take" in said:
        return [*known[:2], said.get(f"comment-{student}", start.comment)]
    names = ("letter", "percent", "comment")
    return [said.get(f"{name}-{student}", value) for name, value in zip(names, known, strict=True)]


def _change(was: str, mark: Posting) -> str:
    words = _("from %(was)s to %(now)s") % {"was": was or _("nothing"), "now": _words(mark)}
    return together((words, hand_words(mark)), ", ")


def hand_words(mark: Posting | None) -> str:
    """That a mark was set by hand, and what was computed; empty for one that was not."""
    if mark is None or not mark.by_hand or mark.computed is None:
        return ""
    computed = _words(Posting(*mark.computed))
    return _("set by hand, computed: %(mark)s") % {"mark": computed}


def _words(mark: Posting) -> str:
    percent = f"{plain(mark.percent)}\u00a0%" if mark.percent is not None else ""
    words = " ".join(part for part in (percent, mark.letter) if part)
    return f"{words} “{mark.comment}”" if mark.comment else words or _("nothing")


def form_page(
    section: SectionOfTeacher, window: Window, lines: Sequence[Typed], today: date
) -> dict[str, Any]:
    for line in lines:
        if line.before:
            place = (section.id, line.student, window.task, window.term)
            line.changes_url = address("gradebook-mark-changes", *place)
    return {
        "section": section,
        "window": window,
        "title": task_words(window.term_name, window.task_name),
        "lines": lines,
        "closed": closed_words(window, today),
        "faults": any(line.fault for line in lines),
        "back": address("posting", section.id),
        "canned": to_choose(),
    }


def changes_words(many: int) -> str:
    return ngettext("%(many)s mark would change.", "%(many)s marks would change.", many) % {
        "many": many
    }
