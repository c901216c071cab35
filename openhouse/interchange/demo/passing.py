"""Days go by: what has happened since the demonstration was last started.

Assignments, scores, attendance, report card marks and news are added for those days. What somebody
wrote or changed by hand stays as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from openhouse.common.rows import rows
from openhouse.interchange.demo.attendance import COLUMNS as MARK
from openhouse.interchange.demo.attendance import Mark, marks_by
from openhouse.interchange.demo.copying import copy_rows, copy_text
from openhouse.interchange.demo.gradebooks import (
    AHEAD,
    EXTRA_WORK,
    KINDS,
    Work,
    enliven,
    plan_works,
    write_works,
)
from openhouse.interchange.demo.marks import open_windows, post_marks
from openhouse.interchange.demo.memory import Memory, last_line, recalled, remember
from openhouse.interchange.demo.news import write_news
from openhouse.interchange.demo.outcomes import POINTS
from openhouse.interchange.demo.rolls import write_rolls
from openhouse.interchange.demo.scores import COLUMNS as SCORE
from openhouse.interchange.demo.scores import lines_by_student, slips_of, special_lines
from openhouse.interchange.demo.town import Section, Town

#: The news comes again after so many days, when the last of it has ended.
NEWS_AGAIN = 35
#: The younger child of the demonstration is late today again after so many days.
LATE_AGAIN = 5
#: A score counts where the student sits in the section; it takes the place of a note that the work
#: was turned in, and of nothing that a teacher wrote.
ADD_SCORES = f"""
INSERT INTO grades_score ({", ".join(SCORE.split())})
SELECT DISTINCT ON (f.student_id, f.assignment_id) {", ".join(f"f.{c}" for c in SCORE.split())}
FROM demo_scores f
JOIN grades_assignment a ON a.id = f.assignment_id
JOIN courses_placement p ON p.student_id = f.student_id AND p.section_id = a.section_id
    AND (p.starts_on IS NULL OR p.starts_on <= a.due_on)
    AND (p.ends_on IS NULL OR p.ends_on >= a.due_on)
ORDER BY f.student_id, f.assignment_id
ON CONFLICT (student_id, assignment_id) DO UPDATE
SET points = excluded.points, flag = excluded.flag, comment = excluded.comment,
    feedback = excluded.feedback, scored_on = excluded.scored_on
WHERE grades_score.flag = 'turned in' AND grades_score.points IS NULL AND grades_score.comment = ''
"""
#: A mark, unless somebody has marked the student then, whatever it was.
ADD_MARKS = f"""
INSERT INTO attendance_attendancemark ({", ".join(f'"{c}"' for c in MARK.split())})
SELECT {", ".join(f'f."{c}"' for c in MARK.split())}
FROM demo_marks f
JOIN people_student s ON s.student_id = f.student_id
WHERE NOT EXISTS (
    SELECT FROM attendance_attendancemark m WHERE m.student_id = f.student_id AND m."on" = f."on"
    AND m.section_id IS NOT DISTINCT FROM f.section_id)
"""
#: Why somebody was away is known by now.
EXPLAIN = """
UPDATE attendance_attendancemark m SET code_id = f.code_id, comment = f.comment
FROM demo_reasons f
WHERE m.student_id = f.student_id AND m."on" = f."on" AND m.taken_by = f.taken_by
  AND m.section_id IS NOT DISTINCT FROM f.section_id
  AND m.period_id IS NOT DISTINCT FROM f.period_id
  AND m.code_id = %(unexplained)s AND m.comment = ''
"""


def catch_up(district: int, now: datetime, tell: Callable[[str, float], None]) -> None:
    """Let the days since the last start go by in the district in scope, up to *now*."""
    kept = last_line()
    if kept is None or now - datetime.fromisoformat(kept["until"]) < timedelta(minutes=10):
        return
    tell("The days since the last start", 0.1)
    memory = recalled(kept, district, now.date())
    if memory is None:
        return
    town, since = memory.town, memory.until.date()
    if since < town.today:
        _add_work_and_scores(town, since)
        tell("The days since the last start", 0.5)
        post_marks(town, since)
        open_windows(town)
        _add_news(town, since)
    _add_marks(memory, now)
    write_rolls(now)
    remember(town, memory.codes, now)


def _add_work_and_scores(town: Town, since: date) -> None:
    """Assignments that were planned for later, and what was turned in and scored since."""
    works, fresh = _works(town, since)
    fresh += enliven(town, works, since)
    write_works(fresh)
    slips = {key: slips_of(made, until=town.today, since=since) for key, made in works.items()}
    special = special_lines(town, works, missing=False)
    lines = [line for mine in lines_by_student(town, slips, special) for line in mine]
    with _temporary("demo_scores", "grades_score", SCORE):
        copy_text("demo_scores", SCORE, lines)
        _do(ADD_SCORES)


def _works(town: Town, since: date) -> tuple[dict[int, list[Work]], list[Work]]:
    """The assignments by section id, with the ids that they have; and those that are new.

    One whose name, day or points somebody changed, or that is gone, is left to its teacher.
    """
    sections = {section.id: section for section in town.sections if section.work}
    ids = list(sections)
    there = {
        (section, name, due_on): (number, points)
        for number, section, name, due_on, points in rows(
            "SELECT id, section_id, name, due_on, points FROM grades_assignment"
            " WHERE section_id = ANY (%s)",
            [ids],
        )
    }
    works, fresh = plan_works(town, _categories(ids)), []
    for key, made in works.items():
        kept = []
        for work in made:
            number, points = there.get((key, work.name, work.due_on), (0, None))
            if number and points == work.points:
                work.id = number
            elif number or work.due_on <= since + AHEAD or not work.category:
                continue
            else:
                fresh.append(work)
            kept.append(work)
        works[key] = kept
    for (key, name, due_on), (number, points) in there.items():
        if name in EXTRA_WORK and points in POINTS:
            works[key].append(_extra(town, sections[key], name, due_on, number, int(points)))
    _mark_as_scored(town, works, since)
    return works, fresh


def _extra(town: Town, section: Section, name: str, due_on: date, number: int, points: int) -> Work:
    """Work that an earlier start added for the next day; it is scored the day after."""
    scored = due_on + timedelta(1)
    return Work(
        section, "H", name, 0, 0, due_on, due_on, points,
        scored_on=scored if scored <= town.today else None, id=number,
    )  # fmt: skip


def _categories(sections: Sequence[int]) -> dict[int, dict[str, int]]:
    """The ids of categories by section and kind, as far as they have the names they were given."""
    found: dict[int, dict[str, int]] = {}
    for number, section, name in rows(
        "SELECT id, section_id, name FROM grades_category WHERE section_id = ANY (%s)",
        [list(sections)],
    ):
        if name in KINDS:
            found.setdefault(section, {})[KINDS[name]] = number
    return found


def _mark_as_scored(town: Town, works: dict[int, list[Work]], since: date) -> None:
    """What the demonstration's children have a score for was scored, whatever the plan says."""
    scored = {
        number
        for (number,) in rows(
            "SELECT assignment_id FROM grades_score WHERE student_id = ANY (%s)"
            " AND (points IS NOT NULL OR flag <> 'turned in')",
            [[kid.id for kid in town.families[0].kids]],
        )
    }
    for kid in town.families[0].kids:
        for work in (work for section in kid.sections for work in works.get(section.id, [])):
            if work.id in scored and (work.scored_on is None or work.scored_on > since):
                work.scored_on = since


def _add_marks(memory: Memory, now: datetime) -> None:
    """Attendance since then; and the reasons that were not known then."""
    town, codes = memory.town, memory.codes
    first = memory.until.date() - timedelta(1)

    def known(marks: Iterable[Mark]) -> dict[tuple[Any, ...], Mark]:
        return {(mark[0], *mark[2:5], mark[6]): mark for mark in marks if mark[2] >= first}

    late_today = not rows(
        "SELECT 1 FROM attendance_attendancemark WHERE student_id = %s AND arrived_at IS NOT NULL"
        ' AND "on" > %s',
        [town.families[0].kids[1].id, now.date() - timedelta(LATE_AGAIN)],
    )
    before = known(marks_by(memory.until, town, codes, late_today=False))
    after = known(marks_by(now, town, codes, late_today=late_today))
    added = [mark for key, mark in after.items() if key not in before]
    explained = [mark for key, mark in after.items() if mark[5] != before.get(key, mark)[5]]
    with _temporary("demo_marks", "attendance_attendancemark", MARK):
        copy_rows("demo_marks", MARK, added)
        _do(ADD_MARKS)
    with _temporary("demo_reasons", "attendance_attendancemark", MARK):
        copy_rows("demo_reasons", MARK, explained)
        _do(EXPLAIN, unexplained=codes["A"])


def _add_news(town: Town, since: date) -> None:
    """The news of the last weeks, told again where its turn came since then."""
    again = town.year.planned_on + timedelta(NEWS_AGAIN)
    while again <= min(town.today, town.year.ends_on):
        if again > since:
            write_news(town, again)
        again += timedelta(NEWS_AGAIN)


@contextmanager
def _temporary(name: str, like: str, columns: str) -> Iterator[None]:
    """A table like some columns of another one, while inside."""
    chosen = ", ".join(f'"{column}"' for column in columns.split())
    _do(f"CREATE TEMPORARY TABLE {name} AS SELECT {chosen} FROM {like} WHERE false")
    yield
    _do(f"DROP TABLE {name}")


def _do(statement: str, **values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
