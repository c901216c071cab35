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
    if by_weight:
        lines, total = _weights(mark)
    else:
        lines, total = _each(mark) if mark.basis == "each" else _points(mark)
    notes = [
        *(_weight_notes(mark) if by_weight else _plain_notes(mark)),
        *_option_notes(course, mark),
        *_dropped_notes(course, mark, names=names),
        *_missing_notes(course, mark, today),
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


def _each(mark: Mark) -> tuple[tuple[Line, ...], Line]:
    """Each score as a percent of its own: the average of each category, and of all."""
    used = [part for part in mark.parts if part.counted]
    lines = tuple(
        (name_of(part), _scores(part.counted), percent_words(part.percent))
        for part in used
        if part.percent is not None
    )
    total = (_scores(mark.counted), percent_words(mark.percent or ZERO))
    if len(lines) > 1:
        return lines, (_("Together"), *total)
    return (), (_("The average of all scores"), *total)


def _scores(many: int) -> str:
    return ngettext("%(many)s score", "%(many)s scores", many) % {"many": many}


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


def _plain_notes(mark: Mark) -> list[str]:
    if mark.basis == "each":
        return [_("This class goes by percent: a small piece counts as much as a large one.")]
    return [_("This class goes by points: every point counts the same, whatever it is for.")]


def _option_notes(course: Course, mark: Mark) -> list[str]:
    """What the teacher has chosen beyond the usual, where it shows in this mark."""
    notes = []
    if mark.basis == "weights" and course.scheme.by_percent:
        notes.append(
            _("Inside a category a small piece counts as much as a large one, as a percent.")
        )
    extra = [part for part in mark.parts if part.extra and part.counted]
    if extra:
        names = {"names": listed(name_of(part) for part in extra)}
        notes.append(_("%(names)s: extra credit, it only adds to the mark.") % names)
    whole = sum((part.share or ZERO for part in mark.parts if not part.extra), ZERO)
    if whole > HUNDRED:
        notes.append(_("The weights add up to more than 100, so the mark can pass 100."))
    return notes


def _dropped_notes(course: Course, mark: Mark, *, names: bool) -> list[str]:
    """Which scores are left out, lowest and highest; their names or only how many."""
    lowest = {number for part in mark.parts for number in part.dropped}
    highest = {number for part in mark.parts for number in part.highest}
    by_name = (
        _("Left out, because the lowest is dropped: %(pieces)s."),
        _("Left out, because the highest is dropped: %(pieces)s."),
    )
    by_number = (
        ngettext(
            "%(many)s lowest score is left out.",
            "%(many)s lowest scores are left out.",
            len(lowest),
        ),
        ngettext(
            "%(many)s highest score is left out.",
            "%(many)s highest scores are left out.",
            len(highest),
        ),
    )
    return [
        frame % {"many": len(gone), "pieces": listed(w.name for w in course.work if w.id in gone)}
        for gone, frame in zip((lowest, highest), by_name if names else by_number, strict=True)
        if gone
    ]


def _missing_notes(course: Course, mark: Mark, today: date) -> list[str]:
    """What missing work does to this mark, by the teacher's own rule."""
    floor = course.scheme.missing
    many = sum(
        1
        for work in course.work
        if work.flag == "missing"
        and work.id not in mark.dropped
        and (worth(work, today) if floor is None else worth(work, today, floor)) is not None
    )
    if not many:
        return []
    if floor is None:
        frame = ngettext(
            "%(many)s missing piece does not count until it is scored.",
            "%(many)s missing pieces do not count until they are scored.",
            many,
        )
    elif floor:
        frame = ngettext(
            "%(many)s missing piece counts as %(percent)s: so the teacher has set it.",
            "%(many)s missing pieces count as %(percent)s each: so the teacher has set it.",
            many,
        )
    else:
        frame = ngettext(
            "%(many)s missing piece counts as 0.", "%(many)s missing pieces count as 0.", many
        )
    return [frame % {"many": many, "percent": percent_words(floor or ZERO)}]
