"""A real server for tests: Granian, as in production, on a database of its own with the cast."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from openhouse.config.children import PIPE
from tests import database
from tests.cast import Somebody


@dataclass(frozen=True)
class Live:
    """A running server. ``url`` has no slash at its end; ``database_url`` is the owner's."""

    url: str
    database_url: str
    app_url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs in its environment to use the same database."""
        more = {"DATABASE_URL": self.database_url, "DATABASE_APP_URL": self.app_url}
        return {**os.environ, **more}

    def cookie_of(self, person: Somebody, *, own_device: bool = False) -> dict[str, str]:
        """The session cookie of *person*, as ``context.add_cookies`` takes it."""
        from django.conf import settings

        return {
            "name": settings.SESSION_COOKIE_NAME,
            "value": self.session_of(person, own_device=own_device),
            "url": self.url,
        }

    def session_of(self, person: Somebody, *, own_device: bool = False) -> str:
        """The key of a new session of *person* in the server's database."""
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        from openhouse.access.sessions import SessionStore
        from openhouse.people.models import Account
        from tests.cast import hashed_password
        from tests.house_client import proof_of

        account = Account(id=person.account, password=hashed_password())
        store = SessionStore()
        values = {
            SESSION_KEY: str(person.account),
            BACKEND_SESSION_KEY: "openhouse.access.backend.DistrictAccounts",
            HASH_SESSION_KEY: account.get_session_auth_hash(),
            **proof_of(person),
            **({"_session_expiry": 60 * 24 * 3600} if own_device else {}),
        }
        key = os.urandom(16).hex()
        with psycopg.connect(self.database_url) as connection:
            connection.execute(
                "INSERT INTO django_session VALUES (%s, %s, now() + interval '1 day')",
                [key, store.encode(values)],
            )
        return key


@contextmanager
def working(live: Live) -> Iterator[None]:
    """A worker of its own process on the live server's database."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "worker"],
        cwd=database.ROOT,
        env=live.environment,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """The processes that serve: begun, ended in good order, or killed as when a machine dies."""

    live: Live
    process: "subprocess.Popen[str] | None" = None
    writing: int = -1

    def start(self) -> None:
        """Begin; returns when it answers."""
        # However this process ends, the server sees the pipe close and ends as well.
        reading, self.writing = os.pipe()
        port = self.live.url.rpartition(":")[2]
        # One browser asks: a second process would only be started and ended.
        more = {"OPENHOUSE_PORT": port, PIPE: str(reading), "OPENHOUSE_PROCESSES": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "openhouse.config.cli", "serve"],
            cwd=database.ROOT,
            env=self.live.environment | more,
            pass_fds=[reading],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        os.close(reading)
        wait(f"{self.live.url}/health", self.process)

    def kill(self) -> None:
        """SIGKILL to each of its processes, whatever they are doing."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self._gone()

    def end(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self._gone()

    def _gone(self) -> None:
        assert self.process is not None
        self.process.communicate(timeout=20)
        self.process = None
        os.close(self.writing)


@contextmanager
def server(name: str) -> Iterator[Server]:
    """A server on a fresh copy of the template, called *name*, which a test may kill and start."""
    database.copy(name)
    url = f"http://127.0.0.1:{free_port()}"
    found = Server(Live(url, database.url_of(name), database.url_of(name, database.ROLE)))
    try:
        found.start()
        yield found
    finally:
        found.end()
        database.drop(name)


@contextmanager
def serve(name: str) -> Iterator[Live]:
    """Run a server on a fresh copy of the template, called *name*, until the end."""
    with server(name) as found:
        yield found.live


def wait(url: str, process: "subprocess.Popen[str]", seconds: float = 30) -> None:
    """Return when *url* answers; raise what the process said when it ended before."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended: {process.communicate()[0]}")
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError(f"{url} did not answer: {process.communicate()[0]}")
