"""Addresses as people write them, and the school that a range gives them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openhouse.registration.rules.zones import Place, Range, place_of, schools_of, street_of


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("1204 N. Elm Street Apt 3", Place(1204, "n elm st", "3")),
        ("1204 North Elm St., #3", Place(1204, "n elm st", "3")),
        ("1204 n elm st unit B", Place(1204, "n elm st", "b")),
        ("1204B N ELM ST", Place(1204, "n elm st", "b")),
        ("1204 1/2 N Elm St", Place(1204, "n elm st")),
        ("1204-1206 N Elm St", Place(1204, "n elm st")),
        ("12 Saint Charles Avenue", Place(12, "st charles ave")),
        ("12 St. Charles Ave", Place(12, "st charles ave")),
        ("500 Fifth Avenue", Place(500, "5th ave")),
        ("500 5th Ave", Place(500, "5th ave")),
        ("88 County Road 12", Place(88, "co rd 12")),
        ("7 Peña Blanca Ln", Place(7, "pena blanca ln")),
        ("7 Sol\nApt 2", Place(7, "sol", "2")),
        ("9 Unity Road", Place(9, "unity rd")),
        ("9 Northfield Rd", Place(9, "northfield rd")),
        ("P.O. Box 12", None),
        ("Elm Street", None),
        ("1204", None),
        ("", None),
        ("# 3", None),
    ],
)
def test_an_address_is_read_as_people_write_it(written: str, place: Place | None) -> None:
    assert place_of(written) == place


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_is_no_address(written: str) -> None:
    found = place_of(written)
    assert found is None or (found.number >= 0 and found.street == street_of(found.street))


EAST = Range(1, "n elm st", 100, 298, "even")
WEST = Range(2, "n elm st", 101, 299, "odd")
HIGH = Range(3, "n elm st", 1, 9999)
FAR = Range(4, "n elm st", 200, 210, "both", "87002")
OFFERS = {1: {"KG", "01"}, 2: {"KG", "01"}, 3: {"09"}}


@pytest.mark.parametrize(
    ("number", "code", "grade", "schools"),
    [
        (200, "87001", "01", [1]),
        (201, "87001", "01", [2]),
        (100, "", "01", [1]),
        (298, "", "01", [1]),
        (300, "", "01", []),
        (200, "87001", "09", [3]),
        (200, "87002-1234", "01", [1, 4]),
        (200, "", "01", [1, 4]),
        (200, "87001", "", [1, 3]),
    ],
)
def test_a_house_belongs_to_the_school_of_its_range_and_grade(
    number: int, code: str, grade: str, schools: list[int]
) -> None:
    place = Place(number, "n elm st")
    assert schools_of(place, code, [EAST, WEST, HIGH, FAR], grade, OFFERS) == schools


def test_another_street_is_no_school() -> None:
    assert schools_of(Place(200, "elm st"), "", [EAST, HIGH], "01", OFFERS) == []
