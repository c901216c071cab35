"""Issuing papers: kept byte for byte, never changed; a correction is a further edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.locks import alone
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.models import Change
from openhouse.papers.drafts import Draft, paper_of
from openhouse.papers.models import Paper, PaperOpened, PaperWithdrawal
from openhouse.papers.signing import signer


def issue(draft: Draft, *, by: int | None) -> Paper:
    """Make the paper of *draft* and keep it; the family sees it from now on.

    *by* is the person who asked for it; who calls this knows that she may have it. Raises
    LayoutFault, with nothing kept.
    """
    at = clock.now()
    paper = paper_of(draft, signer(), at)
    paper.issued_by_id = by
    paper.released_at = at
    with transaction.atomic(), as_the_house():
        keep([paper])
        # who sees health reads of it, and no office
        kind = "health.issued" if draft.kind in Paper.ABOUT_HEALTH else "paper.issued"
        record(kind, actor=by, student=draft.student, about=paper.pk, subject=draft.title)
    return paper


def issue_once(viewer: Viewer, draft: Draft) -> Paper:
    """The newest paper of that student, kind and language where it says the very same; else issue.

    So a button that is pressed often, or by two at once, keeps no heap of papers. Raises
    LayoutFault.
    """
    with transaction.atomic():
        alone("issuing a paper", f"{draft.kind} {draft.student}")
        newest = (
            Paper.objects.visible_to(viewer)
            .filter(student_id=draft.student, kind=draft.kind, language=draft.language)
            .filter(released_at__isnull=False)
            .order_by("-issued_at", "-pk")
            .first()
        )
        if newest is not None and newest.facts == draft.facts:
            return newest
        return issue(draft, by=viewer.person_id)


def note_opened(viewer: Viewer, paper: Paper) -> None:
    """*viewer* has opened *paper*; nothing happens while an office looks."""
    if viewer.look or viewer.person_id is None:
        return
    with transaction.atomic(), as_the_house():
        opened = PaperOpened(
            student_id=paper.student_id,
            paper_id=_first_of(paper),
            person_id=viewer.person_id,
            opened_at=clock.now(),
        )
        rows = PaperOpened.objects.visible_to(System())
        rows.bulk_create([opened], ignore_conflicts=True)


def _first_of(paper: Paper) -> int:
    """The number of the paper of which *paper* is a twin; of any other its own."""
    if not paper.is_twin:
        return int(paper.pk)
    same = Paper.objects.visible_to(System()).filter(
        release=paper.release, student_id=paper.student_id, edition=paper.edition, is_twin=False
    )
    return int(same.values_list("pk", flat=True).get())


def keep(papers: Sequence[Paper]) -> None:
    """Write *papers* as they are; who has hers of that release, edition and language keeps it."""
    rows = Paper.objects.visible_to(System())
    rows.bulk_create(papers, ignore_conflicts=any(paper.release for paper in papers))


def let_go(release: int, at: datetime) -> int:
    """Families see the papers of *release* from *at*; how many there are."""
    waiting = Paper.objects.visible_to(System()).filter(release=release, released_at=None)
    return waiting.update(released_at=at)


@dataclass(frozen=True, slots=True)
class Taken:
    """That papers are taken back: why, as families read it, by whom and when."""

    because: str
    because_es: str
    by: Viewer
    at: datetime


def withdraw(papers: QuerySet[Paper], taken: Taken) -> list[Paper]:
    """Take *papers* back from families, in the caller's transaction; those that were not before.

    Each stays as it was sent; what a family reads in its place is its ``PaperWithdrawal``.
    """
    with as_the_house():
        there = papers.filter(released_at__isnull=False, withdrawn_at=None).order_by("pk")
        found = list(there.select_for_update().defer("content", "facts"))
        PaperWithdrawal.objects.visible_to(System()).bulk_create(
            [_withdrawal(paper, taken) for paper in found], batch_size=1000
        )
        mine = Paper.objects.visible_to(System()).filter(pk__in=[paper.pk for paper in found])
        mine.update(withdrawn_at=taken.at)
        Change.objects.bulk_create(
            [_line(paper, taken) for paper in _newest(found)], batch_size=1000
        )
    return found


def _newest(papers: Sequence[Paper]) -> list[Paper]:
    """The last edition of each card among them: one line a card."""
    before = {paper.corrects_id for paper in papers}
    return [paper for paper in papers if not paper.is_twin and paper.pk not in before]


def _line(paper: Paper, taken: Taken) -> Change:
    return Change(
        kind="paper.withdrawn" if paper.to_families else "cards.gone",
        actor_id=taken.by.person_id,
        student_id=paper.student_id,
        about_id=paper.pk,
        subject=paper.title,
        after={"school_id": paper.school_id, "release": paper.release, "edition": paper.edition},
        reason=taken.because,
    )


def _withdrawal(paper: Paper, taken: Taken) -> PaperWithdrawal:
    return PaperWithdrawal(
        student_id=paper.student_id,
        paper_id=paper.pk,
        corrects_id=paper.corrects_id,
        kind=paper.kind,
        school_year_id=paper.school_year_id,
        title=paper.title,
        language=paper.language,
        is_twin=paper.is_twin,
        issued_at=paper.issued_at,
        released_at=paper.released_at or paper.issued_at,
        to_families=paper.to_families,
        withdrawn_at=taken.at,
        withdrawn_by_id=taken.by.person_id,
        withdrawn_by_name=taken.by.name[:250],
        because=taken.because,
        because_es=taken.because_es,
    )
