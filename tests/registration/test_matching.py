"""Who of the records somebody may be: cases that a registrar knows, and laws that always hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openhouse.registration.rules.likeness import Fit, family_fit, given_fit, plain
from openhouse.registration.rules.matching import Band, Who, compare, is_twin, proposals

MAY = date(2018, 5, 12)
MARIA = Who(
    given="María José",
    family="García López",
    sex="female",
    born_on=MAY,
    role="child",
    phones=frozenset({"5055550142"}),
    emails=frozenset({"vega@example.org"}),
    streets=frozenset({"1204 n elm st"}),
)
RAUL = Who(given="Raúl", family="Ortega", born_on=date(1984, 3, 7), role="adult",
           phones=frozenset({"5055550199"}), streets=frozenset({"9 oak ave"}))  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("María José", "MARIA JOSE", Fit.SAME),
        ("María-José", "Mariajosé", Fit.SAME),
        ("María José", "Maria", Fit.PART),
        ("María José", "José María", Fit.OTHER),
        ("María José", "María Luisa", Fit.OTHER),
        ("Maria", "Marta", Fit.OTHER),
        ("Juan", "Juana", Fit.OTHER),
        ("Jaden", "Jayden", Fit.OTHER),
        ("Мария", "Maria", Fit.SCRIPT),
        ("小明", "Xiao-Ming", Fit.SCRIPT),
        ("Bill", "William", Fit.NICKNAME),
        ("Pepe", "José", Fit.NICKNAME),
        ("Pepe", "José Luis", Fit.NICKNAME),
        ("Majo", "María José", Fit.NICKNAME),
        ("Paco", "Francisco", Fit.NICKNAME),
        ("Екатерина", "Kate", Fit.NICKNAME),
        ("Marisoll", "Marisol", Fit.NEAR),
        ("Xiomara", "Xoimara", Fit.NEAR),
        ("Maria G", "Maria Guadalupe", Fit.PART),
        ("M", "Maria", Fit.OTHER),
        ("", "Maria", Fit.UNKNOWN),
        ("!!", "Maria", Fit.UNKNOWN),
    ],
)
def test_given_names_agree_as_a_registrar_says(one: str, other: str, fit: Fit) -> None:
    assert given_fit(one, other) is fit
    assert given_fit(other, one) is fit


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("Nguyễn", "Nguyen", Fit.SAME),
        ("de la Cruz", "Cruz", Fit.SAME),
        ("O’Brien", "Obrien", Fit.SAME),
        ("Al-Hassan", "Hassan", Fit.SAME),
        ("van der Berg", "Berg", Fit.SAME),
        ("García López", "Garcia", Fit.PART),
        ("Smith-Jones", "Jones", Fit.PART),
        ("江", "Jiang", Fit.SCRIPT),
        ("김", "Kim", Fit.SCRIPT),
        ("Иванов", "Ivanov", Fit.SCRIPT),
        ("Хрущёв", "Khrushchev", Fit.SCRIPT),
        ("Müller", "Mueller", Fit.NEAR),
        ("Vega", "Vera", Fit.NEAR),
        ("Diaz", "Cruz", Fit.OTHER),
        ("De La", "Dela", Fit.SAME),
    ],
)
def test_family_names_agree_as_a_registrar_says(one: str, other: str, fit: Fit) -> None:
    assert family_fit(one, other) is fit
    assert family_fit(other, one) is fit


@pytest.mark.parametrize(
    ("change", "band"),
    [
        ({}, Band.SURELY),
        ({"phones": frozenset(), "emails": frozenset(), "streets": frozenset()}, Band.LIKELY),
        ({"given": "Maria", "family": "Garcia"}, Band.LIKELY),
        ({"given": "Majo"}, Band.SURELY),
        ({"given": "García", "family": "María José"}, Band.SURELY),
        ({"born_on": date(2018, 12, 5)}, Band.SURELY),
        ({"born_on": date(2018, 5, 21)}, Band.LIKELY),
        ({"born_on": date(2017, 5, 12)}, Band.LIKELY),
        ({"born_on": date(2016, 9, 30)}, Band.MAYBE),
        ({"born_on": None}, Band.SURELY),
        ({"family": "Ortega"}, Band.MAYBE),
        ({"given": "María Luisa"}, Band.MAYBE),
        ({"given": "Luis", "sex": "male"}, Band.MAYBE),
        ({"given": "Luis", "sex": "male", "born_on": date(2016, 1, 9)}, Band.NO),
        ({"given": "Ana", "born_on": date(1986, 1, 9), "role": "adult"}, Band.NO),
        ({"role": "adult", "born_on": None}, Band.NO),
        ({"given": "", "family": ""}, Band.NO),
    ],
)
def test_a_child_with_one_thing_changed_is_found_as_surely_as_it_should_be(
    change: dict[str, object], band: Band
) -> None:
    assert compare(MARIA, replace(MARIA, **change)).band is band


def test_twins_are_never_likely_and_are_called_twins() -> None:
    for name in ("Lucía", "Marta", "María Luisa", "María Fernanda"):
        found = compare(MARIA, replace(MARIA, given=name))
        assert found.score <= 45
        assert is_twin(found)
    boy_and_girl = replace(MARIA, given="Gabriel"), replace(MARIA, given="Gabriela", sex="male")
    assert compare(*boy_and_girl).band in (Band.NO, Band.MAYBE)


def test_father_and_son_of_one_name_are_two() -> None:
    son = replace(RAUL, born_on=date(2012, 3, 7), suffix="Jr.", role="child")
    assert compare(RAUL, son).band is Band.NO
    assert compare(replace(RAUL, suffix="Sr."), replace(son, role="adult")).band is Band.NO
    unknown = replace(RAUL, born_on=None, suffix="Sr.")
    assert compare(unknown, replace(unknown, suffix="Jr.")).score <= 60
    assert compare(unknown, replace(unknown, suffix="", family="Ortega Jr.")).score <= 60
    # a son born on his father's day, a decade's digit apart
    assert compare(RAUL, replace(RAUL, born_on=date(2004, 3, 7))).band is Band.NO


def test_an_adult_of_whom_no_birth_date_is_known_goes_by_name_phone_and_mail() -> None:
    her = Who(given="Marisol", family="Vega", role="adult", phones=frozenset({"5055550142"}),
              emails=frozenset({"m@example.org"}))  # fmt: skip
    assert compare(her, replace(her, id=7)).band is Band.SURELY
    assert compare(her, replace(her, emails=frozenset())).band in (Band.MAYBE, Band.LIKELY)
    assert compare(her, Who(given="Marisol", family="Vega")).band is Band.MAYBE
    spouse = replace(her, given="Tomás")
    assert compare(her, spouse).band is Band.NO


def test_reasons_say_what_agrees_with_the_end_of_a_phone() -> None:
    found = compare(MARIA, replace(MARIA, given="Majo"))
    assert {each.key for each in found.reasons} == {
        *("given.nickname", "family.same", "born.same", "sex.same"),
        *("email.same", "phone.same", "street.same"),
    }
    assert next(each.detail for each in found.reasons if each.key == "phone.same") == "0142"


_names = st.one_of(
    st.sampled_from(["María José", "Maria", "Bill", "William", "Мария", "江", "de la Cruz", "J"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12),
)
_days = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2025, 12, 31)))
_people = st.builds(
    Who,
    given=_names,
    middle=_names,
    family=_names,
    preferred=_names,
    suffix=st.sampled_from(["", "Jr.", "Sr.", "III", "M.D."]),
    sex=st.sampled_from(["", "female", "male"]),
    born_on=_days,
    role=st.sampled_from(["", "child", "adult"]),
    phones=st.frozensets(st.sampled_from(["5055550142", "5055550199"])),
    emails=st.frozensets(st.sampled_from(["a@example.org", "b@example.org"])),
    streets=st.frozensets(st.sampled_from(["1 elm st", "2 elm st"])),
    kin=st.frozensets(st.integers(1, 3)),
)


@settings(max_examples=150, deadline=None)
@given(_people, _people)
def test_turned_around_the_score_and_the_reasons_are_the_same(one: Who, other: Who) -> None:
    there, back = compare(one, other), compare(other, one)
    assert (there.score, there.reasons) == (back.score, back.reasons)
    assert 0 <= there.score <= 100


@settings(max_examples=60, deadline=None)
@given(_people, st.lists(_people, max_size=6), st.randoms())
def test_the_order_of_proposals_does_not_go_by_the_order_of_people(one, others, chance) -> None:
    numbered = [replace(each, id=n) for n, each in enumerate(others)]
    shuffled = [*numbered]
    chance.shuffle(shuffled)
    assert proposals(one, numbered, least=0) == proposals(one, shuffled, least=0)


@settings(max_examples=60, deadline=None)
@given(_names, _names, _days)
def test_who_is_the_same_in_all_is_at_least_likely(given_name: str, family: str, day) -> None:
    born = day or date(2018, 1, 1) + timedelta(days=3)
    her = Who(given=given_name, family=family, born_on=born)
    found = compare(her, her)
    named = plain(given_name) and plain(family)
    assert found.band in ((Band.LIKELY, Band.SURELY) if named else tuple(Band))
