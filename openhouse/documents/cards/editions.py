"""What a corrected card says of itself, and in what two editions differ, in words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from openhouse.attendance.words import excuse_words
from openhouse.documents.cards.rules import Difference
from openhouse.documents.cards.words import header_names, in_language
from openhouse.grades.words import mark_words
from openhouse.papers.drafts import Draft
from openhouse.papers.models import Paper
from openhouse.people.words import grade_words

#: Differences that a corrected card names at its head.
MOST = 6


def corrected_words(edition: int, before: datetime) -> str:
    """ "Corrected edition 2, replaces the one of January 15, 2027", at the head of a card."""
    day = dateformat.format(timezone.localtime(before), _("F j, Y"))
    words = _("Corrected edition %(number)d, replaces the one of %(day)s")
    return words % {"number": edition, "day": day}


def replacing(draft: Draft, before: Paper) -> Draft:
    """*draft* as the next edition after *before*: it says which one it replaces."""
    with in_language(draft.language):
        words = corrected_words(before.edition + 1, before.issued_at)
    return replace(draft, facts={**draft.facts, "replaces": words}, corrects=before)


def differs_words(found: Sequence[Difference]) -> str:
    """ "What differs: Days absent: 1, now 2", a line for the head of a corrected card."""
    said = "; ".join(difference_words(each) for each in found[:MOST])
    if len(found) > MOST:
        more = len(found) - MOST
        said += ngettext("; and %(many)d thing more", "; and %(many)d things more", more) % {
            "many": more
        }
    return _("What differs: %(said)s.") % {"said": said}


def difference_words(found: Difference) -> str:
    """ "Geometry, Q2: B, now A−"; "Days absent: 1, now 2"."""
    place = ", ".join(part for part in (found.what, _name_of(found.column)) if part)
    before, after = _values(found)
    nothing = _("nothing")
    return _("%(place)s: %(before)s, now %(after)s") % {
        "place": place,
        "before": before or nothing,
        "after": after or nothing,
    }


def _name_of(column: str) -> str:
    kind, _dot, key = column.partition(".")
    if kind == "head" and key in header_names():
        return header_names()[key]
    names = {
        "comment": _("comment"),
        "name": _("Name"),
        "day.absent": _("Days absent"),
        "day.part": _("Days absent in part"),
        "day.late": _("Days late"),
        "day.school": _("School days"),
        "class.absent": pgettext("how often in a class", "Absent"),
        "class.late": pgettext("how often in a class", "Late"),
    }
    return names.get(column, column)


def _values(found: Difference) -> tuple[str, str]:
    """Both values; why she was absent is said where that is not the same for all of the days."""
    both = (found.before, found.after)
    if found.column == "head.grade":
        return grade_words(both[0]), grade_words(both[1])
    if not found.column.startswith("day."):
        is_mark = found.what and found.column != "comment"
        return (mark_words(both[0]), mark_words(both[1])) if is_mark else both
    split = [value.split(";") for value in both]
    excuses = {part.partition("=")[0] for _many, *parts in split for part in parts}
    before, after = (_days_words(many, parts if len(excuses) > 1 else []) for many, *parts in split)
    return before, after


def _days_words(many: str, parts: Sequence[str]) -> str:
    said = [f"{of} {excuse_words(excuse)}" for excuse, _is, of in (p.partition("=") for p in parts)]
    return f"{many} ({', '.join(said)})" if said else many
