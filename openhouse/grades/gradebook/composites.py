"""Marks that are made of other posted marks: a semester from its quarters and its exam (TCH-08)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openhouse.common.scope import Sees
from openhouse.grades.gradebook.windows import Window
from openhouse.grades.models import GradingTask, PostedMark
from openhouse.grades.models_district import TaskPart
from openhouse.grades.rules.composites import Component, Composite, composite_of
from openhouse.grades.terms import Term, leaves_of
from openhouse.grades.words import task_words

INSIDE = TaskPart.Place.INSIDE


@dataclass(frozen=True, slots=True)
class Part:
    """A posted mark that goes into another: of which task and term, and how much it weighs."""

    task: int
    term: int
    name: str
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the marks of a window are made of others."""

    parts: tuple[Part, ...]
    waits: bool

    def whole(self, marks: Mapping[tuple[int, int], Decimal | None]) -> Composite:
        """A student's mark, of her *marks* by task and term."""
        found = [
            Component(part.name, part.weight, marks.get((part.task, part.term)))
            for part in self.parts
        ]
        return composite_of(found, waits=self.waits)


def recipe_of(window: Window, terms: Sequence[Term]) -> Recipe | None:
    """How the district makes the window's marks of others; None where they stand alone.

    *terms* are those of the school's year.
    """
    said = TaskPart.objects.filter(task_id=window.task).order_by("place", "part__name")
    rows = list(said.values_list("part_id", "part__name", "place", "weight"))
    if not rows:
        return None
    term = next((term for term in terms if term.id == window.term), None)
    if term is None:
        return None
    inside = terms_inside(term, terms)
    parts = [
        Part(task, where.id, task_words(where.name, name), weight)
        for task, name, place, weight in rows
        for where in (inside if place == INSIDE else [term])
    ]
    waits = GradingTask.objects.filter(pk=window.task, waits=True).exists()
    return Recipe(tuple(parts), waits)


def terms_inside(term: Term, terms: Iterable[Term]) -> list[Term]:
    """The terms one step inside: those that name it, or else the shortest that lie in its days."""
    every = tuple(terms)
    named = [each for each in every if each.parent == term.id]
    return named or [
        each
        for each in leaves_of(every)
        if each.id != term.id and term.starts_on <= each.starts_on and each.ends_on <= term.ends_on
    ]


def composites_of(
    viewer: Sees, section: int, recipe: Recipe, students: Iterable[int]
) -> dict[int, Composite]:
    """The mark of each student, made of the section's posted marks. One statement."""
    marks = PostedMark.objects.visible_to(viewer).filter(
        section_id=section,
        task_id__in={part.task for part in recipe.parts},
        term_id__in={part.term for part in recipe.parts},
    )
    known: dict[int, dict[tuple[int, int], Decimal | None]] = {one: {} for one in students}
    for student, task, term, percent in marks.values_list(
        "student_id", "task_id", "term_id", "percent"
    ):
        if student in known and term is not None:
            known[student][task, term] = percent
    return {student: recipe.whole(said) for student, said in known.items()}
