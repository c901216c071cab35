"""Who else has a section's gradebook open."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from openhouse.common.rows import rows
from openhouse.grades.models import GradebookVisit
from openhouse.grades.words import listed

#: The grid asks for news every 15 seconds; who has missed two has left.
GONE = timedelta(seconds=40)
_HERE = """
INSERT INTO grades_gradebookvisit (section_id, person_id, name, at) VALUES (%s, %s, %s, %s)
ON CONFLICT (section_id, person_id) DO UPDATE SET name = excluded.name, at = excluded.at
RETURNING id"""


def note_visit(person: int, name: str, section: int, at: datetime) -> None:
    """Say that *person* has the gradebook open."""
    rows(_HERE, [section, person, name, at])


def others_in(person: int, section: int, at: datetime) -> str:
    """In a sentence who else has it open; empty for nobody."""
    found = GradebookVisit.objects.filter(section_id=section, at__gt=at - GONE)
    names = list(found.exclude(person_id=person).order_by("name").values_list("name", flat=True))
    return _("Also here: %(names)s") % {"names": listed(names)} if names else ""
