"""Papers that were issued: a student's, one of them, and what a code says."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from openhouse.access.viewer import Viewer
from openhouse.papers.models import Paper
from openhouse.papers.signing import proves

#: A list shows none of these, and they are the most of a row.
_HEAVY = ("content", "facts", "digest", "signature")


def papers_of(viewer: Viewer, student: int) -> QuerySet[Paper]:
    """The papers about a student that *viewer* may see, newest first, without their contents."""
    found: QuerySet[Paper] = Paper.objects.visible_to(viewer).filter(student_id=student)
    if viewer.hat == "family":
        found = found.filter(released_at__isnull=False)
    return (
        found.select_related("school_year", "corrected_by")
        .defer(*_HEAVY)
        .order_by("-issued_at", "-pk")
    )


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


def proof_of(code: str) -> Proof | None:
    """The released paper of that *code*, of whichever district; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM openhouse_verify(%s)", [code])
        row = cursor.fetchone()
    if row is None:
        return None
    district, kind, issued_at, replaced, kept, digest, public, signature = row
    sound = kept and proves(bytes(public), code, bytes(digest), bytes(signature))
    return Proof(district, kind, issued_at, replaced, sound, bytes(digest))
