"""Cases of the CDC's own test of the CDSi logic (public domain), by their published number.

From *CDSi Test Cases: Age-Based Routine Childhood, Adolescent, and Adult Recommendations*, a part
of about a thousand, chosen before they were run. The CDC moves the dates of a case from release to
release; those here are of one release each. ``verdicts`` are of the doses against the group's first
antigen: of MMR as published, of the others as the case's title says. Of Hepatitis B 2013-0210 the
brand, which the published case has in its text, is given with the dose. Left out: 2013-0220, which
was moved to a birth on August 31 and has September 30 for a month later, where the specification's
CALCDT-5 has October 1.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from openhouse.immunizations.rules.dates import after, span
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.schedules import current_schedule

CASES = list(csv.DictReader(Path(__file__).with_name("cdsi_cases.csv").open(encoding="utf-8")))


def doses_of(case: dict[str, str]) -> list[Given]:
    parts = [each.split() for each in case["doses"].split(";") if each]
    return [Given(date.fromisoformat(on), *rest) for on, *rest in parts]


@pytest.mark.parametrize("case", CASES, ids=[f"{x['group']} {x['id']}" for x in CASES])
def test_the_cdcs_case_comes_out_as_published(case):
    patient = Patient(date.fromisoformat(case["born_on"]), "Female")
    seen_on = date.fromisoformat(case["seen_on"])
    found = outlook(current_schedule(), patient, doses_of(case), seen_on)[case["group"]]

    shown = {
        "status": str(found.forecast.status),
        "earliest": str(found.forecast.earliest or ""),
        "recommended": str(found.forecast.recommended or ""),
        "verdicts": ";".join(str(each.verdict) for each in found.antigens[0].judged),
    }
    wanted = {name: case[name] for name in shown if case[name] or name == "recommended"}
    assert {name: shown[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("day", "length", "later"),
    [
        ("2000-01-01", "3 years", "2003-01-01"),
        ("2000-11-01", "6 months", "2001-05-01"),
        ("2000-02-01", "5 weeks", "2000-03-07"),
        ("2001-02-01", "5 weeks", "2001-03-08"),
        ("2000-03-31", "6 months", "2000-10-01"),
        ("2000-08-31", "6 months", "2001-03-01"),
        ("2000-01-31", "6 months - 4 days", "2000-07-27"),
    ],
)
def test_dates_are_reckoned_as_the_specification_has_them(day, length, later):
    found = span(length)
    assert found is not None
    assert str(after(date.fromisoformat(day), found)) == later
