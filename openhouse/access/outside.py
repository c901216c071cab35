"""Waiting for another server, with no transaction open.

A request is one transaction. One that waited in it for a provider's answer would keep its locks and
its snapshot for as long: a school that signs in behind one address would stand in line behind it.
So a view that lacks such an answer returns ``Outside``: what it did is undone, the work is done
while nothing is open, and the view is asked anew, with the answer there.
"""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

#: A view that is never content ends here.
MOST = 10
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
