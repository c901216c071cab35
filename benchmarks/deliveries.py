"""How fast what was written goes out: ``python benchmarks/deliveries.py [--many 20000]``.

So many deliveries to 2,000 people, all pushes and then all e-mails, from ``draft`` to sent: by two
workers, as restricted role, with the wall up, to a push service and a mail server on this machine,
which only count, in processes of their own. Then: was each there once, each person's in order?
"""

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAME = "bench_deliveries"
PEOPLE = 2000
WORKERS = 2

#: A push service and a mail server that say yes and note the tag or the subject, one a line.
SINK = r"""
import asyncio, sys
kind, path = sys.argv[1:]
notes = open(path, "w", buffering=1)

async def push(reader, writer):
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            low = head.lower()
            size = int(low.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(size)
            where = head.split(b" ", 2)[1]
            topic = low.split(b"topic:")[1].split(b"\r\n")[0].strip()
            notes.write(f"{where.decode()} {head[low.index(topic):][:32].decode()}\n")
            writer.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()

async def mail(reader, writer):
    writer.write(b"220 sink\r\n")
    try:
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                body = await reader.readuntil(b"\r\n.\r\n")
                subject = body.split(b"Subject: ")[1].split(b"\r\n")[0]
                notes.write(f"{subject.decode()}\n")
            writer.write(b"250 yes\r\n")
            if word == b"QUIT":
                break
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    writer.close()

async def main():
    server = await asyncio.start_server({"push": push, "mail": mail}[kind], "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def sink(kind: str, notes: Path) -> tuple[subprocess.Popen[str], int]:
    process = subprocess.Popen(
        [sys.executable, "-c", SINK, kind, str(notes)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    return process, int(process.stdout.readline())


def people(district: int) -> list[int]:
    """2,000 persons of the district."""
    from django.db import connection

    from openhouse.common.scope import scope

    with scope(district=district, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_person (given_name, family_name)"
            " SELECT 'Given', 'Family' FROM generate_series(1, %s) RETURNING id",
            [PEOPLE],
        )
        return [number for (number,) in cursor.fetchall()]


def browsers(district: int, persons: list[int], port: int) -> dict[int, int]:
    """A subscription for each, by person."""
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from openhouse.common.scope import scope
    from openhouse.notifications.models import PushSubscription
    from tests.notifications.receiver import Browser

    keys: dict[str, str] = Browser("").asks()["keys"] | {"session_key": "benchmark"}
    ends = timezone.now() + timedelta(days=1)
    Session.objects.update_or_create(session_key="benchmark", defaults={"expire_date": ends})
    with scope(district=district, students="all", hat="system"):
        rows = PushSubscription.objects.bulk_create(
            PushSubscription(person_id=n, endpoint=f"http://127.0.0.1:{port}/{n}", **keys)
            for n in persons
        )
    return {row.person_id: row.pk for row in rows}


def written(district: Any, persons: list[int], subscriptions: dict[int, int], many: int) -> None:
    """Drafts for all, kept in parts of 2,000, as a message to many is."""
    from openhouse.common.scope import scope
    from openhouse.notifications.actions import draft, draft_push, send_off
    from openhouse.notifications.letters import Letter, Push

    for part in range(0, many, PEOPLE):
        turn = part // PEOPLE
        with scope(district=district.id, students="all", hat="system"):
            drafts = []
            for person in persons[: many - part]:
                more: dict[str, Any] = {"kind": "bench", "district": district, "person": person}
                if subscriptions:
                    words = "Fractions quiz 7 of 10; Math is now B-"
                    push = Push("Mia", words, "/north/family/", f"{person} {turn}", 3)
                    drafts.append(draft_push(push, subscriptions[person], **more))
                else:
                    letter = Letter(f"{person} {turn}", ("Fractions quiz 7 of 10.",))
                    drafts.append(draft(letter, f"p{person}@home.example", **more))
            send_off(drafts, district)


def used(workers: list[subprocess.Popen[str]]) -> float:
    """Seconds of CPU that *workers* have used so far, whatever else runs on the machine."""
    ticks = 0
    for worker in workers:
        fields = Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for_all(many: int) -> None:
    from openhouse.common.rows import rows
    from openhouse.common.scope import scope

    while True:
        with scope(district=DISTRICT, students="all", hat="system"):
            (row,) = rows(
                "SELECT count(*) FROM notifications_delivery"
                " WHERE kind = 'bench' AND state <> 'waiting'",
                [],
            )
        if row[0] >= many:
            return
        time.sleep(0.1)


def report(kind: str, many: int, seconds: tuple[float, float], notes: Path) -> None:
    """What was seen by the sink: each once, each person's in order."""
    from openhouse.notifications.by_push import topic_of

    seen: dict[int, list[int]] = defaultdict(list)
    topics = {}
    if kind == "push":
        for turn in range(many // PEOPLE + 1):
            for person in PERSONS:
                topics[topic_of(f"{person} {turn}")] = turn
    for line in notes.read_text().splitlines():
        first, second = line.split()
        person, turn = int(first.strip("/")), topics.get(second)
        seen[person].append(int(second) if turn is None else turn)
    total = sum(map(len, seen.values()))
    different = sum(len(set(turns)) for turns in seen.values())
    wrong = sum(turns != sorted(turns) for turns in seen.values())
    print(
        f"{kind}: {many} written in {seconds[0]:.1f} s, all sent {seconds[1]:.1f} s after the first"
        f" draft, {many / seconds[1]:.0f} a second; {total} handed over, {different} different,"
        f" {wrong} persons out of order; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


DISTRICT = 0
PERSONS: list[int] = []


def main() -> None:
    global DISTRICT, PERSONS
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=20_000)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "openhouse.config.settings"
    from tests import database

    database.copy(NAME)
    notes = {kind: database.HOME / f"bench_{kind}.txt" for kind in ("push", "mail")}
    sinks = {kind: sink(kind, notes[kind]) for kind in notes}
    os.environ |= {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "EMAIL_URL": f"smtp://127.0.0.1:{sinks['mail'][1]}",
        "OPENHOUSE_PUSH_HERE": "1",
    }
    import django

    django.setup()
    from openhouse.access.district import as_current
    from openhouse.districts.models import District

    district = as_current(District.objects.get(slug="north"))
    DISTRICT, PERSONS = district.id, people(district.id)
    subscriptions = browsers(district.id, PERSONS, sinks["push"][1])
    command = [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "worker"]
    processes = [process for process, _port in sinks.values()]
    workers = [subprocess.Popen(command, cwd=ROOT, text=True) for _ in range(WORKERS)]
    processes += workers
    try:
        time.sleep(5)  # they load Django
        measure(district, subscriptions, asked.many, notes, workers)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def measure(
    district: Any,
    subscriptions: dict[int, int],
    many: int,
    notes: dict[str, Path],
    workers: list[subprocess.Popen[str]],
) -> None:
    """Pushes, then e-mails: each from the first draft to the last that was sent."""
    for turn, kind in enumerate(("push", "mail"), 1):
        began, before = time.monotonic(), used(workers)
        written(district, PERSONS, subscriptions if kind == "push" else {}, many)
        kept = time.monotonic() - began
        wait_for_all(turn * many)
        report(kind, many, (kept, time.monotonic() - began), notes[kind])
        print(f"{kind}: {1000 * (used(workers) - before) / many:.2f} ms of CPU of the workers each")


if __name__ == "__main__":
    main()
