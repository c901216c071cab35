"""An emergency waits for nothing that lies in the outbox or is in a worker's hands."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from openhouse.common.scope import scope
from openhouse.config.management.commands.worker import work
from openhouse.notifications.actions import draft, draft_text, send_off
from openhouse.notifications.lanes import EVERY_LANE, LANES, lane_of
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.notifications.post import Office, mail_server
from tests.notifications.test_mail import district_of

pytestmark = pytest.mark.django_db(transaction=True)
EMERGENCY, NORMAL = Delivery.Priority.EMERGENCY, Delivery.Priority.NORMAL
#: Nothing goes by it: who waits so long has failed.
TOO_LONG = 30


class Hanging(Office):
    """A mail server that has a mail to *slow* in its hands until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.holds, self.let_go, self.came = (threading.Event() for _ in range(3))

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if envelope.rcpt_tos[0].startswith("slow"):
            self.holds.set()
            await asyncio.get_running_loop().run_in_executor(None, self.let_go.wait, TOO_LONG)
        said = await super().handle_DATA(server, session, envelope)
        self.came.set()
        return said


@contextmanager
def working() -> Iterator[None]:
    """``openhouse worker`` with one job at a time, in this process."""
    loops: list[tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]] = []

    async def until_stopped() -> None:
        task = asyncio.create_task(work(1))
        loops.append((asyncio.get_running_loop(), task))
        await asyncio.wait([task])

    thread = threading.Thread(target=asyncio.run, args=[until_stopped()])
    thread.start()
    try:
        yield
    finally:
        (loop, task) = loops[0]
        loop.call_soon_threadsafe(task.cancel)
        thread.join(TOO_LONG)


def write(cast: Cast, to: str, subject: str, priority: int) -> None:
    with scope(district=cast.id, students="all", hat="system"):
        mail = draft(
            Letter(subject, ("Words",)), to, kind="x", district=district_of(cast),
            person=cast.mother.id, priority=priority,
        )  # fmt: skip
        send_off([mail], district_of(cast))


def elsewhere(call: Callable[..., None], *values: Any) -> None:
    """As a web process does it beside the worker: a browser's test leaves a loop in this thread,
    in which nothing is handed to a worker of the same process."""

    def run() -> None:
        call(*values)
        connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(run).result(TOO_LONG)


def test_an_emergency_overtakes_what_hangs_in_the_only_workers_hands(
    north: Cast, settings: Any
) -> None:
    """The same person's, and behind a hundred others of hers."""
    office = Hanging()
    with mail_server(office) as port:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port}}}
        write(north, "slow@home.example", "Slow", NORMAL)
        for number in range(20):
            write(north, "zoe@home.example", f"Later {number}", NORMAL)
        with working():
            assert office.holds.wait(TOO_LONG)
            elsewhere(write, north, "zoe@home.example", "Emergency", EMERGENCY)
            assert office.came.wait(TOO_LONG)
            assert [message["Subject"] for message in office.arrived] == ["Emergency"]
            office.let_go.set()


def test_emergencies_have_lanes_of_their_own(north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        hers = {"district": district_of(north), "person": north.mother.id}
        mail = draft(Letter("Words", ()), "zoe@home.example", kind="x", priority=0, **hers)
        text = draft_text("Words", "+15735550123", kind="x", priority=0, **hers)
        other = draft_text("Words", "+15735550123", kind="x", priority=1, **hers)
    assert mail.lane == text.lane == other.lane + LANES
    assert {lane_of(n, urgent) for n in range(500) for urgent in (0, 3)} == set(EVERY_LANE)
