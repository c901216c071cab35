"""Who fills in, of a request: who is signed in, or who has opened a link in this browser."""

from django.http import Http404, HttpRequest

from openhouse.access.requests import viewer_of
from openhouse.registration.guard import Applicant
from openhouse.registration.standing.whose import Filler, enter, filler_of

#: In the session of a browser that opened the link of a new family: its secret's digest.
KEY = "application"


def by_viewer(request: HttpRequest) -> Filler:
    """Who is signed in, as the one who fills in."""
    return filler_of(viewer_of(request))


class NoLink(Http404):
    """This browser has opened no link, or its session is over: the page says how to go on."""

    page = "registration/register_ended.html"


def by_link(request: HttpRequest, slug: str) -> tuple[Filler, int]:
    """Who opened a link in this browser, and the application; raises NoLink without one.

    The scope of the running transaction is that application's afterwards.
    """
    found = enter(str(request.session.get(KEY, "")), slug)
    if found is None:
        raise NoLink
    return Filler(Applicant(found), None, "", "register"), found
