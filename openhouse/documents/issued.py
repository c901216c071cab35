"""Papers that the school issued: as lines of the family's list, and each as a page of its own."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.meanings import OF_A_CARD
from openhouse.common import clock
from openhouse.common.addresses import address, whole
from openhouse.common.text import reader_language
from openhouse.documents.cards.editions import difference_words
from openhouse.documents.cards.rules import Difference, differences
from openhouse.documents.listing import Entry
from openhouse.documents.on_screen import said_by
from openhouse.documents.published.words import language_words
from openhouse.grades.meanings import POSTED
from openhouse.papers.codes import shown
from openhouse.papers.models import Paper, PaperWithdrawal
from openhouse.papers.queries import facts_of, papers_of, withdrawals_of
from openhouse.papers.withdrawn import newest_of, put_right_by
from openhouse.papers.words import (
    issued_words,
    kind_words,
    kinds_words,
    title_words,
    withdrawn_words,
)

#: Papers whose editions are compared word for word, and how many words of it the list says.
_CARDS, _MOST = {Paper.Kind.REPORT_CARD, Paper.Kind.PROGRESS}, 4
_ON_REQUEST = {Paper.Kind.TRANSCRIPT, Paper.Kind.IMMUNIZATIONS}
#: The month in which a school year has begun, where a paper names none.
_AUGUST = 8
#: How long a paper that she has not opened is new.
_NEW = timedelta(days=30)


def issued_to(viewer: Viewer, children: Sequence[Child]) -> list[Entry]:
    """The released papers about *children*; a corrected card with what differs, and one that was
    taken back with why."""
    ids = [child.id for child in children]
    found = papers_of(viewer, *ids)
    gone = list(withdrawals_of(viewer, *ids))
    papers = [paper for paper in found if not paper.is_twin]
    corrected = [paper for paper in papers if paper.corrects_id and paper.kind in _CARDS]
    facts = facts_of(viewer, [n for p in corrected for n in (p.pk, p.corrects_id or 0)])
    said = {p.pk: _between(facts.get(p.corrects_id or 0), facts.get(p.pk)) for p in corrected}
    older = _older(papers)
    there = [_entry(viewer, one, said.get(one.pk, []), is_older=one.pk in older) for one in papers]
    after = put_right_by(gone, papers)
    return there + [_gone(one, is_replaced=one.paper_id in after) for one in newest_of(gone)]


def _older(papers: Sequence[Paper]) -> set[int]:
    """Of those made on request, newest first, all but the newest of each language."""
    newest: dict[tuple[int, str, str], int] = {}
    for one in papers:
        newest.setdefault((one.student_id, one.kind, one.language), one.pk)
    return {one.pk for one in papers if one.kind in _ON_REQUEST} - set(newest.values())


def page(viewer: Viewer, child: Child, number: int) -> dict[str, Any] | None:
    """The context of one of them; None where there is none for her."""
    every = list(papers_of(viewer, child.id))
    papers = {paper.pk: paper for paper in every if not paper.is_twin}
    found = papers.get(number)
    if found is None:
        return None
    gone = {one.paper_id: one for one in withdrawals_of(viewer, child.id)}
    hers, *others = _in_each_language(found, every)
    before = papers.get(found.corrects_id or 0)
    after = next((one for one in papers.values() if one.corrects_id == number), None)
    facts = _facts(viewer, found, hers, before)
    differs = _between(facts.get(before.pk), facts.get(number)) if before else []
    word, tone = _state(found)
    return {
        "child": child,
        "back": address("documents", child.id),
        "title": title_words(found.title, found.kind, found.language),
        "rows": _said(hers) + _replaces(gone.get(found.corrects_id or 0)),
        "word": word,
        "tone": tone,
        "differs": [difference_words(one) for one in differs],
        "said": said_by(facts.get(hers.pk), hers.language),
        "before": address("paper", child.id, before.pk) if before else "",
        "after": address("paper", child.id, after.pk) if after else "",
        "file_url": address("paper-file", child.id, hers.pk),
        "save_url": address("paper-save", child.id, hers.pk),
        "others": _others(child, others),
        "code": shown(hers.code),
        "meant": (POSTED, *OF_A_CARD) if found.kind in _CARDS else (),
        "check_url": whole(f"/verify/{hers.code}"),
    }


def _facts(viewer: Viewer, *papers: Paper | None) -> dict[int, dict[str, Any]]:
    """What those of *papers* that are cards were made of."""
    return facts_of(viewer, {one.pk for one in papers if one and one.kind in _CARDS})


def _others(child: Child, papers: Sequence[Paper]) -> list[tuple[str, str]]:
    """Each language in which the paper is there too, with its file."""
    return [
        (language_words(one.language) or one.language, address("paper-file", child.id, one.pk))
        for one in papers
    ]


def _in_each_language(paper: Paper, every: Sequence[Paper]) -> list[Paper]:
    """*paper* and its twins: the one in the reader's language first."""
    same = (paper.release, paper.student_id, paper.edition)
    twins = [
        one for one in every if one.is_twin and (one.release, one.student_id, one.edition) == same
    ]
    mine = reader_language().partition("-")[0]
    return sorted([paper, *twins], key=lambda one: one.language != mine)


def _said(paper: Paper) -> list[tuple[str, str]]:
    """What stands above the file: what it is, whose it is, since when, how long."""
    pages = ngettext("%(many)d page", "%(many)d pages", paper.pages) % {"many": paper.pages}
    school = paper.school.name if paper.school else ""
    said = [
        (_("What it is"), kind_words(paper.kind)),
        (_("School"), school),
        (_("Issued on"), issued_words(paper.issued_at)),
        (_("File"), f"PDF · {pages}"),
    ]
    return [(name, words) for name, words in said if words]


def _replaces(gone: PaperWithdrawal | None) -> list[tuple[str, str]]:
    """Which paper it replaces, where that was taken back."""
    if gone is None:
        return []
    words = _("the one of %(day)s, taken back on %(gone)s")
    said = {"day": issued_words(gone.issued_at), "gone": issued_words(gone.withdrawn_at)}
    return [(_("It replaces"), words % said)]


def _between(before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Difference]:
    """In what two editions differ; nothing is said of papers of a release that kept less."""
    try:
        return differences(before, after) if before and after else []
    except KeyError:
        return []


def _is_new(viewer: Viewer, paper: Paper) -> bool:
    """If the school sent it lately and she has not opened it; what she asked for herself is not."""
    if viewer.look or paper.is_opened or paper.issued_by_id == viewer.person_id:  # type: ignore[attr-defined]
        return False
    return (paper.released_at or paper.issued_at) > clock.now() - _NEW


def _entry(viewer: Viewer, paper: Paper, differs: Sequence[Difference], *, is_older: bool) -> Entry:
    on = timezone.localtime(paper.released_at or paper.issued_at).date()
    pages = ngettext("%(many)d page", "%(many)d pages", paper.pages) % {"many": paper.pages}
    state, tone = (_("There is a newer one"), "neutral") if is_older else _state(paper)
    return Entry(
        paper.student_id,
        paper.kind,
        kinds_words(paper.kind),
        _year(paper, on),
        title_words(paper.title, paper.kind, paper.language),
        on,
        address("paper", paper.student_id, paper.pk),
        " · ".join(["PDF", pages, *map(difference_words, differs[:_MOST])]),
        state,
        tone,
        is_new=_is_new(viewer, paper),
    )


def _gone(one: PaperWithdrawal, *, is_replaced: bool) -> Entry:
    """Taken back: its line stays, so that nobody looks for it, and says why."""
    on = timezone.localtime(one.released_at).date()
    return Entry(
        one.student_id,
        one.kind,
        kinds_words(one.kind),
        _year(one, on),
        title_words(one.title, one.kind, one.language),
        on,
        address("paper", one.student_id, one.paper_id),
        withdrawn_words(one, is_replaced=is_replaced),
        _("Taken back"),
        "warn",
    )


def _year(one: Paper | PaperWithdrawal, on: date) -> int:
    """The calendar year in which its school year ends."""
    return one.school_year.ends_on.year if one.school_year else on.year + (on.month >= _AUGUST)


def _state(paper: Paper) -> tuple[str, str]:
    """A correction is said on both editions: the old one is still what was sent."""
    if paper.is_replaced:  # type: ignore[attr-defined]
        return _("Replaced"), "neutral"
    if paper.edition > 1:
        return _("Corrected"), "info"
    return "", "neutral"
