"""By which ways the cast wants to hear: choices, and phones that were shown to be theirs."""

from datetime import UTC, datetime

from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from tests.cast_rows import Maker

EARLIER = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def make_contact(make: Maker) -> None:
    """Of a mother, a student and somebody of the office; the addresses are none on file."""
    for key in ("mother", "ben", "clerk", "admin"):
        person, too = make.cast.rows[key], (key,)
        make.row(
            ContactChoice,
            f"choice_{key}",
            readers_too=too,
            person=person,
            way="mail",
            to="once@openhouse.example",
            kind="message.general",
            on=False,
            changed_at=EARLIER,
        )
        make.row(
            PhoneProof,
            f"proof_{key}",
            readers_too=too,
            person=person,
            number="+15735550199",
            proved_at=EARLIER,
        )
