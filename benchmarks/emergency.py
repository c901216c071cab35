"""How soon an emergency is handed over: ``python benchmarks/emergency.py [--many 20000]``.

From the moment at which an office sends it until a mail server on this machine, which only counts,
has said yes to its first and to its last e-mail: to one family, and to a school of 5,003 adults,
300 of whom have no way; with an empty outbox, and while so many other e-mails wait in it. Two
workers, as restricted role, with the wall up.
"""

import argparse
import os
import subprocess
import sys
import time
from datetime import datetime
from typing import Any

from deliveries import ROOT, people, sink, written

sys.path.insert(0, str(ROOT))
NAME = "bench_emergency"
WORKERS = 2
KIND = "message.emergency"
#: How the message stands, how many of its e-mails wait still, and seconds to the first and last.
HANDED = """
SELECT m.state, count(d.id), count(d.id) FILTER (WHERE d.state = 'waiting'),
       extract(epoch FROM min(d.sent_at) - %(since)s),
       extract(epoch FROM max(d.sent_at) - %(since)s)
FROM school_messages_message m
LEFT JOIN notifications_delivery d ON d.kind = m.kind AND d.about = m.id
WHERE m.id = %(message)s GROUP BY m.state
"""
WAIT = "SELECT count(*) FROM notifications_delivery WHERE kind = 'bench' AND state = 'waiting'"


def fill() -> tuple[int, int]:
    """5,000 more families at a school; its id, and one of the students."""
    from django.db import connection

    from tests.cast import NORTH, in_all
    from tests.messages.many import FIRST
    from tests.messages.many import fill as fill_school

    many, no_way = 5000, 300
    fill_school(NORTH, many, no_way)
    with in_all(NORTH), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return int(NORTH.rows["high"].pk), FIRST + many


def send(whom: Any, school: int) -> tuple[int, datetime]:
    """What pressing Send does: the message waits, and a job writes it out."""
    from django.utils import timezone

    from openhouse.messages.models import Message, MessageWords
    from openhouse.messages.sending.actions import begin
    from tests.cast import NORTH, in_all

    now = timezone.now()
    with in_all(NORTH):
        message = Message(
            kind=KIND, whom=whom.as_json(), whom_words="Who gets it", language="en",
            state="waiting", school_id=school, written_by_name="The office", written_at=now,
        )  # fmt: skip
        message.save()
        MessageWords.objects.create(
            message=message, language="en", subject="School closes at noon", body="Buses at 12:10."
        )
        begin(NORTH.id, message.pk, KIND)
    return message.pk, now


def handed_over(message: int, since: datetime) -> tuple[int, float, float]:
    """How many e-mails it were, and seconds to the first and to the last that was handed over."""
    from openhouse.common.rows import rows
    from tests.cast import NORTH, in_all

    while True:
        with in_all(NORTH):
            ((state, many, waits, first, last),) = rows(
                HANDED, {"message": message, "since": since}
            )
        if state == "sent" and many and not waits:
            return many, float(first), float(last)
        time.sleep(0.05)


def measure(others: int) -> None:
    from openhouse.access.district import as_current
    from openhouse.common.rows import rows
    from openhouse.districts.models import District
    from openhouse.messages.sending.whom import SCHOOL, STUDENT, Whom
    from tests.cast import NORTH, in_all

    district = as_current(District.objects.get(slug="north"))
    school, student = fill()
    persons = people(district.id)
    asked = (Whom(STUDENT, student=student), Whom(SCHOOL, school=school))
    for full in (0, others):
        for whom in asked:
            written(district, persons, {}, full)
            with in_all(NORTH):
                ((waits,),) = rows(WAIT, [])
            many, first, last = handed_over(*send(whom, school))
            print(
                f"{many} e-mails of an emergency, {waits} others waiting: the first handed over"
                f" after {first:.2f} s, the last after {last:.2f} s; load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=20_000)
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "openhouse.config.settings"
    from tests import database

    database.copy(NAME)
    server, port = sink("mail", database.HOME / "bench_emergency.txt")
    os.environ |= {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "OPENHOUSE_TODAY": "2026-10-06",
    }
    import django

    django.setup()
    command = [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "worker"]
    processes = [server, *(subprocess.Popen(command, cwd=ROOT, text=True) for _ in range(WORKERS))]
    try:
        time.sleep(5)  # they load Django
        measure(asked.many)
    finally:
        for process in processes:
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
