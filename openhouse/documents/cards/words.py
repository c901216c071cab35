"""A card in the words of its language."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from openhouse.attendance.meanings import meant_by
from openhouse.attendance.rules import GRAVEST_FIRST, DayMark, DayValue
from openhouse.attendance.sums import Tally
from openhouse.attendance.words import excuse_words
from openhouse.common.text import in_language_of_reader
from openhouse.documents.cards.rules import (
    Line,
    as_markup,
    by_subject,
    comment_of,
    counted,
    heading,
    legend_of,
)
from openhouse.documents.cards.setup import Setup
from openhouse.documents.models_cards import CardTemplate
from openhouse.people.words import grade_words


class Named(Protocol):
    """A student as the head of a card names her."""

    @property
    def name(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def state_id(self) -> str: ...
    @property
    def grade_level(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Attended:
    """The sums of her days, how many school days there were for her, and those with a mark."""

    sums: Tally
    days: int
    marked: Sequence[DayMark] = ()

    def in_class(self, sections: Collection[int]) -> list[int]:
        """How often she was absent from a class, and how often late."""
        held = [
            mark.value
            for day in self.marked
            for mark in day.marks
            if mark.section in sections and mark.counts
        ]
        return [held.count(DayValue.ABSENT), held.count(DayValue.LATE)]


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """The language of a card, whoever asks for it."""
    with override(language):
        yield


def header_names() -> dict[str, str]:
    """What may stand under the student's name."""
    return {
        "grade": _("Grade"),
        "number": _("Student number"),
        "state_id": _("State ID"),
        "homeroom": _("Homeroom"),
    }


def title_of(setup: Setup) -> str:
    """ "Report card, Quarter 1, 2026-27"."""
    kind = CardTemplate.Kind(setup.template.kind).label
    return f"{kind}, {setup.term.name}, {setup.year.name}"


def card_words(
    setup: Setup,
    pupil: Named,
    lines: Sequence[Line],
    attended: Attended,
    homeroom: str,
    canned: Mapping[str, str],
) -> tuple[str, dict[str, Any]]:
    """The title, and all that the layout is given."""
    template = setup.template
    facts: dict[str, Any] = {
        **_of_all(setup),
        "student": {"name": pupil.name, "facts": _header(template, pupil, homeroom)},
        "columns": [heading(each, setup.columns) for each in setup.columns],
        "missed": [],
        "days": _days(attended) if template.attendance_by_day else [],
        "explained": explained(attended) if template.attendance_by_day else "",
        "said": _said(template, pupil, homeroom, attended),
    }
    by_course = template.attendance_by_course and template.layout == CardTemplate.Layout.SECONDARY
    if by_course:
        facts["missed"] = [
            pgettext("how often in a class", "Absent"),
            pgettext("how often in a class", "Late"),
        ]
    if by_course and facts["days"]:
        facts["counting"] = counting_words()
    said = [
        _line(line, _comment(setup, line, canned), attended if by_course else None)
        for line in lines
    ]
    if template.layout == CardTemplate.Layout.SECONDARY:
        facts["courses"] = said
    else:
        by_line = {id(line): words for line, words in zip(lines, said, strict=True)}
        facts["subjects"] = [
            {"name": subject or _("Subject"), "lines": [by_line[id(one)] for one in group]}
            for subject, group in by_subject(lines).items()
        ]
    return title_of(setup), facts


def _line(line: Line, comment: str, attended: Attended | None) -> dict[str, Any]:
    return {
        "name": line.name,
        "subject": line.subject,
        "teacher": line.teacher,
        "marks": line.marks,
        "missed": attended.in_class(line.sections) if attended else [],
        "comment": comment,
    }


def _comment(setup: Setup, line: Line, canned: Mapping[str, str]) -> str:
    said = comment_of(line, setup.columns) if setup.template.comments else ""
    return canned.get(said, said)


def _of_all(setup: Setup) -> dict[str, Any]:
    """What is the same on every card of a release, in this language."""
    template, ours = setup.template, setup.district
    return {
        "district": ours.name,
        "hue": ours.hue,
        "from": setup.head.said,
        "school": {"name": setup.school.name, "line": setup.head.line},
        # Translators: Django's date format for "November 27, 2026".
        "dated": dateformat.format(setup.made_on, _("F j, Y")),
        "legend": legend_of(in_language_of_reader(template.legend, template.legend_es)),
        "note": as_markup(in_language_of_reader(template.note, template.note_es)),
        "signature": template.signature,
        "words": layout_words(),
    }


def layout_words() -> dict[str, str]:
    """The layouts' own words."""
    return {
        "none": "–",
        "marks": _("Marks"),
        "course": _("Course"),
        "subject": _("Subject"),
        "attendance": _("Attendance"),
        "legend": _("What the marks mean"),
        "signature": _("Signature of a parent or guardian"),
        "signed_on": _("Date"),
    }


def _header(template: CardTemplate, pupil: Named, homeroom: str) -> list[list[str]]:
    values = {
        "grade": grade_words(pupil.grade_level),
        "number": pupil.number,
        "state_id": pupil.state_id,
        "homeroom": homeroom,
    }
    names = header_names()
    return [[names[each], values[each]] for each in template.header if values.get(each)]


def _said(
    template: CardTemplate, pupil: Named, homeroom: str, attended: Attended
) -> dict[str, str]:
    """What the card says of the student and her days, by keys: editions are compared by them."""
    values = {
        "grade": pupil.grade_level,
        "number": pupil.number,
        "state_id": pupil.state_id,
        "homeroom": homeroom,
    }
    found = {f"head.{each}": values[each] for each in template.header if each in values}
    if template.attendance_by_day:
        sums = attended.sums
        found |= {
            "day.absent": counted(sums.of(DayValue.ABSENT), _excuses(sums)),
            "day.part": str(sums.of(DayValue.PART)),
            "day.late": str(sums.of(DayValue.LATE)),
            "day.school": str(attended.days),
        }
    return found


def _excuses(sums: Tally) -> dict[str, int]:
    """Whole days of absence by excuse, the gravest first."""
    days = {excuse: sums.days.get((DayValue.ABSENT, excuse), 0) for excuse in GRAVEST_FIRST}
    return {excuse: many for excuse, many in days.items() if many}


def _days(attended: Attended) -> list[list[str]]:
    """Days absent, in part absent and late, and how many school days there were."""
    sums, found = attended.sums, []
    absent, late = sums.of(DayValue.ABSENT), sums.of(DayValue.LATE)
    part = sums.of(DayValue.PART)
    why = [f"{many} {excuse_words(excuse)}" for excuse, many in _excuses(sums).items()]
    found.append([str(absent), ngettext("day absent", "days absent", absent), ", ".join(why)])
    if part:
        found.append([str(part), ngettext("day absent in part", "days absent in part", part), ""])
    found.append([str(late), ngettext("day late", "days late", late), ""])
    words = ngettext("school day", "school days", attended.days)
    found.append([str(attended.days), words, ""])
    return found


def explained(attended: Attended) -> str:
    """What the words about her days mean, in one line; empty where she was always there."""
    days = [day for day, many in attended.sums.days.items() if many]
    return " ".join(f"{word}: {said}" for word, said in meant_by(days))


def counting_words() -> str:
    """What each of the two sums of absences counts, for a reader who compares them."""
    return _(
        "Days are counted from the school’s own record of the day. Beside a course only"
        " lessons count that were marked in that class."
    )
