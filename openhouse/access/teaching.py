"""The second lock of sections: a teacher opens those that she teaches on the day, and no other."""

from django.http import Http404, HttpRequest

from openhouse.access.requests import viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.rows import LARGEST_ID
from openhouse.courses.queries import SectionOfTeacher, section_of_teacher


def section_or_404(request: HttpRequest, section: int) -> tuple[Viewer, SectionOfTeacher]:
    """The viewer and a section that she teaches today.

    Raises Http404 for a colleague's, one that she lost this morning, and one that is not there.
    """
    viewer = viewer_of(request)
    if "teacher" not in viewer.roles or section > LARGEST_ID:
        raise Http404
    found = section_of_teacher(viewer.person_id, section, clock.today())
    if found is None:
        raise Http404
    return viewer, found
