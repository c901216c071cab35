"""Writing a line of the ledger, in the transaction of what it tells of."""

from typing import Any

from openhouse.common.scope import as_the_house
from openhouse.ledger.models import Change


def record(  # noqa: PLR0913 - a line has these columns
    kind: str,
    *,
    actor: int | None = None,
    person: int | None = None,
    student: int | None = None,
    subject: str = "",
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    """Add a line about *kind*; *actor*, *person* and *student* are ids of persons.

    *before* and *after* are JSON, without secrets: no password, code or link. Where the change is
    taken back, so is the line.
    """
    with as_the_house():
        Change.objects.create(
            kind=kind,
            actor_id=actor,
            person_id=person,
            student_id=student,
            subject=subject[:300],
            before=before,
            after=after,
            reason=reason[:500],
        )
