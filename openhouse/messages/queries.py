"""Announcements that a family should see now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openhouse.access.kept import of_the_district
from openhouse.common.rows import rows

SQL = """
SELECT a.title, a.body, coalesce(s.name, '')
FROM school_messages_announcement a
LEFT JOIN districts_school s ON s.id = a.school_id
WHERE a.starts_on <= %(on)s AND a.ends_on >= %(on)s
  AND (a.school_id IS NULL OR a.school_id = ANY (%(schools)s::bigint[]))
ORDER BY a.starts_on DESC, a.id DESC
LIMIT 20
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement; ``school_name`` is empty when it is the whole district's."""

    title: str
    body: str
    school_name: str


def announcements_for(schools: Collection[int], on: date) -> tuple[Notice, ...]:
    """What the district and these schools announce on a day, newest first, at most twenty."""
    return _announced(tuple(sorted(schools)), on)


@of_the_district
def _announced(schools: tuple[int, ...], on: date) -> tuple[Notice, ...]:
    return tuple(Notice(*row) for row in rows(SQL, {"on": on, "schools": list(schools)}))
