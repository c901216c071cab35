"""What Missouri's schools ask for, by tables of children (features.md IMM-01 to IMM-06)."""

from datetime import date

import pytest

from openhouse.immunizations.requirements import rule_book, rule_books
from openhouse.immunizations.rules.excuses import Visit, Waiver
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.rules.school import Grade, Standing, compliance
from openhouse.immunizations.schedules import current_schedule

BORN = date(2013, 3, 1)
ON = date(2026, 6, 1)
EIGHTH = Grade("08", date(2026, 8, 24))
INFANT = [("110", 2013, 5), ("110", 2013, 7), ("110", 2013, 9)]
TODDLER = [("03", 2014, 3), ("21", 2014, 3), ("20", 2014, 9)]
AT_FOUR = [("130", 2017, 4), ("94", 2017, 4)]
UP_TO_DATE = [*INFANT, *TODDLER, *AT_FOUR, ("115", 2024, 5), ("114", 2024, 5)]


def standing_of(doses, grade=EIGHTH, *, on=ON, born=BORN, proofs=(), **papers):
    patient = Patient(born, "Female", frozenset(proofs))
    given = [Given(date(year, month, 5), cvx) for cvx, year, month in doses]
    outlooks = outlook(current_schedule(), patient, given, on)
    return compliance(rule_book("MO", on), patient, outlooks, grade, on, **papers)


def without(*cvx):
    return [dose for dose in UP_TO_DATE if dose[0] not in cvx]


@pytest.mark.parametrize(
    ("doses", "grade", "missing"),
    [
        (UP_TO_DATE, "08", {}),
        (without("115"), "08", {"Tdap": 1}),
        (without("115"), "07", {}),
        (without("114"), "08", {"MenACWY": 1}),
        (UP_TO_DATE, "12", {"MenACWY": 1}),
        ([*without("114"), ("114", 2029, 4)], "12", {}),
        (without("94"), "08", {"MMR": 1, "Varicella": 1}),
        (without("130"), "08", {"Polio": 1}),  # a Tdap from seven years on ends the series
        (without("130", "115"), "08", {"DTaP": 1, "Polio": 1, "Tdap": 1}),
        ([], "KG", {"DTaP": 4, "Polio": 3, "MMR": 2, "Hepatitis B": 3, "Varicella": 2}),
    ],
)
def test_what_is_missing(doses, grade, missing):
    on = date(2029, 6, 1) if grade == "12" else ON
    found = standing_of(doses, Grade(grade, date(on.year, 8, 24)), on=on)
    assert {each.vaccine: each.missing for each in found.missing} == missing


FOUR = date(2022, 4, 1)
BABY = [("146", 2022, 6), ("146", 2022, 8), ("146", 2022, 10)]
NOTHING = {"DTaP": 4, "Polio": 3, "Hib": 1, "PCV": 1, "MMR": 1, "Hepatitis B": 3, "Varicella": 1}


@pytest.mark.parametrize(
    ("state", "doses", "missing"),
    [
        ("MO", [], NOTHING),
        ("WY", [], dict.fromkeys([*NOTHING, "Hepatitis A"], 1)),
        ("MO", [*BABY, ("216", 2024, 5)], {"DTaP": 1, "Hib": 1, "MMR": 1, "Varicella": 1}),
        ("MO", [*BABY, ("48", 2023, 7), ("20", 2023, 7), ("94", 2023, 5)], {"PCV": 1}),
    ],
)
def test_a_preschool_asks_for_what_the_schedule_has_for_the_age(state, doses, missing):
    """One dose of PCV is enough from two years of age on, one of Hib from 15 months on."""
    patient = Patient(FOUR, "Female")
    given = [Given(date(year, month, 5), cvx) for cvx, year, month in doses]
    on, grade = date(2026, 9, 1), Grade("PK", date(2026, 8, 24))
    outlooks = outlook(current_schedule(), patient, given, on)
    found = compliance(rule_book(state, on), patient, outlooks, grade, on)
    assert {each.vaccine: each.missing for each in found.missing} == missing


def test_a_child_of_five_is_asked_for_no_hib_and_no_pcv():
    patient, on = Patient(date(2021, 8, 1), "Male"), date(2026, 9, 1)
    outlooks = outlook(current_schedule(), patient, [], on)
    found = compliance(rule_book("MO", on), patient, outlooks, Grade("PK", on), on)
    assert not {"Hib", "PCV"} & {each.vaccine for each in found.missing}


def test_tdap_is_missed_from_the_day_it_may_be_given_and_before_the_year_begins():
    found = standing_of(without("115"))
    assert found.standing is Standing.NOT_COMPLIANT
    assert (found.missing[0].vaccine, found.missing[0].from_on) == ("Tdap", date(2024, 3, 1))
    assert (found.grade, found.by) == ("08", date(2026, 8, 24))


def test_chickenpox_that_was_had_counts_as_both_doses():
    found = standing_of(without("21", "94"), proofs=["024"])
    assert [each.vaccine for each in found.missing] == ["MMR"]


def test_in_progress_holds_only_while_the_appointment_is_to_come():
    doses, visit = without("94"), Visit("", date(2026, 6, 20))
    assert standing_of(doses, visits=[visit]).standing is Standing.IN_PROGRESS
    later = standing_of(doses, on=date(2026, 6, 21), visits=[visit])
    assert later.standing is Standing.NOT_COMPLIANT


def test_in_progress_needs_a_series_that_has_begun():
    found = standing_of([], visits=[Visit("", date(2026, 6, 20))])
    assert found.standing is Standing.NOT_COMPLIANT


@pytest.mark.parametrize(
    ("waiver", "standing"),
    [
        (Waiver("medical", "", date(2026, 1, 1), None), Standing.EXEMPT),
        (Waiver("religious", "Tdap", date(2026, 1, 1), None), Standing.EXEMPT),
        (Waiver("medical", "MMR", date(2026, 1, 1), None), Standing.NOT_COMPLIANT),
        (Waiver("medical", "", date(2025, 1, 1), date(2026, 5, 31)), Standing.NOT_COMPLIANT),
        (Waiver("medical", "", date(2025, 1, 1), date(2026, 6, 1)), Standing.EXEMPT),
        (Waiver("medical", "", date(2026, 6, 2), None), Standing.NOT_COMPLIANT),
    ],
)
def test_an_exemption_holds_for_its_vaccine_to_its_last_day(waiver, standing):
    assert standing_of(without("115"), waivers=[waiver]).standing is standing


def test_a_child_who_began_late_needs_fewer_doses():
    late = [("115", 2021, 1), ("09", 2021, 3), ("09", 2021, 10)]
    found = standing_of([*late, *[dose for dose in UP_TO_DATE if dose[0] not in ("110", "20")]])
    assert "DTaP" not in {each.vaccine for each in found.missing}


def test_four_days_of_grace_and_not_five():
    """Iowa's table [K17] and the CDC's: MMR up to four days before the first birthday."""
    patient = Patient(BORN, "Female")
    for first, missing in ((date(2014, 2, 25), 0), (date(2014, 2, 24), 1)):
        given = [Given(first, "03"), Given(date(2017, 4, 5), "03")]
        outlooks = outlook(current_schedule(), patient, given, ON)
        found = compliance(rule_book("MO", ON), patient, outlooks, EIGHTH, ON)
        mmr = next(each for each in found.vaccines if each.vaccine == "MMR")
        assert mmr.missing == missing


def test_a_state_without_a_file_goes_by_the_cdcs_schedule_and_every_file_names_its_sources():
    assert rule_book("WY", ON).name == "CDC schedule"
    assert rule_book("MO", date(2020, 1, 1)).name == "CDC schedule"
    assert all(book.sources for book in rule_books())


@pytest.mark.parametrize("state", ["MO", "ZZ"])
@pytest.mark.parametrize("grade", ["06", "08", "12"])
def test_hpv_changes_no_standing(state: str, grade: str) -> None:
    patient, book = Patient(BORN, "Female", frozenset()), rule_book(state, ON)
    usual = [Given(date(year, month, 5), cvx) for cvx, year, month in UP_TO_DATE]
    hpv = [Given(date(2024, 5, 5), "165"), Given(date(2024, 12, 5), "165")]
    found = [
        compliance(
            book, patient, outlook(current_schedule(), patient, given, ON), Grade(grade, ON), ON
        )
        for given in (usual, usual + hpv)
    ]
    assert found[0] == found[1]
    assert "HPV" not in {each.vaccine for each in found[0].vaccines}
