"""Attendance with patterns: illness, flu weeks, tardy Mondays, the chronically absent, trips."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from openhouse.interchange.demo.calendar import SchoolDay
from openhouse.interchange.demo.copying import copy_rows, reserve
from openhouse.interchange.demo.town import Kid, Town

CODES = (
    ("AI", "Illness", "Enfermedad", "absent", "excused"),
    ("AD", "Doctor or dentist", "Médico o dentista", "absent", "excused"),
    ("AF", "Family matter", "Asunto familiar", "absent", "excused"),
    ("AU", "Absent without excuse", "Ausente sin justificar", "absent", "unexcused"),
    ("A", "Absent, not yet explained", "Ausente, aún sin explicar", "absent", "unknown"),
    ("ACT", "School activity", "Actividad escolar", "absent", "exempt"),
    ("TB", "Late: bus", "Tarde: autobús", "tardy", "excused"),
    ("TU", "Late", "Tarde", "tardy", "unexcused"),
    ("T", "Late, not yet explained", "Tarde, aún sin explicar", "tardy", "unknown"),
    ("ER", "Left early: appointment", "Salió temprano: cita", "early release", "excused"),
    ("OFF", "In the office", "En la oficina", "present", "exempt"),
)
START = {"elementary": time(8, 30), "middle": time(7, 50), "high": time(8, 30)}
LEAVE = {"elementary": time(13, 40), "middle": time(12, 55), "high": time(13, 35)}
COLUMNS = "student_id school_id on section_id period_id code_id taken_by arrived_at left_at comment"
#: Of the absences with a known reason, one in so many was the teacher's to correct.
CORRECTED = 7
#: student, school, on, section, period, code, taken by, arrived, left, comment
Mark = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Met:
    """Where a mark is taken: a class in its period, or the whole day at a school."""

    school: int
    section: int | None = None
    period: int | None = None


@dataclass(slots=True)
class Habits:
    """How likely a student is to be away or late on a day, in 10,000ths."""

    away: int
    late: int
    late_monday: int


def habits(dice: Random, kid: Kid) -> Habits:
    """One in fourteen is away often; one in twenty-five is late on Mondays."""
    away = dice.choice((0, 100, 200, 300, 400))
    if dice.random() < 1 / 14 and kid.carelessness:
        away = dice.choice((1200, 1600, 2200))
    late = dice.choice((20, 50, 100, 200))
    return Habits(away, late, 5000 if dice.random() < 0.04 else late + 50)


def write_attendance(town: Town, now: datetime, step: Callable[[float], None]) -> dict[str, int]:
    """COPY the codes and every mark up to *now*; returns the ids of the codes."""
    first = reserve("attendance_attendancecode", len(CODES))
    codes = {row[0]: first + place for place, row in enumerate(CODES)}
    copy_rows(
        "attendance_attendancecode",
        "id code name name_es status excuse",
        ((codes[row[0]], *row) for row in CODES),
    )
    copy_rows("attendance_attendancemark", COLUMNS, marks_by(now, town, codes, step))
    return codes


def marks_by(
    now: datetime,
    town: Town,
    codes: dict[str, int],
    step: Callable[[float], None] | None = None,
    *,
    late_today: bool = True,
) -> Iterator[Mark]:
    """Every mark that is known *now*, student by student.

    A day's marks do not depend on the days that follow; only why somebody is away may not be
    explained yet. *late_today*: the younger of the demonstration's children is late today.
    """
    dice = Random()  # noqa: S311
    days = town.year.until(now.date())
    vega = {kid.id for kid in town.families[0].kids}
    for place, kid in enumerate(town.kids):
        mine = [day for day in days if kid.starts_on <= day.on]
        if kid.id in vega:
            marks = _known_child(kid, mine, codes, now.date() if late_today else None)
        else:
            dice.seed((town.students << 24) + place)
            marks = _year_of(town, dice, kid, mine, codes, now.date())
        yield from (mark for mark in marks if has_happened(mark, kid, now))
        if step and place % 500 == 0:
            step(place / len(town.kids))


def has_happened(mark: Mark, kid: Kid, now: datetime) -> bool:
    """If *mark* can be known *now*: nobody is late today before school has begun."""
    on, arrived, left = mark[2], mark[7], mark[8]
    if on != now.date():
        return bool(on < now.date())
    return bool((arrived or left or START[kid.school.level]) <= now.time())


def _year_of(
    town: Town, dice: Random, kid: Kid, days: list[SchoolDay], codes: dict[str, int], today: date
) -> Iterator[Mark]:
    """The marks of one student: most days leave none."""
    usual = habits(dice, kid)
    sick_left = 0
    flu = {monday for monday in town.year.flu_weeks() if dice.random() < 0.14}
    for day in days:
        chance = dice.randrange(10_000)
        monday = day.on - timedelta(day.on.weekday())
        if monday in flu and day.on.weekday() in (1, 2, 3):
            yield from away(kid, day, codes["AI"], "Flu" if day.on.weekday() == 1 else "")
        elif sick_left:
            sick_left -= 1
            yield from away(kid, day, codes["AI"], "")
        elif chance < usual.away:
            code, is_open = _reason(dice)
            if code == "AI" and dice.random() < 0.3:
                sick_left = 1
            if is_open and day.on >= today - timedelta(1):
                yield from away(kid, day, codes["A"], "")
                continue
            comment = "Fever" if code == "AI" and chance % 5 == 0 else ""
            # The teacher only saw that she was not there; the office knows why, and that counts.
            seen = codes["A"] if code != "A" and chance % CORRECTED == 0 else None
            yield from away(kid, day, codes[code], comment, seen)
        elif chance > 9_999 - (usual.late_monday if day.on.weekday() == 0 else usual.late):
            code, minutes = dice.choice(("TB", "TU", "TU", "T")), dice.randrange(4, 40)
            seen = codes["A"] if minutes > 10 and chance % CORRECTED == 0 else None
            yield from late(kid, day, codes[code], minutes, seen=seen)
        elif usual.away <= chance < usual.away + 25:
            yield early(kid, day, codes["ER"])
        elif kid.musician and kid.grade > 5 and day.on.weekday() == 4 and day.on.day > 24:
            yield from away(kid, day, codes["ACT"], "Music festival")


def _reason(dice: Random) -> tuple[str, bool]:
    """Why; and if that takes more than a day to be explained."""
    return dice.choices(("AI", "AF", "AU", "A"), (60, 18, 18, 4))[0], dice.random() < 0.6


def away(
    kid: Kid, day: SchoolDay, code: int, comment: str, seen: int | None = None
) -> Iterator[Mark]:
    """A whole day: the office's mark of the day, and one for each class that met.

    *seen* is what the teacher of each class had marked before the office did; both are kept.
    """

    def mark(at: Met, code: int, by: str, words: str = "") -> Mark:
        return kid.id, at.school, day.on, at.section, at.period, code, by, None, None, words

    met = meetings_of(kid, day)
    whole = Met(kid.school.id)
    yield mark(whole, code, "office", comment)
    if seen:
        yield from (mark(at, seen, "teacher") for at in met or [whole])
    yield from (mark(at, code, "office") for at in met)


def late(
    kid: Kid, day: SchoolDay, code: int, minutes: int, comment: str = "", seen: int | None = None
) -> Iterator[Mark]:
    """Some minutes late: of the first class in middle and high school, of the day in K-5.

    *seen* is what the teacher had marked before the office knew better.
    """
    begins = START[kid.school.level]
    total = begins.hour * 60 + begins.minute + minutes
    arrived = time(total // 60, total % 60)
    at = next(iter(meetings_of(kid, day)), Met(kid.school.id))
    taken_by = "office" if at.section is None or minutes > 10 else "teacher"
    place = kid.id, at.school, day.on, at.section, at.period
    yield (*place, code, taken_by, arrived, None, comment)
    if seen:
        yield (*place, seen, "teacher", None, None, "")


def early(kid: Kid, day: SchoolDay, code: int) -> Mark:
    """Left before the last class."""
    at = next(reversed(meetings_of(kid, day)), Met(kid.school.id))
    left = LEAVE[kid.school.level] if not day.early_release else time(11, 0)
    return (
        kid.id, at.school, day.on, at.section, at.period, code, "office", None, left, "",
    )  # fmt: skip


def meetings_of(kid: Kid, day: SchoolDay) -> list[Met]:
    """Each class of a middle or high school student on a day."""
    if kid.grade <= 5:
        return []
    semester = 1 if day.on.month >= 8 else 2
    name = f"Early release {day.letter}" if day.early_release else f"{day.letter} day"
    first = 1 if day.letter == "A" else 5
    found = []
    for slot in range(first, first + 4):
        section = kid.slots.get((semester, slot))
        if section:
            period = section.school.periods[name][f"Period {slot - first + 1}"]
            found.append(Met(section.school.id, section.id, period))
    return found


def _known_child(
    kid: Kid, days: list[SchoolDay], codes: dict[str, int], today: date | None
) -> Iterator[Mark]:
    """The demonstration's children: a few marks of each sort; the younger is late *today*."""
    for place, day in enumerate(days):
        if day.on == today:
            break
        if (place, kid.grade) in ((9, 8), (33, 2), (34, 2), (70, 8), (110, 2)):
            yield from away(kid, day, codes["AI"], "Fever")
        elif (place, kid.grade) in ((20, 8), (52, 2)):
            yield from late(kid, day, codes["TB"], 12, seen=codes["A"])
        elif (place, kid.grade) == (41, 8):
            yield early(kid, day, codes["ER"])
        elif (place, kid.grade) == (46, 8):
            yield from away(kid, day, codes["ACT"], "Math contest")
    if days and days[-1].on == today and kid.grade == 2:
        yield from late(kid, days[-1], codes["TB"], 22, "Bus 14")
