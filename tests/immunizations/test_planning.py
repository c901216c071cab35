"""What is said to be given: of which vaccine by age, and how the doses follow (CDC catch-up).

Table 2 of the CDC's Child and Adolescent Immunization Schedule: 7 to 18 years, Tdap first, then Td
or Tdap after 4 weeks and 6 months; MMR after 4 weeks; varicella after 3 months, from 13 years on
after 4 weeks; hepatitis B 4 weeks, then 8 weeks and 16 weeks after the first: 12 weeks at least.
"""

from datetime import date

import pytest

from openhouse.immunizations import words
from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.rules.planning import planned
from openhouse.immunizations.rules.school import Grade, compliance
from openhouse.immunizations.schedules import current_schedule

ON = date(2026, 11, 27)
TEEN, TWELVE, EIGHT = date(2013, 3, 1), date(2014, 3, 1), date(2018, 3, 1)
SIX, FIVE, FOUR = date(2019, 12, 15), date(2021, 8, 1), date(2022, 4, 1)
W, M = "weeks", "months"


def plan_of(born, doses, grade, state="MO"):
    """Of each line that is said: the vaccine and the waits of its steps."""
    patient = Patient(born, "Female")
    given = [Given(date(year, month, 5), cvx) for cvx, year, month in doses]
    book, schedule = rule_book(state, ON), current_schedule()
    found = outlook(schedule, patient, given, ON)
    stands = compliance(book, patient, found, Grade(grade, date(2026, 8, 24)), ON)
    return planned(stands, book, schedule, patient, given, found, ON)


def steps_of(found):
    return {
        line.vaccine: [
            (step.vaccine, step.months or step.weeks, M if step.months else W)
            if number
            else step.vaccine
            for number, step in enumerate(line.steps)
        ]
        for line in found.missing
    }


TDAP = ["Tdap", ("Tdap or Td", 4, W), ("Tdap or Td", 6, M)]
POLIO = ["", ("", 4, W), ("", 6, M)]
HEPB = ["", ("", 4, W), ("", 12, W)]
TWO_IN_4_WEEKS, TWO_IN_12_WEEKS = ["", ("", 4, W)], ["", ("", 12, W)]
INFANT = [("20", 2013, 5), ("20", 2013, 7), ("20", 2013, 9)]


@pytest.mark.parametrize(
    ("born", "doses", "grade", "vaccine", "steps"),
    [
        (TEEN, [], "08", "DTaP", TDAP),
        (TEEN, [], "08", "Tdap", None),  # the same Tdap
        (TEEN, [], "08", "MMR", TWO_IN_4_WEEKS),
        (TEEN, [], "08", "Varicella", TWO_IN_4_WEEKS),
        (TEEN, [], "08", "Polio", POLIO),
        (TEEN, [], "08", "Hepatitis B", HEPB),
        (TEEN, [], "08", "MenACWY", [""]),
        (TWELVE, [], "07", "DTaP", TDAP),
        (TWELVE, [], "07", "Varicella", TWO_IN_12_WEEKS),
        (EIGHT, [], "03", "DTaP", TDAP),
        (SIX, [], "01", "DTaP", ["DTaP", ("Tdap", 4, W), ("Tdap or Td", 6, M)]),
        (FIVE, [], "KG", "DTaP", ["DTaP", ("DTaP", 4, W), ("DTaP", 4, W), ("DTaP", 6, M)]),
        (FIVE, [], "KG", "Polio", POLIO),
        (FOUR, [], "PK", "MMR", [""]),
        (TEEN, INFANT, "08", "DTaP", ["Tdap"]),
        (TEEN, INFANT, "08", "Tdap", None),
        (TEEN, INFANT[:1], "08", "DTaP", ["Tdap", ("Tdap or Td", 4, W), ("Tdap or Td", 6, M)]),
        (TEEN, [*INFANT[:1], ("115", 2026, 9), ("115", 2026, 10)], "08", "DTaP", ["Tdap or Td"]),
        (TEEN, [("115", 2026, 11)], "08", "DTaP", ["Tdap or Td", ("Tdap or Td", 6, M)]),
        (TEEN, [("03", 2014, 4)], "08", "MMR", [""]),
    ],
)
def test_each_dose_is_of_the_vaccine_of_its_age(born, doses, grade, vaccine, steps):
    assert steps_of(plan_of(born, doses, grade)).get(vaccine) == steps


@pytest.mark.parametrize("state", ["MO", "WY"])
@pytest.mark.parametrize("born", [TEEN, TWELVE, EIGHT, SIX, FIVE, FOUR])
@pytest.mark.parametrize("doses", [[], INFANT, [("09", 2026, 10)], [("115", 2026, 11)]])
def test_no_child_of_seven_is_said_to_need_dtap_and_none_two_doses_at_once(state, born, doses):
    """Whatever is on file and in whichever grade: what is given stands within the CDC's ages."""
    for grade in ("PK", "KG", "03", "08", "12"):
        for line in plan_of(
            born, [one for one in doses if one[1] >= born.year], grade, state
        ).missing:
            days = [step.on for step in line.steps]
            assert days == sorted(set(days))
            for step in line.steps:
                is_seven = step.on >= date(born.year + 7, born.month, born.day)
                assert step.vaccine in (
                    ("", "Tdap", "Td", "Tdap or Td") if is_seven else ("", "DTaP")
                )


def test_the_words_name_the_next_dose_and_what_follows():
    found = {line.vaccine: line for line in plan_of(TEEN, [], "08").missing}
    assert words.missing_words(found["DTaP"]) == "One dose of Tdap"
    later = "Then 2 more doses of Tdap or Td, each at least 4 weeks and then 6 months"
    assert words.later_words(found["DTaP"]) == f"{later} after the one before."
    assert words.later_words(found["MMR"]) == "Then 1 more dose of MMR, at least 4 weeks later."
    assert words.short_words(found["MMR"]) == "One dose of MMR, then 1 more"
    assert words.later_words(found["MenACWY"]) == ""
