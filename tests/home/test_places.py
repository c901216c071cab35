"""Where one is stands out among the places to go, on every page below it."""

import pytest
from lxml import html

from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "path", "place"),
    [
        ("mother", "account/", "account/"),
        ("mother", "account/safety/", "account/"),
        ("mother", "account/devices/", "account/"),
        ("clerk", "account/safety/codes/", "account/"),
        ("clerk", "office/", "office/"),
        ("clerk", "office/accounts/", "office/"),
        ("clerk", "office/never/", "office/"),
        ("admin", "office/rules/who-sees/", "office/rules/"),
        ("admin", "staff/imports/", "staff/imports/"),
        ("admin", "staff/questions/rules/", "staff/questions/"),
        ("teacher", "staff/questions/", "staff/questions/"),
        ("teacher", "staff/", "staff/"),
        ("nurse", "staff/immunizations/", "staff/immunizations/"),
        ("admin", "office/registration/forms/", "office/rules/"),
        ("admin", "office/registration/windows/", "office/rules/"),
        ("clerk", "office/cards/", "office/documents/"),
        ("admin", "office/cards/", "office/documents/"),
        ("admin", "office/cards/templates/", "office/documents/"),
        ("clerk", "office/transcripts/", "office/documents/"),
    ],
)
def test_the_place_of_a_page_is_marked(name: str, path: str, place: str, north: Cast) -> None:
    page = HouseClient.signed_in(north.persons[name]).get(f"/north/{path}")
    tree = html.document_fromstring(page.content.decode())
    marked = tree.xpath("//nav[contains(@class, 'rail')]//a[@aria-current='page']/@href")
    assert marked == [f"/north/{place}"]
