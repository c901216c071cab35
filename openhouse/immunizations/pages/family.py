"""A child's page for the family."""

from collections.abc import Sequence
from typing import Any

from openhouse.access.viewer import Child
from openhouse.common.addresses import address
from openhouse.common.files import size_words
from openhouse.common.text import day_words
from openhouse.immunizations.meanings import OF_IMMUNIZATIONS
from openhouse.immunizations.models import CardUpload
from openhouse.immunizations.pages.record import record, reminder
from openhouse.immunizations.queries import Assessed


def of_family(
    child: Child, found: Assessed, cards: Sequence[CardUpload], *, may_send: bool
) -> dict[str, Any]:
    """A child's page: how she stands, what is missing, the card, what was sent."""
    return record(found, child.first_name) | {
        "child": child,
        "cards": [_card(child.id, each) for each in cards],
        "may_send": may_send,
        "send_url": address("immunization-card", child.id),
        "reminder_url": address("immunization-reminder", child.id) if reminder(found) else "",
    }


def _card(student: int, card: CardUpload) -> dict[str, Any]:
    kind = {
        CardUpload.State.WAITING: "info",
        CardUpload.State.CONFIRMED: "good",
        CardUpload.State.REFUSED: "warn",
    }.get(CardUpload.State(card.state), "neutral")
    waits = card.state == CardUpload.State.WAITING
    return {
        "meant": OF_IMMUNIZATIONS,
        "name": card.name,
        "size": size_words(card.size),
        "sent": day_words(card.sent_at.date()),
        "word": card.get_state_display(),
        "kind": kind,
        "answer": card.answer,
        "file_url": address("immunization-card-file", student, card.pk),
        "withdraw_url": address("immunization-card-withdraw", student, card.pk) if waits else "",
    }
