"""A typed name signs where it is hers: given and family name, however she writes them."""

from datetime import date
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.registration.models import FormVersion, Part, RegistrationWindow
from openhouse.registration.models_answers import Answer
from openhouse.registration.rules.signing import is_signed_by, may_be_initials
from tests.cast import Cast, in_all
from tests.cast_registration import BEGUN_AT
from tests.house_client import HouseClient, words_of
from tests.registration.consenting import ASKED, consents, definition, open_year, sent
from tests.registration.test_family import HOME, answer, page_of, parts, said

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


@pytest.mark.parametrize(
    ("letters", "signer", "hers"),
    [
        ("MV", VEGA, True), ("MIVO", VEGA, True), ("VM", VEGA, True), ("IV", VEGA, True),
        ("XX", VEGA, False), ("HS", VEGA, False), ("МВ", VEGA, True),
        ("BO", ("William", "O’Neil"), True), ("ZS", ("Zoë", "Sørensen"), True),
        ("XX", ("", ""), True),
    ],
)  # fmt: skip
def test_initials_begin_a_name_of_who_writes_them(
    letters: str, signer: tuple[str, str], hers: bool
) -> None:
    assert may_be_initials(letters, [signer]) is hers


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


@pytest.fixture
def signs_within(north: Cast, db: None) -> int:
    """A form with a signature in the midst of it; the number of its window."""
    whole = definition()
    whole["sections"].append({
        "key": "pledge", "per": "household", "title": {"en": "A pledge"},
        "questions": [{
            "key": "pledge", "kind": "signature", "label": {"en": "The pledge"},
            "statement": {"en": "We keep the rules."}, "required": True,
        }],
    })  # fmt: skip
    with in_all(north):
        FormVersion.objects.create(
            number=3, definition=whole, changed_at=BEGUN_AT, published_at=BEGUN_AT
        )
        return RegistrationWindow.objects.create(
            ends_in=2029, opens_on=date(2026, 9, 1), closes_on=date(2026, 12, 1)
        ).pk


def pledge_of(cast: Cast, client: HouseClient, window: int) -> tuple[Part, str, str]:
    """Begin: the part that signs, its page, and the field of the signature."""
    begun = client.post(f"{HOME}begin/", {"window": window}).headers["Location"]
    number = int(begun.rstrip("/").split("/")[-1])
    (home,) = parts(cast, number, "household")
    return home, page_of(number, home, "pledge"), f"{home.pk}-pledge-typed"


def test_a_signature_in_the_midst_of_a_form_is_of_who_fills_it_in(
    north: Cast, client_of: Any, signs_within: int
) -> None:
    father = client_of(north.father)
    home, url, field = pledge_of(north, father, signs_within)
    for typed in ("hugo", "Marta Rivera", "anybody at all"):
        page = said(father, url, **{field: typed}).content.decode()
        assert "Sign with your first and last name. The school has you as Hugo" in page
        assert f'value="{typed}"' in page, "what was typed stays"
        assert f'id="id_{field}" aria-invalid="true" autofocus' in page, "she stands at it"
        kept = answer(north, home, "pledge")
        assert kept is None or "typed" not in (kept.value or {}), "it counts as nothing"
    assert said(father, url, **{field: "santos hugo"}).status_code == 302
    kept = answer(north, home, "pledge")
    assert kept is not None and kept.value == {"typed": "santos hugo"}


def test_what_another_of_the_home_has_signed_stays_hers_and_holds_nobody_up(
    north: Cast, client_of: Any, signs_within: int
) -> None:
    father = client_of(north.father)
    home, url, field = pledge_of(north, father, signs_within)
    said(father, url, **{field: "Hugo Santos"})
    with in_all(north):
        mine = Answer.objects.visible_to(System()).filter(part=home, key="pledge")
        mine.update(value={"typed": "Marta Rivera"}, person_id=north.mother.id)
    assert said(father, url, **{field: "Marta Rivera"}).status_code == 302
    kept = answer(north, home, "pledge")
    assert kept is not None and kept.person_id == north.mother.id
    assert "The school has you as Hugo" in words_of(said(father, url, **{field: "Marta River"}))
