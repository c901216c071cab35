"""Reading the ledger; the wall decides whose lines these are."""

from collections.abc import Sequence
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
    person: int | None = None


def lines_about(person: int, *, kinds: str = "", most: int = 50) -> list[Line]:
    """The newest *most* lines about *person*, newest first; *kinds* is how their kind begins."""
    found = Change.objects.filter(person_id=person, kind__startswith=kinds).order_by("-at", "-id")
    return [_line(each) for each in found[:most]]


def was_written(person: int, kinds: Sequence[str], since: datetime) -> bool:
    """If a line of one of these kinds about *person* was written at *since* or later."""
    return Change.objects.filter(person_id=person, kind__in=kinds, at__gte=since).exists()


def lines_of_kinds(kinds: Sequence[str], *, most: int = 50, **after: Any) -> list[Line]:
    """The newest *most* lines of these kinds whose ``after`` has these values, newest first."""
    found = Change.objects.filter(kind__in=kinds, after__contains=after)
    return [_line(each) for each in found.order_by("-at", "-id")[:most]]


def _line(row: Change) -> Line:
    return Line(row.at, row.kind, row.actor_id, row.subject, row.after, row.reason, row.person_id)
