"""What was said last year and is asked anew: looked at once, and said again by one tap."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from openhouse.access.viewer import System
from openhouse.registration.defaults import REGISTRATION, default_form
from openhouse.registration.demo.saying import paper
from openhouse.registration.models import (
    Application,
    Candidate,
    FormVersion,
    Part,
    RegistrationWindow,
)
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import OpenItem
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.registration.test_family import HOME, answer, begun, page_of, parts, said

pytestmark = pytest.mark.django_db
SAID = {
    "household": {"housing": "own", "moved": True},
    "student": {
        "court_order": False, "lives_where": "guardian", "allergies": True,
        "allergies_what": "Peanuts", "epinephrine": True, "has_conditions": False,
        "handbook": {"agreed": True, "initials": "HT"},
    },
}  # fmt: skip


@pytest.fixture
def again(north: Cast, client_of: Any) -> tuple[HouseClient, int]:
    """The grandmother, who said this a year ago in the form that ships, has begun anew."""
    client = client_of(north.grandmother)
    first = begun(client, north)
    with in_all(north):
        FormVersion.objects.create(
            number=9, definition=default_form(REGISTRATION), changed_at="2026-09-01T12:00Z",
            published_at="2026-09-01T12:00Z",
        )  # fmt: skip
        for part in Part.objects.visible_to(System()).filter(application=first):
            for key, value in SAID.get(part.kind, {}).items():
                Answer(
                    application_id=first, part=part, candidate=part.candidate, key=key,
                    value=value, answered_at="2026-09-02T12:00Z", desk="office",
                ).save(force_insert=True)  # fmt: skip
        Application.objects.visible_to(System()).filter(pk=first).update(
            sent_at="2026-09-02T12:00Z"
        )
        window = RegistrationWindow.objects.create(
            ends_in=2029, opens_on=date(2026, 9, 1), closes_on=date(2027, 3, 31)
        )
    sent = client.post(f"{HOME}begin/", {"window": window.pk})
    return client, int(sent.headers["Location"].rstrip("/").split("/")[-1])


def url_of(number: int, part: Part) -> str:
    return f"{HOME}{number}/about/{part.pk}/"


def showed(page: str) -> str:
    return html.unescape(re.search(r'name="showed" value="([^"]*)"', page)[1])  # type: ignore[index]


@pytest.mark.parametrize("showed", ["[" * 100_000, f'{{"housing": {"9" * 5000}}}', "[1]", "{"])
def test_what_no_page_showed_answers_nothing(
    again: tuple[HouseClient, int], north: Cast, showed: str
) -> None:
    client, number = again
    (home,) = parts(north, number, "household")
    sent = client.post(url_of(number, home), {"showed": showed})
    assert sent.status_code in (200, 302)
    with in_all(north):
        assert not Answer.objects.visible_to(System()).filter(application=number).exists()


def test_going_on_leads_first_to_what_was_said_last_year(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    home = parts(north, number, "household")[0]
    assert f'href="{url_of(number, home)}"' in client.get(f"{HOME}{number}/").content.decode()
    page = client.get(url_of(number, home)).content.decode()
    assert "In a home that we own or rent" in page
    # what asks for a paper, and what is agreed to, is not among it
    assert "Have you moved" not in page
    child = parts(north, number, "student")[0]
    hers = client.get(url_of(number, child)).content.decode()
    assert "Peanuts" in hers and "andbook" not in hers


def test_one_tap_answers_what_the_page_showed(again: tuple[HouseClient, int], north: Cast) -> None:
    client, number = again
    child, other = parts(north, number, "student")[:2]
    page = client.get(url_of(number, child)).content.decode()
    assert client.post(url_of(number, child), {"showed": showed(page)}).status_code == 302
    for key in ("allergies", "allergies_what", "epinephrine", "court_order"):
        kept = answer(north, child, key)
        assert kept is not None and kept.value == SAID["student"][key]
        assert answer(north, other, key) is None
    assert answer(north, child, "handbook") is None
    # nothing of it is left, so the page leads on
    assert client.get(url_of(number, child)).status_code == 302


def test_what_she_has_not_seen_is_not_said_again(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    child = parts(north, number, "student")[0]
    for bad in ("", "[1]", "nothing", '{"allergies_what": "Bees", "court_order": false}'):
        client.post(url_of(number, child), {"showed": bad})
    assert answer(north, child, "allergies_what") is None
    kept = answer(north, child, "court_order")
    assert kept is not None and kept.value is False


def test_what_was_changed_meanwhile_stays(again: tuple[HouseClient, int], north: Cast) -> None:
    client, number = again
    child = parts(north, number, "student")[0]
    page = client.get(url_of(number, child)).content.decode()
    health = page_of(number, child, "health")
    name = f"{child.pk}-allergies_what"
    sent = {"showed": showed(client.get(health).content.decode()), "sent": name, name: "Bees"}
    client.post(health.replace("/?", "/save/?"), sent)
    client.post(url_of(number, child), {"showed": showed(page)})
    kept = answer(north, child, "allergies_what")
    assert kept is not None and kept.value == "Bees"


def test_another_home_finds_no_such_page(
    again: tuple[HouseClient, int], north: Cast, client_of: Any
) -> None:
    _client, number = again
    child = parts(north, number, "student")[0]
    assert client_of(north.father).get(url_of(number, child)).status_code == 404


def test_the_same_for_the_others_shares_what_is_agreed_to_and_nothing_of_ones_health(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    child, other = parts(north, number, "student")[:2]
    health, name = page_of(number, child, "health"), f"{child.pk}-"
    page = client.get(health).content.decode()
    assert "Save, and agree to the same for" in page
    sent = client.post(health, {
        "showed": showed(page), "do": "same", f"{name}allergies": "yes",
        f"{name}allergies_what": "Walnuts", f"{name}epinephrine": "no",
        f"{name}has_conditions": "no", f"{name}medication": "no",
        f"{name}emergency_care-agreed": "yes", f"{name}emergency_care-initials": "HT",
    })  # fmt: skip
    assert sent.status_code == 302
    agreed, allergy = answer(north, other, "emergency_care"), answer(north, other, "allergies_what")
    assert agreed is not None and agreed.value == {"agreed": True, "initials": "HT"}
    assert allergy is None


def test_a_paper_of_the_home_goes_to_the_school_of_each_child(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    with in_all(north):
        children = Candidate.objects.visible_to(System()).filter(application=number)
        for each in children:
            OpenItem(application_id=number, candidate=each, key="proof_of_address").save(
                force_insert=True
            )
        children.update(
            state=Candidate.State.SENT, sent_at="2026-10-01T12:00Z",
            school_id=north.rows["high"].pk,
        )  # fmt: skip
        Application.objects.visible_to(System()).filter(pk=number).update(
            sent_at="2026-10-01T12:00Z"
        )
        items = OpenItem.objects.visible_to(System()).filter(application=number)
        first = items.order_by("pk")[0]
        assert len(items) > 1
    home = parts(north, number, "household")[0]
    page = client.get(f"{HOME}{number}/").content.decode()
    assert page.count("Proof of your address") == 1 and "Your home" in page
    url = f"{HOME}{number}/needed/{first.pk}/"
    assert url in page
    photo = SimpleUploadedFile("bill.jpg", paper("Electricity bill"), "image/jpeg")
    assert client.post(url, {f"{home.pk}-proof_of_address": photo}).status_code == 302
    with in_all(north):
        found = OpenItem.objects.visible_to(System()).filter(application=number)
        assert {each.state for each in found} == {"sent"}
    kept = answer(north, home, "proof_of_address")
    assert kept is not None and len(kept.value) == 1


def test_a_page_left_with_something_missing_says_what(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    child = parts(north, number, "student")[0]
    health, name = page_of(number, child, "health"), f"{child.pk}-"
    sent = {
        "do": "next", f"{name}allergies": "no", f"{name}has_conditions": "no",
        f"{name}emergency_care-agreed": "yes", f"{name}emergency_care-initials": "HT",
    }  # fmt: skip
    shown = showed(client.get(health).content.decode())
    after = client.post(health, {**sent, "showed": shown}, follow=True).content.decode()
    assert "One answer is still missing (Health, " in after
    assert "Does the child take medicine at school?" in after
    shown = showed(client.get(health).content.decode())
    sent[f"{name}medication"] = "no"
    after = client.post(health, {**sent, "showed": shown}, follow=True).content.decode()
    assert "still missing" not in after


def test_an_adult_without_a_name_yet_is_called_by_a_number(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    client.post(f"{HOME}{number}/add/", {"kind": "guardian"})
    adults = len(parts(north, number, "guardian"))
    child = parts(north, number, "student")[0]
    page = client.get(page_of(number, child, "adults")).content.decode()
    assert f"<b>Parent or guardian {adults}</b>" in page


def test_who_has_moved_and_confirms_her_housing_meets_the_proof_of_her_address(
    again: tuple[HouseClient, int], north: Cast
) -> None:
    client, number = again
    home = parts(north, number, "household")[0]
    said(client, page_of(number, home, "home"), **{f"{home.pk}-moved": "yes"})
    url = f"{HOME}{number}/about/{home.pk}/"
    page = client.get(url).content.decode()
    assert "In a home that we own or rent" in page
    answered = client.post(url, {"showed": showed(page)})
    assert "section=proof_of_home" in answered.headers["Location"]
    page = client.get(answered.headers["Location"]).content.decode()
    assert "Proof of your address" in page and "Is this still right?" not in page
