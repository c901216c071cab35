"""Reading the ledger; the wall decides whose lines these are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openhouse.ledger.models import Change


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger as pages show it."""

    at: datetime
    kind: str
    actor: int | None
    subject: str
    after: Any
    reason: str


def lines_about(person: int, *, kinds: str = "", most: int = 50) -> list[Line]:
    """The newest *most* lines about *person*, newest first; *kinds* is how their kind begins."""
    found = Change.objects.filter(person_id=person, kind__startswith=kinds).order_by("-at", "-id")
    return [
        Line(each.at, each.kind, each.actor_id, each.subject, each.after, each.reason)
        for each in found[:most]
    ]
