"""How far registration is: its numbers, and its file; grades in one reading, however many."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.registration.models import Application, Candidate, RegistrationWindow
from openhouse.registration.models_office import Seats
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import Applied
from tests.registration.test_office import DESK, returning

pytestmark = pytest.mark.django_db


def a_year_ago(cast: Cast, candidate: Candidate) -> None:
    """*candidate* was registered for the year before."""
    with in_all(cast):
        last = RegistrationWindow.objects.create(
            ends_in=2027, opens_on=date(2025, 9, 1), closes_on=date(2025, 12, 1)
        )
        mine = Application.objects.visible_to(System()).filter(pk=candidate.application_id)
        mine.update(window=last)


def test_the_campaign_counts_and_is_saved_as_a_file(north: Cast) -> None:
    returning(north)
    clerk = HouseClient.signed_in(north.clerk)
    page = words_of(clerk.get(f"{DESK}campaign/"))
    assert re.search(r"\d+ of \d+ returning children", page)
    file = clerk.get(f"{DESK}campaign/file/")
    assert file.headers["Content-Type"].startswith("text/csv")
    text = file.content.decode()
    assert "Ben Rivera" in text
    assert "To be decided" in text


def test_the_file_of_a_campaign_holds_nobody_of_an_earlier_one(north: Cast) -> None:
    applied = Applied(north, email="new@family.example")
    applied.child(given_name="Abel", family_name="Soto")
    a_year_ago(north, returning(north)[1])
    text = HouseClient.signed_in(north.clerk).get(f"{DESK}campaign/file/").content.decode()
    assert "Abel Soto" in text
    assert "Ben Rivera" not in text


@pytest.mark.parametrize("page", ["places/waiting/", "accept/?state=waiting list"])
def test_many_grades_take_as_many_statements_as_one(north: Cast, page: str) -> None:
    clerk = HouseClient.signed_in(north.clerk)

    def waits(grade: str) -> None:
        with in_all(north):
            Seats.objects.update_or_create(
                school=north.rows["high"], ends_in=2028, grade_level=grade, defaults={"seats": 1}
            )
        applied = Applied(north, email=f"of{grade}@family.example")
        applied.child(
            given_name=f"Of{grade}", family_name="Soto", grade=grade, state="waiting list"
        )

    def read() -> tuple[int, Any]:
        with CaptureQueriesContext(connection) as sent:
            words = words_of(clerk.get(f"{DESK}{page}"))
        return len(sent), words

    waits("09")
    read()
    one, _ = read()
    for grade in ("10", "11", "12"):
        waits(grade)
    many, words = read()
    assert all(f"Of{grade} Soto" in words for grade in ("09", "10", "11", "12"))
    assert many == one


def test_the_district_finds_forms_dates_and_doubles_from_the_desk(north: Cast) -> None:
    links = [f'href="{DESK}{each}/"' for each in ("forms", "windows", "doubles")]
    admin = HouseClient.signed_in(north.admin).get(DESK).content.decode()
    clerk = HouseClient.signed_in(north.clerk).get(DESK).content.decode()
    assert all(link in admin and link not in clerk for link in links)


def test_a_year_of_the_desk_counts_what_its_campaign_counts(north: Cast) -> None:
    applied = Applied(north, email="new@family.example")
    applied.child(given_name="Abel", family_name="Soto", state="posted")
    last = Applied(north, email="last@family.example")
    of_last_year = last.child(given_name="Lena", family_name="Kern", state="posted")
    a_year_ago(north, of_last_year)
    clerk = HouseClient.signed_in(north.clerk)
    page = clerk.get(f"{DESK}campaign/").content.decode()
    year = "state=posted&amp;year=2028"
    assert f'href="{DESK}?{year}"' in page, "a number opens whom it counts"
    desk = words_of(clerk.get(DESK, {"state": "posted", "year": "2028"}))
    assert "Enrolled 1" in desk
    assert "Abel Soto" in desk and "Lena Kern" not in desk
    desk = words_of(clerk.get(DESK, {"state": "posted", "year": "2027"}))
    assert "Lena Kern" in desk and "Abel Soto" not in desk
    assert "Abel Soto" in words_of(clerk.get(DESK, {"q": "soto"}))
    assert "Nothing here" in words_of(clerk.get(DESK, {"q": "soto", "year": "2027"}))
