"""Searches that somebody keeps: whom they find is asked anew each time."""

from openhouse.access.requests import whole_number
from openhouse.access.viewer import Viewer
from openhouse.messages.models import MessageSearch
from openhouse.messages.sending.whom import Whom, whom_from


def kept_by(viewer: Viewer) -> list[MessageSearch]:
    """Hers, by name."""
    return list(MessageSearch.objects.filter(person_id=viewer.person_id).order_by("name")[:100])


def whom_of(viewer: Viewer, key: str) -> Whom | None:
    """Whom one of hers asks for; None for any other."""
    number = whole_number(key)
    if number is None:
        return None
    found = MessageSearch.objects.filter(person_id=viewer.person_id, pk=number).first()
    return asks(found) if found else None


def asks(one: MessageSearch) -> Whom:
    """Whom it asks for."""
    return whom_from(one.whom)
