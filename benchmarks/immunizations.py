"""Every dose of a district judged, every child's next dose and standing: how long it takes.

.venv/bin/python -m benchmarks.immunizations [--students 10000]

With ``--desk`` the nurse's desk for one school of so many students (1,500), through the whole of
Django on a database of its own: before anything is kept, the worker, and after.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.rules.school import Grade, compliance
from openhouse.immunizations.schedules import current_schedule

ROOT = Path(__file__).resolve().parent.parent
DESK = "/capital-hills/staff/immunizations/"
LOOKS = 40
ON = date(2026, 11, 27)
USUAL = [
    (0, "08"), (61, "110"), (122, "110"), (184, "110"), (370, "03"), (370, "21"), (370, "83"),
    (470, "20"), (560, "83"), (1480, "130"), (1480, "94"), (4030, "115"), (4030, "114"),
    (4030, "165"), (4215, "165"),
]  # fmt: skip


def child(chance: random.Random) -> tuple[Patient, list[Given]]:
    born = ON - timedelta(days=chance.randrange(4 * 365, 18 * 365))
    given = [
        Given(born + timedelta(days=age + chance.randrange(-6, 90)), cvx)
        for age, cvx in USUAL
        if chance.random() > 0.05
    ]
    return Patient(born, chance.choice(("Female", "Male"))), [x for x in given if x.on <= ON]


def judge(many: int) -> None:
    """All of it without a database."""
    chance, schedule, book = random.Random(1), current_schedule(), rule_book("MO", ON)
    children = [child(chance) for _ in range(many)]
    started, standings = time.process_time(), []
    for patient, given in children:
        outlooks = outlook(schedule, patient, given, ON)
        standings.append(
            compliance(book, patient, outlooks, Grade("08", date(2026, 8, 24)), ON).standing
        )
    took = time.process_time() - started
    doses = sum(len(given) for _, given in children)
    each = took / many * 1000
    print(f"{many} students, {doses} doses: {took:.1f} s of CPU, {each:.2f} ms a student")
    print({str(found): standings.count(found) for found in sorted(set(standings))})


def one_school(students: int) -> None:
    """A demonstration whose students all go to the nurse's school; as the database's owner."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from openhouse.interchange.demo import make_district

    call_command("migrate", verbosity=0, skip_checks=True)
    make_district(students, progress=lambda *_: None)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE people_enrollment SET school_id = (
                SELECT p.school_id FROM people_staffpost p
                JOIN people_account a ON a.person_id = p.person_id
                WHERE a.username = 'carla.espinoza' LIMIT 1)"""
        )
        cursor.execute("VACUUM (ANALYZE)")


def look() -> None:
    """The desk as the restricted role sees it, before and after the worker."""
    import django

    django.setup()
    from django.test import Client

    from openhouse.districts.models import District
    from openhouse.immunizations.jobs import reckon

    nurse = Client(headers={"host": "localhost"})
    told = {"login": "carla.espinoza", "password": "openhouse-demo"}
    assert nurse.post("/capital-hills/sign-in/", told).status_code == 302
    district = District.objects.get(slug="capital-hills").pk
    say("the desk, nothing kept (the page says so)", times(lambda: nurse.get(DESK), LOOKS))
    file = f"{DESK}exclusions.csv?on=2026-12-20"
    say("exclusions of another day, whole, in the request", times(lambda: nurse.get(file), 3))
    say("the worker: all reckoned and kept", times(lambda: reckon(district), 1))
    say("the worker: nothing to do", times(lambda: reckon(district), 5))
    say("the desk, all kept", times(lambda: nurse.get(DESK), LOOKS))
    say("the yearly count, all kept", times(lambda: nurse.get(f"{DESK}counts/"), LOOKS))


def times(act: Callable[[], Any], many: int) -> list[float]:
    """Milliseconds of each of so many."""
    found = []
    for _ in range(many):
        started = time.perf_counter()
        answer = act()
        found.append((time.perf_counter() - started) * 1000)
        assert answer is None or answer.status_code == 200, answer
    return found


def say(what: str, found: list[float]) -> None:
    worst = sorted(found)[int(len(found) * 0.95) - 1 if len(found) > 1 else 0]
    print(f"{what}: p50 {statistics.median(found):.0f} ms, p95 {worst:.0f} ms ({len(found)} times)")


def desk(students: int) -> None:
    """Each step in a process of its own: one as the owner, one as the web's role."""
    with tempfile.TemporaryDirectory(prefix="openhouse-desk-") as home:
        Path(home).chmod(0o755)
        environment = os.environ | {
            "OPENHOUSE_HOME": home,
            "OPENHOUSE_TODAY": os.environ.get("OPENHOUSE_TODAY", f"{ON}T10:05"),
            "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        }
        command = [sys.executable, "-m", "benchmarks.immunizations", "--students", str(students)]
        for step, more in (("make", {"OPENHOUSE_ROLE": "owner"}), ("look", {})):
            steps = [*command, "--step", step]
            subprocess.run(steps, env=environment | more, cwd=ROOT, check=True)
        print(f"load {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int)
    parser.add_argument("--desk", action="store_true")
    parser.add_argument("--step", choices=("make", "look"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.step == "look":
        look()
    elif chosen.step == "make":
        one_school(chosen.students)
    elif chosen.desk:
        desk(chosen.students or 1_500)
    else:
        judge(chosen.students or 10_000)


if __name__ == "__main__":
    main()
