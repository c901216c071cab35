"""By which ways the cast wants to hear: choices, and phones that were shown to be theirs."""

from datetime import UTC, datetime

from openhouse.contact.models import ContactRequest, ContactRules
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.schedule.models import CalendarFeed
from tests.cast_rows import Maker

EARLIER = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


def make_contact(make: Maker) -> None:
    """Of a mother, a student and somebody of the office; the addresses are none on file."""
    make.row(ContactRules, "contact_rules")
    make_requests(make)
    for key, student in (("mother", "ben"), ("ben", "ben"), ("clerk", ""), ("admin", "")):
        make.row(
            CalendarFeed,
            f"feed_{key}",
            readers_too=(key,),
            person=make.cast.rows[key],
            student_id=make.cast.rows[student].id if student else None,
            digest=f"{make.cast.slug}-{key}",
            made_at=EARLIER,
        )
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


def make_requests(make: Maker) -> None:
    """What families have asked to change: a phone that waits, and a home that was declined."""
    rows = make.cast.rows
    for key in ("mother", "father", "long_parent"):
        make.row(
            ContactRequest,
            f"asked_{key}",
            readers_too=(key,),
            person=rows[key],
            kind="phone",
            old="555-0123",
            new="555-0177",
            asked_at=EARLIER,
        )
    make.row(
        ContactRequest,
        "unconfirmed_mother",
        readers_too=("mother",),
        person=rows["mother"],
        kind="email",
        new=f"once-more-{make.cast.slug}@openhouse.example",
        state="mailed",
        asked_at=EARLIER,
    )
    make.row(
        ContactRequest,
        "asked_home",
        readers_too=("long_parent",),
        person=rows["long_parent"],
        kind="home",
        household=rows["sixth_home"],
        old_home={"street": "12 Invented Street"},
        new_home={"street": "7 Other Street"},
        state="declined",
        asked_at=EARLIER,
        decided_at=EARLIER,
        reason="Bring a letter with the new address.",
    )
