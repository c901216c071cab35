"""Views that ask a provider: while no transaction is open, and few of them at a time.

Threads that wait for a slow provider are threads that serve nobody. So a process has few of them
wait at a time, and one page does not wait longer than somebody before it would.
"""

import time
from collections.abc import Callable
from functools import partial, wraps
from threading import BoundedSemaphore
from typing import Any, NoReturn

import requests
from django.http import HttpRequest, HttpResponseBase

from openhouse.access.outside import Outside
from openhouse.sign_in.single.fetching import ASKED, NotAsked, careful_session, key_of

View = Callable[..., HttpResponseBase]
Asked = dict[Any, Callable[[], requests.Response]]
#: Requests of a process that wait for providers: half of its threads, unless it was told more.
PLACES = BoundedSemaphore(2)
#: Seconds to wait for a place, and for all that one page asks.
FOR_A_PLACE = 1
ALTOGETHER = 15


def asks_outside(view: View) -> View:
    """A view that may ask providers: it is asked anew once their answers are there.

    Until then all that it does is undone, so it begins each time where it began.
    """

    @wraps(view)
    def asking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        kept: Any = request
        if not hasattr(kept, "asked_outside"):
            kept.asked_outside = ({}, time.monotonic() + ALTOGETHER)
        asked, until = kept.asked_outside
        token = ASKED.set(asked)
        try:
            return view(request, *args, **kwargs)
        except NotAsked as needed:
            return Outside(partial(_ask, needed.request, asked, until))
        finally:
            ASKED.reset(token)

    return asking


def _ask(request: requests.PreparedRequest, asked: Asked, until: float) -> None:
    """Send *request*, and keep what came of it."""
    if time.monotonic() > until:
        asked[key_of(request)] = partial(_raise, requests.Timeout("The provider is too slow"))
        return
    if not PLACES.acquire(timeout=FOR_A_PLACE):
        error = requests.ConnectionError("Too many wait for a provider already")
        asked[key_of(request)] = partial(_raise, error)
        return
    try:
        with careful_session() as session:
            adapter: Any = session.get_adapter(str(request.url))
            answer = adapter.ask(request)
        asked[key_of(request)] = lambda: answer
    except (requests.RequestException, OSError, ValueError) as error:
        asked[key_of(request)] = partial(_raise, error)
    finally:
        PLACES.release()


def _raise(error: Exception) -> NoReturn:
    raise error
