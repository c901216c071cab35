"""The schedule as dated data files, made by ``scripts/schedules.py`` from the CDC's own.

Each file names its version and source. Of 4.64 (2025) the antigens that schools and preschools ask
for; of pneumococcal vaccine the four series of children, not those of adults.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from openhouse.immunizations.rules.reading import read_schedule
from openhouse.immunizations.rules.schedule import Schedule

#: ``said.json`` has what home cards and nurses call vaccines, in English and Spanish.
_NOT_ANTIGENS = ("shared.json", "names.json", "said.json")


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((files(__package__) / name).read_text(encoding="utf-8"))
    return found


@cache
def current_schedule() -> Schedule:
    """The newest release, read once a process."""
    paths = sorted(
        path.name
        for path in files(__package__).iterdir()
        if path.name.endswith(".json") and path.name not in _NOT_ANTIGENS
    )
    return read_schedule([_read(name) for name in paths], _read("shared.json"))


class VaccineName(NamedTuple):
    """A vaccine as the CDC names it; ``trades`` are its brands, ``said`` what cards call it."""

    cvx: str
    short: str
    full: str
    is_active: bool
    trades: tuple[str, ...]
    said: tuple[str, ...] = ()


@cache
def vaccine_names() -> dict[str, VaccineName]:
    """Every vaccine by its CVX code."""
    said = _read("said.json")["names"]
    return {
        cvx: VaccineName(
            cvx,
            entry["short"],
            entry["full"],
            entry["status"] == "Active",
            tuple(entry.get("trades", ())),
            tuple(said.get(cvx, ())),
        )
        for cvx, entry in _read("names.json")["cvx"].items()
    }
