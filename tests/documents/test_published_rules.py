"""Where a document stands with a reader and with a student."""

from datetime import date

import pytest

from openhouse.documents.published.rules import (
    Answer,
    Asked,
    days_waiting,
    is_the_name,
    state_for_reader,
    state_for_school,
)

TODAY = date(2026, 10, 6)
DUE, PAST = date(2026, 10, 9), date(2026, 10, 5)
SIGN, BOTH = Asked("sign", False, DUE), Asked("sign", True, DUE)


@pytest.mark.parametrize(
    ("asked", "state", "before", "may", "comes"),
    [
        (Asked("nothing"), "", "", True, "new"),
        (Asked("nothing"), "opened", "", True, "opened"),
        (SIGN, "", "", True, "waits"),
        (SIGN, "opened", "", True, "waits"),
        (Asked("sign", False, PAST), "opened", "", True, "late"),
        (SIGN, "", "signed", True, "anew"),
        (SIGN, "declined", "", True, "declined"),
        (SIGN, "signed", "", True, "signed"),
        (Asked("read"), "read", "", True, "read"),
        (SIGN, "", "", False, "new"),
        (SIGN, "opened", "", False, "opened"),
    ],
)
def test_where_it_stands_with_a_reader(
    asked: Asked, state: str, before: str, may: bool, comes: str
) -> None:
    assert state_for_reader(asked, state, before, may=may, today=TODAY) == comes


GUARDIAN, PUPIL = False, True


@pytest.mark.parametrize(
    ("asked", "answers", "readers", "adult", "comes"),
    [
        (SIGN, [], 0, False, "nobody"),
        (SIGN, [], 2, False, "new"),
        (SIGN, [(GUARDIAN, "opened")], 2, False, "opened"),
        (Asked("sign", False, PAST), [(GUARDIAN, "opened")], 2, False, "late"),
        (SIGN, [(GUARDIAN, "signed"), (GUARDIAN, "declined")], 2, False, "signed"),
        (SIGN, [(GUARDIAN, "declined")], 2, False, "declined"),
        (SIGN, [(PUPIL, "signed")], 1, False, "opened"),
        (SIGN, [(PUPIL, "signed")], 1, True, "signed"),
        (BOTH, [(GUARDIAN, "signed")], 1, False, "half"),
        (BOTH, [(GUARDIAN, "signed"), (PUPIL, "signed")], 1, False, "signed"),
        (BOTH, [(PUPIL, "signed")], 1, True, "signed"),
        (Asked("read"), [(GUARDIAN, "read")], 1, False, "read"),
    ],
)
def test_where_it_stands_with_a_student(
    asked: Asked, answers: list[tuple[bool, str]], readers: int, adult: bool, comes: str
) -> None:
    known = [Answer(*one) for one in answers]
    assert state_for_school(asked, known, readers=readers, adult=adult, today=TODAY) == comes


@pytest.mark.parametrize(
    ("typed", "name", "is_hers"),
    [
        ("jose maria  NUNEZ", "José María Núñez", True),
        ("Marta Rivera-Sol", "Marta Rivera Sol", True),
        ("Marta", "Marta Rivera", False),
        ("", "", False),
        ("…", "Marta Rivera", False),
    ],
)
def test_a_signature_is_ones_own_name(typed: str, name: str, is_hers: bool) -> None:
    assert is_the_name(typed, name) == is_hers


def test_days_are_counted_from_the_first() -> None:
    assert days_waiting(PAST, TODAY) == 1
    assert days_waiting(DUE, TODAY) == 0
