"""What is typed and is no answer yet is there again, counts as nothing, and is sent to nobody."""

import json
import re
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_office import OpenItem
from openhouse.registration.rules.unfinished import MOST, framed, is_unfinished, split, words_of
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.house_client import words_of as words_on
from tests.registration.test_family import (
    HOME,
    answer,
    begun,
    begun_and_filled,
    moves_in,
    page_of,
    parts,
    said,
    showed,
)

pytestmark = pytest.mark.django_db
HALF = {"street": "4 Hill Road", "city": "", "state": "MO", "postal_code": "652"}


def typed_in(part: Any, key: str, pieces: dict[str, str]) -> dict[str, str]:
    return {f"{part.pk}-{key}-{piece}": words for piece, words in pieces.items()}


def types(client: HouseClient, url: str, fields: dict[str, str]) -> dict[str, Any]:
    """As the page's script sends it."""
    body = {"showed": showed(client, url), "sent": " ".join(fields), **fields}
    found = client.post(url.replace("/?", "/save/?"), body)
    assert found.status_code == 200, found.content
    told: dict[str, Any] = json.loads(found.content)
    return told


def test_half_an_address_is_there_again_for_the_whole_home(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    (home,) = parts(north, number, "household")
    url = page_of(number, home, "home")
    told = types(client, url, typed_in(home, "address", HALF))
    assert told["kept"] == ["address"] and not told["lost"]
    assert "city" in str(told["errors"]).lower()
    page = client.get(url).content.decode()
    assert 'value="4 Hill Road"' in page and 'value="652"' in page
    assert "city" in words_on(client.get(url)).lower() and 'aria-invalid="true"' in page
    # on another device, where she has signed in anew
    assert 'value="4 Hill Road"' in client_of(north.grandmother).get(url).content.decode()


def test_it_is_missing_until_it_is_finished(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    (home,) = parts(north, number, "household")
    url = page_of(number, home, "home")
    types(client, url, typed_in(home, "address", HALF))
    assert "One answer is left" in words_on(
        client.get(f"{HOME}{number}/")
    ) or "1 answer to give" in (words_on(client.get(f"{HOME}{number}/")))
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    with in_all(north):
        assert not OpenItem.objects.visible_to(System()).filter(application=number).exists()
    told = types(client, url, typed_in(home, "address", HALF | {"city": "Columbia"}))
    assert "zip" in str(told["errors"]).lower()
    whole = HALF | {"city": "Columbia", "postal_code": "65201"}
    told = types(client, url, typed_in(home, "address", whole))
    assert told["kept"] == ["address"] and not told["errors"]
    there = answer(north, home, "address")
    assert there and there.value == whole
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    assert sent.headers["Location"] == f"{HOME}{number}/"


def test_it_may_be_emptied(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    (home,) = parts(north, number, "household")
    url = page_of(number, home, "home")
    types(client, url, typed_in(home, "address", HALF))
    told = types(client, url, typed_in(home, "address", dict.fromkeys(HALF, "")))
    assert told["kept"] == ["address"] and not told["errors"]
    there = answer(north, home, "address")
    assert there and there.value is None


def test_without_a_script_it_is_kept_by_the_page(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    (home,) = parts(north, number, "household")
    url = page_of(number, home, "home")
    sent = said(client, url, **typed_in(home, "address", HALF))
    assert sent.status_code == 200 and "city" in words_on(sent).lower()
    assert 'value="4 Hill Road"' in client.get(url).content.decode()


def test_two_who_type_at_once_read_what_the_other_has_typed(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun(client, north)
    (home,) = parts(north, number, "household")
    url = page_of(number, home, "home")
    before = showed(client, url)
    types(client, url, typed_in(home, "address", HALF))
    fields = typed_in(home, "address", HALF | {"street": "9 Lake Road"})
    body = {"showed": before, "sent": " ".join(fields), **fields}
    told = json.loads(client.post(url.replace("/?", "/save/?"), body).content)
    assert "4 Hill Road, MO, 652" in str(told["errors"]) and told["lost"]
    assert 'value="4 Hill Road"' in client.get(url).content.decode()


def test_where_nothing_is_asked_any_more_it_goes_to_nobody(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    (home,) = parts(north, number, "household")
    with in_all(north):
        Answer.objects.visible_to(System()).create(
            application_id=number, part=home, key="gone", desk="office", value=framed("57"),
            answered_at=home.removed_at or "2027-01-25T12:00:00Z", revision=1,
        )  # fmt: skip
    sent = client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    assert sent.headers["Location"] == f"{HOME}{number}/"
    with in_all(north):
        rows = Answer.objects.visible_to(System()).filter(application=number)
        assert rows.exists() and not any(is_unfinished(row.value) for row in rows)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("57", {"unfinished": "57"}),
        (
            {"street": "4\u202e Hill", "city": None},
            {"unfinished": {"street": "4 Hill", "city": ""}},
        ),
        (["a", 1], {"unfinished": ["a", ""]}),
        ("x" * MOST, None),
        ("", None),
        (object(), None),
    ],
)
def test_what_is_kept_of_it(raw: Any, kept: Any) -> None:
    assert framed(raw) == kept


def test_an_answer_is_none_of_it() -> None:
    address = {"street": "4 Hill Road"}
    assert split(address) == (address, None)
    assert split({"unfinished": address}) == (None, address)
    assert words_of({"street": "4 Hill Road", "city": "", "ties": {"a": "b"}}) == "4 Hill Road, b"


def kept_as(client: HouseClient, url: str) -> list[str]:
    """Name and key under which a browser keeps what the page has not sent."""
    found = re.search(r'data-keep="(\w+) ([\w+/=]+)"', client.get(url).content.decode())
    assert found
    return [*found.groups()]


def test_what_a_browser_keeps_is_locked_for_one_person_and_one_page(
    north: Cast, client_of: Any
) -> None:
    moves_in(north, north.cai.id)
    number = begun(client_of(north.grandmother), north)
    cai = parts(north, number, "student")[0]
    health, child = page_of(number, cai, "health"), page_of(number, cai, "child")
    hers = kept_as(client_of(north.grandmother), health)
    assert hers == kept_as(client_of(north.grandmother), health)
    for other in (
        kept_as(client_of(north.grandmother), child),
        kept_as(client_of(north.father), health),
    ):
        assert not {*hers} & {*other}
