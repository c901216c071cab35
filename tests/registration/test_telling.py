"""At each step its family is told by e-mail and by push, in its language, with a link that is
right (OLR-11)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils.translation import override

from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, Guardianship
from openhouse.registration.office import letters
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.notifications.receiver import Service, push_service
from tests.notifications.test_push import subscribe
from tests.registration.applying import Applied, new_family
from tests.registration.consenting import open_year, sent
from tests.registration.test_office import candidate_part, does, returning

pytestmark = pytest.mark.django_db
#: What a clerk does one after the other, and the subject of what the family reads then.
STEPS: dict[str, tuple[tuple[dict[str, str], ...], str]] = {
    "asked": (
        ({"act": "field", "key": "given_name", "says": "ask", "question": "Is it Ben?"},
         {"act": "send back"}),
        "La escuela tiene una pregunta sobre su inscripción",
    ),
    "waiting": (
        ({"act": "wait", "reason": "We are full."},), "Su inscripción está en la lista de espera",
    ),
    "accepted": (
        ({"act": "accept", "everything": "yes"},), "Buenas noticias sobre su inscripción",
    ),
    "declined": (({"act": "decline", "reason": "We are full."},), "Sobre su inscripción"),
    "posted": (
        ({"act": "accept", "everything": "yes"}, {"act": "post"}),
        "Su inscripción está completa",
    ),
    "papers needed": (
        ({"act": "item", "state": "refused", "reason": "It is blurred."},),
        "Envíe de nuevo un documento, por favor",
    ),
}  # fmt: skip


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    settings.PUSH_ON_THIS_MACHINE = True
    with push_service() as found:
        yield found


@pytest.fixture
def spanish(north: Cast, service: Service) -> None:
    """The mother reads Spanish and takes pushes on her phone."""
    with in_all(north):
        QuerySet(Account).filter(person=north.mother.id).update(language="es")
        QuerySet(Delivery).delete()
    assert subscribe(north, service.browser()) == 204


def told(cast: Cast, who: str = "mother") -> dict[str, Delivery]:
    """The last one to her by each way."""
    with in_all(cast):
        rows = QuerySet(Delivery).filter(person=cast.persons[who].id, kind="notice.registration")
        return {one.way: one for one in rows.order_by("pk")}


@pytest.mark.usefixtures("spanish")
@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_told_by_mail_and_by_push_in_the_readers_language(
    step: str, north: Cast
) -> None:
    applied, candidate = returning(north)
    seen = "sent" if step == "papers needed" else "accepted"
    item = applied.item(candidate, "birth_certificate", state=seen)
    part = candidate_part(applied, candidate)
    clerk, (acts, subject) = HouseClient.signed_in(north.clerk), STEPS[step]
    for act in acts:
        more = {"part": part.pk, "item": item.pk, **act}
        does(clerk, candidate, north, more.pop("act"), **more)
    found = told(north)
    assert found["mail"].subject == subject
    path = f"/north/family/registration/{applied.application.pk}/"
    assert path in found["mail"].text
    push = json.loads(found["push"].text)
    assert (push["title"], push["body"], push["url"], push["lang"]) == (subject, "", path, "es")
    assert HouseClient.signed_in(north.mother).get(path).status_code == 200


@pytest.mark.usefixtures("spanish")
def test_what_a_family_does_itself_is_told_too(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    number = sent(north, client, open_year(north), "Marta Rivera")
    assert json.loads(told(north)["push"].text)["title"] == "Su inscripción llegó"
    with in_all(north):
        from openhouse.registration.models import Candidate

        child = QuerySet(Candidate).filter(application=number).first()
    assert child is not None
    before = json.loads(told(north)["push"].text)
    client.post(f"/north/family/registration/{number}/withdraw/", {"child": child.pk})
    push = json.loads(told(north)["push"].text)
    assert "inscripción" in push["title"]
    assert push["once"] and push["once"] != before["once"], "a phone shows it after the first one"


@pytest.mark.usefixtures("spanish")
def test_the_consent_that_another_home_asks_for_comes_as_a_push(north: Cast) -> None:
    sent(north, HouseClient.signed_in(north.father), open_year(north), "Hugo Santos")
    push = json.loads(told(north)["push"].text)
    assert push["title"] == "La escuela le pide su consentimiento"
    assert push["url"] == "/north/family/registration/consents/"


@pytest.mark.usefixtures("spanish")
def test_whom_a_court_keeps_from_the_child_hears_nothing_of_it(north: Cast) -> None:
    _, candidate = returning(north)
    with in_all(north):
        QuerySet(Guardianship).filter(person=north.mother.id, student=north.ben.id).update(
            barred=True
        )
    does(HouseClient.signed_in(north.clerk), candidate, north, "wait", reason="We are full.")
    assert told(north) == {}


def test_a_new_family_is_told_by_mail_with_its_link_in_the_language_it_began_in(
    north: Cast,
) -> None:
    applied, (candidate,) = new_family(north)
    clerk = HouseClient.signed_in(north.clerk)
    does(clerk, candidate, north, "wait", reason="We are full.")
    with in_all(north):
        (mail,) = QuerySet(Delivery).filter(to=applied.application.email)
    assert mail.subject == "Su inscripción está en la lista de espera"
    assert "/north/register/with/" in mail.text


def test_a_home_hears_nothing_of_the_other_homes_child(north: Cast) -> None:
    other = Applied(north, "father", home="second_home")
    child = other.child("ana", school="elementary", given_name="Ana", family_name="Santos")
    does(HouseClient.signed_in(north.admin), child, north, "wait", reason="We are full.")
    assert told(north) == {}
    assert "mail" in told(north, "father")


def test_of_a_child_without_a_name_a_letter_speaks_in_its_readers_language() -> None:
    made = (
        letters.asked("", "North High", 2), letters.waits("", "North High", ""),
        letters.accepted("", "North High", ()), letters.declined("", "North High", "Full."),
        letters.posted("", "North High", "09"), letters.posted("", "North High", ""),
        letters.item_refused("", ""), letters.desk_asks("", "North High"),
    )  # fmt: skip
    for language, words in (("es", "su hijo o hija"), ("en", "your child")):
        with override(language):
            assert all(words in " ".join(one("/").paragraphs).lower() for one in made)
