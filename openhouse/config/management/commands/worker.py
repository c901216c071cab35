"""``openhouse worker``: does the jobs that pages and commands leave for later."""

from typing import Any

from django.core.management import BaseCommand, CommandParser

from openhouse.config.children import end_with_parent


class Command(BaseCommand):
    help = "Runs a worker, which does the jobs that pages leave for later. Run as many as you like."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--jobs", type=int, default=1, help="jobs done at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        from procrastinate.contrib.django import app

        end_with_parent()
        with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
            # A job that has begun is given a while; what it did is undone if it takes longer.
            # One that is done goes: the queue has no wall, and names stand in its arguments.
            working.run_worker(
                concurrency=options["jobs"], shutdown_graceful_timeout=5, delete_jobs="successful"
            )
