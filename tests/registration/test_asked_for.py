"""What a school asks a family: once it is sent, and nobody whom a court keeps from the child."""

from typing import Any

import pytest
from django.db.models import QuerySet

from openhouse.people.models import Guardianship
from openhouse.registration.consents.links import link_secret
from openhouse.registration.models import Part
from openhouse.registration.models_consents import Consent
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.registration.applying import SENT, Applied, again
from tests.registration.consenting import MEDIA, consents, open_year, sent

pytestmark = pytest.mark.django_db
DESK = "/north/office/registration/"
HOME, TODAY = "/north/family/registration/", "/north/family/"


def _does(client: Any, cast: Cast, child: Any, act: str, **sent: str) -> None:
    revision = again(cast, child).revision
    client.post(f"{DESK}{child.pk}/decide/", {"act": act, "revision": revision} | sent)


@pytest.mark.parametrize("about", ["given_name", "home_phone", "services"])
def test_a_family_reads_a_question_once_it_is_sent(north: Cast, client_of: Any, about: str) -> None:
    applied = Applied(north, "mother", home="first_home")
    applied.says(applied.home, home_phone="+15735550177")
    applied.adult("mother")
    child = applied.child("ben", given_name="Ben", family_name="Rivera", services="Speech")
    part = applied.home if about == "home_phone" else child.part
    clerk, family = client_of(north.clerk), client_of(north.mother)
    page = f"{HOME}{applied.application.pk}/"
    _does(clerk, north, child, "field", part=str(part.pk), key=about, says="ask",
          question="Is this right? Look at the order.")  # fmt: skip
    assert "Look at the order" not in family.get(page).content.decode()
    assert "The school has a question" not in family.get(TODAY).content.decode()
    _does(clerk, north, child, "send back")
    assert "Look at the order" in family.get(page).content.decode()
    assert "The school has a question" in family.get(TODAY).content.decode()


def test_whom_a_court_keeps_from_a_child_that_was_new_is_asked_for_no_consent_of_hers(
    north: Cast, client_of: Any, client: Any
) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    row = consents(north, number)["father"]
    with in_all(north):
        part = Part(application_id=number, kind="guardian", position=9)
        part.save(force_insert=True)
        # as a new family wrote him down
        QuerySet(Consent).filter(pk=row.pk).update(person=None, student=None, part=part)
        row.person_id = None
        secret = link_secret(row, north.id, "hugo@example.org")
    page = address("north", "register-consents", secret)
    assert MEDIA["en"] in client.get(page).content.decode()
    with in_all(north):
        QuerySet(Part).filter(pk=part.pk).update(person=north.father.id, matched_at=SENT)
    assert MEDIA["en"] in client.get(page).content.decode()
    with in_all(north):
        ties = QuerySet(Guardianship).filter(person=north.father.id, student=north.ana.id)
        ties.update(barred=True)
    assert "Nothing waits" in client.get(page).content.decode()
