"""What the page of a transcript shows, to a family and to an office."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.text import number_words
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript import words
from openhouse.documents.transcript.meanings import meant
from openhouse.documents.transcript.queries import Running, Transcript, as_rule
from openhouse.documents.transcript.rules import ZERO, Progress, worth_of
from openhouse.ui.components.bar import bar
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def shown(found: Transcript, *, links: bool) -> dict[str, Any]:
    """The transcript's cards; *links*: courses in progress lead to the family's page of them.

    Without, as in an office, each line leads to where it is corrected.
    """
    return {
        "empty": found.is_empty,
        "facts": _facts(found),
        "years": [
            (
                words.year_words(year),
                words.year_place(lines),
                joined(_line(line, links=not links) for line in lines),
            )
            for year, lines in found.by_year.items()
        ],
        "running": joined(_running(each, found.student, links=links) for each in found.running),
        "progress": joined(_progress(each, found) for each in found.progress),
        "counted": _counted(found) if found.decided.shows_average else [],
        "total": _total(found),
        "sent": _sent(found),
        "rank": _rank(found),
        "meant": meant(averages=found.decided.shows_average, rank=found.decided.shows_rank),
    }


def _facts(found: Transcript) -> list[tuple[str, str]]:
    said = []
    if found.decided.shows_average and found.sums.unweighted is not None:
        said.append((words.average_words(found.sums.unweighted), _("GPA")))
        if found.decided.shows_weighted:
            said.append((words.average_words(found.sums.weighted), _("GPA, weighted")))
    if found.lines:
        said.append((number_words(found.sums.earned), _("credits earned")))
    return said


def _line(line: TranscriptLine, *, links: bool) -> SafeString:
    return row(
        line.course_name,
        words.mark_words(line),
        words.line_words(line),
        words.earned_words(line),
        url=address("transcript-line", line.student_id, line.pk) if links else "",
        tag=_("Transfer") if line.transfer else "",
        kind="info",
        icon="school",
    )


def _running(each: Running, student: int, *, links: bool) -> SafeString:
    return row(
        each.name,
        "",
        words.running_words(each),
        words.credit_words(each.credits),
        url=address("course", student, each.section) if links and not each.begins_on else "",
        tag=_("Scheduled") if each.begins_on else _("In progress"),
        kind="neutral",
        icon="schedule" if each.begins_on else "clock",
    )


def _progress(each: Progress, found: Transcript) -> SafeString:
    name = found.decided.areas.get(each.area or 0, "")
    word, kind = words.progress_tag(each)
    label = words.progress_words(each)
    return row(
        name,
        "",
        label,
        tag=word,
        kind=kind,
        extra=bar(each.earned, label, each.needed or 1, "good" if each.done else "info"),
    )


def _counted(found: Transcript) -> list[tuple[str, str, str, str, str]]:
    """How the average came about: course, mark, value, weighted value, weight."""
    said = []
    for line in found.lines:
        worth = worth_of(as_rule(line), found.decided.scale)
        if worth is not None and not line.suppressed:
            said.append((
                line.course_name,
                words.mark_words(line),
                number_words(worth.value),
                number_words(worth.weighted),
                number_words(worth.weight),
            ))  # fmt: skip
    return said


def _total(found: Transcript) -> str:
    """ "14 of 15 credits earned, 6 still needed"."""
    said = _("%(earned)s credits earned of %(attempted)s attempted") % {
        "earned": number_words(found.sums.earned),
        "attempted": number_words(found.sums.attempted),
    }
    needed = sum((each.needed for each in found.progress), ZERO)
    if needed:
        said += ". " + _("Graduation asks for %(needed)s.") % {"needed": number_words(needed)}
    return said


def _sent(found: Transcript) -> list[tuple[str, str]]:
    """What the school's own record system says, where it says something else than the lines."""
    record = found.sent
    if record is None:
        return []
    said: list[tuple[str, str]] = []
    for value, words_ in (
        (record.average, _("GPA")),
        (record.weighted_average, _("GPA, weighted")),
    ):
        if value is not None and found.decided.shows_average:
            said.append((words_, words.average_words(value)))
    for value, words_ in (
        (record.credits_attempted, _("Credits attempted")),
        (record.credits_earned, _("Credits earned")),
    ):
        if value is not None:
            said.append((words_, number_words(value)))
    return said


def _rank(found: Transcript) -> tuple[str, str] | None:
    record = found.rank
    if record is None:
        return None
    return words.rank_words(record), words.year_words(record.ends_in)
