"""Who fills in an application, and which: a signed-in adult of the home, or who has its link."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.rows import rows
from openhouse.common.text import day_and_year
from openhouse.registration.guard import Reader
from openhouse.registration.links import digest_of
from openhouse.registration.models import Application
from openhouse.registration.standing.reading import application_read


@dataclass(frozen=True, slots=True)
class Filler:
    """Who fills in: *person* is None for a family that is new here."""

    reader: Reader
    person: int | None
    name: str
    #: What the addresses of her pages begin with: "registration" or "register".
    side: str
    #: The last day of the link by which she came, where a page says it.
    until: date | None = None

    @property
    def until_words(self) -> str:
        """The last day of her link; "" where it is not said."""
        return day_and_year(self.until) if self.until else ""


def filler_of(viewer: Viewer) -> Filler:
    """An adult of the home. Raises Http404 for a student, and during an office's look."""
    if viewer.look or all(child.id == viewer.person_id for child in viewer.children):
        raise Http404
    return Filler(viewer, viewer.person_id, viewer.name, "registration")


def enter(digest: str, slug: str) -> int | None:
    """Let the owner of a link in: the application's id, or None with nothing in scope."""
    if len(digest) != len(digest_of("")):
        return None
    said = "SELECT openhouse_enter_application(%s, %s, %s)"
    ((found,),) = rows(said, [slug, digest, clock.today()])
    return int(found) if found else None


def application_of(filler: Filler, number: int) -> Application:
    """The application with this id; raises Http404 for one that is not hers, or is not there.

    Nor is it hers whom a court keeps by now from a child of the home.
    """
    found = application_read(filler.reader, number)
    if found is None:
        raise Http404
    return found
