"""What the high school's students have earned in earlier years, and what graduation asks for."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from openhouse.documents.models_transcript import CreditArea, CreditNeed, TranscriptRules
from openhouse.interchange.demo.copying import copy_rows
from openhouse.interchange.demo.gradebooks import LETTERS
from openhouse.interchange.demo.subjects import CORE, ELECTIVES, Offer
from openhouse.interchange.demo.town import Kid, Section, Town

#: Areas of the diploma with their credits, and the subjects that count toward each.
AREAS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("English", "4", ("English",)),
    ("Math", "3", ("Math",)),
    ("Science", "3", ("Science",)),
    ("Social studies", "3", ("Social studies",)),
    ("Physical education and health", "1", ("Physical education",)),
    ("Fine arts", "1", ("Music", "Art")),
    ("Electives", "7", ("Languages", "Technology", "Business")),
)
#: Courses of the high school that are more demanding than others.
HONORS = frozenset({"Chemistry", "Physics", "Algebra II", "Statistics"})
HALF = Decimal("0.5")
LINE = (
    "student_id ends_in term_name ended_on grade_level school_id school_name course_id"
    " course_number course_name mark percent credits_attempted credits_earned area_id level"
    " counts transfer origin"
)


def write_transcripts(town: Town) -> None:
    """Areas, what courses are worth, the lines of earlier years, and last year's ranks."""
    areas = _areas()
    TranscriptRules.objects.create(shows_rank=True, surplus_area_id=areas["Business"])
    high = [section for section in town.sections if section.school.level == "high"]
    taught = {section.course.id: section for section in high if section.work}
    copy_rows(
        "documents_coursecredit",
        "course_id credits area_id level counts",
        (_credit(section, areas) for section in taught.values()),
    )
    lines = [line for kid in town.kids if kid.grade > 9 for line in _lines(town, kid, areas)]
    copy_rows("documents_transcriptline", LINE, lines)
    copy_rows(
        "documents_academicrecord",
        "student_id ends_in school_id rank rank_of ranked_on",
        _ranks(town),
    )


def _areas() -> dict[str, int]:
    """The areas, by each subject that counts toward one."""
    found: dict[str, int] = {}
    for place, (name, needed, subjects) in enumerate(AREAS):
        area = CreditArea.objects.create(name=name, sequence=place)
        CreditNeed.objects.create(area=area, credits=needed)
        found |= dict.fromkeys(subjects, area.pk)
    return found


def _level(name: str) -> str:
    return "honors" if name in HONORS else "regular"


def _credit(section: Section, areas: dict[str, int]) -> tuple[Any, ...]:
    """A whole credit for a year, half of one for a semester."""
    worth = HALF if section.semester else 1
    course = section.course
    return (course.id, worth, areas.get(course.subject), _level(course.name), True)


def _lines(town: Town, kid: Kid, areas: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """Two semesters of the five core courses and of two electives for each year since the 9th
    grade. A few came from another school then."""
    dice = town.dice(f"transcript {kid.id - town.kids[0].id}")
    numbers = {row.name: row for row in town.courses if row.school is kid.school}
    for grade in range(9, kid.grade):
        ends_in = town.year.start + 1 - (kid.grade - grade)
        elsewhere = grade == 9 and dice.random() < 0.08
        offers = [*CORE[grade], *dice.sample(ELECTIVES["high"], 2)]
        for term, ended in (("Fall semester", (12, 18)), ("Spring semester", (5, 28))):
            on = date(ends_in - (term[0] == "F"), *ended)
            for offer in offers:
                course = None if elsewhere else numbers.get(offer.name)
                yield (
                    kid.id, ends_in, term, on, f"{grade:02}",
                    None if elsewhere else kid.school.id,
                    "Riverbend High School" if elsewhere else kid.school.name,
                    course.id if course else None, course.number if course else "", offer.name,
                    *_earned(dice, kid, offer, areas), elsewhere, "imported",
                )  # fmt: skip


def _earned(dice: Random, kid: Kid, offer: Offer, areas: dict[str, int]) -> tuple[Any, ...]:
    """Mark, percent, credits, area, level, and if it counts in the average."""
    percent = round(min(99.5, max(45.0, dice.gauss(100 * kid.ability, 5))), 1)
    letter = next(mark for mark, least in LETTERS if percent >= float(least))
    earned = HALF if letter != "F" else 0
    return (letter, percent, HALF, earned, areas.get(offer.subject), _level(offer.name), True)


def _ranks(town: Town) -> Iterator[tuple[Any, ...]]:
    """The class rank at the end of last year, as the office saved it: by ability, for a town whose
    marks follow it."""
    ends_in = town.year.start
    for grade in (10, 11, 12):
        for school in town.of_level("high"):
            class_ = [kid for kid in town.kids if kid.grade == grade and kid.school is school]
            class_.sort(key=lambda kid: -kid.ability)
            for place, kid in enumerate(class_, 1):
                yield (kid.id, ends_in, school.id, place, len(class_), date(ends_in, 6, 5))
