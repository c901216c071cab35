"""What a demonstration remembers of how it was made, as a line of its ledger.

From it the same town comes again, so that days can go by: everything is drawn from the number of
students and the day of the plan; only ids come from the database.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openhouse.interchange.demo.calendar import Year, first_day
from openhouse.interchange.demo.families import raise_families
from openhouse.interchange.demo.gradebooks import pace
from openhouse.interchange.demo.schools import found_schools
from openhouse.interchange.demo.sharing import share_classes
from openhouse.interchange.demo.timetable import make_timetables
from openhouse.interchange.demo.town import Town
from openhouse.ledger.actions import record
from openhouse.ledger.models import Change

KIND = "demo.filled"
ANEW = "For a new one, start with another folder: OPENHOUSE_HOME=./another make demo"


@dataclass(frozen=True, slots=True)
class Memory:
    """The town as it was made; ``until``: up to when things have happened in it."""

    town: Town
    codes: dict[str, int]
    until: datetime


def found(town: Town) -> Town:
    """Everybody and everything of *town* that is the same whenever it is asked for."""
    found_schools(town)
    raise_families(town)
    make_timetables(town)
    share_classes(town)
    return town


def remember(town: Town, codes: dict[str, int], until: datetime) -> None:
    """Add a line with what ``recalled`` needs."""
    kept = {
        "students": town.students,
        "planned_on": town.year.planned_on.isoformat(),
        "until": until.isoformat(),
        "plan": _plan(town),
        "people": town.kids[0].id,
        "sections": town.sections[0].id,
        "codes": codes,
        "schools": [
            [school.id, school.year_id, school.terms, school.periods] for school in town.schools
        ],
    }
    record(KIND, subject=f"{town.students} students", after=kept)


def last_line() -> dict[str, Any] | None:
    """The newest line; None for a district that an earlier version made."""
    line = Change.objects.filter(kind=KIND).order_by("-id").first()
    kept: dict[str, Any] | None = line.after if line else None
    return kept


def standing(today: date) -> str:
    """What somebody who starts the demonstration is to know about its days; mostly nothing."""
    kept = last_line()
    if kept is None or datetime.fromisoformat(kept["until"]).date() < today:
        return "Another version made this district: its days do not go on. " + ANEW
    year = Year(date.fromisoformat(kept["planned_on"]))
    if today >= first_day(year.start + 1):
        return f"Its school year, {year.name}, is over. " + ANEW
    return ""


def recalled(kept: dict[str, Any], district: int, today: date) -> Memory | None:
    """The town of a line, with its ids; None where this version would make another one."""
    year = Year(date.fromisoformat(kept["planned_on"]))
    town = found(Town(kept["students"], year, district, today))
    if _plan(town) != kept["plan"]:
        return None
    for school, (number, year_id, terms, periods) in zip(
        town.schools, kept["schools"], strict=True
    ):
        school.id, school.year_id, school.terms, school.periods = number, year_id, terms, periods
    for place, kid in enumerate(town.kids):
        kid.human.id = kept["people"] + place
    for place, section in enumerate(town.sections):
        section.id = kept["sections"] + place
    return Memory(town, kept["codes"], datetime.fromisoformat(kept["until"]))


def _plan(town: Town) -> str:
    """A digest of who is taught what, by whom, and how fast."""
    digest = hashlib.sha256(f"{pace(town)}".encode())
    for kid in town.kids:
        digest.update(
            f"{kid.human.given} {kid.human.family} {kid.grade} {kid.starts_on}\n".encode()
        )
    for section in town.sections:
        line = f"{section.name} {section.number} {section.semester} {section.teacher.human.family}"
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()
