"""Who keeps health records, and the file of one student of hers."""

from django.http import Http404, HttpRequest

from openhouse.access.requests import viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.immunizations.queries import HealthFile, health_file, is_nursed

NURSES = ("nurse", "district")


def file_or_404(request: HttpRequest, student: int) -> tuple[Viewer, HealthFile]:
    """Who asks, and the file of a student of her school; raises Http404 for any other."""
    viewer, today = viewer_of(request), clock.today()
    file = health_file(viewer, student, today) if is_nursed(viewer, student, today) else None
    if file is None:
        raise Http404
    return viewer, file
