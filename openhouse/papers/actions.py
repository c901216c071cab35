"""Issuing papers: kept byte for byte, never changed; a correction is a further edition."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.papers.drafts import Draft, paper_of
from openhouse.papers.models import Paper, PaperOpened
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

    So a button that is pressed often keeps no heap of papers. Raises LayoutFault.
    """
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
