"""The transaction of a request that may end with its opening statement.

Who asks for a page that she has as it is gets her 304 after one statement, and a transaction
around it would be a quarter of what the answer costs. So it begins with the second statement, if
one comes. The settings ended with the first; they are set again as it found them. That is no other
than if both were in one transaction, of which each statement sees what was committed before it.

Where nothing has begun, nothing is set, and no row is seen.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest

from openhouse.access.enter import ADDRESS, OPEN, Address, set_again


def may_be_unchanged(request: HttpRequest, address: Address) -> bool:
    """If it asks for a family's page that the browser has; never inside a transaction."""
    return (
        address.hat == "family"
        and request.method in ("GET", "HEAD")
        and "HTTP_IF_NONE_MATCH" in request.META
        and not connection.in_atomic_block
    )


@contextmanager
def late_transaction(address: Address) -> Iterator[None]:
    """A transaction that begins with what is asked after the opening statement."""
    with ExitStack() as opened:

        def begin() -> None:
            if address.begin is not None:
                address.begin = None
                opened.enter_context(transaction.atomic())
                set_again(address)

        def before_each(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
            # a transaction of somebody's own, as a session makes to be saved, sees nothing
            if statement is not OPEN and not connection.in_atomic_block:
                begin()
            return execute(statement, *rest)

        opened.enter_context(connection.execute_wrapper(before_each))
        address.begin = begin
        yield


def begin() -> None:
    """From here on the request is one transaction, if it is not already."""
    address = ADDRESS.get()
    if address and address.begin:
        address.begin()
