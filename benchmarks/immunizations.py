"""Every dose of a district judged, every child's next dose and standing: how long it takes.

.venv/bin/python -m benchmarks.immunizations [--students 10000]
"""

import argparse
import random
import time
from datetime import date, timedelta

from openhouse.immunizations.requirements import rule_book
from openhouse.immunizations.rules.history import Given, Patient
from openhouse.immunizations.rules.outlook import outlook
from openhouse.immunizations.rules.school import Grade, compliance
from openhouse.immunizations.schedules import current_schedule

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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=10_000)
    many = parser.parse_args().students
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


if __name__ == "__main__":
    main()
