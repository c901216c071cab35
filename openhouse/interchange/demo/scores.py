"""Scores: millions of rows, streamed through COPY in the order of their key."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from openhouse.interchange.demo.copying import copy_text
from openhouse.interchange.demo.courses import stay_in
from openhouse.interchange.demo.gradebooks import Work
from openhouse.interchange.demo.outcomes import FEEDBACK, POINTS, ending, level_of, pending, table
from openhouse.interchange.demo.town import Kid, Section, Town

#: Rows in one COPY: the triggers look at each statement's rows together.
CHUNK = 400_000
COLUMNS = "student_id assignment_id points flag comment feedback scored_on"
#: Start of a line after the student's id, place in POINTS, end of the line, due date.
Slip = tuple[str, int, str, date]


def write_scores(town: Town, works: dict[int, list[Work]], step: Callable[[float], None]) -> int:
    """COPY all scores; returns how many. *step* hears the share that is done."""
    slips = {key: _slips(made, scored=True) for key, made in works.items()}
    waiting = {
        key: _slips(made, scored=False, until=town.year.today) for key, made in works.items()
    }
    special = _special(town, works)
    dice = town.dice("scores")
    kids = town.kids
    total = 0
    lines: list[str] = []
    for place, kid in enumerate(kids):
        mine: list[str] = []
        for section in sorted(kid.sections, key=lambda section: section.id):
            if section.work:
                mine += _lines(town, dice, kid, section, slips, waiting)
        if kid.id in special:
            mine = _replace(mine, special[kid.id])
        lines += mine
        if len(lines) >= CHUNK:
            copy_text("grades_score", COLUMNS, lines)
            total += len(lines)
            lines = []
            step(place / len(kids))
    if lines:
        copy_text("grades_score", COLUMNS, lines)
    return total + len(lines)


def _slips(made: list[Work], *, scored: bool, until: date | None = None) -> list[Slip]:
    """What each assignment adds to a line, worked out once."""
    found = []
    for work in made:
        if scored != (work.scored_on is not None) or (until and work.due_on > until):
            continue
        end = f"\t{work.scored_on}\n" if work.scored_on else "\t\\N\n"
        found.append((f"\t{work.id}\t", POINTS.index(work.points), end, work.due_on))
    return found


def _lines(
    town: Town, dice: Random, kid: Kid, section: Section,
    slips: dict[int, list[Slip]], waiting: dict[int, list[Slip]],
) -> list[str]:  # fmt: skip
    """One student's lines of one section."""
    graded, later = slips[section.id], waiting[section.id]
    level = level_of(kid.ability + dice.gauss(0, 0.035))
    if kid.starts_on > town.year.starts_on or kid.ends_on:
        stay = stay_in(town, kid, section)
        if stay is None:
            return []
        graded = [slip for slip in graded if stay[0] <= slip[3] <= stay[1]]
        later = [slip for slip in later if stay[0] <= slip[3] <= stay[1]]
    if not graded and not later:
        return []
    tables = [table(level, kid.carelessness, worth) for worth in POINTS]
    key = str(kid.id)
    made = [
        key + before + tables[worth][byte] + after
        for (before, worth, after, _), byte in zip(graded, dice.randbytes(len(graded)), strict=True)
    ]
    if later:
        possible = pending()
        bytes_ = dice.randbytes(len(later))
        more = [
            key + before + possible[byte] + after
            for (before, _, after, _), byte in zip(later, bytes_, strict=True)
            if possible[byte]
        ]
        made = sorted(made + more, key=_assignment)
    return made


def _assignment(line: str) -> int:
    return int(line.split("\t", 2)[1])


def _special(town: Town, works: dict[int, list[Work]]) -> dict[int, dict[int, str]]:
    """Lines of the demonstration's children that are not left to chance, by assignment."""
    found: dict[int, dict[int, str]] = {}
    today = town.year.today
    for kid in town.families[0].kids:
        mine = [work for section in kid.sections for work in works.get(section.id, [])]
        done = sorted(
            (work for work in mine if work.scored_on and work.visible and work.counts),
            key=lambda work: work.due_on,
        )
        lines = found.setdefault(kid.id, {})
        fresh = [work for work in done if work.scored_on == today and work.kind == "Q"]
        for work in fresh[-1:]:
            said = ("Well explained!", FEEDBACK[0])
            lines[work.id] = _line(kid, work, str(round(work.points * 0.9)), "", *said)
        before = today - timedelta(2)
        homework = [work for work in done if work.kind == "H" and work.points]
        homework = [work for work in homework if work.due_on <= before] or [
            work for work in homework if work.due_on < today
        ]
        homework.sort(key=lambda work: (work.section.course.subject == "English", work.due_on))
        if homework and kid.grade == 8:
            note = "Can still be turned in."
            lines[homework[-1].id] = _line(kid, homework[-1], None, "missing", note)
    return found


def _line(kid: Kid, work: Work, points: str | None, flag: str, *words: str) -> str:
    return f"{kid.id}\t{work.id}\t{ending(points, flag, *words)}\t{work.scored_on}\n"


def _replace(lines: list[str], special: dict[int, str]) -> list[str]:
    return [special.get(_assignment(line), line) for line in lines]
