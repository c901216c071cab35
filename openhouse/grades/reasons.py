"""Why a mark is what it is: category by category, with what each score does to it (GRD-20)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.grades.cards import join, page_subtitle
from openhouse.grades.pieces import Say, quiet
from openhouse.grades.proof import name_of, proof_of
from openhouse.grades.queries import Course, Work
from openhouse.grades.rules.effects import effects
from openhouse.grades.rules.marks import Mark, Part
from openhouse.grades.rules.pieces import Outside, outside
from openhouse.grades.rules.scales import shown
from openhouse.grades.terms import Calendar
from openhouse.grades.trending import over_the_term
from openhouse.grades.words import confidence_words, effect_words, percent_words, together
from openhouse.ui.components.row import row


def why(child: Child, course: Course, calendar: Calendar, today: date) -> dict[str, Any]:
    """The context of "Why is it 78 %?"; without ``proof`` where there is no mark yet."""
    mark, say = course.mark(today), Say(today)
    query = f"?term={calendar.chosen.id}" if calendar.chosen else ""
    context: dict[str, Any] = {
        "child": child,
        "course": course,
        "course_url": address("course", child.id, course.id) + query,
        "try_url": address("try-scores", child.id, course.id) + query,
        "subtitle": page_subtitle(course, calendar, today),
        "proof": proof_of(course, mark, today, names=course.shows_work),
        "outside": join(_outside_rows(course, say, today)) if course.shows_work else "",
    }
    if mark.percent is None:
        return context
    percent = percent_words(mark.percent)
    return context | {
        "letter": mark.letter or percent,
        "percent": percent if mark.letter else "",
        # how fresh it is stands above already
        "confidence": confidence_words(
            replace(course.confidence(mark, calendar, today), last_entry_days=None)
        ),
        **over_the_term(course, calendar, today),
        "groups": _groups(child, course, mark, say) if course.shows_work else [],
    }


def _groups(child: Child, course: Course, mark: Mark, say: Say) -> list[dict[str, Any]]:
    """A card for each category with a counted score: its sum in words and its scores."""
    there = f"{address('changes-child', child.id)}{course.id}/"
    moved = effects(course.work, course.scheme, say.today)
    known = {part.id for part in mark.parts}
    return [
        {
            "name": name_of(part),
            "percent": percent_words(part.percent) if part.percent is not None else "",
            "sentence": _sentence(part),
            "rows": join(_rows(_work_in(part, known, course.work), part, moved, say, there)),
        }
        for part in mark.parts
        if part.counted
    ]


def _work_in(part: Part, known: set[int | None], work: Sequence[Work]) -> list[Work]:
    return [
        each
        for each in work
        if each.category == part.id or (part.id is None and each.category not in known)
    ]


def _sentence(part: Part) -> str:
    """ "Counts 40 % of the mark, 57.1 % while another category is empty: it brings 46 points"."""
    if part.extra:
        return _("Extra credit: it only adds to the mark.")
    if part.share is None or part.weight is None or part.brings is None:
        return ""
    words = {
        "weight": percent_words(part.weight),
        "share": percent_words(part.share),
        "brings": str(shown(part.brings)),
    }
    if shown(part.share) == shown(part.weight):
        return _("Counts %(weight)s of the mark and brings %(brings)s of its points.") % words
    return (
        _("Counts %(weight)s, for now %(share)s of the mark, and brings %(brings)s of its points.")
        % words
    )


def _rows(
    work: Sequence[Work],
    part: Part,
    moved: Mapping[int, Decimal | None],
    say: Say,
    there: str,
) -> list[SafeString]:
    rows = []
    for each in work:
        if each.id not in moved:
            continue
        gone = each.id in part.dropped or each.id in part.highest
        tag, kind, icon = say.tag(each, lowest=each.id in part.dropped)
        score = say.score(each)
        rows.append(
            row(
                quiet(each.name) if gone else each.name,
                quiet(score) if gone else score,
                together((say.due(each), say.effect(each, lowest=gone))),
                _("left out") if gone else effect_words(moved[each.id]),
                tag=tag,
                kind=kind,
                icon=icon,
                url=f"{there}{each.id}/",
            )
        )
    return rows


def _outside_rows(course: Course, say: Say, today: date) -> list[SafeString]:
    """What is no part of the mark, greyed, each with its reason."""
    reasons = {
        Outside.PRACTICE: _("practice: the teacher does not count it"),
        Outside.NO_POINTS: _("it has no points"),
        Outside.EXEMPT: _("excused: it does not count"),
        Outside.DROPPED: _("dropped by the teacher"),
        Outside.NOT_DUE: _("not due yet, so it does not count"),
        Outside.WAITS: _("missing: it does not count until it is scored"),
        Outside.BLANK: _("not scored yet"),
    }
    rows = []
    for work in course.work:
        reason = outside(work, today, course.scheme.missing)
        if reason is not None:
            small = say.with_comment((work.category_name, say.due(work)), work.comment)
            rows.append(row(quiet(work.name), quiet(say.score(work)), small, reasons[reason]))
    return rows
