"""School days of schools, with the hours from the first bell to the last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from openhouse.common.rows import rows

#: A date that the calendar does not name is a school day, Monday to Friday, where it names none.
_TAUGHT = """
SELECT h.id, x."on"::date, r.starts_at, r.ends_at
FROM unnest(%(schools)s::bigint[]) AS h (id)
CROSS JOIN generate_series(%(first)s::date, %(last)s::date, '1 day') AS x ("on")
LEFT JOIN LATERAL (
    SELECT n.id FROM districts_schoolyear n
    WHERE n.school_id = h.id AND x."on" BETWEEN n.starts_on AND n.ends_on
    ORDER BY n.starts_on DESC LIMIT 1
) y ON true
LEFT JOIN districts_day d ON d.school_year_id = y.id AND d."on" = x."on"
LEFT JOIN LATERAL (
    SELECT min(p.starts_at) AS starts_at, max(p.ends_at) AS ends_at FROM districts_period p
    WHERE p.bell_schedule_id = coalesce(d.bell_schedule_id, (
        SELECT min(b.id) FROM districts_bellschedule b
        WHERE b.school_id = h.id HAVING count(*) = 1))
) r ON true
WHERE coalesce(d.instructional, extract(isodow FROM x."on") < 6 AND NOT EXISTS (
    SELECT FROM districts_day n WHERE n.school_year_id = y.id AND n.instructional
) AND (y.id IS NOT NULL OR NOT EXISTS (
    SELECT FROM districts_schoolyear n WHERE n.school_id = h.id)))
ORDER BY h.id, x."on"
"""


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
