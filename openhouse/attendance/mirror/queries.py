"""What the mirror stands on; and reckoning what is usual, for all schools at once."""

from datetime import date
from decimal import Decimal

from openhouse.access.kept import of_the_district
from openhouse.attendance.mirror.rules import FEWEST, USUAL_YEAR, Mirror
from openhouse.common.rows import rows

#: School days of the year of a school that runs on a date, so far and in all, and the usual number.
_MIRROR = """
SELECT (SELECT count(*) FROM districts_day d WHERE d.school_year_id = y.id AND d.instructional
        AND d."on" <= %(today)s),
       (SELECT count(*) FROM districts_day d WHERE d.school_year_id = y.id AND d.instructional),
       y.starts_on,
       (SELECT u.days FROM attendance_usualabsence u WHERE u.school_id = y.school_id
        AND u.as_of >= y.starts_on)
FROM districts_schoolyear y
WHERE y.school_id = %(school)s AND %(today)s BETWEEN y.starts_on AND y.ends_on
ORDER BY y.starts_on DESC LIMIT 1
"""
#: A calendar that names no more than so many days to come is not yet complete.
_FEWEST_DAYS = 150


def mirror_of(school: int, missed: int, today: date) -> Mirror | None:
    """Where a child of *school* with *missed* days stands; None outside of a school year."""
    found = _year_of(school, today)
    if not found:
        return None
    so_far, all_days, starts_on, usual = found
    if not all_days:
        so_far = ((today - starts_on).days + 1) * 5 // 7
    return Mirror(missed, so_far, all_days if all_days >= _FEWEST_DAYS else USUAL_YEAR, usual)


@of_the_district
def _year_of(school: int, today: date) -> tuple[int, int, date, Decimal | None] | None:
    found = rows(_MIRROR, {"school": school, "today": today})
    return found[0] if found else None


def reckon_usual(today: date) -> int:
    """Keep the usual number of each school with students enough (``FEWEST``); how many schools.

    Runs with every student in scope: it is a job's.
    """
    ((written,),) = rows("SELECT openhouse_usual_absence(%s, %s)", [today, FEWEST])
    return int(written)
