"""A typed name signs where it is hers: given and family name, however she writes them."""

from typing import Any

import pytest

from openhouse.registration.rules.signing import is_signed_by
from tests.cast import Cast
from tests.registration.consenting import ASKED, consents, open_year, sent

VEGA = ("Marisol Inés", "Vega-Ortiz")


@pytest.mark.parametrize(
    ("typed", "signs"),
    [
        ("Marisol Vega-Ortiz", True), ("marisol vega", True), ("VEGA ORTIZ, MARISOL", True),
        ("Ines Vega Ortiz", True), ("Marisol I. Vega, Jr.", True),
        ("marisol", False), ("Vega-Ortiz", False), ("M. Vega", False), ("Ana Vega", False),
        ("Marisol Santos", False), ("Марисоль Вега", True), ("Марисоль", False),
    ],
)  # fmt: skip
def test_both_names_sign_and_one_alone_does_not(typed: str, signs: bool) -> None:
    assert is_signed_by(typed, [("Hugo", "Santos"), VEGA]) is signs


@pytest.mark.parametrize(
    ("typed", "signer"),
    [
        ("Bill O Neil", ("William", "O’Neil")), ("Zoe Sorensen", ("Zoë", "Sørensen")),
        ("de la Cruz Ana", ("Ana", "De La Cruz")), ("Suharto", ("", "Suharto")),
        ("Nguyen Thi Hoa", ("Hoa", "Nguyễn")), ("Anybody Else", ("", "")),
    ],
)  # fmt: skip
def test_what_says_the_same_person_is_forgiven(typed: str, signer: tuple[str, str]) -> None:
    assert is_signed_by(typed, [signer])


def test_half_a_name_gives_no_consent_and_the_answer_stays(
    north: Cast, client_of: Any, db: None
) -> None:
    number = sent(north, client_of(north.mother), open_year(north), "Marta Rivera")
    row, father = consents(north, number)["father"], client_of(north.father)
    page = father.post(ASKED, {f"c{row.pk}": "yes", "typed": "hugo"}).content.decode()
    assert "Sign with your first and last name. The school has you as Hugo" in page
    assert "checked" in page and 'value="hugo"' in page
    assert consents(north, number)["father"].answered_at is None
    assert father.post(ASKED, {f"c{row.pk}": "yes", "typed": "santos hugo"}).status_code == 302
    assert consents(north, number)["father"].agreed is True
