"""What a view reads of its request: who looks, which child, which numbers the address says."""

from django.http import Http404, HttpRequest

from openhouse.access.viewer import Child, Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks. Only for views that ask for a signed-in audience: others may have nobody."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def child_or_404(request: HttpRequest, student: int) -> tuple[Viewer, Child]:
    """The viewer and the child; raises Http404 for one who is not the viewer's, or is not."""
    viewer = viewer_of(request)
    child = viewer.child(student)
    if child is None:
        raise Http404
    return viewer, child


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that the address says, small enough for the database; None otherwise."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
