"""What somebody reads whose form came too late, or from elsewhere."""

from typing import Any

import pytest
from lxml import html

from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
HEADING = "This page was open for too long"


def client_with_checks(cast: Cast | None = None) -> HouseClient:
    """A client whose forms need their token; signed in as the mother of *cast*."""
    client = HouseClient(enforce_csrf_checks=True)
    if cast is not None:
        client.cookies = HouseClient.signed_in(cast.mother).cookies
    return client


def button_of(answer: Any) -> tuple[str, str]:
    """The page's one button: its words and where it leads."""
    (link,) = html.document_fromstring(answer.content.decode()).xpath(
        "//a[contains(@class, 'button')]"
    )
    return link.text_content(), link.get("href")


@pytest.mark.parametrize("address", ["/north/sign-in/", "/north/sign-out/", "/language/"])
def test_a_form_without_its_token_says_what_to_do(address: str, north: Cast) -> None:
    answer = client_with_checks(north).post(address)
    assert answer.status_code == 403
    assert HEADING in answer.content.decode()
    assert "try once more" in answer.content.decode()


def test_it_leads_back_to_the_page_of_the_form(north: Cast) -> None:
    page = "http://testserver/north/family/"
    answer = client_with_checks(north).post("/north/sign-out/", headers={"Referer": page})
    assert button_of(answer) == ("Open the page again", page)


@pytest.mark.parametrize(
    ("address", "start"), [("/north/sign-out/", "/north/"), ("/language/", "/")]
)
def test_in_the_other_language_it_leads_to_a_page_that_opens(
    address: str, start: str, north: Cast
) -> None:
    answer = client_with_checks(north).post(address)
    tree = html.document_fromstring(answer.content.decode())
    assert set(tree.xpath("//input[@name='next']/@value")) <= {start}
    missing = HouseClient.signed_in(north.mother).get("/north/nothing-there/?a=b")
    tree = html.document_fromstring(missing.content.decode())
    assert set(tree.xpath("//input[@name='next']/@value")) == {"/north/nothing-there/?a=b"}


@pytest.mark.parametrize("referer", ["", "http://evil.example/north/", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(referer: str, north: Cast) -> None:
    client = client_with_checks(north)
    headers = {"Referer": referer} if referer else {}
    assert button_of(client.post("/north/sign-out/", headers=headers))[1] == "/north/"
    assert button_of(client.post("/language/", headers=headers))[1] == "/"


def test_it_speaks_spanish() -> None:
    client = client_with_checks()
    client.cookies["openhouse_language"] = "es"
    words = client.post("/north/sign-in/").content.decode()
    assert "Esta página estuvo abierta demasiado tiempo" in words
    assert HEADING not in words
