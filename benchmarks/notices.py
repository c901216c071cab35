"""From posted marks to sent messages: ``python benchmarks/notices.py [--many 20000]``.

So many notices of one posting day: students with two guardians each, two marks a student, all
posted in one transaction; told at once, to one guardian by push and to the other by e-mail, by two
workers as restricted role with the wall up, to a push service and a mail server on this machine,
which only count. With ``--kills 200`` workers are killed instead, while they hold and tell.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from deliveries import browsers, sink

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NAME = "bench_notices"
GUARDIANS, MARKS = 2, 2
WORKERS = 2


def post(north: Any, students: list[int]) -> None:
    """A mark in each class for each student."""
    from openhouse.access.viewer import System
    from openhouse.grades.models import GradingTask, PostedMark

    task = GradingTask.objects.order_by("pk").first()
    PostedMark.objects.visible_to(System()).bulk_create(
        PostedMark(
            student_id=one, section_id=north.rows[key].pk, term_id=north.rows["high_q1"].pk,
            task=task, letter="B", percent=84,
        )
        for one in students
        for key in ("algebra", "history")
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=0, help="kill workers so often instead")
    asked = parser.parse_args()
    if asked.kills:
        kill(asked.kills)
    else:
        posting_day(asked.many)


def posting_day(many: int) -> None:
    """From the ledger to the receivers, which note what came."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "OPENHOUSE_TODAY": "2026-10-06T18:00",
    }
    from tests import database

    database.copy(NAME)
    notes = {kind: database.HOME / f"bench_notices_{kind}.txt" for kind in ("push", "mail")}
    sinks = {kind: sink(kind, notes[kind]) for kind in notes}
    os.environ |= {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "EMAIL_URL": f"smtp://127.0.0.1:{sinks['mail'][1]}",
        "OPENHOUSE_PUSH_HERE": "1",
    }
    import django

    django.setup()
    from django.utils import timezone

    from openhouse.common import clock

    with timezone.override(clock.zone("America/Chicago")):
        students = begin(many // (GUARDIANS * MARKS), sinks["push"][1])
        command = [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "worker"]
        processes = [process for process, _port in sinks.values()]
        processes += [subprocess.Popen(command, cwd=ROOT, text=True) for _ in range(WORKERS)]
        try:
            time.sleep(8)  # they load Django
            measure(students, notes)
        finally:
            for process in processes:
                process.kill()
                process.wait()


def kill(kills: int) -> None:
    """Workers are killed while they hold and tell; is each change told once, and in order?"""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    from tests import database

    database.template()
    os.environ["DATABASE_URL"] = database.url_of("postgres")
    import django

    django.setup()
    from tests.cast import NORTH
    from tests.home.killing_notices import killed

    found = killed(NORTH, kills, 120)
    print(
        f"{found.kills} kills in {found.seconds:.0f} s: {found.messages} messages to"
        f" {found.persons} persons; {found.broken} not told all, once and in order;"
        f" {found.waiting} behind; load {os.getloadavg()[0]:.1f}"
    )


def begin(count: int, port: int) -> list[int]:
    """The families, with everything up to now read, who hear at once; half of them by push."""
    from django.db import connection

    from openhouse.access.viewer import System
    from openhouse.common import clock
    from openhouse.home.heard.reading import hold_notices
    from openhouse.notifications.models_notices import HeardUpTo, Notice, NoticeRules, NoticeTimes
    from openhouse.people.models import Account, Guardianship
    from tests.cast import NORTH, in_all
    from tests.home.many import families

    with in_all(NORTH):
        students = families(NORTH, count, GUARDIANS)
        HeardUpTo.objects.all().delete()
        NoticeRules.objects.all().delete()
        NoticeRules.objects.create(fold=0, head_start=0)
        ties = Guardianship.objects.visible_to(System()).filter(student_id__in=students)
        adults = sorted(ties.values_list("person_id", flat=True))
        NoticeTimes.objects.bulk_create(
            NoticeTimes(person_id=adult, pace="at once", weekly_word=False) for adult in adults
        )
        Account.objects.bulk_create(
            Account(person_id=adult, username=f"adult{adult}", password="!")
            for adult in adults[::2]
        )
    browsers(NORTH.id, adults[::2], port)
    with in_all(NORTH), connection.cursor() as cursor:
        hold_notices(clock.today())
        Notice.objects.all().delete()
        cursor.execute("ANALYZE")
    return students


def measure(students: list[int], notes: dict[str, Path]) -> None:
    """Post, let a worker read the ledger, and wait until all that was told is sent."""
    from openhouse.home.heard.jobs import read_ledger
    from tests.cast import NORTH, in_all

    with in_all(NORTH):
        post(NORTH, students)
    began = time.monotonic()
    read_ledger.defer(district=NORTH.id)
    many = len(students) * MARKS * GUARDIANS
    passed = {
        what: _until(statement, wanted) - began
        for what, statement, wanted in (
            ("held", "SELECT count(*) FROM notifications_notice WHERE kind = 'posted'", many),
            ("told", "SELECT count(*) FROM notifications_notice WHERE kind = 'posted'"
                     " AND state = 'out'", many),
            ("sent", "SELECT count(*) FROM notifications_delivery WHERE kind LIKE 'notice%%'"
                     " AND state = 'sent'", len(students) * GUARDIANS),
        )
    }  # fmt: skip
    came = {kind: len(path.read_text().splitlines()) for kind, path in notes.items()}
    print(
        f"{many} notices of {len(students) * MARKS} marks: held after {passed['held']:.1f} s,"
        f" in the outbox after {passed['told']:.1f} s, sent after {passed['sent']:.1f} s;"
        f" {came['push']} pushes and {came['mail']} e-mails came;"
        f" {_busy():.0f} s of processor; load {os.getloadavg()[0]:.1f}"
    )


def _until(statement: str, wanted: int) -> float:
    """When what *statement* counts is there."""
    from openhouse.common.rows import rows
    from tests.cast import NORTH, in_all

    while True:
        with in_all(NORTH):
            ((found,),) = rows(statement, {})
        if found >= wanted:
            return time.monotonic()
        time.sleep(0.3)


def _busy() -> float:
    """Seconds of processor that the workers, and PostgreSQL for this database, have taken."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes().decode(errors="replace")
            if NAME in command or "openhouse.config.cli\0worker" in command:
                ours = NAME in command or NAME in (path / "environ").read_text(errors="replace")
                fields = (path / "stat").read_text().rpartition(")")[2].split()
                ticks += (int(fields[11]) + int(fields[12])) * ours
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
