"""What the demonstration's parent has asked: one question waits, one was right and is answered."""

import json
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openhouse.common.rows import rows
from openhouse.interchange.demo.copying import copy_rows, reserve
from openhouse.interchange.demo.town import Section, Town

COLUMNS = (
    "id student_id person_id asked_by_name school_id section_id kind about_id label stood text"
    " asked_at written_at due_on state answer answered_by_id answered_by_name answered_at"
    " correction_id"
)
LINE = "id at kind actor_id person_id student_id about_id subject before after reason"
#: The newest scores of the older child in the class of the teacher who can sign in.
_SCORED = """
SELECT a.id, a.section_id, a.name, s.points, a.points
FROM grades_score s JOIN grades_assignment a ON a.id = s.assignment_id
WHERE s.student_id = %s AND a.section_id = ANY (%s) AND a.visible AND s.points >= 4
  AND s.flag = '' AND s.scored_on IS NOT NULL
ORDER BY s.scored_on DESC, a.id DESC LIMIT 2
"""
#: Points that the teacher had overlooked.
OVERLOOKED = 2


def write_questions(town: Town, now: datetime) -> None:
    """The two questions, with the lines of the correction and of the answer."""
    ana = town.families[0].kids[0]
    sections = {one.id: one for one in ana.sections if one.course.subject == "Math"}
    days = [one.on for one in town.year.until(now.date())]
    found = rows(_SCORED, [ana.id, list(sections)])
    if len(found) < 2 or len(days) < 4:
        return  # the year has hardly begun
    at = [datetime.combine(day, time(7, 40), now.tzinfo) for day in days]
    first, lines = reserve("questions_question", 2), reserve("ledger_change", 2)
    waits, right = found
    section = sections[right[1]]
    due = town.year.next_after(now.date()) or now.date()
    due = town.year.next_after(due) or due
    answer = (
        *("answered", "You are right: page 2 was not counted. Corrected, thank you."),
        *(section.teacher.human.id, section.teacher.human.name, at[-3] + timedelta(hours=8), lines),
    )
    texts = ("I counted one point more than this.", "The second page of the quiz was not counted.")
    copy_rows(
        "questions_question",
        COLUMNS,
        [
            _row(town, first, waits, (texts[0], at[-1], due), ("open", "", None, "", None, None)),
            _row(town, first + 1, right, (texts[1], at[-4], days[-1]), answer),
        ],
    )
    _write_lines(town, lines, right, (first + 1, section), answer[4])


def _row(
    town: Town, number: int, score: tuple[Any, ...], asked: tuple[Any, ...], then: tuple[Any, ...]
) -> tuple[Any, ...]:
    work, section, name, points, possible = score
    ana, parent = town.families[0].kids[0], town.families[0].ties[0].adult
    stood = points - OVERLOOKED if then[0] == "answered" else points
    said = json.dumps({"points": str(stood), "possible": str(possible), "text": "", "flag": ""})
    text, at, due = asked
    of_whom = (ana.id, parent.id, parent.name, ana.school.id)
    return (number, *of_whom, section, "score", work, name, said, text, at, at, due, *then)


def _write_lines(
    town: Town, first: int, score: tuple[Any, ...], about: tuple[int, Section], at: datetime
) -> None:
    """What the ledger has of the correction and, for who asked, of the answer."""
    work, number, _name, points, _possible = score
    question, section = about
    ana, parent = town.families[0].kids[0], town.families[0].ties[0].adult
    teacher = section.teacher.human.id
    before, after = (json.dumps({"points": float(each)}) for each in _both(points))
    state = {"kind": "score", "student_id": ana.id, "section_id": number,
             "school_id": ana.school.id}  # fmt: skip
    was, now = (json.dumps(state | {"state": each}) for each in ("open", "answered"))
    copy_rows(
        "ledger_change",
        LINE,
        [
            (first, at, "score.changed", teacher, None, ana.id, work, "", before, after, ""),
            (first + 1, at, "question.changed", teacher, parent.id, None, question, "", was, now,
             ""),
        ],
    )  # fmt: skip


def _both(points: Decimal) -> tuple[Decimal, Decimal]:
    return points - OVERLOOKED, points
