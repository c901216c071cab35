"""Rolls of this morning, what families have told the school, and what is usual there."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import connection

from openhouse.attendance.mirror.queries import reckon_usual
from openhouse.interchange.demo.copying import copy_rows, reserve
from openhouse.interchange.demo.town import Kid, Town

#: code, name that families read, in Spanish, if a file is needed, what it makes of an absence
REASONS = (
    ("ILL", "Illness", "Enfermedad", False, "excused"),
    ("DOC", "Doctor or dentist", "Médico o dentista", False, "excused"),
    ("FAM", "Family matter", "Asunto familiar", False, "excused"),
    ("REL", "Religious holiday", "Fiesta religiosa", False, "excused"),
    ("CRT", "Court or government office", "Tribunal u oficina del gobierno", True, "excused"),
    ("VAC", "Travel", "Viaje", False, "unexcused"),
)
#: Every class that has begun today has its roll, but the last one of each school.
TAKE = """
INSERT INTO attendance_roll (section_id, "on", period_id, taken_by_id, taken_by_name, taken_at)
SELECT section_id, %(on)s, period_id, person_id, name,
       (%(on)s::date + starts_at + interval '6 minutes') AT TIME ZONE %(zone)s
FROM (
    SELECT DISTINCT ON (s.id, r.id) s.id AS section_id, r.id AS period_id, t.person_id,
           p.given_name || ' ' || p.family_name AS name, r.starts_at,
           dense_rank() OVER (PARTITION BY s.school_id ORDER BY r.starts_at DESC, s.id) AS place
    FROM courses_section s
    JOIN districts_schoolyear y
      ON y.school_id = s.school_id AND %(on)s BETWEEN y.starts_on AND y.ends_on
    JOIN districts_day d ON d.school_year_id = y.id AND d."on" = %(on)s AND d.instructional
    JOIN courses_meeting m ON m.section_id = s.id
    JOIN districts_period r
      ON r.id = m.period_id AND r.bell_schedule_id = d.bell_schedule_id
     AND r.starts_at <= %(at)s
    JOIN courses_sectionteacher t ON t.section_id = s.id
    JOIN people_person p ON p.id = t.person_id
    LEFT JOIN districts_term e ON e.id = s.term_id
    WHERE NOT s.for_grading_only AND (e.id IS NULL OR %(on)s BETWEEN e.starts_on AND e.ends_on)
      AND EXISTS (SELECT FROM courses_placement c WHERE c.section_id = s.id
                  AND coalesce(c.starts_on <= %(on)s, true) AND coalesce(c.ends_on >= %(on)s, true))
    ORDER BY s.id, r.id, t.id
) each
WHERE place > 1
ON CONFLICT DO NOTHING
"""
NOTE = (
    "student_id person_id request kind first_on last_on at reason_id comment state filed_at"
    " answer decided_by_id decided_at"
)


def write_rolls(now: datetime) -> None:
    """This morning's rolls, and the usual number of each school."""
    values: dict[str, Any] = {
        "on": now.date(),
        "at": (now - timedelta(minutes=8)).time(),
        "zone": str(now.tzinfo),
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        cursor.execute("ANALYZE attendance_attendancemark, courses_placement, people_enrollment")
    reckon_usual(now.date())


def write_notes(town: Town, now: datetime) -> None:
    """The reasons of the district, and notes in each state."""
    first = reserve("attendance_absencereason", len(REASONS))
    reasons = {row[0]: first + place for place, row in enumerate(REASONS)}
    copy_rows(
        "attendance_absencereason",
        "id code name name_es position needs_file active excuse",
        (
            (reasons[code], code, name, spanish, place, file, True, excuse)
            for place, (code, name, spanish, file, excuse) in enumerate(REASONS, start=1)
        ),
    )
    rows = [*_of_the_known(town, now), *_of_others(town, now)]
    copy_rows(
        "attendance_absencenote",
        NOTE,
        (_row(place, reasons, row) for place, row in enumerate(rows)),
    )


def _row(place: int, reasons: dict[str, int], row: tuple[Any, ...]) -> tuple[Any, ...]:
    student, person, kind, days, at, reason, *rest = row
    request = uuid5(NAMESPACE_URL, f"note {place}")
    return (student, person, request, kind, *days, at, reasons[reason], *rest)


def _of_the_known(town: Town, now: datetime) -> list[tuple[Any, ...]]:
    """The demonstration's parent: one note waits, one is approved, one not, one withdrawn."""
    older, younger = town.families[0].kids[:2]
    parent = town.families[0].ties[0].adult.id
    clerk = next(post.human.id for post in town.posts if post.role == "office")
    day = _next(town, now.date())
    # A day on which the older one has been ill, see ``attendance._known_child``.
    days = [one.on for one in town.year.until(now.date()) if one.on < now.date()]
    ill = days[9] if len(days) > 9 else days[-1] if days else now.date()
    told = datetime.combine(ill, time(7, 30), now.tzinfo)
    early = time(13, 30)
    sent, answered = now - timedelta(hours=2), now - timedelta(hours=1)
    undecided = ("waiting", sent, "", None, None)
    return [
        (younger.id, parent, "early", (day, day), early, "DOC", "Dentist at 2", *undecided),
        (
            *(older.id, parent, "days", (ill, ill), None, "ILL", "Fever"),
            *("approved", told, "", clerk, told + timedelta(hours=1)),
        ),
        (
            *(older.id, parent, "days", (day, day + timedelta(1)), None, "VAC", "A trip"),
            *("refused", sent, "These are days of tests. Please call us.", clerk, answered),
        ),
        (
            *(younger.id, parent, "days", (day, day), None, "ILL", "Feels better already"),
            *("withdrawn", sent, "", None, None),
        ),
    ]


def _of_others(town: Town, now: datetime) -> list[tuple[Any, ...]]:
    """Two notes that wait at each school."""
    day, found = _next(town, now.date()), []
    said = (("days", None, "ILL", "Fever"), ("late", time(9, 40), "DOC", ""))
    for school in town.schools:
        able = [family for family in town.families[1:] if family.kids[0].school is school]
        for place, family in enumerate(able[3:5]):
            kid: Kid = family.kids[0]
            tie = next((each for each in family.ties if each.portal and not each.barred), None)
            if tie is None:
                continue
            kind, at, reason, comment = said[place]
            line = (kid.id, tie.adult.id, kind, (day, day), at, reason, comment)
            found.append((*line, "waiting", now - timedelta(hours=1), "", None, None))
    return found


def _next(town: Town, today: date) -> date:
    """The next school day; tomorrow where the year has none left."""
    return town.year.next_after(today) or today + timedelta(1)
