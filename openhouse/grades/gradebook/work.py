"""A teacher's pieces of work: made, changed, copied to other sections, removed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.access.viewer import System
from openhouse.common.models import running
from openhouse.common.scope import Sees, as_the_house
from openhouse.courses.models import SectionTeacher
from openhouse.grades.gradebook.defaults import offered_categories, take_categories
from openhouse.grades.gradebook.notes import work_note
from openhouse.grades.models import Assignment, Category, PostedMark, Score
from openhouse.grades.numbers import plain
from openhouse.grades.terms import Calendar, Term, leaves_of

FIELDS = (
    *("name", "short", "category_id", "assigned_on", "due_on", "points", "multiplier"),
    *("counts", "visible", "never_drop", "handed_in_here", "description"),
)


def categories_of(section: int) -> list[tuple[int, str]]:
    """The categories of *section*, by name; where it has none yet, the district's for new classes,
    with ids below zero."""
    found = Category.objects.filter(section_id=section).order_by("name", "id")
    own = list(found.values_list("id", "name"))
    return own or [(each.id, each.name) for each in offered_categories(section)]


def work_in(section: int, assignment: int) -> dict[str, Any] | None:
    """A piece of work of *section* as its form has it; None where there is none."""
    found = Assignment.objects.filter(section_id=section, pk=assignment).values(*FIELDS, "term_id")
    said: dict[str, Any] | None = found.first()
    if said is None:
        return None
    said |= {"category": said["category_id"], "private": work_note(assignment)}
    for name in ("points", "multiplier"):
        said[name] = plain(said[name]) if said[name] is not None else ""
    return said


def make_work(
    actor: Sees, section: int, said: Mapping[str, Any], others: Iterable[int] = ()
) -> int:
    """Make a piece of work, and the same in *others*, which she teaches too; its id. What it is
    scored by, ``rubric`` as ``rules.rubrics`` keeps it, goes along.

    A class without categories takes the district's with it. Elsewhere it goes into the category of
    the same name, or into none.
    """
    values = _values(said) | {"rubric": said.get("rubric") or None}
    chosen = values.pop("category_id")
    with transaction.atomic():
        for each in sorted({section, *others}):  # in this order whoever does it
            taken = take_categories(each)
            chosen = _taken(taken, chosen) if each == section else chosen
        name = Category.objects.filter(pk=chosen).values_list("name", flat=True).first()
        made = Assignment.objects.create(section_id=section, category_id=chosen, **values)
        for other in others:
            same = Category.objects.filter(section_id=other, name=name or "").first()
            Assignment.objects.create(section_id=other, category=same, **values)
    return made.pk


def _taken(taken: Mapping[int, int], chosen: int | None) -> int | None:
    """The category that was chosen, or of the district's the section's own; None if it is gone."""
    found = chosen if chosen is None or chosen > 0 else taken.get(chosen)
    return found if found and Category.objects.filter(pk=found).exists() else None


def change_work(actor: Sees, section: int, assignment: int, said: Mapping[str, Any]) -> None:
    """Keep what the form says of a piece of work."""
    values = _values(said)
    with transaction.atomic():
        values["category_id"] = _taken(take_categories(section), values["category_id"])
        Assignment.objects.filter(section_id=section, pk=assignment).update(**values)


def remove_work(actor: Sees, section: int, assignment: int) -> bool:
    """Take a piece of work away; False where somebody has a score for it: then nothing happens.

    The scores of students who have left the class are looked for too, so the house does.
    """
    with transaction.atomic(), as_the_house():
        work = Assignment.objects.select_for_update().filter(section_id=section, pk=assignment)
        if not list(work) or _has_scores(assignment):
            return False
        Score.objects.visible_to(System()).filter(assignment_id=assignment).delete()
        work.delete()
    return True


def _has_scores(assignment: int) -> bool:
    """If something stands in a cell of it, of whomever. Asked by the house."""
    cells = Score.objects.visible_to(System()).filter(assignment_id=assignment)
    return cells.exclude(points=None, flag="", text="", comment="", feedback="").exists()


def moves_a_posted_mark(
    section: int, calendar: Calendar, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[str, str] | None:
    """The terms from and to which other days move work, where marks of either are posted.

    Marks of students who have left the class are marks too, so the house looks.
    """
    leaves = leaves_of(calendar.every)
    if before["term_id"] in [term.id for term in leaves]:
        return None  # it names its term, whatever its day
    old, new = (_term_on(leaves, said["due_on"] or said["assigned_on"]) for said in (before, after))
    if old == new:
        return None
    touched = [part for term in (old, new) if term for part in (term.id, term.parent) if part]
    with as_the_house():
        marks = PostedMark.objects.visible_to(System())
        if not marks.filter(section_id=section, term_id__in=touched).exists():
            return None
    old_name, new_name = (term.name if term else _("no term") for term in (old, new))
    return old_name, new_name


def _term_on(leaves: list[Term], on: date | None) -> Term | None:
    """A day between two terms belongs to the one that ends next, as in ``terms.Calendar``."""
    if on is None or not leaves:
        return None
    return next((term for term in leaves if term.ends_on >= on), leaves[-1])


def other_sections(person: int, section: int, on: date) -> list[tuple[int, str]]:
    """The other sections that *person* teaches on a day, by name."""
    ties = SectionTeacher.objects.filter(running(on), person_id=person)
    found = ties.exclude(section_id=section).order_by("section__name", "section__number")
    return [
        (number, f"{name} {more}".strip())
        for number, name, more in found.values_list(
            "section_id", "section__name", "section__number"
        )
    ]


def _values(said: Mapping[str, Any]) -> dict[str, Any]:
    known = {name: said[name] for name in FIELDS if name in said}
    return known | {"category_id": said.get("category")}
