"""Scores: millions of rows, streamed through COPY in the order of their key."""

from collections.abc import Callable, Iterator
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
#: Start of a line after the student's id, place in POINTS, end of the line, due date, its place in
#: the plan, if it is scored.
Slip = tuple[str, int, str, date, int, bool]


def write_scores(town: Town, works: dict[int, list[Work]], step: Callable[[float], None]) -> int:
    """COPY all scores; returns how many. *step* hears the share that is done."""
    slips = {key: slips_of(made, until=town.today) for key, made in works.items()}
    total = 0
    lines: list[str] = []
    for place, mine in enumerate(lines_by_student(town, slips, special_lines(town, works))):
        lines += mine
        if len(lines) >= CHUNK:
            copy_text("grades_score", COLUMNS, lines)
            total += len(lines)
            lines = []
            step(place / town.students)
    if lines:
        copy_text("grades_score", COLUMNS, lines)
    return total + len(lines)


def lines_by_student(
    town: Town, slips: dict[int, list[Slip]], special: dict[int, dict[int, str]]
) -> Iterator[list[str]]:
    """The lines for COPY of each student in turn, in the order of their assignments."""
    dice = Random()  # noqa: S311
    first = town.sections[0].id
    for place, kid in enumerate(town.kids):
        mine: list[str] = []
        for section in sorted(kid.sections, key=lambda section: section.id):
            given = slips.get(section.id)
            if given:
                dice.seed((town.students << 48) + (place << 24) + section.id - first)
                mine += _lines(town, dice, kid, section, given)
        if kid.id in special:
            mine = _replace(mine, special[kid.id])
        yield mine


def slips_of(made: list[Work], *, until: date, since: date = date.min) -> list[Slip]:
    """What each assignment adds to a line, worked out once, for what happened after *since*.

    That is a score; or, for what is due and waits for one, a note that it was turned in.
    """
    found = []
    for work in made:
        scored = work.scored_on is not None
        if not since < (work.scored_on or work.due_on) <= until:
            continue
        end = f"\t{work.scored_on}\n" if scored else "\t\\N\n"
        worth = POINTS.index(work.points)
        found.append((f"\t{work.id}\t", worth, end, work.due_on, work.place, scored))
    return found


def _lines(town: Town, dice: Random, kid: Kid, section: Section, slips: list[Slip]) -> list[str]:
    """One student's lines of one section."""
    level = level_of(kid.ability + dice.gauss(0, 0.035))
    if kid.starts_on > town.year.starts_on:
        stay = stay_in(town, kid, section)
        if stay is None:
            return []
        slips = [slip for slip in slips if stay[0] <= slip[3] <= stay[1]]
    if not slips:
        return []
    # In whole words of four, the first bytes are the same however many are thrown.
    thrown = dice.randbytes((max(slip[4] for slip in slips) // 4 + 1) * 4)
    tables = [table(level, kid.carelessness, worth) for worth in POINTS]
    possible, key = pending(), str(kid.id)
    made = []
    for before, worth, after, _due, place, scored in slips:
        outcome = tables[worth][thrown[place]]
        if scored:
            made.append(key + before + outcome + after)
        elif possible[thrown[place]] and "missing" not in outcome:
            made.append(key + before + possible[thrown[place]] + after)
    return made


def _assignment(line: str) -> int:
    return int(line.split("\t", 2)[1])


def special_lines(
    town: Town, works: dict[int, list[Work]], *, missing: bool = True
) -> dict[int, dict[int, str]]:
    """Lines of the demonstration's children that are not left to chance, by assignment.

    *missing*: the elder has not handed in her newest homework.
    """
    found: dict[int, dict[int, str]] = {}
    today = town.today
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
        if missing and homework and kid.grade == 8:
            note = "Can still be turned in."
            lines[homework[-1].id] = _line(kid, homework[-1], None, "missing", note)
    return found


def _line(kid: Kid, work: Work, points: str | None, flag: str, *words: str) -> str:
    return f"{kid.id}\t{work.id}\t{ending(points, flag, *words)}\t{work.scored_on}\n"


def _replace(lines: list[str], special: dict[int, str]) -> list[str]:
    return [special.get(_assignment(line), line) for line in lines]
