"""Who of the staff looked at a child's record, as her family reads it (DESIGN, section 6)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Func, OuterRef, Subquery, TextField
from django.utils import timezone

from openhouse.access.viewer import Child, Viewer
from openhouse.ledger.models import Change
from openhouse.people.guard import seen
from openhouse.people.models import StaffPost

#: Lines that a page goes through, at most.
MOST = 300


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
    """The newest looks of staff at the record of *child*, newest first, in one statement."""
    named = Func(F("actor_id"), function="openhouse_staff_name", output_field=TextField())
    posts = StaffPost.objects.filter(person_id=OuterRef("actor_id")).order_by("role")
    found = (
        Change.objects.filter(student_id__in=seen(viewer, [child.id]), kind="record.viewed")
        .annotate(named=named, post=Subquery(posts.values("role")[:1]))
        .order_by("-at", "-id")
        .values_list("at", "subject", "named", "post", "after")
    )
    return [
        Looked(timezone.localtime(at), page, name or "", post or "", bool(after))
        for at, page, name, post, after in found[:MOST]
    ]
