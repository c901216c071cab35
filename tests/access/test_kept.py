"""What a process keeps of the district's settings is the district's, and gone when they change."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from openhouse.grades.terms import calendar_of
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 6)


def announce(cast: Cast, words: str) -> None:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO school_messages_announcement (title, body, starts_on, ends_on)"
            " VALUES (%s, '', '2026-01-01', '2027-12-31')",
            [words],
        )


def test_an_announcement_of_a_moment_ago_is_there_and_only_in_its_district(
    client_of: Callable[..., HouseClient], north: Cast, south: Cast
) -> None:
    ours, theirs = client_of(north.mother), client_of(south.mother)
    for words in ("The owls are back", "The owls have gone"):
        for cast, client in ((north, ours), (south, theirs)):
            assert words not in words_of(client.get(f"/{cast.slug}/family/"))
        announce(north, words)
        assert words in words_of(ours.get(f"/{north.slug}/family/"))
        assert words not in words_of(theirs.get(f"/{south.slug}/family/"))


def test_outside_of_a_familys_request_nothing_is_kept(north: Cast) -> None:
    with in_all(north), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM districts_school ORDER BY id LIMIT 1")
        (school,) = cursor.fetchone()
        before = calendar_of(school, None, None, TODAY)
        cursor.execute("UPDATE districts_term SET name = 'Owl term'")
        after = calendar_of(school, None, None, TODAY)
    assert before.every
    assert {term.name for term in after.every} == {"Owl term"}
