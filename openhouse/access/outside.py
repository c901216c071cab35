"""Waiting for another server, with no transaction open.

A request is one transaction. One that waited in it for a provider's answer would keep its locks and
its snapshot for as long: a school that signs in behind one address would stand in line behind it.
So a view that lacks such an answer returns ``Outside``: what it did is undone, the work is done
while nothing is open, and the view is asked anew, with the answer there.

So is, once, a view that lost a race: another request wrote the same row first, or each waited for
the other. Asked anew it finds what the other has written, and says so, or writes on top of it.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from psycopg import errors

#: A view that is never content ends here.
MOST = 10
#: What the second of two writers meets.
LOST = (errors.UniqueViolation, errors.ExclusionViolation, errors.DeadlockDetected)
Answer = Callable[[HttpRequest], HttpResponseBase]


class Outside(HttpResponse):
    """Not an answer yet: *work* is to be done first. As one of 503 it is undone."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(status=503)
        self.work = work


def answered(request: HttpRequest, answer: Answer) -> HttpResponseBase:
    """What *answer*, a transaction of its own each time, says once nothing is to be done first."""
    response = answer(request)
    for _ in range(MOST):
        if not isinstance(response, Outside):
            break
        if not connection.in_atomic_block:
            connection.close()  # it may be long; others can use it
        response.work()
        request.__dict__.pop("_cached_user", None)
        response = answer(request)
    return response


def overtaken(request: HttpRequest, exception: Exception) -> bool:
    """If another writer was faster, for the first time in this request."""
    lost = isinstance(exception, DatabaseError) and isinstance(exception.__cause__, LOST)
    again = lost and not getattr(request, "was_overtaken", False)
    request.was_overtaken = lost  # type: ignore[attr-defined]
    return again


def rewind(request: HttpRequest) -> None:
    """Uploads are read from their beginning again."""
    for name in getattr(request, "_files", ()):
        for file in request.FILES.getlist(name):
            file.seek(0)
