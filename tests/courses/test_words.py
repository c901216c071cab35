"""Words about sections."""

import pytest

from openhouse.courses.words import period_words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("3", "Period 3"),
        ("01 - Traditional", "Period 1"),
        ("04 - Traditional (2)", "Period 4"),
        ("Period 2", "Period 2"),
        ("2nd hour", "2nd hour"),
        ("A1", "A1"),
        ("", ""),
    ],
)
def test_a_numbered_period_is_said_as_one(name: str, words: str) -> None:
    assert period_words(name) == words
