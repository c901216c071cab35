"""For whom somebody may tell the school of an absence."""

from datetime import date

from openhouse.access.rules import eighteen_on
from openhouse.access.viewer import Child, Viewer
from openhouse.people.models import Person


def may_file_for(viewer: Viewer, today: date) -> list[Child]:
    """The children for whom *viewer* tells the school: hers, not herself unless she is 18."""
    if viewer.look:
        return []
    return [
        child
        for child in viewer.children
        if child.id != viewer.person_id or _is_grown_up(child.id, today)
    ]


def _is_grown_up(person: int, on: date) -> bool:
    born = Person.objects.filter(pk=person).values_list("born_on", flat=True).first()
    return born is not None and eighteen_on(born) <= on
