"""What a nurse types, and what cannot have been given."""

from datetime import date

import pytest
from django.utils import translation

from openhouse.immunizations.rules.entry import (
    Fault,
    date_typed,
    dose_fault,
    vaccine_typed,
    vaccines_like,
)
from openhouse.immunizations.schedules import vaccine_names
from openhouse.immunizations.words import GROUPS, VACCINES, unknown_words

TODAY = date(2026, 10, 6)
NAMES = vaccine_names()


@pytest.mark.parametrize(
    "text",
    ["5/4/11", "05/04/2011", "5-4-2011", "2011-05-04", "5.4.2011", "May 4, 2011", "4 May 2011",
     "may 4 11", "050411", "05042011", "20110504", "4 de mayo de 2011", " 5/4/11 "],
)  # fmt: skip
def test_a_date_is_understood_in_any_usual_form(text):
    assert date_typed(text, TODAY) == date(2011, 5, 4)


@pytest.mark.parametrize(
    "text", ["", "soon", "13/40/2011", "2/30/2011", "2011", "5/4", "5/4/2011/6", "99999999"]
)
def test_what_is_no_date_is_none(text):
    assert date_typed(text, TODAY) is None


def test_a_year_of_two_digits_is_never_in_the_future():
    assert date_typed("1/2/26", TODAY) == date(2026, 1, 2)
    assert date_typed("1/2/27", TODAY) == date(1927, 1, 2)


@pytest.mark.parametrize(
    ("text", "cvx", "trade"),
    [
        ("21", "21", ""),
        ("3", "03", ""),
        ("CVX 03", "03", ""),
        ("Pediarix", "110", "Pediarix"),
        ("pediarix", "110", "Pediarix"),
        ("110 · Pediarix", "110", "Pediarix"),
        ("21 · varicella", "21", ""),
        ("Varivax", "21", "Varivax"),
        ("MMR", "03", ""),
        ("gardasil 9", "165", "Gardasil 9"),
        ("", "", ""),
        ("9999", "", ""),
        ("850", "", ""),
        ("aspirin", "", ""),
    ],
)
def test_a_vaccine_is_found_by_code_brand_and_name(text, cvx, trade):
    found = vaccine_typed(text, NAMES)
    assert (found[0], found[1].casefold()) == (cvx, trade.casefold())


@pytest.mark.parametrize(
    ("cvx", "texts"),
    [
        ("45", "HepB, Hep B, hepatitis B, Hepatitis-B, HBV"),
        ("85", "HepA, hepatitis A"),
        ("182", "OPV"),
        ("10", "IPV, VPI, Polio (IPV)"),
        ("89", "polio, Polio, poliomielitis"),
        ("152", "PCV, Prevnar, neumococo (PCV), pneumococcal vaccine (PCV)"),
        ("100", "PCV7"),
        ("133", "PCV13, PCV 13, Prevnar 13"),
        ("215", "PCV15"),
        ("216", "PCV20, Prevnar 20"),
        ("108", "MenACWY, meningitis, meningitis (MenACWY)"),
        ("147", "MCV4"),
        ("164", "MenB"),
        ("137", "HPV, VPH (HPV), VPH"),
        ("165", "HPV9, 9vHPV, Gardasil 9"),
        ("62", "4vHPV"),
        ("21", "chickenpox, varicella, varicela, Var, Chickenpox (varicella)"),
        ("88", "flu, influenza, gripe"),
        ("213", "COVID-19, covid"),
        ("122", "rotavirus"),
        ("28", "DT"),
        ("139", "Td"),
        ("115", "Tdap"),
        ("20", "DTaP"),
        ("107", "difteria tétanos tos ferina, difteria tetanos y tos ferina"),
        ("01", "DTP, DPT"),
        ("94", "MMRV, ProQuad"),
        ("03", "MMR, SRP, Measles; mumps; rubella (MMR), MMR (sarampión; paperas; rubéola)"),
        ("17", "Hib"),
    ],
)
def test_what_cards_call_a_vaccine_is_its_code(cvx, texts):
    assert {vaccine_typed(text, NAMES)[0] for text in texts.split(", ")} == {cvx}


def test_each_name_of_the_pages_is_understood_in_both_languages():
    """The group of DTaP and Tdap is two vaccines: it is asked which."""
    for language in ("en", "es"):
        with translation.override(language):
            unknown = {
                key
                for key, name in (*VACCINES.items(), *GROUPS.items())
                if not vaccine_typed(str(name), NAMES)[0]
            }
        assert unknown == {"DTaP/Tdap/Td"}


def test_what_is_no_name_is_asked_back():
    assert vaccines_like("Pediarx", NAMES) == ["Pediarix"]
    assert vaccines_like("meningits", NAMES)[0] == "meningitis"
    assert vaccines_like("aspirin", NAMES) == []
    assert "Did you mean hepatitis" in unknown_words("hepatits B")


@pytest.mark.parametrize(
    ("cvx", "on", "fault"),
    [
        ("03", date(2011, 5, 4), None),
        ("03", date(2011, 3, 3), Fault.BEFORE_BIRTH),
        ("08", date(2011, 3, 4), None),
        ("03", date(2026, 10, 7), Fault.IN_FUTURE),
        ("03", date(2026, 10, 6), None),
        ("03", date(2012, 3, 5), Fault.TWICE),
        ("21", date(2012, 3, 5), None),
        ("9z", date(2012, 3, 5), Fault.UNKNOWN_VACCINE),
    ],
)
def test_what_cannot_be_is_said(cvx, on, fault):
    others = frozenset({(date(2012, 3, 5), "03")})
    assert dose_fault(cvx, on, date(2011, 3, 4), TODAY, NAMES, others) is fault
