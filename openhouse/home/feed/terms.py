"""When the terms of children's schools end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from openhouse.access.kept import of_the_district
from openhouse.access.viewer import Child
from openhouse.districts.models import Term


@dataclass(frozen=True, slots=True)
class TermEnd:
    """The last day of a term; ``school`` is named where the child goes to several on that day."""

    id: int
    on: date
    name: str
    school: str = ""


def term_ends(children: Iterable[Child], first: date, last: date) -> dict[int, tuple[TermEnd, ...]]:
    """By child the terms that end from *first* to *last* at a school where she is on that day."""
    known = tuple(children)
    schools = sorted({each.school for child in known for each in child.enrollments})
    ends = _ends(tuple(schools), first, last) if schools else ()
    return {child.id: tuple(_of_child(child, ends)) for child in known}


def _of_child(child: Child, ends: Iterable[tuple[int, int, date, str]]) -> Iterator[TermEnd]:
    for school, number, on, name in ends:
        here = {each.school: each.school_name for each in child.enrollments if each.runs_on(on)}
        if school in here:
            yield TermEnd(number, on, name, here[school] if len(here) > 1 else "")


@of_the_district
def _ends(
    schools: tuple[int, ...], first: date, last: date
) -> tuple[tuple[int, int, date, str], ...]:
    """School, number, last day and name of each term that families may see."""
    terms = Term.objects.filter(
        visible=True, ends_on__range=(first, last), school_year__school_id__in=schools
    )
    found = terms.order_by("ends_on", "-starts_on", "sequence", "pk")
    return tuple(found.values_list("school_year__school_id", "pk", "ends_on", "name"))
