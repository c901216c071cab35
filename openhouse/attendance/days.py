"""School days of schools, with the hours from the first bell to the last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from openhouse.common.rows import rows

#: The school year ``y`` and the calendar's day ``d`` of a school on a date.
CALENDAR = """LEFT JOIN LATERAL (
    SELECT n.id FROM districts_schoolyear n
    WHERE n.school_id = {school} AND {on} BETWEEN n.starts_on AND n.ends_on
    ORDER BY n.starts_on DESC LIMIT 1
) y ON true
LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = {on}"""
#: If that is a school day. A date that the calendar does not name is one, Monday to Friday, where
#: it names none.
IS_SCHOOL_DAY = """coalesce(d.instructional, extract(isodow FROM {on}) < 6 AND NOT EXISTS (
    SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional
) AND (y.id IS NOT NULL OR NOT EXISTS (
    SELECT FROM districts_schoolyear n WHERE n.school_id = {school})))"""
#: The bells that ring then: the day's own, else the school's only ones.
BELLS = """coalesce(d.bell_schedule_id, (
    SELECT min(b.id) FROM districts_bellschedule b
    WHERE b.school_id = {school} HAVING count(*) = 1))"""


def on_school_days(statement: str, *, school: str, on: str) -> str:
    """*statement* with the three above in the place of their names; *school* and *on* are SQL."""
    for name, part in (("CALENDAR", CALENDAR), ("IS_SCHOOL_DAY", IS_SCHOOL_DAY), ("BELLS", BELLS)):
        statement = statement.replace(name, part.format(school=school, on=on))
    return statement


_TAUGHT = on_school_days(
    """
SELECT h.id, x."on"::date, r.starts_at, r.ends_at
FROM unnest(%(schools)s::bigint[]) AS h (id)
CROSS JOIN generate_series(%(first)s::date, %(last)s::date, '1 day') AS x ("on")
CALENDAR
LEFT JOIN LATERAL (
    SELECT min(p.starts_at) AS starts_at, max(p.ends_at) AS ends_at FROM districts_period p
    WHERE p.bell_schedule_id = BELLS
) r ON true
WHERE IS_SCHOOL_DAY
ORDER BY h.id, x."on"
""",
    school="h.id",
    on='x."on"',
)


@dataclass(frozen=True, slots=True)
class TaughtDay:
    """A school day of a school; the hours are None where no bell schedule says them."""

    school: int
    on: date
    starts_at: time | None
    ends_at: time | None

    @property
    def hours(self) -> tuple[time, time] | None:
        return (self.starts_at, self.ends_at) if self.starts_at and self.ends_at else None


def taught_days(schools: Collection[int], first: date, last: date) -> list[TaughtDay]:
    """The school days of *schools* from *first* to *last*, by school and date."""
    if not schools or last < first:
        return []
    found = rows(_TAUGHT, {"schools": sorted(schools), "first": first, "last": last})
    return [TaughtDay(*row) for row in found]
