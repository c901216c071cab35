"""Papers that were issued: a student's, one of them, and what a code says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from openhouse.access.viewer import Viewer
from openhouse.papers.models import Paper, PaperOpened, PaperWithdrawal
from openhouse.papers.signing import proves

#: A list shows none of these, and they are the most of a row.
_AT_SCHOOL = ("staff", "office")
_HEAVY = ("content", "facts", "digest", "signature")


def papers_of(viewer: Viewer, *students: int) -> QuerySet[Paper]:
    """The papers about *students* that *viewer* may see, newest first, without their contents.

    Each with ``is_replaced``, a later edition is released, and ``is_opened``, she has opened it. A
    family's are released ones that were not taken back, and none for printing only.
    """
    seen = Paper.objects.visible_to(viewer)
    found: QuerySet[Paper] = seen.filter(student_id__in=students)
    if viewer.hat not in _AT_SCHOOL:
        found = found.filter(released_at__isnull=False, withdrawn_at=None, to_families=True)
    later = seen.filter(corrects=OuterRef("pk"), released_at__isnull=False)
    hers = PaperOpened.objects.visible_to(viewer).filter(
        paper=OuterRef("pk"), person_id=viewer.person_id
    )
    found = found.annotate(is_replaced=Exists(later), is_opened=Exists(hers))
    found = found.select_related("school_year", "school")
    return found.defer(*_HEAVY).order_by("-issued_at", "-pk")


def withdrawals_of(viewer: Viewer, *students: int) -> QuerySet[PaperWithdrawal]:
    """What was taken back of the papers about *students*, newest first."""
    found = PaperWithdrawal.objects.visible_to(viewer).filter(student_id__in=students)
    if viewer.hat not in _AT_SCHOOL:
        found = found.filter(to_families=True)
    return found.select_related("school_year").order_by("-withdrawn_at", "-pk")


def facts_of(viewer: Viewer, numbers: Collection[int]) -> dict[int, dict[str, Any]]:
    """What papers that *viewer* may see were made of, by their numbers; none asks for nothing."""
    if not numbers:
        return {}
    rows = Paper.objects.visible_to(viewer).filter(pk__in=numbers)
    return dict(rows.values_list("pk", "facts"))


def paper_of(viewer: Viewer, student: int, number: int) -> Paper | None:
    """One of them, with its content; None where there is none for her."""
    return papers_of(viewer, student).defer(None).defer("facts").filter(pk=number).first()


@dataclass(frozen=True, slots=True)
class Proof:
    """What a code says of the paper it stands on, and nothing of whom the paper is about."""

    district: str
    kind: str
    issued_at: datetime
    #: A later edition put it right.
    is_replaced: bool
    #: The file that the school keeps is the one that was signed.
    is_sound: bool
    digest: bytes
    #: Made on request, and a newer one of the same says something else.
    is_older: bool
    #: When the school took it back; it is not valid since.
    withdrawn_at: datetime | None


def proof_of(code: str) -> Proof | None:
    """The released paper of that *code*, of whichever district; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM openhouse_verify(%s)", [code])
        row = cursor.fetchone()
    if row is None:
        return None
    district, kind, issued_at, replaced, kept, digest, public, signature, older, gone = row
    sound = kept and proves(bytes(public), code, bytes(digest), bytes(signature))
    return Proof(district, kind, issued_at, replaced, sound, bytes(digest), older, gone)
