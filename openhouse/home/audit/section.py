"""Who changed a score, or a posted mark, as the teacher of the section reads it."""

from datetime import date

from django.db.models import Q

from openhouse.access.viewer import Viewer
from openhouse.common.models import running
from openhouse.courses.models import Placement
from openhouse.grades.models import Assignment, PostedMark
from openhouse.grades.words import task_words
from openhouse.home.audit.queries import Audited, named, of_mark
from openhouse.home.changes import MOST
from openhouse.ledger.models import Change
from openhouse.people.guard import seen


def sits_in(viewer: Viewer, section: int, student: int, today: date) -> str | None:
    """The name of a student who sits in the section today; None for any other."""
    found = (
        Placement.objects.visible_to(viewer)
        .filter(running(today), section_id=section, student_id=student)
        .select_related("student__person")
        .first()
    )
    return str(found.student.person) if found else None


def work_in(section: int, assignment: int) -> str | None:
    """The name of a piece of work of the section; None for any other."""
    found = Assignment.objects.filter(section_id=section, pk=assignment)
    return found.values_list("name", flat=True).first()


def mark_in(viewer: Viewer, student: int, section: int, task: int, term: int | None) -> str | None:
    """The name of a mark that stands posted; None where none does."""
    marks = PostedMark.objects.visible_to(viewer).filter(
        Q(term_id=term) if term else Q(term__isnull=True),
        student_id=student,
        section_id=section,
        task_id=task,
    )
    found = marks.values_list("term__name", "task__name").first()
    return task_words(*found) if found else None


def lines_of_score(viewer: Viewer, student: int, assignment: int) -> list[Audited]:
    """Everything that was ever done to a score; newest first."""
    return _newest(viewer, student, assignment, Q(kind__startswith="score."))


def lines_of_mark(
    viewer: Viewer, student: int, section: int, task: int, term: int | None
) -> list[Audited]:
    """Everything that was ever done to a posted mark; newest first."""
    return _newest(viewer, student, section, of_mark(task, term))


def _newest(viewer: Viewer, student: int, about: int, matter: Q) -> list[Audited]:
    found = Change.objects.filter(matter, student_id__in=seen(viewer, [student]), about_id=about)
    return named(list(found.order_by("-at", "-id").values_list("id", flat=True)[:MOST]))
