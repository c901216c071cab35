"""In which language somebody reads: what she chose, her device, the records, in this order."""

import re

import pytest
from django.conf import settings

from openhouse.people.models import Person
from openhouse.people.queries import language_of
from tests.access.signing import sign_in
from tests.cast import Cast, in_all
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
TODAY = "/north/family/"


def reads(client: HouseClient, page: str = TODAY) -> str:
    words = client.get(page, follow=True).content.decode()
    found = re.search(r'<html lang="([a-z]+)"', words)
    assert found
    return found[1]


def choose(client: HouseClient, language: str) -> None:
    page = client.get(TODAY, follow=True).content.decode()
    to = re.search(r'action="(/[a-z/]*language/)"', page)
    assert to
    answer = client.post(to[1], {"language": language, "next": TODAY})
    assert answer.headers["Location"] == TODAY


def written_to(cast: Cast) -> str:
    with in_all(cast):
        return language_of(Person.objects.get(pk=cast.long_parent.id))


def device_says(client: HouseClient, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


def test_what_she_chose_goes_with_her_to_every_device(client: HouseClient, north: Cast) -> None:
    sign_in(client, "mother")
    assert reads(client) == "en"
    choose(client, "es")
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies  # the next to sign in is another
    assert reads(client) == "es"
    elsewhere = HouseClient()
    device_says(elsewhere, "en")
    sign_in(elsewhere, "mother")
    assert reads(elsewhere) == "es"
    choose(elsewhere, "en")
    assert reads(client) == "en"
    sign_in(other := HouseClient(), "father")
    assert reads(other) == "en"


def test_what_is_chosen_before_signing_in_is_taken_over_once(
    client: HouseClient, north: Cast
) -> None:
    choose(client, "es")
    assert reads(client, "/north/sign-in/") == "es"
    sign_in(client, "mother")
    sign_in(elsewhere := HouseClient(), "mother")
    assert reads(elsewhere) == "es"
    device_says(client, "en")
    sign_in(client, "mother")
    assert reads(client) == "es"


def test_the_records_say_it_for_who_has_chosen_nothing(client: HouseClient, north: Cast) -> None:
    sign_in(client, "long_parent")
    assert reads(client) == "es"
    device_says(client, "en")
    assert reads(client) == "en"
    device_says(client, "xx")
    assert reads(client) in ("en", "es")


@pytest.mark.parametrize("wanted", ["xx", "", "es'; --"])
def test_an_unknown_language_changes_no_account(
    wanted: str, client: HouseClient, north: Cast
) -> None:
    sign_in(client, "mother")
    choose(client, "es")
    device_says(client, wanted)
    choose(client, wanted)
    assert reads(client) == "es"


def test_letters_are_written_in_the_language_that_she_chose(
    client: HouseClient, north: Cast
) -> None:
    assert written_to(north) == "es"
    sign_in(client, "long_parent")
    choose(client, "en")
    assert written_to(north) == "en"
