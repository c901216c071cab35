"""Announcements that a family reads, and the grades for which a school may write."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openhouse.access.desks import SchoolDesk, schools_of
from openhouse.access.viewer import Child, Viewer
from openhouse.common.models import running
from openhouse.common.rows import array, from_json, rows
from openhouse.messages.wording import Wording
from openhouse.people.guard import seen
from openhouse.people.models import Enrollment
from openhouse.people.words import in_order

_ANNOUNCED = """
SELECT a.id, t.students, a.language, a.title, a.body, a.others,
       coalesce(t.school_name, ''), coalesce(c.name, ''),
       a.emergency, a.starts_on, a.ends_on, a.written_by_name, a.written_at
FROM openhouse_announced_to(%s, %s, %s) t CROSS JOIN LATERAL (SELECT (t.announcement).*) a
LEFT JOIN courses_section c ON c.id = a.section_id
ORDER BY a.emergency DESC, a.starts_on DESC, a.id DESC
LIMIT %s
"""
#: Announcements on Today, and on the page of all.
MOST_TODAY, MOST = 20, 200


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement as a family reads it, for some of its children.

    ``school_name`` is empty when it is the whole district's, ``class_name`` but for a class.
    """

    id: int
    students: tuple[int, ...]
    original: Wording
    others: dict[str, Any]
    school_name: str
    class_name: str
    emergency: bool
    starts_on: date
    ends_on: date
    by: str
    written_at: datetime | None


def announcements_for(viewer: Viewer, children: Collection[Child], on: date) -> list[Notice]:
    """What is announced to *children* on a day: emergencies first, then the newest."""
    return _announced(viewer, children, on, on, MOST_TODAY)


def all_announcements(viewer: Viewer, children: Collection[Child], on: date) -> list[Notice]:
    """The same with those that are over."""
    return _announced(viewer, children, on, date.min, MOST)


def _announced(
    viewer: Viewer, children: Collection[Child], on: date, until: date, most: int
) -> list[Notice]:
    ids = seen(viewer, [child.id for child in children])
    found = rows(_ANNOUNCED, [array(ids), on, until, most])
    return [
        Notice(row[0], tuple(row[1]), Wording(*row[2:5]), from_json(row[5]), *row[6:])
        for row in found
    ]


def grades_of(desk: SchoolDesk, today: date, kept: Iterable[str] = ()) -> list[str]:
    """The grades of the students at her schools, and those *kept* before, the youngest first."""
    schools = [school.pk for school in schools_of(desk)]
    there = Enrollment.objects.visible_to(desk.viewer).filter(running(today), school__in=schools)
    return in_order({*there.values_list("grade_level", flat=True).distinct(), *kept} - {""})


def unread_of(viewer: Viewer) -> int:
    """How many messages of the school she has not read; the entry of the request has found it."""
    return viewer.unread_messages
