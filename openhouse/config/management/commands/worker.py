"""``openhouse worker``: does the jobs that pages and commands leave for later."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from django.core.management import BaseCommand, CommandParser

from openhouse.config.children import end_with_parent
from openhouse.config.warm import warm_up

#: Jobs of emergencies done at the same time, beside all others: their place is never taken.
KEPT_FREE = 2


class Command(BaseCommand):
    help = "Runs a worker, which does the jobs that pages leave for later. Run as many as you like."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jobs", type=int, default=1, help="jobs done at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        end_with_parent()
        warm_up()
        asyncio.run(work(options["jobs"]))


async def work(jobs: int) -> None:
    """Do *jobs* jobs at a time, and emergencies besides, until the process is asked to end.

    A job that has begun is given a while; what it did is undone if it takes longer. One that is
    done goes: the queue has no wall, and names stand in its arguments.
    """
    from procrastinate.contrib.django import app

    from openhouse.notifications.lanes import EMERGENCY

    how: dict[str, Any] = {"shutdown_graceful_timeout": 5, "delete_jobs": "successful"}
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            every = working.run_worker_async(concurrency=jobs, **how)
            urgent = working.run_worker_async(
                queues=[EMERGENCY], concurrency=KEPT_FREE, name="emergency",
                install_signal_handlers=False, **how,
            )  # fmt: skip
            await _together(every, urgent)


async def _together(*workers: Coroutine[Any, Any, None]) -> None:
    """Run *workers* until one ends, then let the others end what they have begun."""
    tasks = [asyncio.create_task(worker) for worker in workers]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for fault in ended:
        if isinstance(fault, Exception):
            raise fault
