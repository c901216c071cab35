"""Keeping how students stand, so that a school's list is there at once (decision 0022)."""

from collections.abc import Sequence
from datetime import date

from openhouse.access.viewer import System
from openhouse.common.scope import as_the_house
from openhouse.immunizations.models import KeptStanding
from openhouse.immunizations.standings import reckoned


def keep_standings(students: Sequence[int], state: str, on: date) -> int:
    """Reckon and keep those of *students* of whom today's standing is not kept; how many it were.

    Rows are written in the order of students whoever asks, so that two who write the same ones wait
    for each other and never both. One that is overtaken by a newer one keeps an older standing with
    its older digest, which nobody shows.
    """
    with as_the_house():
        found = reckoned(System(), sorted(students), state, on)
        KeptStanding.objects.visible_to(System()).bulk_create(
            [
                KeptStanding(student_id=each.student, made_of=each.made_of, found=each.found)
                for each in found
            ],
            update_conflicts=True,
            unique_fields=["student"],
            update_fields=["made_of", "found"],
        )
    return len(found)
