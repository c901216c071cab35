"""A provider that does not answer holds up nobody but who waits for it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import psycopg
import pytest

from tests.live import Live

#: More than a server has threads.
CROWD = 12
#: Two processes, two places in each.
WAIT = 4


@pytest.fixture
def silent() -> Iterator[tuple[str, Event, Event]]:
    """Where a provider listens that says nothing; it was asked; it may speak."""
    asked, may_speak = Event(), Event()

    class Silent(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.set()
            may_speak.wait(30)
            self.send_error(500)

        def log_message(self, *said: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked, may_speak
    may_speak.set()
    server.shutdown()
    server.server_close()


@contextmanager
def provider(live: Live, issuer: str) -> Iterator[int]:
    """A provider of the north that is reached at *issuer*; its number."""
    with psycopg.connect(live.database_url, autocommit=True) as owner:
        row = owner.execute(
            "INSERT INTO sign_in_identityprovider (district_id, name, protocol, is_on, made_at)"
            " SELECT id, 'Slow ID', 'openid', true, now() FROM districts_district"
            " WHERE slug = 'north' RETURNING id, district_id"
        ).fetchone()
        assert row
        owner.execute(
            "INSERT INTO sign_in_providersetup (provider_id, district_id, issuer, client_id,"
            " secret, sign_in_url, certificates, for_staff, for_students, rule, claim, domains,"
            " makes_accounts, second_factor_there) VALUES (%s, %s, %s, 'x', '', '', '{}', true,"
            " false, 'username', '', '{}', false, true)",
            [*row, issuer],
        )
        yield int(row[0])
        owner.execute("DELETE FROM sign_in_providersetup WHERE provider_id = %s", [row[0]])
        owner.execute("DELETE FROM sign_in_identityprovider WHERE id = %s", [row[0]])


def status(url: str) -> int:
    try:
        with urlopen(url, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def in_a_transaction(live: Live) -> int:
    """How many connections of the server wait with a transaction open."""
    with psycopg.connect(live.database_url) as owner:
        row = owner.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND (xact_start IS NOT NULL OR wait_event_type = 'Lock')"
        ).fetchone()
    return int(row[0]) if row else -1  # type: ignore[call-overload, no-any-return]


def test_who_waits_for_a_provider_holds_nothing_of_the_database(
    live: Live, silent: tuple[str, Event, Event]
) -> None:
    issuer, asked, may_speak = silent
    with provider(live, issuer) as number, ThreadPoolExecutor(1) as one:
        waits = one.submit(status, f"{live.url}/north/sso/{number}/?there=1")
        assert asked.wait(10)
        assert in_a_transaction(live) == 0
        assert not waits.done()
        may_speak.set()
        assert waits.result(30) == 403


def test_a_crowd_that_waits_for_a_provider_keeps_nobody_out(
    live: Live, silent: tuple[str, Event, Event]
) -> None:
    """All of them behind one address, as a school is; the provider says nothing all the while."""
    issuer, asked, may_speak = silent
    with provider(live, issuer) as number, ThreadPoolExecutor(CROWD) as crowd:
        url = f"{live.url}/north/sso/{number}/?there=1"
        waits = [crowd.submit(status, url) for _ in range(CROWD)]
        assert asked.wait(10)
        assert status(f"{live.url}/north/sign-in/") == 200
        assert not all(each.done() for each in waits)
        told = as_completed(waits, timeout=10)
        assert {next(told).result() for _ in range(CROWD - WAIT)} == {403}
        may_speak.set()
        assert {each.result(30) for each in waits} == {403}
