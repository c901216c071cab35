"""What a report card says, as lines of its page: on a phone a sheet of letter paper is small print.

It is read from the facts that the file was made of, so both say the same, in the card's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.grades.words import together
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@dataclass(frozen=True, slots=True)
class Said:
    """Marks under their subjects ("" where there are none), days, and what the marks mean."""

    language: str
    marks: list[tuple[str, SafeString]]
    days: list[str]
    legend: list[tuple[str, str]]
    words: Mapping[str, str]


def said_by(facts: Mapping[str, Any] | None, language: str) -> Said | None:
    """What a card of these *facts* says; None where they are of none, or of one that kept less."""
    try:
        return _said(facts, language) if facts else None
    except (KeyError, TypeError, ValueError):
        return None


def _said(facts: Mapping[str, Any], language: str) -> Said | None:
    subjects = [(_heading(each), each["lines"]) for each in facts.get("subjects", [])]
    alone = [line for name, lines in subjects if not name for line in lines]
    groups = [(name, lines) for name, lines in subjects if name]
    groups += [(_others(language) if groups else "", alone)] if alone else []
    groups += [("", facts["courses"])] if facts.get("courses") else []
    marks = [(name, joined(_line(one, facts) for one in lines)) for name, lines in groups]
    days = [together((f"{many} {what}", why)) for many, what, why in facts.get("days", [])]
    legend = [(sign, meaning) for sign, meaning in facts.get("legend", [])]
    return Said(language, marks, days, legend, facts["words"]) if marks else None


def _others(language: str) -> str:
    """Over those that stand alone, where the sheet has the head of a column: "Subject"."""
    with override(language):
        return _("Other subjects")


def _heading(subject: Mapping[str, Any]) -> str:
    """A subject whose only line has its own name needs none."""
    (first, *others), name = subject["lines"], str(subject["name"])
    return "" if not others and first["name"].casefold() == name.casefold() else name


def _line(line: Mapping[str, Any], facts: Mapping[str, Any]) -> SafeString:
    """A course with its teacher, "Q1: A− · Q2: B+ · Absent: 1", and what the teacher says."""
    marks = list(zip(facts["columns"], line["marks"], strict=True))
    missed = list(zip(facts.get("missed") or [], line.get("missed") or [], strict=False))
    parts = [format_html("{}:\u00a0<b>{}</b>", head, mark) for head, mark in marks if mark]
    parts += [format_html("{}:\u00a0{}", head, many) for head, many in missed if many]
    said = [
        format_html_join("\u00a0· ", "{}", ((each,) for each in parts)),
        line.get("comment", ""),
    ]
    small = format_html_join(mark_safe("<br>"), "{}", ((each,) for each in said if each))
    return row(line["name"], small=small, small_right=line.get("teacher", ""))
