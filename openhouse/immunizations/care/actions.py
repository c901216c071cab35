"""Entering, changing and removing; the database writes the line of the ledger for each."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from openhouse.access.viewer import Viewer
from openhouse.immunizations.care.queries import KINDS


def enter(viewer: Viewer, student: int, what: str, said: dict[str, Any], now: datetime) -> bool:
    """Put an entry on file; False where the very same is there: two nurses, or the page sent twice.

    *said* is what its form has found.
    """
    row = KINDS[what](student_id=student, written_by_id=viewer.person_id, written_at=now, **said)
    rows = KINDS[what].objects.visible_to(viewer)
    with transaction.atomic():
        before = rows.filter(student_id=student).count()
        rows.bulk_create([row], ignore_conflicts=True)
        return bool(rows.filter(student_id=student).count() > before)


def change(viewer: Viewer, entry: Any, said: dict[str, Any], edition: int, now: datetime) -> str:
    """Change an entry; "overtaken" where it is not *edition* of it any more, "twice" where another
    one says the same, "" where it is done. What it said before the ledger keeps."""
    rows = type(entry).objects.visible_to(viewer).filter(pk=entry.pk, edition=edition)
    try:
        with transaction.atomic():
            done = rows.update(
                written_by_id=viewer.person_id, written_at=now, edition=edition + 1, **said
            )
    except IntegrityError:
        return "twice"
    return "" if done else "overtaken"


def remove(viewer: Viewer, entry: Any) -> bool:
    """Take an entry off the record; the ledger keeps what it was."""
    return bool(type(entry).objects.visible_to(viewer).filter(pk=entry.pk).delete()[0])
