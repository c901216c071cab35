"""Where a family says that a score or a posted mark is wrong."""

from openhouse.common.addresses import address
from openhouse.grades.queries import Posted, Work


def ask_url(student: int, section: int, each: Work | Posted) -> str:
    """The address of the question about a score or a posted mark of a course."""
    here = f"{address('question-new', student)}?section={section}&about="
    if isinstance(each, Posted):
        return f"{here}mark&number={each.task_id}" + (f"&term={each.term}" if each.term else "")
    return f"{here}score&number={each.id}"
