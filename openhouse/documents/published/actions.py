"""Publishing, a new edition, taking back; and what families answer."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from openhouse.access.enter import overtake
from openhouse.access.viewer import Child, Viewer
from openhouse.common.uploads import Upload
from openhouse.documents.models import PublishedEdition, PublishedFile, PublishedReceipt
from openhouse.documents.published.queries import Shown
from openhouse.documents.published.rules import OPENED, READ
from openhouse.ledger.actions import record

State = PublishedReceipt.State


@dataclass(frozen=True, slots=True)
class Target:
    """For whom a document is: a school, a class of it, or a student of it."""

    school: int
    school_year: int
    section: int | None = None
    student: int | None = None


def publish(
    actor: Viewer, target: Target, said: dict[str, Any], upload: Upload, now: datetime
) -> PublishedFile:
    """Publish a file; *said* are the columns that a form says."""
    with transaction.atomic():
        file = PublishedFile(
            school_id=target.school,
            school_year_id=target.school_year,
            section_id=target.section,
            student_id=target.student,
            published_by_id=actor.person_id,
            published_by_name=actor.name[:250],
            published_at=now,
            **said,
        )
        file.save(force_insert=True)
        _keep(file, 1, upload, now)
        _told("document.published", actor, file)
    return file


def add_edition(actor: Viewer, file: PublishedFile, upload: Upload, now: datetime) -> None:
    """Put a new edition in the place of the file; whoever was asked is asked anew."""
    with transaction.atomic():
        mine = PublishedFile.objects.visible_to(actor).select_for_update()
        locked = mine.filter(pk=file.pk, withdrawn_at=None).first()
        if locked is None:
            return
        locked.edition += 1
        _keep(locked, locked.edition, upload, now)
        locked.save(update_fields=["edition"])
        _told("document.edition", actor, locked)


def withdraw(actor: Viewer, file: PublishedFile, because: str, now: datetime) -> None:
    """Take a document back: it opens no more, and families read why; what they signed is kept."""
    with transaction.atomic():
        there = PublishedFile.objects.visible_to(actor).filter(pk=file.pk, withdrawn_at=None)
        if there.update(withdrawn_at=now, withdrawn_because=because):
            _told("document.withdrawn", actor, file)


def note_opened(viewer: Viewer, child: Child, shown: Shown, now: datetime) -> None:
    """*viewer* has opened this edition; nothing happens while an office looks."""
    if viewer.look or shown.state:
        return
    if _kept_receipt(viewer, child, shown, {"state": OPENED, "opened_at": now}):
        _tell("document.opened", viewer, child, shown)


def say_read(viewer: Viewer, child: Child, shown: Shown, now: datetime) -> bool:
    """ "I have read it"; False where she has said so already."""
    with transaction.atomic():
        if done := _answer(viewer, child, shown, {"state": READ, "done_at": now}):
            _tell("document.read", viewer, child, shown)
    return done


def sign(
    viewer: Viewer, child: Child, shown: Shown, name: str, agreed_to: str, now: datetime
) -> bool:
    """Sign with a typed name: kept are the words agreed to and the digest of the file."""
    signed = {
        "state": State.SIGNED,
        "done_at": now,
        "typed_name": name[:250],
        "agreed_to": agreed_to[:1000],
        "sha256": shown.sha256,
        "reason": "",
    }
    with transaction.atomic():
        if done := _answer(viewer, child, shown, signed):
            _tell("document.signed", viewer, child, shown)
    return done


def decline(viewer: Viewer, child: Child, shown: Shown, reason: str, now: datetime) -> bool:
    """Do not sign, and say why; she may sign later."""
    said = {"state": State.DECLINED, "done_at": now, "reason": reason}
    with transaction.atomic():
        if done := _answer(viewer, child, shown, said):
            _tell("document.declined", viewer, child, shown)
    return done


def _answer(viewer: Viewer, child: Child, shown: Shown, said: dict[str, Any]) -> bool:
    mine = PublishedReceipt.objects.visible_to(viewer).filter(
        edition_id=shown.edition, student_id=child.id, person_id=viewer.person_id
    )
    waiting = mine.filter(state__in=(State.OPENED, State.DECLINED))
    try:
        with transaction.atomic():
            if waiting.update(**said):
                return True
    except IntegrityError:
        return False
    return _kept_receipt(viewer, child, shown, said)


def _kept_receipt(viewer: Viewer, child: Child, shown: Shown, said: dict[str, Any]) -> bool:
    """A first receipt; False where another tab was faster, or the school with a new edition.

    Her name the database writes itself (migration 0009).
    """
    receipt = PublishedReceipt(
        student_id=child.id,
        published_id=shown.id,
        edition_id=shown.edition,
        school_id=shown.school,
        section_id=shown.section,
        person_id=viewer.person_id,
        **said,
    )
    try:
        with transaction.atomic():
            receipt.save(force_insert=True)
    except IntegrityError:
        return False
    overtake()
    return True


def _keep(file: PublishedFile, number: int, upload: Upload, now: datetime) -> None:
    PublishedEdition.objects.create(
        published=file,
        number=number,
        name=upload.name,
        kind=upload.kind,
        size=len(upload.content),
        pages=upload.pages,
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        added_at=now,
    )


def _told(what: str, actor: Viewer, file: PublishedFile) -> None:
    said = {
        "school_id": file.school_id,
        "section_id": file.section_id,
        "edition": file.edition,
        "visible_from": _day(file.visible_from),
    }
    record(
        what,
        actor=actor.person_id,
        student=file.student_id,
        about=file.pk,
        subject=file.title,
        after=said,
    )


def _tell(what: str, viewer: Viewer, child: Child, shown: Shown) -> None:
    """A line that is her own: the other parent does not read what she did."""
    record(
        what,
        actor=viewer.person_id,
        person=viewer.person_id,
        about=shown.id,
        subject=shown.title,
        after={"student_id": child.id, "edition": shown.number, "sha256": shown.sha256},
    )


def _day(on: date) -> str:
    return on.isoformat()
