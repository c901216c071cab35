"""The CDC's own test cases of the CDSi logic (public domain).

``cdsi_cases.csv`` holds the cases by their published number: *CDSi Test Cases: Age-Based Routine
Childhood, Adolescent, and Adult Recommendations*. The dates of a case are moved by the CDC from
release to release; those here are of one release each. ``verdicts`` are of the doses against the
group's first antigen that the dose is given against.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

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
