"""What is to be given now and after it: the next dose of a series, then how many, how far apart.

Nothing here knows a number of doses: each dose is supposed to be given on the first day on which
it can be, with a vaccine that the CDC prefers for it at that age, and the CDC's logic is asked
again (CDSi 4.64, sections 7.4 and 7.5; "Catch-up immunization schedule", Child and Adolescent
Immunization Schedule, table 2: from seven years on Tdap, then Td or Tdap).
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import NamedTuple

from openhouse.immunizations.rules.dates import Span, after
from openhouse.immunizations.rules.forecast import Status
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import GroupOutlook, outlook
from openhouse.immunizations.rules.schedule import Schedule

#: No series that a school asks for has more doses than this ahead of it.
_MOST = 6
#: Intervals of this many months and more are months; shorter ones are weeks.
_FEWEST_MONTHS, _MOST_MONTHS, _MOST_WEEKS = 3, 12, 16
_TDAP, _TD = {"115"}, {"09", "113", "138", "139", "196"}


class Step(NamedTuple):
    """One dose of a course: of what, from when on, and how long after the one before.

    The wait is in weeks or in months; neither where only the child's age decides.
    """

    vaccine: str
    on: date
    weeks: int = 0
    months: int = 0

    @property
    def waits_for_age(self) -> bool:
        return not self.weeks and not self.months


def course(
    schedule: Schedule,
    patient: Patient,
    given: Sequence[Given],
    now: GroupOutlook,
    on: date,
    is_enough: Callable[[GroupOutlook], bool],
) -> tuple[Step, ...]:
    """The doses still to be given until *is_enough* of what is then on file.

    Only the next one where that is never so; none where the schedule has none. Without a number to
    reach (*is_enough* always says no) it ends where the next dose waits for an age.
    """
    steps: list[Step] = []
    doses, found, day = list(given), now, on
    while len(steps) < _MOST and found.forecast.status is Status.NOT_COMPLETE:
        earliest, vaccines = found.forecast.earliest, found.forecast.vaccines
        if earliest is None or not vaccines:
            break
        next_day = max(earliest, day)
        steps.append(Step(given_name(now.group, vaccines), next_day, *_wait(day, next_day)))
        day = next_day
        doses.append(Given(day, min(vaccines)))
        found = outlook(schedule, patient, doses, day, groups=[now.group])[now.group]
        if is_enough(found):
            return tuple(steps)
    return tuple(steps[:1])


def given_name(group: str, vaccines: Collection[str]) -> str:
    """What the vaccines of a dose are called where a group has several by age; else ""."""
    if group != "DTaP/Tdap/Td" or not vaccines:
        return ""
    if set(vaccines) <= _TDAP:
        return "Tdap"
    if set(vaccines) <= _TD:
        return "Td"
    return "Tdap or Td" if set(vaccines) & (_TDAP | _TD) else "DTaP"


def _wait(first: date, then: date) -> tuple[int, int]:
    """How long after, in weeks or months; 0 and 0 where it is neither, or years."""
    for months in range(_FEWEST_MONTHS, _MOST_MONTHS + 1):
        if after(first, Span(months, 0)) == then:
            return 0, months
    days = (then - first).days
    return (days // 7, 0) if days % 7 == 0 and days <= _MOST_WEEKS * 7 else (0, 0)
