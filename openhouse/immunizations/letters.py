"""The nurse's letter about a child: what is missing, by when, what else happens, what to bring.

It is one paper in one or two languages, without any address: families of two homes find the same
paper in their list. The address stands only in what is printed (``mailing``).
"""

from datetime import date
from typing import Any, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.viewer import System
from openhouse.common.text import day_words, long_day
from openhouse.immunizations import words
from openhouse.immunizations.queries import Assessed
from openhouse.immunizations.rules.school import Compliance, VaccineStanding
from openhouse.papers.actions import issue
from openhouse.papers.drafts import Draft
from openhouse.papers.heads import Head
from openhouse.papers.models import Paper
from openhouse.papers.words import kind_words

#: The layout, from ``openhouse/``.
LAYOUT = "immunizations/layouts/letter.typ"


class Sender(NamedTuple):
    """Who writes: the school with its number, and from when on a child stays at home."""

    school: int
    head: Head
    excluded_on: date | None


def letter_of(found: Assessed, sender: Sender, language: str) -> Draft | None:
    """The letter in English, and before it in *language* where that is another one; None where
    nothing is asked for any more."""
    if found.now is None or not found.now.demanded:
        return None
    columns = []
    for each in dict.fromkeys((language, "en")):
        with override(each):
            columns.append({"language": each, **_said(found, found.now, sender)})
    with override(language):
        title, on = kind_words(Paper.Kind.HEALTH_LETTER), long_day(found.on)
    return Draft(
        student=found.file.student,
        kind=Paper.Kind.HEALTH_LETTER,
        title=title,
        language=language,
        layout=LAYOUT,
        facts={
            "district": sender.head.district,
            "school": sender.head.name,
            "from": sender.head.said,
            "on": on,
            "name": found.file.name,
            "columns": columns,
        },
        school=sender.school,
        picture=sender.head.picture,
    )


def _said(found: Assessed, now: Compliance, sender: Sender) -> dict[str, Any]:
    """All that the letter says, in the language that is active."""
    name, off = found.file.name, sender.excluded_on
    said = {"name": name, "school": sender.head.name, "day": day_words(off) if off else ""}
    known = found.file.begins_on is not None
    by = words.by_words(now, is_known=known, today=found.on)
    lines = now.demanded
    needs = [
        " ".join(filter(None, (f"{words.missing_words(each)}.", _when(each, found.on),
                               words.later_words(each))))
        for each in lines
    ]  # fmt: skip
    if len(dated := [each for each in lines if _when(each, found.on)]) < len(lines):
        needs.append(_now_words(len(lines), len(dated)))
    otherwise = (
        _("From %(day)s on, %(name)s may not come to school until what is missing is on file.")
        if off
        else _("The school may have to keep %(name)s at home until what is missing is on file.")
    )
    return {
        "heading": _("Vaccines that %(name)s needs") % said,
        "sentence": words.standing_words(name, now)
        if found.file.facts.has_record
        else words.no_record_sentence(name),
        "sections": [
            [_("What is missing"), needs],
            [_("By when"), [_("Before %(day)s.") % said if off else f"{capfirst(by)}."]],
            [_("What happens otherwise"), [otherwise % said]],
            [_("What to bring, and to whom"), [_bring(said), _tell()]],
        ],
    }


def _when(line: VaccineStanding, on: date) -> str:
    """From when the next dose may be given, where that is still to come."""
    return words.from_words(line.from_on, on) if line.from_on and line.from_on > on else ""


def _now_words(lines: int, dated: int) -> str:
    """What of so many lines can be given now, where *dated* of them say another day."""
    if dated:
        return _("Where no day stands, it can be given now.")
    if lines == 1:
        return _("It can be given now.")
    return _("The next dose of each can be given now.")


def _bring(said: dict[str, str]) -> str:
    return (
        _(
            "Bring or send the vaccine card, or a paper from the doctor or clinic with each vaccine"
            " and its date, to the nurse of %(school)s. A photo of it, sent in the portal under"
            " Immunizations, will do too."
        )
        % said
    )


def _tell() -> str:
    return _(
        "Was it given already? Is there an appointment, or a reason why it may not be given? Tell"
        " the nurse."
    )


def issued(draft: Draft, by: int | None) -> Paper:
    """The newest letter to that student where it says the same, but for its day; else a new one,
    which the ledger has in the name of *by*, the nurse who asked.

    Who calls this holds the school, so that two workers write no letter twice.
    """
    newest = (
        Paper.objects.visible_to(System())
        .filter(student_id=draft.student, kind=draft.kind, language=draft.language)
        .order_by("-issued_at", "-pk")
        .first()
    )
    if newest is not None and newest.facts | {"on": ""} == {**draft.facts, "on": ""}:
        return newest
    return issue(draft, by=by)
