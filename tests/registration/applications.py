"""Applications for tests: a small form, a home with a child, made as the house makes them."""

from datetime import UTC, date, datetime
from typing import Any

from openhouse.access.viewer import System
from openhouse.common.scope import ALL, scope
from openhouse.registration.models import (
    Application,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.models_answers import Answer
from tests.cast import Cast

SENT = datetime(2026, 10, 5, 15, 0, tzinfo=UTC)
_WORDS = {"en": "Say it", "es": "Dilo"}


def _section(key: str, per: str, *questions: tuple[str, str, str]) -> dict[str, Any]:
    return {
        "key": key, "per": per, "title": _WORDS,
        "questions": [
            {"key": name, "kind": kind, "label": _WORDS, "fills": fills}
            for name, kind, fills in questions
        ],
    }  # fmt: skip


def _person(prefix: str) -> list[tuple[str, str, str]]:
    return [
        (f"{prefix}_given", "text", "person.given_name"),
        (f"{prefix}_family", "text", "person.family_name"),
        (f"{prefix}_born", "date", "person.born_on"),
        (f"{prefix}_sex", "choice", "person.sex"),
        (f"{prefix}_cell", "phone", "person.cell_phone"),
    ]


DEFINITION = {
    "sections": [
        _section("home", "household", ("home_address", "address", "household.address"),
                 ("home_phone", "phone", "household.phone")),
        _section("adult", "guardian", *_person("adult"),
                 ("adult_email", "email", "person.email")),
        _section("contact", "contact", *_person("contact")),
        _section("child", "student", *_person("child")),
    ]
}  # fmt: skip


def version() -> FormVersion:
    """The published form."""
    found, _made = FormVersion.objects.get_or_create(
        purpose="registration", number=91,
        defaults={"definition": DEFINITION, "changed_at": SENT, "published_at": SENT},
    )  # fmt: skip
    return found


def window() -> RegistrationWindow:
    """The window of 2027-28."""
    found, _made = RegistrationWindow.objects.get_or_create(
        ends_in=2031, defaults={"opens_on": date(2026, 9, 1), "closes_on": date(2026, 12, 1)}
    )
    return found


def home(cast: Cast, number: str, **values: Any) -> Application:
    """A home that has sent what it says; ``address`` and ``phone`` of its household."""
    with scope(district=cast.id, students=ALL, hat="system"):
        made = Application.objects.visible_to(System()).create(
            number=number, version=version(), window=window(), begun_at=SENT, sent_at=SENT
        )
        part = Part.objects.visible_to(System()).create(application=made, kind="household")
        street = values.get("street", "")
        said = {
            "home_address": {"street": street, "city": "Hillside", "state": "NM",
                             "postal_code": "87001"} if street else None,
            "home_phone": values.get("phone"),
        }  # fmt: skip
        _answer(part, said)
    return made


def child(cast: Cast, application: Application, school: str = "high", **values: Any) -> Candidate:
    """A child of the home at a school of the cast: ``given``, ``family``, ``born``, ``sex``."""
    with scope(district=cast.id, students=ALL, hat="system"):
        made = Candidate.objects.visible_to(System()).create(
            application=application, school=cast.rows[school], grade_level="09", state="sent",
            sent_at=values.pop("sent_at", SENT),
        )  # fmt: skip
        part = Part.objects.visible_to(System()).create(
            application=application, candidate=made, kind="student"
        )
        _answer(part, {f"child_{key}": value for key, value in values.items()})
    return made


def adult(cast: Cast, application: Application, kind: str = "guardian", **values: Any) -> Part:
    """An adult of the home: ``given``, ``family``, ``cell``, ``email``."""
    prefix = "adult" if kind == "guardian" else "contact"
    with scope(district=cast.id, students=ALL, hat="system"):
        part = Part.objects.visible_to(System()).create(application=application, kind=kind)
        _answer(part, {f"{prefix}_{key}": value for key, value in values.items()})
    return part


def _answer(part: Part, values: dict[str, Any]) -> None:
    for key, value in values.items():
        if value is not None:
            Answer.objects.visible_to(System()).create(
                application=part.application, part=part, candidate=part.candidate, key=key,
                value=value, answered_at=SENT,
            )  # fmt: skip
