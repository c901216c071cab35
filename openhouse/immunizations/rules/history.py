"""Who is looked at, what was given, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from openhouse.immunizations.rules.dates import is_within
from openhouse.immunizations.rules.schedule import Schedule


class Verdict(StrEnum):
    """Whether a dose counts."""

    VALID = "valid"
    NOT_VALID = "not valid"
    EXTRANEOUS = "extraneous"
    SUB_STANDARD = "sub-standard"


class Reason(StrEnum):
    """Why a dose counts only just, or not."""

    TOO_YOUNG = "too young"
    TOO_OLD = "too old"
    TOO_SOON = "too soon"
    CONFLICT = "too soon after another live vaccine"
    WRONG_VACCINE = "not a vaccine for this dose"
    INADVERTENT = "given by mistake"
    SPOILED = "expired or recalled"
    NOT_NEEDED = "not needed any more"
    GRACE = "within the grace period"


@dataclass(frozen=True, slots=True)
class Patient:
    """The child; ``observations`` are CDSi's codes of proofs and conditions on file."""

    born_on: date
    sex: str = "Unknown"
    observations: frozenset[str] = frozenset()
    country: str = ""


class Given(NamedTuple):
    """One dose as it was given; the order of fields is the order of doses on one day."""

    on: date
    cvx: str
    trade: str = ""
    is_spoiled: bool = False
    key: int = 0


class Judged(NamedTuple):
    """A dose, whether it counts in a series, why not, and which of the series' doses it is."""

    dose: Given
    verdict: Verdict
    reason: Reason | None = None
    target: int | None = None

    @property
    def counts(self) -> bool:
        return self.verdict is Verdict.VALID

    @property
    def sets_the_clock(self) -> bool:
        """Whether intervals are reckoned from this dose (CALCDTINT-1)."""
        return (
            self.verdict in (Verdict.VALID, Verdict.NOT_VALID)
            and self.reason is not Reason.INADVERTENT
        )


def antigen_doses(
    schedule: Schedule, patient: Patient, doses: Iterable[Given]
) -> dict[str, list[Given]]:
    """The doses against each antigen, oldest first (section 4.2)."""
    found: dict[str, list[Given]] = {}
    for dose in sorted(doses):
        for name, begin, end in schedule.vaccines.get(dose.cvx, ()):
            if is_within(dose.on, patient.born_on, begin, end):
                found.setdefault(name, []).append(dose)
    return found
