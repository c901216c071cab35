"""Where a district is found: never at an address of the server's own."""

from typing import Any

import psycopg
import pytest
from django.urls import URLPattern, URLResolver

from openhouse.config import urls
from openhouse.districts.management.commands.district import wrong_with
from openhouse.districts.rules import RESERVED, SERVERS_OWN

ADD = (
    "INSERT INTO districts_district (slug, name, state, created_at) VALUES (%s, 'Elm', 'MO', now())"
)
GOOD = {"name": "Elm", "state": "MO", "hue": 1, "time_zone": "America/Chicago", "help_email": ""}


def first_part(pattern: URLPattern | URLResolver) -> str:
    return str(pattern.pattern).partition("/")[0]


def test_every_address_of_the_server_is_kept_from_districts() -> None:
    assert {first_part(pattern) for pattern in urls.urlpatterns} - {""} <= set(SERVERS_OWN)


@pytest.mark.parametrize("slug", sorted(RESERVED | {"Static", "FAVICON.ICO"}))
def test_a_reserved_address_is_refused_in_one_sentence(slug: str) -> None:
    (said,) = wrong_with({**GOOD, "slug": slug})
    assert said == f"--slug {slug!r}: that address is the server's own; choose another"


def test_an_address_that_only_begins_like_the_servers_is_a_districts() -> None:
    assert list(wrong_with({**GOOD, "slug": "static-hills"})) == []


def test_the_database_takes_no_district_at_an_address_of_the_server(
    owner: "psycopg.Connection[Any]",
) -> None:
    for slug in SERVERS_OWN:
        with pytest.raises(psycopg.errors.CheckViolation, match="district_slug_is_not_the_servers"):
            owner.execute(ADD, [slug])
