"""A family's registrations of earlier years: each a line, and no more is read of it."""

from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from tests.cast import Cast, in_all
from tests.house_client import found_in, words_of
from tests.registration.test_family import HOME, begun_and_filled

pytestmark = pytest.mark.django_db


def test_an_earlier_year_is_a_line_once_no_child_of_it_is_with_the_school(
    north: Cast, client_of: Any
) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    card = f"//section[.//a[contains(@href, '/{number}/')]]"
    with in_all(north):
        past = RegistrationWindow.objects.create(
            ends_in=2026, opens_on="2025-02-01", closes_on="2025-03-01"
        )
        Application.objects.visible_to(System()).filter(pk=number).update(window=past)
        mine = Candidate.objects.visible_to(System()).filter(application=number)
    page = client.get(HOME)
    assert "Earlier years" not in words_of(page), "a child of it waits still"
    with in_all(north):
        mine.update(state="posted")
    page = client.get(HOME)
    (line,) = found_in(page, "//details[contains(summary, 'Earlier years')]//a/@href")
    assert line == f"{HOME}{number}/"
    assert not found_in(page, f"{card}//*[contains(@class, 'tag')]"), "where it stands is not read"
    assert client.get(line).status_code == 200
