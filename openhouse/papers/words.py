"""A paper in words."""

from datetime import datetime

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from openhouse.common.text import in_language_of_reader
from openhouse.papers.models import Paper, PaperWithdrawal, PrintRun


def kind_words(kind: str) -> str:
    """ "Report card"."""
    return str(Paper.Kind(kind).label)


def title_words(title: str, kind: str, language: str) -> str:
    """The title of a paper in *language*, for its reader: "Report card, Quarter 1".

    What kind of paper it is is ours to say, in the language that is active; the rest, as the name
    of a term, is the school's.
    """
    with override(language):
        written = kind_words(kind)
    return kind_words(kind) + title.removeprefix(written) if title.startswith(written) else title


def kinds_words(kind: str) -> str:
    """ "Report cards": the kind as a filter of a list."""
    words = {
        Paper.Kind.REPORT_CARD: _("Report cards"),
        Paper.Kind.PROGRESS: _("Progress reports"),
        Paper.Kind.TRANSCRIPT: _("Transcripts"),
        Paper.Kind.IMMUNIZATIONS: _("Immunizations"),
        Paper.Kind.LETTER: _("Letters"),
        Paper.Kind.HEALTH_LETTER: _("Letters from the nurse"),
    }
    return words[Paper.Kind(kind)]


def foot_words() -> dict[str, str]:
    """What stands at the foot of every paper, in the language that is active."""
    return {
        "page": _("Page"),
        # Translators: as in "Page 1 of 2".
        "of": pgettext("page 1 of 2", "of"),
        "verify": _("Check this paper at"),
        "qr": _("Square code that leads to the page where this paper is checked"),
    }


def issued_words(at: datetime) -> str:
    """ "November 27, 2026": a paper is read for years, so the year stands with it."""
    # Translators: Django's date format for "November 27, 2026".
    return dateformat.format(timezone.localtime(at), _("F j, Y"))


def withdrawn_words(one: PaperWithdrawal, *, is_replaced: bool) -> str:
    """ "Taken back on November 27, 2026: wrong marks. A corrected one will come."."""
    words = _("Taken back on %(day)s: %(reason)s. A corrected one will come.")
    if is_replaced:
        words = _("Taken back on %(day)s: %(reason)s. A corrected one has come.")
    reason = in_language_of_reader(one.because, one.because_es).rstrip(". ")
    return words % {"day": issued_words(one.withdrawn_at), "reason": reason}


def file_name(paper: Paper) -> str:
    """ "Report card, Quarter 1.pdf"."""
    edition = f" ({paper.edition})" if paper.edition > 1 else ""
    return f"{paper.title}{edition}.pdf"


def printed_words(run: PrintRun) -> str:
    """How far a print run is; of one that is ready when it was made and how long it is kept."""
    if run.made_at is None:
        words = ngettext("%(done)s of %(all)s copy.", "%(done)s of %(all)s copies.", run.copies)
        return words % {"done": run.done, "all": run.copies}
    at, until = timezone.localtime(run.made_at), timezone.localtime(run.until)
    return _("Made on %(day)s. It is kept until %(last)s.") % {
        "day": dateformat.format(at, _("l, M j, g:i A")),
        "last": dateformat.format(until, _("l, M j")),
    }
