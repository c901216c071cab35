"""The rule of passwords, by a table; and how long a wrong one costs."""

from datetime import timedelta

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from openhouse.people.models import Account
from openhouse.sign_in.rules import Fault, faults, wait_after
from tests.house_client import HouseClient

CASES = [
    ("kestrel-9", []),
    ("kestrel!!", []),
    ("12345-78", []),
    ("ключ-от-дома", []),
    ("кестрел9", []),
    ("$$$$----", []),
    ("two words", ["plain"]),
    ("kestrelx", ["plain"]),
    ("83019275", ["plain"]),
    ("........", ["plain"]),
    ("kes-9", ["short"]),
    ("kestr", ["short", "plain"]),
    ("", ["short", "plain"]),
    ("marisol.vega1", ["name"]),
    ("xMARISOL.VEGA", ["name"]),
]


@pytest.mark.parametrize(("password", "expected"), CASES)
def test_a_password_has_eight_characters_of_two_kinds(password: str, expected: list[str]) -> None:
    assert faults(password, "marisol.vega", is_common=False) == [Fault(e) for e in expected]


def test_a_common_password_is_refused_in_whatever_case() -> None:
    for password in ("password1", "PassWord1", "abc123456", "qwerty123"):
        with pytest.raises(ValidationError, match="Many people use"):
            password_validation.validate_password(password, Account(username="robin"))


@pytest.mark.django_db
@pytest.mark.parametrize(("password", "expected"), [*CASES, ("password1", ["common"])])
def test_the_meter_says_what_saving_says(
    password: str, expected: list[str], north: object, client: HouseClient
) -> None:
    said = client.post("/north/password-meter/", {"password1": password}).content.decode()
    expected = [fault for fault in expected if fault != "name"]  # nobody has signed in
    assert said.count("<li>") == (len(expected) if password else 0)
    assert ("This password is good" in said) == (bool(password) and not expected)
    try:
        password_validation.validate_password(password, Account(username=""))
        saved = True
    except ValidationError as error:
        saved = False
        for words in error.messages if password else ():
            assert words in said
    assert saved == (not expected)


def test_each_wrong_password_after_the_fifth_costs_twice_the_wait() -> None:
    minutes = [wait_after(tries) / timedelta(minutes=1) for tries in range(1, 14)]
    assert minutes == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(10_000) == timedelta(hours=1)
