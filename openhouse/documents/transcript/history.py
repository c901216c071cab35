"""Where a line of a transcript came from, and the lines that were struck: for the registrar."""

from dataclasses import dataclass

from django.db.models import F, Func, TextField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.common.addresses import address
from openhouse.common.scope import Sees
from openhouse.common.text import day_and_year
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.documents.transcript import words
from openhouse.grades.words import together
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

Origin = TranscriptLine.Origin


@dataclass(frozen=True, slots=True)
class Told:
    """A line with the names of who entered and who struck it."""

    line: TranscriptLine
    entered_by: str
    struck_by: str


def told_of_line(viewer: Sees, number: int) -> Told | None:
    """The line with this number; None where it is not the viewer's to see."""
    found = _found(viewer, pk=number)
    return found[0] if found else None


def struck_of(viewer: Sees, student: int) -> list[Told]:
    """The lines of a student that were struck, the last one first."""
    return _found(viewer, student_id=student, struck_at__isnull=False)


def _found(viewer: Sees, **which: object) -> list[Told]:
    rows = TranscriptLine.objects.visible_to(viewer).filter(**which).select_related("school")
    named = rows.annotate(entered_name=_named("entered_by_id"), struck_name=_named("struck_by_id"))
    return [
        Told(line, line.entered_name or "", line.struck_name or "")
        for line in named.order_by("-struck_at", "pk")
    ]


def _named(column: str) -> Func:
    return Func(F(column), function="openhouse_staff_name", output_field=TextField())


def origin_words(told: Told) -> str:
    """ "Entered by hand by Ms. Reyes on Tuesday, Oct 6, 2026"."""
    line = told.line
    if line.origin == Origin.IMPORTED or line.posted_at is None:
        return _("From another system")
    said = {"who": told.entered_by or _("the school"), "day": _day(line.posted_at)}
    if line.origin == Origin.POSTED:
        return _("Posted from marks on %(day)s") % said
    return _("Entered by hand by %(who)s on %(day)s") % said


def struck_words(told: Told) -> str:
    """ "Struck by Ms. Reyes on Tuesday, Oct 6, 2026: a wrong student"; empty where it stands."""
    line = told.line
    if line.struck_at is None:
        return ""
    said = {"who": told.struck_by or _("the school"), "day": _day(line.struck_at)}
    if line.replaced_by_id:
        return _("Corrected by %(who)s on %(day)s") % said
    why = _("Struck by %(who)s on %(day)s") % said
    return f"{why}: {line.struck_reason}" if line.struck_reason else why


def _day(at: object) -> str:
    return day_and_year(timezone.localtime(at).date())  # type: ignore[arg-type]


def struck_rows(told: list[Told]) -> SafeString:
    """A line for each that was struck, which leads to it."""
    return joined(
        row(
            each.line.course_name,
            words.mark_words(each.line),
            together((words.year_words(each.line.ends_in), struck_words(each))),
            words.earned_words(each.line),
            url=address("transcript-line", each.line.student_id, each.line.pk),
        )
        for each in told
    )
