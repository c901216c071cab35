"""Where a family asks about a score or a posted mark: who changed it, and that it is wrong."""

from openhouse.common.addresses import address
from openhouse.grades.queries import Posted, Work


def ask_url(student: int, section: int, each: Work | Posted) -> str:
    """The address of the question about a score or a posted mark of a course."""
    here = f"{address('question-new', student)}?section={section}&about="
    if isinstance(each, Posted):
        return f"{here}mark&number={each.task_id}" + (f"&term={each.term}" if each.term else "")
    return f"{here}score&number={each.id}"


def mark_changes_url(student: int, section: int, task: int, term: int | None) -> str:
    """The address of who changed a posted mark; it says 0 where the mark is of no term."""
    return address("mark-changes", student, section, task, term or 0)
