"""A clerk who writes a child into the records, and is killed at one of the statements."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import Any

import psycopg

from openhouse.registration.posting.area import TABLES
from tests import database
from tests.cast import Cast
from tests.notifications.killing import Counting, Nursery
from tests.notifications.post import mail_server

NAME = "killed_posting"
#: Some of what posting a child of a new family writes, from its first statement to its last.
WRITES = (
    *("people_household", "people_person", "people_student", "people_guardianship"),
    *("people_enrollment", "sign_in_activationcode", "registration_posting", "ledger_change"),
    "notifications_delivery",
)
#: And right after it: who is to send what it has written.
AFTERWARDS = "procrastinate_jobs"
#: It makes a family with an accepted child; each worker is a clerk who presses the button once.
_SCRIPT = """
import django
django.setup()
from django.db import connections
from django.test.utils import setup_test_environment
setup_test_environment()
from tests.cast import NORTH
from tests.registration.applying import again, new_family
from tests.house_client import HouseClient
_, (child,) = new_family(NORTH)
clerk = HouseClient.signed_in(NORTH.clerk)
url = f"/north/office/registration/{child.pk}/"
clerk.post(f"{url}decide/", {"act": "accept", "everything": "yes", "revision": 0})
clerk.get(url)  # whatever is loaded at first
sent = {"act": "post", "revision": again(NORTH, child).revision}
print(child.pk, flush=True)
connections.close_all()
def work():
    clerk.post(f"{url}decide/", sent)
"""


@contextmanager
def clerks(north: Cast) -> Iterator[tuple[Any, Nursery, int]]:
    """The owner's connection, who makes clerks, and the child that they post."""
    database.copy(NAME)
    with psycopg.connect(database.url_of(NAME), autocommit=True) as owner:
        nursery = Nursery(environment_of(), _SCRIPT)
        try:
            assert nursery.process.stdout
            yield owner, nursery, int(nursery.process.stdout.readline())
        finally:
            nursery.close()


def killed_at(owner: Any, nursery: Nursery, table: str) -> bool:
    """Let a clerk come to her first write of *table*, and kill her there; if she came so far."""
    with psycopg.connect(owner.info.dsn, password=owner.info.password) as holder:
        holder.execute(f"LOCK TABLE {table} IN SHARE MODE")
        nursery.one_more()
        worker, waits = nursery.workers[-1], None
        while waits is None and is_there(worker):
            time.sleep(0.01)
            waits = owner.execute(
                "SELECT pid FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table]
            ).fetchone()
        nursery.kill(worker)
        holder.rollback()
    until_alone(owner)
    return waits is not None


def lets_post(nursery: Nursery, seconds: float = 30) -> None:
    """Let a clerk press the button, to the end."""
    nursery.one_more()
    worker, until = nursery.workers[-1], time.monotonic() + seconds
    while is_there(worker):
        assert time.monotonic() < until
        time.sleep(0.02)
    nursery.workers.remove(worker)


def sends_and_is_killed(owner: Any, kills: int, seconds: float = 40) -> list[Message]:
    """Let workers send what waits, kill so many when something has gone; what has arrived."""
    came = threading.Event()
    office, until = Counting(came), time.monotonic() + seconds
    with mail_server(office) as port:
        nursery = Nursery(environment_of(EMAIL_URL=f"smtp://127.0.0.1:{port}"))
        try:
            while waiting(owner):
                assert time.monotonic() < until
                came.clear()
                if not nursery.workers:
                    nursery.one_more()
                if came.wait(0.2) and kills:
                    kills -= 1
                    nursery.kill(nursery.workers[-1])
        finally:
            nursery.close()
    assert kills == 0
    return office.arrived


def waiting(owner: Any) -> int:
    found = owner.execute("SELECT count(*) FROM notifications_delivery WHERE state = 'waiting'")
    return int(found.fetchone()[0])


def environment_of(**more: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OPENHOUSE_HOSTS": "",
        "PYTHONPATH": str(database.ROOT),
        **more,
    }


def is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def _others(owner: Any) -> list[Any]:
    return owner.execute(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchall()


def until_alone(owner: Any, seconds: float = 20) -> None:
    """Wait until nobody else is connected."""
    until = time.monotonic() + seconds
    while _others(owner):
        assert time.monotonic() < until
        time.sleep(0.01)


def picture(owner: Any) -> dict[str, Any]:
    """What the rows of each table are, as one number."""
    return {
        table: owner.execute(
            f"SELECT count(*), sum(hashtext(t::text)::bigint) FROM {table} t"
        ).fetchone()
        for table in (*TABLES, *WRITES[-3:], "registration_candidate")
    }
