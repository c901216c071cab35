"""Papers that the school issued, as lines of the family's list."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child, Viewer
from openhouse.common.addresses import address
from openhouse.documents.cards.editions import difference_words
from openhouse.documents.cards.rules import Difference, differences
from openhouse.documents.listing import Entry
from openhouse.papers.models import Paper
from openhouse.papers.queries import facts_of, papers_of
from openhouse.papers.words import kinds_words, title_words

#: Papers whose editions are compared word for word, and how many words of it the list says.
_CARDS, _MOST = {Paper.Kind.REPORT_CARD, Paper.Kind.PROGRESS}, 4
#: The month in which a school year has begun, where a paper names none.
_AUGUST = 8


def issued_to(viewer: Viewer, children: Sequence[Child]) -> list[Entry]:
    """The released papers about *children*; a corrected card with what differs."""
    papers = list(papers_of(viewer, *(child.id for child in children)))
    corrected = [paper for paper in papers if paper.corrects_id and paper.kind in _CARDS]
    facts = facts_of(viewer, [n for p in corrected for n in (p.pk, p.corrects_id or 0)])
    said = {p.pk: _between(facts.get(p.corrects_id or 0), facts.get(p.pk)) for p in corrected}
    return [_entry(paper, said.get(paper.pk, [])) for paper in papers]


def _between(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Difference]:
    """In what two editions differ; nothing is said of papers of a release that kept less."""
    try:
        return differences(before, after) if before and after else []
    except KeyError:
        return []


def _entry(paper: Paper, differs: Sequence[Difference]) -> Entry:
    on = timezone.localtime(paper.released_at or paper.issued_at).date()
    year = paper.school_year.ends_on.year if paper.school_year else on.year + (on.month >= _AUGUST)
    pages = ngettext("%(many)d page", "%(many)d pages", paper.pages) % {"many": paper.pages}
    state, tone = _state(paper)
    return Entry(
        paper.student_id,
        paper.kind,
        kinds_words(paper.kind),
        year,
        title_words(paper.title, paper.kind, paper.language),
        on,
        address("paper", paper.student_id, paper.pk),
        " · ".join(["PDF", pages, *map(difference_words, differs[:_MOST])]),
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
