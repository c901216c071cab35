"""What the school has written to one person: her list, one message, read and put away."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from openhouse.access.enter import overtake
from openhouse.access.viewer import Child, Viewer
from openhouse.common.rows import LARGEST_ID
from openhouse.common.scope import as_the_house
from openhouse.messages.models import MessageFile, MessageWords, Recipient
from openhouse.messages.rules import filled, for_each
from openhouse.messages.wording import Wording, told_in_words
from openhouse.notifications.kinds import Kind
from openhouse.people.guard import seen

#: Messages on the page, at most.
MOST = 200
#: Emergencies above Today, at most.
MOST_ABOVE = 3


def letters_of(viewer: Viewer, children: Collection[Child]) -> list[Recipient]:
    """What she got about *children* and has not put away, the newest first."""
    return list(_hers(viewer, children).order_by("-pk")[:MOST])


def emergencies_of(viewer: Viewer, children: Collection[Child]) -> list[Recipient]:
    """Emergencies about *children* that she has not opened; nothing is asked where all is read."""
    if not viewer.unread_messages:
        return []
    found = _hers(viewer, children).filter(message__kind=Kind.EMERGENCY, read_at=None)
    return list(found.order_by("-pk")[:MOST_ABOVE])


def letter_of(viewer: Viewer, number: int) -> Recipient | None:
    """The message *number*, if she got it about somebody whom she still sees."""
    if number > LARGEST_ID:
        return None
    return _hers(viewer, viewer.children).filter(message_id=number).first()


def _hers(viewer: Viewer, children: Collection[Child]) -> QuerySet[Recipient]:
    """Another's is never hers; while an office looks, nobody's is shown."""
    ids = seen(viewer, [child.id for child in children])
    found = Recipient.objects.filter(
        person_id=viewer.person_id, students__overlap=ids, removed_at=None
    )
    if viewer.look:
        return found.none()
    return found.select_related("message__school", "message__section")


def texts_of(viewer: Viewer, letters: Collection[Recipient]) -> dict[int, dict[str, Wording]]:
    """By the message's id its words by language, each field filled for the children she sees."""
    told = {one.message_id: _filled_for(viewer, one) for one in letters}
    found: dict[int, dict[str, Wording]] = {}
    for row in MessageWords.objects.filter(message_id__in=told):
        hers = told[row.message_id]
        title = filled(row.subject, hers[0]) if hers else row.subject
        body = for_each(row.body, hers) if hers else row.body
        words = Wording(row.language, title, body, row.machine)
        found.setdefault(row.message_id, {})[row.language] = words
    return found


def _filled_for(viewer: Viewer, one: Recipient) -> list[dict[str, str]]:
    children = seen(viewer, one.students)
    told = (one.told[str(child)] for child in sorted(children) if str(child) in one.told)
    return [told_in_words(each) for each in told]


def files_of(one: Recipient) -> list[MessageFile]:
    """The files with a message of hers, without their content."""
    return list(MessageFile.objects.filter(message_id=one.message_id).defer("content"))


def file_of(one: Recipient, number: int) -> Any:
    """One of them with its content; None for any other."""
    there = MessageFile.objects.filter(message_id=one.message_id)
    return there.filter(pk=number).first() if number <= LARGEST_ID else None


def note_read(viewer: Viewer, one: Recipient, now: datetime) -> bool:
    """She has opened it: what the sender reads. The first time counts; if this is it."""
    if viewer.look or one.read_at:
        return False
    with as_the_house():
        hers = Recipient.objects.filter(pk=one.pk, person_id=viewer.person_id, read_at=None)
        hers.update(read_at=now)
    overtake()
    return True


def put_away(viewer: Viewer, one: Recipient, now: datetime) -> None:
    """Take it off her list; the sender's page still knows it."""
    with as_the_house():
        hers = Recipient.objects.filter(pk=one.pk, person_id=viewer.person_id, removed_at=None)
        hers.update(removed_at=now)
    overtake()
