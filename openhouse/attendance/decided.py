"""What the district has decided about attendance; the house's rules where it has not yet."""

from openhouse.attendance.models_district import AttendanceRules
from openhouse.attendance.taking.rules import Closing
from openhouse.attendance.whole_days import WholeDayRule


def rules_now() -> AttendanceRules:
    """The district's row, or one that is not kept yet."""
    return AttendanceRules.objects.first() or AttendanceRules()


def closing_rule() -> Closing:
    """How long a roll stays open."""
    known = rules_now()
    return Closing(known.closes == AttendanceRules.Closes.CLASS, known.minutes)


def whole_day_rule() -> WholeDayRule:
    """By what a day counts as missed."""
    known = rules_now()
    return WholeDayRule(known.whole_day, known.share)
