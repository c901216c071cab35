"""The pages that a private device keeps: all tools of all children."""

from openhouse.access.viewer import Child, Viewer
from openhouse.common import clock
from openhouse.common.addresses import address
from openhouse.common.months import month_after, month_of
from openhouse.home.context import more_of_family
from openhouse.messages.threads.queries import list_of

#: Pages of each child; classes are found on the page of grades.
OF_A_CHILD = (
    "today-child",
    "grades",
    "assignments",
    "attendance",
    "schedule",
    "schedule-week",
    "changes-child",
    "more-child",
    "absence-notes",
    "absence-new",
    "threads",
    "thread-new",
)
#: The newest conversations that are kept, to be read and answered without network.
THREADS = 10


def places_of(viewer: Viewer) -> list[str]:
    """The addresses, those first that one opens first."""
    found = [address("today")]
    for child in viewer.children:
        found += [address(name, child.id) for name in OF_A_CHILD]
        found += [
            place.url for place in more_of_family(viewer, child) if _is_about(place.url, child)
        ]
    found += _calendars(viewer)
    if any(child.id != viewer.person_id for child in viewer.children):
        found.append(address("registration"))
    if len(viewer.children) > 1:
        found += [address("calendar-child", child.id) for child in viewer.children]
    found += [
        address(name) for name in ("messages", "threads-all", "changes", "documents-all", "more")
    ]
    found += [
        address("thread", one.student_id, one.pk)
        for one in list_of(viewer, clock.today())[:THREADS]
    ]
    return list(dict.fromkeys(found))


def _calendars(viewer: Viewer) -> list[str]:
    """The month of all children, and of each where there are several; and the one that follows."""
    several = viewer.children if len(viewer.children) > 1 else ()
    pages = [address("calendar"), *(address("calendar-child", child.id) for child in several)]
    following = month_after(month_of(clock.today()))
    return [*pages, *(f"{page}?month={following:%Y-%m}" for page in pages)]


def _is_about(url: str, child: Child) -> bool:
    """Not one's account, nor the pages of staff."""
    return f"/family/{child.id}/" in url
