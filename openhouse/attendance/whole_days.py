"""What a day comes to for a family, by the district's rule of a day missed (ATT-05). Pure."""

from collections.abc import Sequence
from dataclasses import replace

from openhouse.attendance.office.rules import WholeDayRule, day_sum, is_missed
from openhouse.attendance.rules import DayMark, DayValue, Met, gravest
from openhouse.attendance.taking.rules import Lesson

#: What a day of absence is told instead of, or has no need to tell.
_LESS = (DayValue.PART, DayValue.PRESENT)


def by_rule(day: DayMark, met: Sequence[Met], rule: WholeDayRule) -> DayMark:
    """*day* as a day of absence, where by *rule* enough of its classes *met* was missed.

    A day that is one already, by a mark of the whole day or by each of its classes, stays as it is;
    and so does one of whose classes nothing is known.
    """
    real = [one for one in met if one.period is not None] or met
    lessons = [
        Lesson(one.school, one.section, one.period, one.starts_at, one.ends_at) for one in real
    ]
    if day.value is DayValue.ABSENT or not is_missed(day_sum(lessons, day.marks), rule):
        return day
    why = gravest(mark for mark in day.marks if mark.counts)
    rest = [fact for fact in day.facts if fact[0] not in _LESS]
    facts = ((DayValue.ABSENT, why), *rest)
    return replace(day, value=DayValue.ABSENT, excuse=why, facts=facts, by_rule=True)
