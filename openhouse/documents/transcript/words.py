"""A transcript in words: years, credits, averages, and what is frozen of it."""

from datetime import date
from decimal import Decimal

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from openhouse.common.text import day_words, number_words
from openhouse.documents.models_transcript import AcademicRecord, Level, TranscriptLine
from openhouse.documents.transcript.queries import Running
from openhouse.documents.transcript.rules import Progress, Scale, rounded
from openhouse.grades.words import percent_words, task_words, together
from openhouse.people.words import grade_words


def year_words(ends_in: int) -> str:
    """ "2025–26"."""
    return f"{ends_in - 1}–{ends_in % 100:02}"


def credit_words(credits_: Decimal) -> str:
    """ "0.5 credit", "1 credit", "2 credits"."""
    many = 1 if 0 < credits_ <= 1 else 2
    return ngettext("%(n)s credit", "%(n)s credits", many) % {"n": number_words(credits_)}


def earned_words(line: TranscriptLine) -> str:
    """ "1 credit", or "0 of 1 credit" where not all that was tried was earned."""
    if line.credits_earned == line.credits_attempted:
        return credit_words(line.credits_earned)
    return _("%(earned)s of %(attempted)s") % {
        "earned": number_words(line.credits_earned),
        "attempted": credit_words(line.credits_attempted),
    }


def average_words(average: Decimal | None) -> str:
    """ "3.472"; a dash where there is none."""
    found = rounded(average)
    return "–" if found is None else f"{found:.3f}"


def mark_words(line: TranscriptLine) -> str:
    """The mark; its percent where there is no letter; a dash where it is not shown."""
    if line.suppressed:
        return "–"
    if line.mark:
        return line.mark
    return percent_words(line.percent) if line.percent is not None else "–"


def line_words(line: TranscriptLine) -> str:
    """What stands small under a course: term, number, why it is in no average."""
    return together((
        line.term_name,
        line.course_number,
        line.get_level_display() if line.level != "regular" else "",
        line.school_name if line.transfer else "",
        _("the mark is not shown") if line.suppressed else "",
        "" if line.counts else _("not in the average"),
    ))  # fmt: skip


def year_place(lines: list[TranscriptLine]) -> str:
    """ "10th grade · Harbor High School": of the lines that were not taken elsewhere."""
    own = next((line for line in lines if not line.transfer), lines[0])
    return together((grade_words(own.grade_level), own.school_name))


def running_words(running: Running) -> str:
    """ "Quarter 1: B+", the newest of the marks posted so far, or that there is none yet.

    Of a course that is only scheduled its first day.
    """
    if running.begins_on:
        return _("Begins on %(day)s") % {"day": day_words(running.begins_on)}
    if not running.posted:
        return _("No mark posted yet")
    term, task, letter, percent = running.posted[-1]
    mark = letter or (percent_words(percent) if percent is not None else "–")
    return _("%(what)s so far: %(mark)s") % {"what": task_words(term, task), "mark": mark}


def rank_words(record: AcademicRecord) -> str:
    """ "12 of 204"."""
    return _("%(rank)s of %(all)s") % {"rank": record.rank, "all": record.rank_of}


def born_words(on: date) -> str:
    """ "October 8, 2008"."""
    # Translators: Django's date format for "November 27, 2026".
    return dateformat.format(on, _("F j, Y"))


def scale_words(scale: Scale) -> str:
    """What the averages count each mark as: "A+ 4, A 4, A− 3.7 … F 0. Honors +0.5, college +1."."""
    marks = ", ".join(
        f"{mark.replace('-', '−')} {number_words(value)}" for mark, value in scale.values.items()
    )
    adds = [
        f"{Level(level).label} +{number_words(more)}" for level, more in scale.adds.items() if more
    ]
    said = _("The GPA counts: %(marks)s.") % {"marks": marks}
    if not adds:
        return said
    weighted = _("Weighted, a course that was passed adds: %(adds)s.") % {"adds": ", ".join(adds)}
    return f"{said} {weighted}"


def progress_words(progress: Progress) -> str:
    """ "2.5 of 4 earned, 1 in progress, 0.5 scheduled, 0.5 still needed"."""
    said = [
        _("%(earned)s of %(needed)s earned")
        % {"earned": number_words(progress.earned), "needed": number_words(progress.needed)}
    ]
    if progress.done:
        return said[0]
    if progress.running:
        said.append(_("%(n)s in progress") % {"n": number_words(progress.running)})
    if progress.scheduled:
        said.append(_("%(n)s scheduled") % {"n": number_words(progress.scheduled)})
    if progress.missing:
        said.append(_("%(n)s still needed") % {"n": number_words(progress.missing)})
    return ", ".join(said)


def progress_tag(progress: Progress) -> tuple[str, str]:
    """A word and its kind."""
    if progress.done:
        return pgettext("credits of an area", "Done"), "good"
    if not progress.missing:
        return _("On the way"), "info"
    return _("Still needed"), "neutral"
