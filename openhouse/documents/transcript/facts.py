"""What the PDF of a transcript is given: plain words and numbers, nothing that it must reckon."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import day_words, number_words
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript import words
from openhouse.documents.transcript.pupils import Pupil
from openhouse.documents.transcript.queries import Running, Transcript, as_rule
from openhouse.documents.transcript.rules import ZERO, sums_of
from openhouse.grades.words import together
from openhouse.papers.heads import Head
from openhouse.people.words import grade_words

#: The layout, from ``openhouse/``.
LAYOUT = "documents/transcript/transcript.typ"


def transcript_facts(
    pupil: Pupil, found: Transcript, head: Head | None, district: str, today: date
) -> dict[str, Any]:
    """The facts in the language that is active; the same transcript gives the same facts."""
    return {
        "district": district,
        "from": head.said if head else {},
        "school": pupil.school_name,
        "name": pupil.name,
        "on": day_words(today) + f", {today.year}",
        "head": _head(pupil),
        "years": [
            {
                "title": together((words.year_words(year), words.year_place(lines))),
                "lines": [_line(line) for line in lines],
                "sum": _sum(found, lines),
            }
            for year, lines in sorted(found.by_year.items())
        ],
        "totals": _totals(found),
        "scale": words.scale_words(found.decided.scale) if found.decided.shows_average else "",
        "running": [_running(each) for each in found.running],
        "progress": [
            [
                found.decided.areas.get(each.area or 0, ""),
                *map(
                    number_words,
                    (each.needed, each.earned, each.running, each.scheduled, each.missing),
                ),
            ]
            for each in found.progress
        ],
        "words": _words(),
    }


def _head(pupil: Pupil) -> list[list[str]]:
    said = [
        [_("Student"), pupil.name],
        [_("Born"), words.born_words(pupil.born_on) if pupil.born_on else ""],
        [_("Student number"), pupil.number],
        [_("State ID"), pupil.state_id],
        [_("School"), pupil.school_name],
        [_("Grade"), grade_words(pupil.grade_level)],
    ]
    return [each for each in said if each[1]]


def _line(line: TranscriptLine) -> list[str]:
    """Course, term, mark, credits attempted and earned."""
    course = together((line.course_name, line.course_number))
    if line.transfer:
        course = together((course, _("Transfer"), line.school_name))
    if line.level != "regular":
        course = together((course, line.get_level_display()))
    credits_ = (number_words(line.credits_attempted), number_words(line.credits_earned))
    return [course, line.term_name, words.mark_words(line), *credits_]


def _running(each: Running) -> list[str]:
    """Course and credits; of one that is only scheduled its first day, too."""
    begins = words.running_words(each) if each.begins_on else ""
    return [together((each.name, begins)), words.credit_words(each.credits)]


def _sum(found: Transcript, lines: list[TranscriptLine]) -> str:
    """ "6 of 7 credits earned · GPA 3.214"."""
    sums = sums_of(map(as_rule, lines), found.decided.scale)
    said = _("%(earned)s credits earned of %(attempted)s attempted") % {
        "earned": number_words(sums.earned),
        "attempted": number_words(sums.attempted),
    }
    average = sums.unweighted if found.decided.shows_average else None
    return together((said, f"{_('GPA')} {words.average_words(average)}" if average else ""))


def _totals(found: Transcript) -> list[list[str]]:
    said: list[list[str]] = []
    if found.decided.shows_average:
        said.append([_("GPA"), words.average_words(found.sums.unweighted)])
        if found.decided.shows_weighted:
            said.append([_("GPA, weighted"), words.average_words(found.sums.weighted)])
    said.append([_("Credits attempted"), number_words(found.sums.attempted)])
    said.append([_("Credits earned"), number_words(found.sums.earned)])
    if found.rank is not None:
        rank = {"rank": words.rank_words(found.rank), "year": words.year_words(found.rank.ends_in)}
        said.append([_("Class rank"), _("%(rank)s, as saved for %(year)s") % rank])
    needed = sum((each.needed for each in found.progress), Decimal(ZERO))
    if needed:
        said.append([_("Credits for graduation"), number_words(needed)])
    return said


def _words() -> dict[str, str]:
    return {
        "title": _("Transcript"),
        "unofficial": _("Unofficial"),
        "note": _(
            "Unofficial: for your own use. Colleges and employers ask the school for the"
            " official transcript."
        ),
        "course": _("Course"),
        "term": _("Term"),
        "mark": _("Mark"),
        "attempted": _("Attempted"),
        "earned": _("Earned"),
        "courses": _("Courses that are over"),
        "none": _("None yet"),
        "totals": _("So far"),
        "what": _("What"),
        "number": _("Number"),
        "running": _("This year, in progress"),
        "running_note": _("Not on the transcript yet: these marks can still change."),
        "credits": _("Credits"),
        "progress": _("Toward graduation"),
        "area": _("Area"),
        "needed": _("Needed"),
        "in_progress": _("In progress"),
        "scheduled": _("Scheduled"),
        "missing": _("Still needed"),
    }
