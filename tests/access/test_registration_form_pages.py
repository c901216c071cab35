"""The district makes the form of registration, and nobody else opens a page of it."""

import pytest

from tests.access import registrations
from tests.access.walk import Walker, address, outcome
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_the_district_adds_to_a_letter_is_its_own(name: str, north: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    expected = dict.fromkeys(registrations.LETTERS, "200") | {"nothing": "404"}
    for kind, opened in expected.items():
        url = address("north", "registration-letter", kind)
        right = {"nobody": "in", "admin": opened}.get(name, "403")
        if (got := outcome(client.get(url), "north", url)) != right:
            wrong.append(f"{url}: {got}, not {right}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_pages_of_a_form_are_the_districts(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    begin = address("north", "registration-form-begin")
    expected = {begin: "405"}
    for page, (opened, key) in registrations.OF_A_FORM.items():
        expected[address("north", page, north.rows["form_draft"].pk, *key)] = opened
        away = address("north", page, south.rows["form_draft"].pk, *key)
        expected[away] = "405" if opened == "405" else "404"
    for url, opened in expected.items():
        right = {"nobody": "in", "admin": opened}.get(name, "403")
        if (got := outcome(client.get(url), "north", url)) != right:
            wrong.append(f"{url}: {got}, not {right}")
    assert wrong == []
