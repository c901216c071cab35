"""Keeping a draft, sending it, taking it back, and sending anew by another way."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Viewer
from openhouse.common.uploads import Upload
from openhouse.ledger.actions import record
from openhouse.messages.models import (
    Message,
    MessageFile,
    MessageSearch,
    MessageTemplate,
    MessageWords,
)
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.targets import Target
from openhouse.messages.sending.whom import whom_from
from openhouse.messages.wording import Wording, others_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.lanes import at_once

State = Message.State
#: The job that writes a message out (``jobs.write_message``): it stands above this.
WRITE = "messages.write"


def keep_draft(
    desk: Desk, one: Target, said: dict[str, Any], wordings: list[Wording], now: datetime,
    message: Message | None = None,
) -> Message | None:  # fmt: skip
    """Keep what was written, in the place of *message*; None where that is no draft any more."""
    with transaction.atomic():
        if message is not None and not _still_a_draft(desk, message):
            return None
        if message is None:
            message = Message(
                written_by_id=desk.viewer.person_id, written_by_name=desk.viewer.name[:250],
                section_id=desk.section.id if desk.section else None,
            )  # fmt: skip
        message.school_id = one.school
        message.student_id = one.whom.student
        message.whom, message.whom_words = one.whom.as_json(), one.words[:300]
        message.kind, message.students_too = said["kind"], said["students_too"]
        message.ways, message.sender = said["ways"], said.get("sender", "")
        message.send_time = said["send_time"]
        message.language, message.written_at = wordings[0].language, now
        message.save()
        _keep_words(message, wordings)
    return message


def _still_a_draft(desk: Desk, message: Message) -> bool:
    """If it has not been sent since it was looked at; it is held until the transaction ends."""
    there = Message.objects.visible_to(desk.viewer).select_for_update()
    return there.filter(pk=message.pk, state=State.DRAFT).exists()


def _keep_words(message: Message, wordings: list[Wording]) -> None:
    MessageWords.objects.filter(message=message).delete()
    MessageWords.objects.bulk_create(
        MessageWords(
            message=message, language=one.language, subject=one.title, body=one.body,
            machine=one.is_machines,
        )
        for one in wordings
    )  # fmt: skip


def put_file(message: Message, file: Upload | None) -> None:
    """Put a file beside it, in the place of one that is there; None: it has none."""
    with transaction.atomic():
        MessageFile.objects.filter(message=message).delete()
        if file is not None:
            MessageFile.objects.create(
                message=message, name=file.name, kind=file.kind, size=len(file.content),
                pages=file.pages, content=file.content,
            )  # fmt: skip


def keep_template(
    viewer: Viewer, name: str, one: Target, said: dict[str, Any], wordings: list[Wording],
    file: Upload | None,
) -> None:  # fmt: skip
    """Keep all of it for the next time, in the place of one that is called so."""
    kept = {
        "kind": said["kind"], "said": others_of(wordings), "whom": one.whom.as_json(),
        "whom_words": one.words[:300], "students_too": said["students_too"], "ways": said["ways"],
        "sender": said.get("sender", ""), "send_time": said["send_time"],
        "file_name": file.name if file else "", "file_kind": file.kind if file else "",
        "file_pages": file.pages if file else 0, "file": file.content if file else None,
    }  # fmt: skip
    MessageTemplate.objects.update_or_create(person_id=viewer.person_id, name=name, defaults=kept)


def keep_search(viewer: Viewer, name: str, one: Target) -> MessageSearch:
    """Keep whom it asks for, in the place of a search that is called so."""
    kept = {"whom": one.whom.as_json(), "whom_words": one.words[:300]}
    found, _made = MessageSearch.objects.update_or_create(
        person_id=viewer.person_id, name=name, defaults=kept
    )
    return found


def forget(viewer: Viewer, what: str, number: int) -> None:
    """Throw away a template or a search of hers."""
    model: Any = {"template": MessageTemplate, "search": MessageSearch}[what]
    model.objects.filter(person_id=viewer.person_id, pk=number).delete()


def send(
    desk: Desk, message: Message, district: CurrentDistrict, at: datetime | None, now: datetime
) -> bool:
    """Let a draft go, now or *at* a time; False where somebody else was faster."""
    later = at if at and at > now + timedelta(seconds=30) else None
    with transaction.atomic():
        there = Message.objects.visible_to(desk.viewer).filter(pk=message.pk)
        about = (later or now).date() if _tells_of_absence(message) else None
        out = {"state": State.WAITING, "send_at": later, "about_on": about}
        if not there.filter(state=State.DRAFT).update(**out) and not _taken_over(desk, there, out):
            return False
        _told("message.sent", desk, message, {"send_at": later.isoformat() if later else None})
        if later is None:
            begin(district.id, message.pk, message.kind)
    return True


def _taken_over(desk: Desk, there: QuerySet[Message], out: dict[str, Any]) -> bool:
    """An office lets go, as its own, what waited for it as its writer is not there any more."""
    if desk.section is not None:
        return False
    return bool(
        there.filter(state=State.HELD).update(
            **out, taken_over=True,
            written_by_id=desk.viewer.person_id, written_by_name=desk.viewer.name[:250],
        )
    )  # fmt: skip


def begin(district: int, message: int, kind: str) -> None:
    """Have a worker write it out, before all else where it is an emergency."""
    at_once(WRITE, kind == Kind.EMERGENCY).defer(district=district, message=message)


def _tells_of_absence(message: Message) -> bool:
    """If who gets it needs no other word of today's absence (K20)."""
    return message.kind == Kind.ATTENDANCE and bool(whom_from(message.whom).absent)


def cancel(desk: Desk, message: Message) -> bool:
    """Take back one that has not begun to go out, or throw a draft away."""
    with transaction.atomic():
        there = Message.objects.visible_to(desk.viewer).filter(pk=message.pk)
        waiting = there.filter(state__in=(State.DRAFT, State.WAITING, State.HELD))
        if not waiting.update(state=State.CANCELLED):
            return False
        _told("message.cancelled", desk, message, {})
    return True


def _told(what: str, desk: Desk | None, message: Message, more: dict[str, Any]) -> None:
    said = {
        "school_id": message.school_id,
        "section_id": message.section_id,
        "kind": message.kind,
        "whom": message.whom_words,
    }
    record(
        what,
        actor=desk.viewer.person_id if desk else None,
        student=message.student_id,
        about=message.pk,
        subject=message.whom_words,
        after=said | more,
    )


def tell_sent_again(desk: Desk, message: Message, many: int) -> None:
    """A line that it went out anew to so many."""
    _told("message.sent_again", desk, message, {"people": many})


def tell_by_itself(message: Message, many: int) -> None:
    """A line that it went to so many by another way, as they had not opened it."""
    _told("message.sent_again", None, message, {"people": many, "by_itself": True})
