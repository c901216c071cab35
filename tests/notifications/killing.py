"""Workers that are killed at random moments while messages go out, and what arrived in the end."""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import psycopg
from aiosmtpd.smtp import SMTP, Envelope, Session

from openhouse.notifications.lanes import lane_of
from tests import database
from tests.cast import Cast
from tests.notifications.post import Office, mail_server
from tests.notifications.receiver import Browser, push_service
from tests.notifications.text_gateway import Gateway, running

NAME = "killed_workers"
#: Workers at a time.
AT_ONCE = 2
#: Of a process that has everything loaded and no connection left, each line makes a worker: a copy
#: that calls ``work``.
_FORKING = """
import faulthandler, os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        continue
    os.close(0)
    faulthandler.dump_traceback_later(15)  # where it stands, if it does nothing for so long
    work()
    os._exit(0)
"""
_SENDING = """
import apprise, django
django.setup()
from procrastinate.contrib.django import app
from openhouse.notifications import jobs
def work():
    jobs.look_around(0)  # as each minute does
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(concurrency=2, delete_jobs="successful", fetch_job_polling_interval=0.2)
"""
_MAIL = """
INSERT INTO notifications_delivery (district_id, person_id, kind, way, "to", subject, text, html,
    reference, priority, lane, state, answer, tries, written_at)
VALUES (%s, %s, 'kill', 'mail', %s, %s, 'Words', '<p>Words</p>', %s, 2, %s, 'waiting', '', 0, now())
"""
_PUSH = """
INSERT INTO notifications_delivery (district_id, person_id, kind, way, subscription_id, "to",
    subject, text, html, reference, priority, lane, state, answer, tries, written_at)
VALUES (%s, %s, 'kill', 'push', %s, '', '', %s, '', %s, 2, %s, 'waiting', '', 0, now())
"""
_TEXT = """
INSERT INTO notifications_delivery (district_id, person_id, kind, way, "to", subject, text, html,
    reference, priority, lane, state, answer, tries, written_at)
VALUES (%s, %s, 'kill', 'text', '+15735550123', '', %s, '', %s, %s, %s, 'waiting', '', 0, now())
"""
#: As if the two minutes had passed in which a text may be in a worker's hands.
_THEIR_TURN_IS_OVER = """
UPDATE notifications_delivery SET next_try_at = now()
WHERE kind = 'kill' AND way = 'text' AND state = 'waiting'
"""
_UNSURE = """
SELECT text FROM notifications_delivery
WHERE kind = 'kill' AND way = 'text' AND state = 'given up' AND answer LIKE 'It may have arrived%'
"""
_BROWSER = """
INSERT INTO notifications_pushsubscription (district_id, person_id, endpoint, p256dh, auth, device,
    app, made_at, why, session_key) VALUES (%s, %s, %s, %s, %s, '', 'parent', now(), '', 'kill')
    RETURNING id
"""
_SIGNED_IN = "INSERT INTO django_session VALUES ('kill', '{}', now() + interval '1 day')"


@dataclass(frozen=True)
class Figures:
    """What came of it: by way, how many were written, handed over, and arrived as different ones.

    A text is urgent, and must arrive, or is not ("other"), and then goes once at most; ``unsure``
    are those of which it is said that they may have arrived. ``out_of_order``: persons who met an
    e-mail or push before an earlier one of hers. ``left``: still waiting.
    """

    kills: int
    seconds: float
    written: dict[str, int]
    handed_over: dict[str, int]
    different: dict[str, int]
    out_of_order: int
    left: int
    unsure: int

    @property
    def twice(self) -> dict[str, int]:
        return {way: many - self.different[way] for way, many in self.handed_over.items()}


class Counting(Office):
    """A mail server that says when something comes."""

    def __init__(self, came: threading.Event) -> None:
        super().__init__()
        self.came = came

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        said = await super().handle_DATA(server, session, envelope)
        self.came.set()
        return said


class Nursery:
    """Makes workers, kills them, and knows no others; *script* says what ``work`` is."""

    def __init__(self, environment: dict[str, str], script: str = _SENDING) -> None:
        self.faults = tempfile.TemporaryFile("w+")  # noqa: SIM115 - as long as the process
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", script + _FORKING],
            cwd=database.ROOT, env=os.environ | environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.faults,
        )  # fmt: skip
        self.workers: list[int] = []

    def one_more(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.workers.append(int(self.process.stdout.readline()))

    def complained(self) -> str:
        """What the workers said last of what they could not do; "" where nothing was wrong."""
        self.faults.seek(0)
        return self.faults.read()[-4000:]

    def kill(self, worker: int) -> None:
        self.workers.remove(worker)
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)

    def close(self) -> None:
        for worker in [*self.workers]:
            self.kill(worker)
        self.process.kill()
        self.process.wait(10)


def killed(north: Cast, kills: int, mails: int, pushes: int, texts: int) -> Figures:
    """Write so many for the cast's people, and kill workers until all are out."""
    database.copy(NAME)
    urgent = texts - texts // 2
    with (
        running() as (gateway, url),
        push_service() as service,
        psycopg.connect(database.url_of(NAME), autocommit=True) as connection,
    ):
        office = Counting(gateway.came)
        with mail_server(office) as port:
            people = sorted({somebody.id for somebody in north.persons.values()})
            many = (mails, pushes, texts // 2)
            browsers = _written(connection, north, people, many, service.browser)
            nursery = Nursery(_environment(port, url))
            began = time.monotonic()
            try:
                done = 0
                for turn in range(kills):
                    for number in range(turn * urgent // kills, (turn + 1) * urgent // kills):
                        _write_text(connection, north, people, 2 * number)
                    done += _kill_one(nursery, connection, gateway.came)
                left = _finish(nursery, connection)
            finally:
                nursery.close()
            became = (done, time.monotonic() - began, left)
        unsure = connection.execute(_UNSURE).rowcount
    written = {"mail": mails, "push": pushes, "urgent text": urgent, "other text": texts // 2}
    return _counted(office, browsers, gateway, written, became, unsure)


def _environment(port: int, gateway: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "TEXT_GATEWAY": gateway,
        "OPENHOUSE_PUSH_HERE": "1",
        "OPENHOUSE_HOSTS": "",
    }


def _write_text(connection: Any, north: Cast, people: list[int], number: int) -> None:
    """Even numbers are urgent: written between the kills, for they go before all else."""
    person = people[number // 2 % len(people)]
    values = [north.id, person, str(number), f"t{number}", 1 + number % 2, lane_of(person)]
    connection.execute(_TEXT, values)


def _written(
    connection: Any, north: Cast, people: list[int], many: tuple[int, int, int], new_browser: Any
) -> dict[int, Browser]:
    browsers: dict[int, tuple[int, Browser]] = {}
    mails, pushes, texts = many
    connection.execute(_SIGNED_IN)
    for number in range(max(many)):
        person = people[number % len(people)]
        lane = lane_of(person)
        if number % (max(many) // texts) == 0 and number * texts // max(many) < texts:
            _write_text(connection, north, people, 2 * (number * texts // max(many)) + 1)
        if number < mails:
            to, reference = f"p{person}@home.example", f"<{number}@kill.example>"
            values = [north.id, person, to, f"{person} {number}", reference, lane]
            connection.execute(_MAIL, values)
        if number >= pushes:
            continue
        if person not in browsers:
            browser = new_browser()
            keys = browser.asks()["keys"]
            values = [north.id, person, browser.url, keys["p256dh"], keys["auth"]]
            browsers[person] = (connection.execute(_BROWSER, values).fetchone()[0], browser)
        text = f'{{"title": "{number}", "tag": "kill-{number}"}}'
        values = [north.id, person, browsers[person][0], text, f"kill-{number}", lane]
        connection.execute(_PUSH, values)
    return {person: browser for person, (_id, browser) in browsers.items()}


def _kill_one(nursery: Nursery, connection: Any, came: threading.Event) -> bool:
    """Kill a worker while something goes out; False where all was out."""
    while len(nursery.workers) < AT_ONCE:
        nursery.one_more()
    came.clear()
    if not came.wait(20) and not _left(connection):
        return False
    time.sleep(random.uniform(0, 0.06))
    nursery.kill(random.choice(nursery.workers))
    return True


def _finish(nursery: Nursery, connection: Any) -> int:
    """Let the workers end it; how many are left where nothing has gone for half a minute.

    The last of the killed workers' texts are taken up once nobody can have them in hand.
    """
    for worker in [*nursery.workers]:
        nursery.kill(worker)
    connection.execute(_THEIR_TURN_IS_OVER)
    left, until = _left(connection), time.monotonic() + 30
    while left and time.monotonic() < until:
        if len(nursery.workers) < AT_ONCE:
            nursery.one_more()
        time.sleep(0.2)
        before, left = left, _left(connection)
        if left < before:
            until = time.monotonic() + 30
    return left


def _left(connection: Any) -> int:
    found = connection.execute(
        "SELECT count(*) FROM notifications_delivery WHERE kind = 'kill' AND state = 'waiting'"
    )
    return int(found.fetchone()[0])


def _counted(
    office: Office,
    browsers: dict[int, Browser],
    gateway: Gateway,
    written: dict[str, int],
    became: tuple[int, float, int],
    unsure: int,
) -> Figures:
    seen, disordered = Counter[str](), set[str]()
    last: dict[str, int] = {}
    for message in office.arrived:
        seen[message["Message-ID"]] += 1
        person, number = message["Subject"].split()
        if seen[message["Message-ID"]] == 1:
            if int(number) < last.get(person, -1):
                disordered.add(person)
            last[person] = int(number)
    tags = Counter(push["tag"] for browser in browsers.values() for push in browser.shown)
    for person, browser in browsers.items():
        firsts = list(dict.fromkeys(int(push["title"]) for push in browser.shown))
        if firsts != sorted(firsts):
            disordered.add(f"{person} push")
    texts = [int(text["message"]) for text in gateway.took]
    by_kind = (Counter(n for n in texts if n % 2 == odd) for odd in (0, 1))
    found = dict(zip(written, (seen, tags, *by_kind), strict=True))
    kills, seconds, left = became
    return Figures(
        kills,
        seconds,
        written,
        {way: counted.total() for way, counted in found.items()},
        {way: len(counted) for way, counted in found.items()},
        len(disordered),
        left,
        unsure,
    )
