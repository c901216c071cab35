"""The proof of a mark in progress in words: "Why 81.6 %?"."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.text import number_words
from openhouse.grades.queries import Course
from openhouse.grades.rules.marks import MUCH, Mark, Part
from openhouse.grades.rules.pieces import HUNDRED, ZERO, worth
from openhouse.grades.rules.scales import TENTH, shown
from openhouse.grades.words import listed, percent_words

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A question, its sum line by line, and what else is to be known."""

    question: str
    lines: tuple[Line, ...]
    total: Line
    notes: tuple[str, ...]


def proof_of(course: Course, mark: Mark, today: date, *, names: bool) -> Proof | None:
    """How *mark* came about; None while there is none. *names* may say which work was left out."""
    if mark.percent is None:
        return None
    by_weight = mark.basis == "weights"
    lines, total = _weights(mark) if by_weight else _points(mark)
    notes = [
        *(_weight_notes(mark) if by_weight else _point_notes(mark)),
        *_dropped_notes(course, mark, names=names),
        *_zero_notes(course, mark, today),
    ]
    question = _("Why %(percent)s?") % {"percent": percent_words(mark.percent)}
    return Proof(question, lines, total, tuple(notes))


def name_of(part: Part) -> str:
    """The category's name; work outside all categories has one of ours."""
    return part.name or _("Other work")


def _weights(mark: Mark) -> tuple[tuple[Line, ...], Line]:
    used = [part for part in mark.parts if part.brings is not None]
    whole = sum((part.weight or ZERO for part in used), ZERO)
    step = _step(mark, used)
    lines = tuple(
        (
            name_of(part),
            percent_words(part.percent or ZERO),
            _times(part.weight or ZERO, whole),
            f"{shown(part.brings or ZERO, step)}",
        )
        for part in used
    )
    return lines, (_("Together"), "", "", f"{shown(mark.percent or ZERO)}")


def _times(weight: Decimal, whole: Decimal) -> str:
    """ "× 60 %" where all categories have a score, "× 30 of 60" where they share the rest."""
    if whole == HUNDRED:
        return _("× %(percent)s") % {"percent": percent_words(weight)}
    words = {"weight": number_words(weight), "whole": number_words(whole)}
    return _("× %(weight)s of %(whole)s") % words


def _step(mark: Mark, used: list[Part]) -> Decimal:
    """Tenths, or hundredths where rounded tenths would not add up to the mark before one's eyes."""
    added = sum((shown(part.brings or ZERO) for part in used), ZERO)
    return TENTH if added == shown(mark.percent or ZERO) else Decimal("0.01")


def _points(mark: Mark) -> tuple[tuple[Line, ...], Line]:
    used = [part for part in mark.parts if part.counted]
    lines = tuple(
        (
            name_of(part),
            _of(part.earned, part.possible),
            percent_words(part.percent) if part.percent is not None else "",
        )
        for part in used
    )
    earned = sum((part.earned for part in used), ZERO)
    possible = sum((part.possible for part in used), ZERO)
    sums = (_of(earned, possible), percent_words(mark.percent or ZERO))
    if len(lines) > 1:
        return lines, (_("Together"), *sums)
    return (), (_("All scores"), *sums)


def _of(earned: Decimal, possible: Decimal) -> str:
    return _("%(got)s of %(possible)s") % {
        "got": number_words(earned), "possible": number_words(possible)
    }  # fmt: skip


def _weight_notes(mark: Mark) -> list[str]:
    notes = []
    empty, outside = mark.empty, [part for part in mark.parts if part.counted and not part.weight]
    if empty:
        weights = {
            "names": listed(name_of(part) for part in empty),
            "weights": listed(percent_words(part.weight or ZERO) for part in empty),
            "others": listed(name_of(part) for part in mark.parts if part.share),
        }
        waiting = sum((part.weight or ZERO for part in empty), ZERO)
        notes += [
            _("%(names)s: %(weights)s of the mark, but no score yet.") % weights,
            _("Until there is one, %(others)s make up the whole mark.") % weights,
        ]
        if waiting >= MUCH:
            notes.append(_("The first score there can move the mark a lot."))
    if outside:
        names = {"names": listed(name_of(part) for part in outside)}
        notes.append(_("%(names)s: no weight, so this does not change the mark.") % names)
    return notes


def _point_notes(mark: Mark) -> list[str]:
    return [_("This class goes by points: every point counts the same, whatever it is for.")]


def _dropped_notes(course: Course, mark: Mark, *, names: bool) -> list[str]:
    if not mark.dropped:
        return []
    if names:
        pieces = listed(work.name for work in course.work if work.id in mark.dropped)
        return [_("Left out, because the lowest is dropped: %(pieces)s.") % {"pieces": pieces}]
    many = len(mark.dropped)
    return [
        ngettext("%(many)s lowest score is left out.", "%(many)s lowest scores are left out.", many)
        % {"many": many}
    ]


def _zero_notes(course: Course, mark: Mark, today: date) -> list[str]:
    missing = [w for w in course.work if w.flag == "missing" and w.id not in mark.dropped]
    many = sum(1 for work in missing if worth(work, today) is not None)
    if not many:
        return []
    return [
        ngettext("%(many)s missing piece counts as 0.", "%(many)s missing pieces count as 0.", many)
        % {"many": many}
    ]
