"""What was said last year stands in this year's form, and what does not."""

from datetime import date
from typing import Any

import pytest

from openhouse.registration.defaults import REGISTRATION, default_form
from openhouse.registration.models import RegistrationWindow
from openhouse.registration.rules.form import read
from openhouse.registration.rules.lasting import lasting, lasts
from tests.cast import Cast, in_all
from tests.registration.test_family import HOME, begun_and_filled, page_of, parts, said

FORM = read(default_form(REGISTRATION))


@pytest.mark.parametrize(
    ("key", "value", "stands"),
    [
        ("mailing_differs", False, True),
        ("mailing_differs", "no", False),
        ("mailing_address", {"street": "1 Elm St"}, True),
        ("employer", "Mill & Co", True),
        ("employer", None, False),
        ("housing", "own", True),
        ("housing", "a boat", False),
        ("races", ["white", "asian"], True),
        ("races", ["white", "green"], False),
        ("races", "white", False),
        ("first_language", "es", True),
        ("last_day", "2026-05-28", True),
    ],
)
def test_an_answer_stands_where_it_could_be_chosen_today(
    key: str, value: Any, stands: bool
) -> None:
    assert lasts(lasting(FORM)[key], value) == stands


def test_what_is_agreed_to_and_what_asks_for_a_paper_is_said_anew() -> None:
    found = lasting(FORM)
    for key in ("directory", "emergency_care", "birth_certificate", "ties", "school", "grade",
                "moved"):  # fmt: skip
        assert key not in found
    assert "last_grade" in found and "allergies" in found


@pytest.mark.django_db
def test_a_returning_family_finds_what_it_said_last_year(north: Cast, client_of: Any) -> None:
    client = client_of(north.grandmother)
    number = begun_and_filled(client, north)
    for child in parts(north, number, "student"):
        said(client, page_of(number, child, "health"), **{f"{child.pk}-allergies": "Peanuts"})
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    with in_all(north):
        window = RegistrationWindow.objects.create(
            ends_in=2029, opens_on=date(2026, 9, 1), closes_on=date(2027, 3, 31)
        )
    answer = client.post(f"{HOME}begin/", {"window": window.pk})
    again = int(answer.headers["Location"].rstrip("/").split("/")[-1])
    assert again != number
    children = parts(north, again, "student")
    assert children
    for child in children:
        assert "Peanuts" in client.get(page_of(again, child, "health")).content.decode()
    # its own home alone: another family of the district finds nothing of it
    other = client_of(north.father)
    theirs = other.post(f"{HOME}begin/", {"window": window.pk}).headers["Location"]
    for child in parts(north, int(theirs.rstrip("/").split("/")[-1]), "student"):
        page = other.get(page_of(child.application_id, child, "health")).content.decode()
        assert "Peanuts" not in page
