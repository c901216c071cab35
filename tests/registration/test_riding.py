"""Who rides the bus, by what a family says to who plans it."""

from typing import Any

import pytest

from openhouse.registration.rules.form import Kind, read
from openhouse.registration.rules.riding import rides


@pytest.mark.parametrize(
    ("kind", "key", "value", "is_riding"),
    [
        (Kind.CHOICE, "to_school", "bus", True),
        (Kind.CHOICE, "to_school", "walk", False),
        (Kind.CHOICE, "to_school", "autobus", True),
        (Kind.CHOICE, "to_school", "by_school_bus", True),
        (Kind.CHOICE, "to_school", "no_bus", False),
        (Kind.CHOICES, "days", ["car", "bus"], True),
        (Kind.CHOICES, "days", [], False),
        (Kind.CHOICE, "to_school", None, False),
        (Kind.YES_NO, "takes_the_bus", True, True),
        (Kind.YES_NO, "takes_the_bus", False, False),
        (Kind.YES_NO, "drives", True, False),
        (Kind.LONG, "transport_note", "No bus, please", False),
    ],
)
def test_who_rides(kind: Kind, key: str, value: Any, is_riding: bool) -> None:
    asked = {"key": key, "kind": str(kind), "label": {"en": key}}
    section = {"key": "transport", "per": "student", "title": {"en": ""}, "questions": [asked]}
    found = read({"sections": [section]}).question(key)
    assert found
    assert rides([(found[1], value)]) is is_riding
