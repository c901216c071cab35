"""The demonstration district: "Capital Hills", invented from end to end.

The same number of students on the same day gives the same district, row for row; and so does the
same day of making followed by starts on the same days. Nobody in it
lives, no address exists, telephones are 555-0100 to 555-0199, mail goes to example.org.

    OPENHOUSE_ROLE=owner python -m openhouse.interchange.demo --students 600

``OPENHOUSE_HOME`` or ``DATABASE_URL`` names the database, which has been migrated;
``OPENHOUSE_TODAY=2026-10-06`` moves its school year. Data exists up to today only.

The layout follows the way it is made: ``town`` holds it in memory; ``calendar``, ``schools``,
``families``, ``people``, ``timetable``, ``courses``, ``gradebooks``, ``scores``, ``attendance``,
``rolls``, ``marks``, ``transcripts``, ``news``, ``questions`` and ``documents`` add to it and write
it by COPY, and ``changes`` says of a little of it that it was corrected; ``memory`` has the same
town again later, and ``passing`` lets days go by in it; ``names``, ``subjects`` and ``outcomes``
hold what it is put together from.
"""

from collections.abc import Callable

from openhouse.interchange.demo.accounts import DemoAccount, DemoAccounts

SLUG = "capital-hills"

__all__ = ["SLUG", "DemoAccount", "DemoAccounts", "make_district", "standing"]


def make_district(
    students: int = 600, *, progress: Callable[[str, float], None] | None = None
) -> DemoAccounts:
    """Make the district with *students* students and return how to sign in to it.

    Where it is there already, whatever its size, the days since the last start go by: work, scores
    and attendance are added up to now, and what was written by hand stays. All or nothing: one
    transaction, as the owner role, for the restricted one may not add a district. *progress* hears
    what is being made and the share of the whole that is done, from 0 to 1. Raises ValueError below
    40 students.
    """
    if students < 40:
        raise ValueError(f"{students} students are too few for three schools; 40 or more")
    from openhouse.interchange.demo import make  # models: only once Django is ready

    return make.make(SLUG, students, progress or _silent)


def standing() -> str:
    """A sentence about the district's days, where somebody who starts it is to know one."""
    from openhouse.interchange.demo import make

    return make.standing_of(SLUG)


def _silent(_what: str, _share: float) -> None:
    """Progress that nobody hears."""
