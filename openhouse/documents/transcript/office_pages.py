"""What an office's pages of transcripts show."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import number_words
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript.posting import Choice, Counted, Difference
from openhouse.documents.transcript.words import mark_words, year_words
from openhouse.grades.words import percent_words, task_words, together
from openhouse.people.words import grade_words
from openhouse.ui.components.row import row
from openhouse.ui.components.tick import tick
from openhouse.ui.markup import joined


def desk(
    choices: Sequence[Choice], chosen: Choice | None, counted: Sequence[Counted], differ: int
) -> dict[str, Any]:
    """The choices, and of the chosen one what posting would do."""
    return {
        "choices": [(each.key, _words(each)) for each in choices],
        "chosen": chosen.key if chosen else "",
        "chosen_words": _words(chosen) if chosen else "",
        "new": sum(each.new for each in counted),
        "counts": [
            (sum(each.new for each in counted), _("would be added")),
            (sum(each.there for each in counted), _("are there already")),
        ],
        "courses": joined(_course(each) for each in counted),
        "differ": differ,
        "differ_words": ngettext(
            "%(many)s line has another mark by now",
            "%(many)s lines have another mark by now",
            differ,
        )
        % {"many": differ},
    }


def _words(choice: Choice) -> str:
    """ "Semester 1: Final, 2026–27 · Harbor High"."""
    what = task_words(choice.term_name, choice.task_name)
    return together((f"{what}, {year_words(choice.ends_in)}", choice.school_name))


def _course(each: Counted) -> SafeString:
    small = together((
        _("%(n)s there already") % {"n": each.there} if each.there else "",
        _("%(n)s with another mark by now") % {"n": each.differs} if each.differs else "",
        _("%(n)s left out: the course has given all its credit") % {"n": each.full}
        if each.full
        else "",
        _("%(n)s left out: the course gives no credit") % {"n": each.without}
        if each.without
        else "",
    ))  # fmt: skip
    return row(each.name, _("%(n)s new") % {"n": each.new}, small)


def found(text: str, pupils: Sequence[tuple[int, str, str]]) -> dict[str, Any]:
    """What a search found."""
    return {
        "q": text,
        "pupils": joined(
            row(name, small=number, url=address("office-transcript", student))
            for student, name, number in pupils
        ),
    }


def differences(lines: Sequence[Difference]) -> SafeString:
    """A line to tick for each difference."""
    return joined(
        tick(
            "line",
            each.line,
            each.student_name,
            together((each.course, each.term)),
            _("%(was)s → %(now)s") % {"was": _mark(each.was), "now": _mark(each.now)},
        )
        for each in lines
    )


def _mark(mark: tuple[str, Decimal | None]) -> str:
    letter, percent = mark
    return together((letter, percent_words(percent) if percent is not None else "")) or "–"


def line_says(line: TranscriptLine, area: str) -> list[tuple[str, str]]:
    """A line of a transcript, label and value; what it does not say is left out."""
    said = [
        (_("School"), line.school_name),
        (_("School year"), year_words(line.ends_in)),
        (_("Term"), line.term_name),
        (_("Grade"), grade_words(line.grade_level)),
        (_("Course number"), line.course_number),
        (_("Mark"), mark_words(line)),
        (_("Percent"), percent_words(line.percent) if line.percent is not None else ""),
        (_("Credits attempted"), number_words(line.credits_attempted)),
        (_("Credits earned"), number_words(line.credits_earned)),
        (_("Level"), line.get_level_display()),
        (_("Counts toward"), area),
        (_("In the average"), _("Yes") if line.counts else _("No")),
    ]
    return [(label, str(value)) for label, value in said if value]
