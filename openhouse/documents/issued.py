"""Papers that the school issued, as lines of the family's list."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.documents.listing import Entry
from openhouse.papers.models import Paper
from openhouse.papers.queries import papers_of
from openhouse.papers.words import kinds_words

#: The month in which a school year has begun, where a paper names none.
_AUGUST = 8


def issued_to(viewer: Viewer, children: Sequence[Child]) -> list[Entry]:
    """The released papers about *children*."""
    return [_entry(paper) for paper in papers_of(viewer, *(child.id for child in children))]


def _entry(paper: Paper) -> Entry:
    on = timezone.localtime(paper.released_at or paper.issued_at).date()
    year = paper.school_year.ends_on.year if paper.school_year else on.year + (on.month >= _AUGUST)
    pages = ngettext("%(many)d page", "%(many)d pages", paper.pages) % {"many": paper.pages}
    state, tone = _state(paper)
    return Entry(
        paper.student_id,
        paper.kind,
        kinds_words(paper.kind),
        year,
        paper.title,
        on,
        address("paper", paper.student_id, paper.pk),
        f"PDF · {pages}",
        state,
        tone,
    )


def _state(paper: Paper) -> tuple[str, str]:
    """A correction is said on both editions: the old one is still what was sent."""
    if paper.is_replaced:  # type: ignore[attr-defined]
        return _("Replaced"), "neutral"
    if paper.edition > 1:
        return _("Corrected"), "info"
    return "", "neutral"
