"""A job that is asked for again and again, and once is enough."""

from contextlib import suppress
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued


def once(task: Any, lock: str, **arguments: Any) -> None:
    """Put a job of *task* into the queue, unless one of the same *lock* waits already."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.configure(queueing_lock=lock).defer(**arguments)
