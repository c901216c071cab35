"""``openhouse serve``: the web server."""

import errno
import os
import socket
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from openhouse.config.children import end_with_parent


def address() -> tuple[str, int]:
    """Where the web server listens: ``OPENHOUSE_ADDRESS`` and ``OPENHOUSE_PORT``."""
    said = os.environ.get("OPENHOUSE_PORT") or "8000"
    if not said.isdigit() or not 0 < int(said) < 65536:
        raise CommandError(f"OPENHOUSE_PORT is {said!r}; expected a number from 1 to 65535")
    return os.environ.get("OPENHOUSE_ADDRESS") or "127.0.0.1", int(said)


def ensure_free(host: str, port: int) -> None:
    """Raise CommandError, with what to set, when nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    f"Port {port} is in use by another program. Set OPENHOUSE_PORT to a free one,"
                    f" for example OPENHOUSE_PORT={port + 1}."
                ) from error
            raise CommandError(f"Cannot listen on {host} port {port}: {error.strerror}") from error


def number_of(name: str, default: int) -> int:
    """The number in the environment variable *name*."""
    said = os.environ.get(name) or str(default)
    if not said.isdigit() or int(said) < 1:
        raise CommandError(f"{name} is {said!r}; expected a number from 1 up")
    return int(said)


class Command(BaseCommand):
    help = "Runs the web server. OPENHOUSE_ADDRESS and OPENHOUSE_PORT say where it listens."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        cores = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
        parser.add_argument(
            "--processes",
            type=int,
            default=number_of("OPENHOUSE_PROCESSES", max(cores or 1, 2)),
            help="web processes (OPENHOUSE_PROCESSES); one a core unless told",
        )
        parser.add_argument(
            "--threads",
            type=int,
            default=number_of("OPENHOUSE_THREADS", 4),
            help="threads of each process (OPENHOUSE_THREADS); each keeps a database connection",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        from granian import Granian
        from granian.constants import Interfaces
        from granian.log import LogLevels

        host, port = address()
        ensure_free(host, port)
        end_with_parent()
        Granian(
            "openhouse.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=options["processes"],
            blocking_threads=options["threads"],
            # A thread that goes takes its database connection along.
            blocking_threads_idle_timeout=600,
            respawn_failed_workers=True,
            workers_kill_timeout=5,
            log_level=LogLevels.warning,
            websockets=False,
        ).serve()
