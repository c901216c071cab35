"""How long every mark in progress of a district takes: ``python -m benchmarks.marks``.

Makes a demonstration district of 10,000 students with 2.8 million scores (``--students`` names
another number; kept under ``--home``), then computes the mark of every student of every section in
each term that has begun, as the gradebook does: the scores read, the whole proof made. Two
processes share the sections. Marks in progress are not stored (docs/decisions/0014), so this is
what a change of the rules would cost if they were.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROCESSES = 2
SECTIONS = """
SELECT DISTINCT s.id, s.school_id, t.school_year_id FROM courses_section s
JOIN districts_term t ON t.id = s.term_id
WHERE EXISTS (SELECT FROM grades_assignment a WHERE a.section_id = s.id) ORDER BY s.id
"""


def make(students: int) -> None:
    """The district, where it is not there yet; as the owner. Prints its id."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from openhouse.interchange.demo import make_district

    call_command("migrate", verbosity=0, skip_checks=True)
    make_district(students)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM districts_district")
        print(*cursor.fetchone())


def compute(part: int, district: int) -> None:
    """One process's share of the sections; prints how many marks, and of how many scores."""
    import django

    django.setup()
    from openhouse.access.viewer import System
    from openhouse.common import clock
    from openhouse.common.rows import rows
    from openhouse.common.scope import scope
    from openhouse.grades.gradebook.queries import book_of
    from openhouse.grades.terms import calendar_of

    today = clock.today()
    marks = scores = 0
    with scope(district=district, students="all", hat="system"):
        for section, school, year in rows(SECTIONS, [])[part::PROCESSES]:
            year_of = calendar_of(school, year, None, today)
            for term in [term for term in year_of.shown if term.leaves == (term.id,)]:
                calendar = calendar_of(school, year, term.id, today)
                book = book_of(System(), section, calendar, today)
                for line in book.lines:
                    mark = book.mark(line, today)
                    scores += len(line.cells)
                    marks += mark.percent is not None
    print(marks, scores)


def child(home: Path, *said: str, owner: bool = False) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "OPENHOUSE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    if owner:
        environment["OPENHOUSE_ROLE"] = "owner"
    run = [sys.executable, "-W", "ignore", "-m", "benchmarks.marks", *said]
    return subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def answer_of(process: "subprocess.Popen[str]") -> list[str]:
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(process.returncode)
    return said.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--home", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--part", type=int, nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.make:
        return make(chosen.students)
    if chosen.part is not None:
        return compute(*chosen.part)
    home = chosen.home.resolve() / str(chosen.students)
    home.mkdir(parents=True, exist_ok=True)
    (district,) = answer_of(child(home, "--make", "--students", str(chosen.students), owner=True))
    began = time.perf_counter()
    shares = [child(home, "--part", str(part), district) for part in range(PROCESSES)]
    found = [answer_of(share) for share in shares]
    seconds = time.perf_counter() - began
    marks, scores = (sum(int(one[place]) for one in found) for place in (0, 1))
    print(f"{marks:,} marks of {scores:,} scores: {seconds:.1f} s, {PROCESSES} processes")
    return None


if __name__ == "__main__":
    main()
