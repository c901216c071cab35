"""What the nurses of the demonstration keep beside doses: conditions, medication, visits."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.town import Kid, Town

#: What it is, how severe, what to do; and the medication for it, with its form's state.
CONDITIONS = (
    ("Asthma", "moderate", "Rest, sit upright, two puffs of the inhaler. Call home if it does not"
     " help.", ("Albuterol inhaler", "2 puffs", "When wheezing, and before gym", "on file")),
    ("Peanut allergy", "emergency", "Use the pen at once, call 911, then home. No shared food.",
     ("Epinephrine pen", "0.3 mg", "For an allergic reaction", "on file")),
    ("Migraine", "mild", "A dark, quiet room for twenty minutes.",
     ("Ibuprofen", "200 mg", "When a headache begins", "asked")),
    ("Type 1 diabetes", "severe", "Check the sugar before lunch. Juice where it is low.",
     ("Insulin", "By the doctor’s plan", "Before lunch", "on file")),
)  # fmt: skip
#: Why, more about it, what was done, left to, who was told.
VISITS = (
    ("headache", "", "Rested for twenty minutes, drank water.", "class", ""),
    ("injury", "Scraped a knee at recess.", "Cleaned, bandage.", "class", ""),
    ("stomach", "", "Rested. No fever.", "home", "A parent, by phone"),
    ("medication", "", "Two puffs of the inhaler before gym.", "class", ""),
)
#: Of a hundred students so many have a condition, and so many were with the nurse.
WITH_CONDITION, WITH_VISIT = 8, 15
_WRITTEN = "student_id written_at"


def write_care(town: Town, now: datetime) -> None:
    """Some conditions with their medication, visits of the last weeks; of ana each."""
    dice = town.dice("care")
    ana = town.families[0].kids[0]
    ill = [kid for kid in town.kids if kid is ana or dice.randrange(100) < WITH_CONDITION]
    came = [kid for kid in town.kids if kid is ana or dice.randrange(100) < WITH_VISIT]
    first = datetime.combine(town.year.starts_on, time(9), now.tzinfo)
    told = [(kid, CONDITIONS[0 if kid is ana else kid.id % len(CONDITIONS)]) for kid in ill]
    copy_rows(
        "immunizations_condition",
        f"{_WRITTEN} what severity todo starts_on",
        ((kid.id, first, *one[:3], town.year.starts_on) for kid, one in told),
    )
    copy_rows(
        "immunizations_medication",
        f"{_WRITTEN} name dose given form starts_on",
        ((kid.id, first, *one[3], town.year.starts_on) for kid, one in told),
    )
    copy_rows(
        "immunizations_visit",
        f"{_WRITTEN} came_at reason note done left_to told",
        (row for kid in came for row in _visits(town, kid, now)),
    )


def _visits(town: Town, kid: Kid, now: datetime) -> Iterator[tuple[Any, ...]]:
    """A visit or two on days of school before today."""
    days = [one.on for one in town.year.until(now.date())][:-1]
    for back in {3 + kid.id % 17, 21 + kid.id % 9}:
        if back <= len(days):
            at = datetime.combine(days[-back], time(9 + back % 5, 7 * back % 60), now.tzinfo)
            yield (kid.id, at + timedelta(minutes=20), at, *VISITS[back % len(VISITS)])
