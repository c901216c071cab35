"""The school's words on Today, each with what it means: those that stand there, and no others."""

from openhouse.attendance.meanings import Meaning, meant_by
from openhouse.grades.meanings import OF_FLAGS, POSTED
from openhouse.home.queries import FamilyDay


def on_today(found: FamilyDay) -> list[Meaning]:
    """What is meant by the words of *found*; nothing where all is plain."""
    works = list(found.work.values())
    flags = {piece.flag for work in works for piece in (*work.missing, *work.scored)}
    posted = [POSTED] if any(work.posted for work in works) else []
    of_work = [said for flag, said in OF_FLAGS.items() if flag in flags]
    days = [(day.value, day.excuse) for day in found.marks.values()]
    return [*of_work, *posted, *meant_by(days)]
