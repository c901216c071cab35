"""User names by the district's pattern, by a table; first passwords by what they hold."""

import math
from datetime import date

import pytest
from django.contrib.auth.hashers import check_password, identify_hasher

from openhouse.common.spreadsheet import as_csv, cell
from openhouse.sign_in.easy_words import WORDS
from openhouse.sign_in.many.first_secrets import DIGITS, SIGNS, encoded, new_secret
from openhouse.sign_in.many.naming import Named, free, is_pattern, wished
from openhouse.sign_in.passwords import found_in

TODAY = date(2026, 10, 6)


@pytest.mark.parametrize(
    ("pattern", "given", "family", "name"),
    [
        ("{given}.{family}", "Ana", "Vega", "ana.vega"),
        ("{given}.{family}", "Ana María", "Núñez-O’Brien", "anamaria.nunezobrien"),
        ("{initial}{family}{year}", "Zoë", "Vega", "zvega31"),
        ("{number}", "Ana", "Vega", "100234"),
        ("{year}-{given}", "Ana", "Vega", "31-ana"),
        ("{given}.{family}", "מִרְיָם", "כהן", "student100234"),
        ("{given}.{family}", "🦉", "Vega", "student100234"),
        ("{given}.{family}", "'; DROP TABLE", "<b>", "droptable.b"),
        ("{given}", "Jo", "Vega", "student100234"),
        ("{given}.{family}", "x" * 300, "y" * 300, "x" * 40),
    ],
)
def test_a_user_name_is_made_of_letters_that_every_keyboard_has(
    pattern: str, given: str, family: str, name: str
) -> None:
    assert wished(pattern, Named(given, family, "100234", "08"), TODAY) == name


def test_the_next_of_the_same_name_gets_a_number() -> None:
    taken = {"ana.vega", "ana.vega2"}
    assert free("ana.vega", taken) == "ana.vega3"
    assert free("leo.vega", taken) == "leo.vega"


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        ("{given}.{family}", True),
        ("{year}{number}", True),
        ("oak-{given}", True),
        ("{year}", False),
        ("{password}", False),
        ("{given.__class__}", False),
        ("{given", False),
        ("{given} {family}", False),
        ("", False),
    ],
)
def test_a_pattern_has_known_parts_and_one_that_tells_students_apart(
    pattern: str, good: bool
) -> None:
    assert is_pattern(pattern) == good


def test_first_passwords_are_long_enough_for_a_fast_digest() -> None:
    assert len(WORDS) == len(set(WORDS)) == 512
    assert 3 * math.log2(len(WORDS)) + 2 * math.log2(len(DIGITS)) >= 33
    assert 12 * math.log2(len(SIGNS)) >= 58
    for how in ("words", "signs"):
        drawn = {new_secret(how) for _ in range(200)}
        assert len(drawn) == 200
        assert all(found_in(secret, "ana.vega") == [] for secret in drawn)


def test_a_first_password_is_checked_by_a_digest_that_says_nothing_of_it() -> None:
    kept = encoded("maple-fox-river-47")
    assert identify_hasher(kept).algorithm == "first_secret"
    assert "maple" not in kept
    assert kept != encoded("maple-fox-river-47"), "a salt of its own"
    assert len(kept) <= 128
    assert check_password("maple-fox-river-47", kept)
    assert not check_password("maple-fox-river-48", kept)


def test_a_first_password_that_was_used_is_argon2_from_then_on() -> None:
    kept = [encoded("maple-fox-river-47")]
    assert check_password("maple-fox-river-47", kept[0], setter=kept.append)
    assert kept[1:] == ["maple-fox-river-47"], "Django is told to hash it anew"


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "=cmd|' /C calc'!A0", "＝1+1"],
)
def test_no_cell_is_taken_for_a_formula(value: str) -> None:
    assert cell(value).startswith("'")


def test_a_spreadsheet_keeps_names_as_they_are() -> None:
    text = as_csv(["Name"], [['Zoë "O’Brien", <b>🦉'], ["-5"], ["two\nlines"]]).decode("utf-8-sig")
    assert text == '"Name"\r\n"Zoë ""O’Brien"", <b>🦉"\r\n"\'-5"\r\n"two lines"\r\n'
