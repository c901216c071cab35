"""Each desk and each school notes its own questions, and sends those alone."""

from typing import Any

import pytest

from openhouse.people.models import StaffPost
from openhouse.registration.models import Candidate
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import Applied, again

pytestmark = pytest.mark.django_db
HOME, TODAY = "/north/family/registration/", "/north/family/"


def _does(client: HouseClient, cast: Cast, child: Candidate, act: str, **sent: Any) -> str:
    page = f"/north/office/registration/{child.pk}/"
    revision = again(cast, child).revision
    client.post(f"{page}decide/", {"act": act, "revision": revision} | sent)
    return words_of(client.get(page))


def _sent(cast: Cast) -> tuple[Applied, Candidate, Candidate]:
    """A home with a child at the clerk's school, and one at another."""
    applied = Applied(cast, "mother", home="first_home")
    applied.says(applied.home, home_phone="+15735550177")
    ben = applied.child("ben", given_name="Ben", family_name="Rivera", bus=True)
    return applied, ben, applied.child("ana", school="elementary", grade="04", given_name="Ana")


def _ask(part: int, key: str, question: str) -> dict[str, Any]:
    return {"part": part, "key": key, "says": "ask", "question": question}


def test_a_question_about_the_home_is_sent_by_the_school_that_noted_it(north: Cast) -> None:
    applied, ben, ana = _sent(north)
    clerk, admin = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.admin)
    mother = HouseClient.signed_in(north.mother)
    page = f"{HOME}{applied.application.pk}/"
    _does(admin, north, ana, "field", **_ask(applied.home.pk, "home_phone", "Whose phone is it?"))
    said = _does(clerk, north, ben, "send back")
    assert "another school’s, which sends them itself" in said
    assert "Another school asks: Whose phone is it?" in said
    assert again(north, ben).state == "sent"
    assert "is not answered yet" in _does(clerk, north, ben, "accept", everything="yes")
    _does(clerk, north, ben, "field", **_ask(ben.part.pk, "given_name", "Is it Benjamin?"))
    _does(clerk, north, ben, "send back")
    found = words_of(mother.get(page))
    assert "Is it Benjamin?" in found and "Whose phone" not in found
    _does(admin, north, ana, "send back")
    assert "Whose phone is it?" in words_of(mother.get(page))
    assert again(north, ana).state == "asked"


def test_what_is_noted_while_the_child_is_with_the_family_waits_too(north: Cast) -> None:
    applied, ben, _ana = _sent(north)
    clerk, mother = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.mother)
    page = f"{HOME}{applied.application.pk}/"
    _does(clerk, north, ben, "field", **_ask(ben.part.pk, "given_name", "Is it Benjamin?"))
    _does(clerk, north, ben, "send back")
    _does(clerk, north, ben, "field", **_ask(ben.part.pk, "family_name", "Is it Rivera?"))
    assert "Is it Rivera?" not in words_of(mother.get(page))
    _does(clerk, north, ben, "send back")
    assert "Is it Rivera?" in words_of(mother.get(page))


def test_what_an_office_notes_at_an_answer_of_transport_is_not_told_at_once(north: Cast) -> None:
    applied, ben, _ana = _sent(north)
    clerk, mother = HouseClient.signed_in(north.clerk), HouseClient.signed_in(north.mother)
    page = f"{HOME}{applied.application.pk}/"
    _does(clerk, north, ben, "field", **_ask(ben.part.pk, "bus", "On which days?"))
    assert "On which days?" not in words_of(mother.get(page))
    assert page not in mother.get(TODAY).content.decode()
    with in_all(north):
        StaffPost.objects.create(
            person_id=north.no_portal.id, role="transport", school_id=north.rows["high"].pk
        )
    driver = HouseClient.signed_in(north.no_portal)
    ask = {"act": "ask", "desk": "transport", "part": ben.part.pk, "key": "bus"}
    driver.post(f"/north/staff/registration/{ben.pk}/do/", ask | {"question": "From which stop?"})
    assert "From which stop?" in words_of(mother.get(page))
    assert page in mother.get(TODAY).content.decode()
    office = words_of(clerk.get(f"/north/office/registration/{ben.pk}/"))
    assert "Transport asks: From which stop?" in office
    assert "Send the questions" not in office
