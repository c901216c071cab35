"""At which schools somebody keeps the office."""

from contextlib import AbstractContextManager, nullcontext

from django.db.models import QuerySet

from openhouse.access.viewer import Viewer
from openhouse.common.scope import another_hat
from openhouse.districts.models import School

#: Posts that keep the office of the school that they are at.
_AT_A_SCHOOL = frozenset({"office", "counselor"})


def offices_of(viewer: Viewer) -> list[int] | None:
    """The ids of the schools whose office *viewer* keeps today; None: the whole district's.

    A post in an office that names no school keeps none, and one as a teacher never does.
    """
    if "district" in viewer.roles:
        return None
    return sorted(
        {post.school for post in viewer.posts if post.school and post.role in _AT_A_SCHOOL}
    )


def schools_kept(viewer: Viewer) -> QuerySet[School]:
    """The same as schools, by name."""
    schools, kept = School.objects.order_by("name", "pk"), offices_of(viewer)
    return schools if kept is None else schools.filter(pk__in=kept)


def as_an_office(viewer: Viewer) -> AbstractContextManager[None]:
    """For a page under ``staff/`` that says what waits on *viewer*'s desk as an office.

    Who has a post of the district's sees it under any hat of staff.
    """
    return nullcontext() if offices_of(viewer) is None else another_hat("office", viewer.hat)
