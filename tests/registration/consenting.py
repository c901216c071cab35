"""Two homes of one child and a form with a consent of each: for tests."""

from copy import deepcopy
from datetime import date
from typing import Any

from django.db.models import QuerySet

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.people.models import Guardianship
from openhouse.registration.models import FormVersion, RegistrationWindow
from openhouse.registration.models_consents import Consent
from tests.cast import Cast, in_all
from tests.cast_registration import BEGUN_AT, DEFINITION
from tests.house_client import HouseClient
from tests.registration.test_family import HOME, complete, page_of, parts, said

MEDIA = {"en": "The school may show photos of the child.", "es": "La escuela puede mostrar fotos."}
ASKED = f"{HOME}consents/"


def definition(words: dict[str, str] = MEDIA, of: str = "both") -> dict[str, Any]:
    found: dict[str, Any] = deepcopy(DEFINITION)
    found["sections"].append({
        "key": "releases", "per": "student", "title": {"en": "Agreements", "es": "Acuerdos"},
        "questions": [{
            "key": "media", "kind": "statement", "label": {"en": "Photos", "es": "Fotos"},
            "required": True, "consent": of, "statement": words, "renew": True,
        }],
    })  # fmt: skip
    return found


def open_year(cast: Cast, *, of: str = "both", **values: Any) -> RegistrationWindow:
    """A window of its own, and the form with a consent: of one guardian or of both."""
    with in_all(cast):
        publish(cast, 2, of=of)
        QuerySet(Consent).delete()  # the cast's own
        # to be called, and no guardian
        QuerySet(Guardianship).filter(person=cast.emergency.id).update(legal_guardian=False)
        return RegistrationWindow.objects.create(
            ends_in=2029, opens_on=date(2026, 9, 1), closes_on=date(2026, 12, 1), **values
        )


def publish(
    cast: Cast, number: int, words: dict[str, str] = MEDIA, *, of: str = "both"
) -> None:  # fmt: skip
    with in_all(cast):
        FormVersion.objects.create(
            number=number, definition=definition(words, of), changed_at=BEGUN_AT,
            published_at=BEGUN_AT,
        )  # fmt: skip


def sent(
    cast: Cast, client: HouseClient, window: RegistrationWindow, typed: str, *, agrees: bool = True
) -> int:
    """Fill in, consent or not, sign and send; the application's id."""
    begun = client.post(f"{HOME}begin/", {"window": window.pk})
    number = int(begun.headers["Location"].rstrip("/").split("/")[-1])
    complete(client, cast, number)
    for child in parts(cast, number, "student"):
        said(client, page_of(number, child, "releases"), **{
            f"{child.pk}-media-agreed": "yes" if agrees else "no",
            f"{child.pk}-media-initials": "".join(word[0] for word in typed.split()),
        })  # fmt: skip
    answer = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": typed})
    assert answer.status_code == 302, answer.content.decode()
    return number


def consents(cast: Cast, number: int) -> dict[str, Consent]:
    """What counts in an application about ana, by the user name of who was asked."""
    with in_all(cast), as_the_house():
        rows = (
            Consent.objects.visible_to(System())
            .filter(application=number, student=cast.persons["ana"].id)
            .order_by("pk")
        )
        names = {one.id: key for key, one in cast.persons.items()}
        return {names.get(row.person_id or 0, row.name): row for row in rows}
