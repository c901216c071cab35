"""Who of the staff looked at a child's record, as her family reads it (DESIGN, section 6)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, TextField
from django.utils import timezone

from openhouse.access.viewer import Child, Viewer
from openhouse.attendance.models import AbsenceNote
from openhouse.immunizations.models import CardUpload
from openhouse.ledger.models import Change
from openhouse.messages.models_threads import Thread
from openhouse.people.guard import seen
from openhouse.people.models import StaffPost
from openhouse.questions.models import Question

#: Lines that a page goes through, at most.
MOST = 300
#: Pages on which staff read what one of the family wrote or sent, and what that is.
OF_ONE: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("office-note", "office-note-file"), AbsenceNote),
    (("staff-question",), Question),
    (("staff-thread",), Thread),
    (("nurse-card", "nurse-card-file"), CardUpload),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """One look: the moment, the page by the name of its address, who and in which post.

    ``as_guardian``: an office saw the page as a guardian sees it.
    """

    at: datetime
    page: str
    name: str
    post: str
    as_guardian: bool


def looks_at(viewer: Viewer, child: Child) -> list[Looked]:
    """The newest looks of staff at the record of *child*, newest first, in one statement.

    That another guardian has told, asked or sent something, or talks with the school, nobody reads
    here who does not read that: neither her other home, nor the student.
    """
    named = Func(F("actor_id"), function="openhouse_staff_name", output_field=TextField())
    posts = StaffPost.objects.filter(person_id=OuterRef("actor_id")).order_by("role")
    found = (
        Change.objects.filter(student_id__in=seen(viewer, [child.id]), kind="record.viewed")
        .exclude(_of_others(viewer, child))
        .annotate(named=named, post=Subquery(posts.values("role")[:1]))
        .order_by("-at", "-id")
        .values_list("at", "subject", "named", "post", "after")
    )
    return [
        Looked(timezone.localtime(at), page, name or "", post or "", bool(after))
        for at, page, name, post, after in found[:MOST]
    ]


def _of_others(viewer: Viewer, child: Child) -> Any:
    """Looks at what *viewer* has nothing of herself."""
    found: Any = Q(pk=None)
    for pages, model in OF_ONE:
        hers = model.objects.visible_to(viewer).filter(student_id=child.id)
        if model is Thread:  # no look at a private one is noted (``messages/threads``)
            hers = hers.filter(kind=Thread.Kind.ABOUT)
        found |= Q(subject__in=pages) & ~Exists(hers)
    return found
