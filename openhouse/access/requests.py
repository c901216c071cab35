"""What a view reads of its request: who looks, where, which child, which numbers the address says.

The middleware puts district and viewer on the request, where no type is known of them: this module
is the only one that reads them there (``tests/access/test_requests.py``).
"""

from dataclasses import replace
from datetime import date

from django.http import Http404, HttpRequest

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import Child, Viewer


def district_of(request: HttpRequest) -> CurrentDistrict:
    """The district whose address it is. Every page has one but the few that are the server's."""
    district: CurrentDistrict = request.district  # type: ignore[attr-defined]
    return district


def district_if_any(request: HttpRequest) -> CurrentDistrict | None:
    """The district, for pages that are the server's too; None also where no middleware ran."""
    return getattr(request, "district", None)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks. Only for views that ask for a signed-in audience: others may have nobody."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def viewer_if_any(request: HttpRequest) -> Viewer | None:
    """Who looks, for pages that are everybody's; None where nobody has signed in."""
    return getattr(request, "viewer", None)


def has_read(request: HttpRequest, many: int = 1) -> None:
    """So many messages less are new to who looks: what this page shows she has read."""
    viewer = viewer_of(request)
    left = max(0, viewer.unread_messages - many)
    request.viewer = replace(viewer, unread_messages=left)  # type: ignore[attr-defined]


def child_or_404(request: HttpRequest, student: int) -> tuple[Viewer, Child]:
    """The viewer and the child; raises Http404 for one who is not the viewer's, or is not."""
    viewer = viewer_of(request)
    child = viewer.child(student)
    if child is None:
        raise Http404
    return viewer, child


def number_in(request: HttpRequest, name: str) -> int | None:
    """A whole number that the address says, small enough for the database; None otherwise."""
    return whole_number(request.GET.get(name, ""))


def whole_number(text: str) -> int | None:
    """The number that *text* is, small enough for the database; None where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def date_in(request: HttpRequest, name: str) -> date | None:
    """A date that the address says, "2026-10-06"; None for none, and for one of another age."""
    return date_of(request.GET.get(name, ""))


def month_in(request: HttpRequest, name: str) -> date | None:
    """The first day of a month that the address says, "2026-10"; None as for ``date_in``."""
    return date_of(f"{request.GET.get(name, '')}-01")


def date_of(text: str) -> date | None:
    """The date that a field or an address says; None for none, and for one of another age."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None
