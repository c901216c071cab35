"""Gradebooks: scales, tasks, categories and assignments."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from openhouse.interchange.demo.calendar import SchoolDay
from openhouse.interchange.demo.copying import copy_rows, number, reserve
from openhouse.interchange.demo.courses import TERM_OF, letter_of
from openhouse.interchange.demo.subjects import TOPICS, words_of
from openhouse.interchange.demo.town import Section, Town

#: Scored work that each graded course has by now, whatever the date (see ``pace``).
SCORED = 41.5
#: No teacher gives more than this for each school day.
FASTEST = 1.0
AHEAD = timedelta(14)
#: Names of what is added to see that something is due, by whether the course is for grading only.
EXTRA_WORK = ("Online practice", "Reading at home: log for the week")
#: The order in which homework, quizzes and tests come.
RHYTHM = "HHQHHHQHHT"
_LETTERS = "A 93, A− 90, B+ 87, B 83, B− 80, C+ 77, C 73, C− 70, D+ 67, D 63, D− 60, F 0"
LETTERS = [step.split() for step in _LETTERS.split(", ")]
SKILLS = [["Exceeds", "92"], ["Meets", "75"], ["Getting there", "60"], ["Not yet", "0"]]
#: kind, name, weight, drops: by the way a teacher works.
WEIGHTED = (("H", "Homework", 25, 0), ("Q", "Quizzes", 30, 1), ("T", "Tests", 35, 0),
            ("E", "Semester exam", 10, 0))  # fmt: skip
POINTS_ONLY = (("H", "Classwork", None, 1), ("Q", "Quizzes", None, 0), ("T", "Projects", None, 0),
               ("E", "Semester exam", None, 0))  # fmt: skip
YOUNG = (("H", "Daily work", 60, 0), ("T", "Projects", 20, 0), ("Q", "Checks", 20, 1))
EXTRA = ("X", "Extra credit", None, 0)
#: The kind of each category, by its name.
KINDS = {row[1]: row[0] for row in (*WEIGHTED, *POINTS_ONLY, *YOUNG, EXTRA)}
#: Points an assignment may be worth, by kind; scores.py has a table for each.
WORTH = {
    "H": (10, 10, 20, 5),
    "Q": (20, 25, 20, 10),
    "T": (100, 50, 100, 100),
    "E": (100,),
}


@dataclass(slots=True)
class Work:
    """An assignment. ``scored_on`` is empty while the teacher has not scored it.

    ``place`` counts the section's assignments in the order of their due dates: as days go by more
    follow, and none changes its place.
    """

    section: Section
    kind: str
    name: str
    term: int
    category: int
    assigned_on: date
    due_on: date
    points: int
    scored_on: date | None = None
    multiplier: str = "1"
    counts: bool = True
    visible: bool = True
    description: str = ""
    place: int = 0
    id: int = 0


def graded_sections(town: Town) -> list[Section]:
    """The sections with a gradebook."""
    return [section for section in town.sections if section.work]


def write_gradebooks(town: Town) -> dict[int, list[Work]]:
    """Everything of the gradebooks but scores; returns the assignments by section id."""
    categories = _write_books(town, graded_sections(town))
    works = plan_works(town, categories)
    enliven(town, works)
    for made in works.values():
        made.sort(key=lambda work: work.due_on)
    write_works([work for made in works.values() for work in made])
    return works


def plan_works(town: Town, categories: dict[int, dict[str, int]]) -> dict[int, list[Work]]:
    """The assignments by section id that are due by two weeks from today."""
    return {
        section.id: _assign(town, section, categories.get(section.id, {}))
        for section in graded_sections(town)
    }


def write_works(everything: list[Work]) -> None:
    """The assignments become rows, and get their ids."""
    number("grades_assignment", everything)
    columns = (
        "id section_id category_id term_id name description assigned_on due_on points multiplier"
        " counts visible"
    )
    copy_rows("grades_assignment", columns, map(_row, everything))


def _write_books(town: Town, graded: list[Section]) -> dict[int, dict[str, int]]:
    """Gradebooks and categories; returns each section's category ids by kind."""
    letters, skills = _write_scales()
    dice = town.dice("gradebooks")
    books: list[tuple[int, int, bool, str]] = []
    rows: list[tuple[Any, ...]] = []
    for section in graded:
        young = section.grading_only
        plan = YOUNG if young else WEIGHTED if dice.random() < 0.7 else POINTS_ONLY
        scale, estimate = (skills, "most recent") if young else (letters, "")
        books.append((section.id, scale, plan is not POINTS_ONLY, estimate))
        more = (EXTRA,) if dice.random() < 0.15 else ()
        rows += [(section.id, *category) for category in (*plan, *more)]
    first = reserve("grades_category", len(rows))
    found: dict[int, dict[str, int]] = {}
    for place, row in enumerate(rows, first):
        found.setdefault(row[0], {})[row[1]] = place
    copy_rows("grades_gradebook", "section_id scale_id weighted estimate", books)
    copy_rows(
        "grades_category",
        "id section_id name weight drop_lowest",
        ((place, row[0], *row[2:]) for place, row in enumerate(rows, first)),
    )
    return found


def _write_scales() -> tuple[int, int]:
    """The two scales; returns their ids."""
    first = reserve("grades_gradingscale", 2)
    scales = [(first, "Letter grades", LETTERS), (first + 1, "Skills", SKILLS)]
    copy_rows(
        "grades_gradingscale",
        "id name steps",
        ((scale, name, json.dumps(steps, ensure_ascii=False)) for scale, name, steps in scales),
    )
    tasks = (("Progress", "progress"), ("Quarter", "term"), ("Exam", "exam"),
             ("Semester", "semester"), ("Final", "final"))  # fmt: skip
    copy_rows("grades_gradingtask", "name kind", tasks)
    return first, first + 1


def _row(work: Work) -> tuple[Any, ...]:
    return (
        work.id, work.section.id, work.category, work.term, work.name, work.description,
        work.assigned_on, work.due_on, work.points, work.multiplier, work.counts, work.visible,
    )  # fmt: skip


def pace(town: Town) -> float:
    """Assignments a school day and course, so that a new district is as large at any date."""
    return min(FASTEST, SCORED / max(1, len(town.year.past)))


def _days_of(town: Town, section: Section) -> list[SchoolDay]:
    """The school days on which work of a section may be due."""
    term = town.year.terms[TERM_OF[section.semester]]
    return [day for day in town.year.school_days if term.starts_on <= day.on <= term.ends_on]


def _assign(town: Town, section: Section, categories: dict[str, int]) -> list[Work]:
    """The assignments of one section, from its first day to two weeks from now, in their places.

    What falls to one does not depend on how many follow.
    """
    number = section.id - town.sections[0].id
    dice = town.dice(f"assignments {number}")
    until = town.today + AHEAD
    days = _days_of(town, section)
    meets = [section.grading_only or day.letter == letter_of(section) for day in days]
    topics = TOPICS[section.topics]
    term = town.year.terms[TERM_OF[section.semester]]
    step = 1 / (pace(town) * section.work)
    made: list[Work] = []
    names: set[str] = set()
    turn = dice.randrange(len(RHYTHM))
    at = dice.random() * step
    while at < len(days):
        place = int(at)
        if not meets[place] and place + 1 < len(days):
            place += 1
        if days[place].on > until:
            break
        kind = RHYTHM[(turn + len(made)) % len(RHYTHM)]
        topic = topics[min(len(topics) - 1, place * len(topics) // len(days))]
        name = _name(dice, section, kind, topic, names)
        made.append(_work(town, dice, section, categories.get(kind, 0), kind, name, days[place].on))
        at += step
    exam_day = town.year.on_or_before(term.ends_on - timedelta(2))
    if "E" in categories and exam_day <= until:
        name, alone = f"{section.name}: semester exam", town.dice(f"exam {number}")
        made.append(_work(town, alone, section, categories["E"], "E", name, exam_day))
    made.sort(key=lambda work: work.due_on)
    for at_place, work in enumerate(made):
        work.place = at_place
    return made


def _name(dice: Random, section: Section, kind: str, topic: str, names: set[str]) -> str:
    """A name that the section has not used yet."""
    homework, quiz, test = words_of(section.topics, section.grading_only)
    pattern = dice.choice(homework) if kind == "H" else quiz if kind == "Q" else test
    name = first = pattern.format(topic)
    again = 1
    while name in names:
        again += 1
        name = f"{first} {again}"
    names.add(name)
    return name


def _work(
    town: Town,
    dice: Random,
    section: Section,
    category: int,
    kind: str,
    name: str,
    due: date,
) -> Work:
    """One assignment."""
    long = 10 if kind == "T" else dice.choice((1, 2, 2, 3, 5))
    term = town.year.quarter(due)
    starts = town.year.terms[TERM_OF[section.semester]].starts_on
    work = Work(
        section, kind, name, section.school.terms[term], category,
        town.year.on_or_before(max(starts, due - timedelta(long))), due, dice.choice(WORTH[kind]),
    )  # fmt: skip
    lag = dice.choice((0, 1, 1, 2, 3)) if kind in "HQ" else dice.choice((2, 3, 5))
    scored = due + timedelta(lag)
    if scored <= town.today:
        work.scored_on = scored
    if kind == "H":
        _oddities(dice, work)
    return work


def _oddities(dice: Random, work: Work) -> None:
    """What makes gradebooks differ from a table: extra credit, half and double weight, hidden."""
    chance = dice.random()
    if chance < 0.015:
        work.points = 0
    elif chance < 0.035:
        work.multiplier = dice.choice(("2", "0.5"))
    elif chance < 0.05:
        work.counts = False
    elif chance < 0.06:
        work.visible = False
    elif chance < 0.14:
        work.description = "Finish what we began in class. Ask me if you are stuck."


def enliven(town: Town, works: dict[int, list[Work]], since: date = date.min) -> list[Work]:
    """See that the demonstration's two children have a fresh score, and work for the next day.

    What was scored by *since* stays as it is. Returns the work that is added.
    """
    year = town.year
    tomorrow = year.next_after(town.today) or year.ends_on
    more: list[Work] = []
    for kid in town.families[0].kids:
        mine = [section for section in kid.sections if works.get(section.id)]
        _freshen(town, [work for section in mine for work in works[section.id]], since)
        terms = [year.terms[TERM_OF[section.semester]] for section in mine]
        now = [
            section
            for section, term in zip(mine, terms, strict=True)
            if term.starts_on <= tomorrow <= term.ends_on
        ]
        if now and not any(w.due_on == tomorrow for section in now for w in works[section.id]):
            more.append(_due(town, works[now[0].id], tomorrow))
            works[now[0].id].append(more[-1])
    return more


def _due(town: Town, works: list[Work], tomorrow: date) -> Work:
    """Something for the next school day."""
    like = next((work for work in works if work.kind == "H"), works[0])
    section = like.section
    name = EXTRA_WORK[section.grading_only]
    term = section.school.terms[town.year.quarter(tomorrow)]
    assigned = town.year.on_or_before(town.today - timedelta(1))
    return Work(section, like.kind, name, term, like.category, assigned, tomorrow, 10)


def _freshen(town: Town, mine: list[Work], since: date) -> None:
    """The newest quiz gets scored today; where none waits for that, the newest of anything."""
    today = town.today
    done = [work for work in mine if work.due_on < today and work.visible]
    waiting = [work for work in done if since < (work.scored_on or today)]
    quizzes = [work for work in waiting if work.kind == "Q"]
    if waiting and today <= town.year.ends_on:
        newest = max(quizzes or waiting, key=lambda work: work.due_on)
        newest.scored_on = today
