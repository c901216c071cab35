"""How long the demonstration district takes: ``python benchmarks/demo_speed.py``.

Makes it twice, with 600 and with 10,000 students (``--students`` names other numbers), each in a
fresh database of its own under a temporary ``OPENHOUSE_HOME``, and prints seconds and rows.
"""

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLES = (
    "people_student",
    "people_person",
    "courses_section",
    "courses_placement",
    "grades_assignment",
    "grades_score",
    "grades_postedmark",
    "attendance_attendancemark",
)


def measure(students: int) -> None:
    """Make a district in this process and print what it took; the database is there and empty."""
    import django

    django.setup()
    from django.db import connection

    from openhouse.interchange.demo import make_district

    steps: list[tuple[str, float]] = []

    def tell(what: str, share: float) -> None:
        if not steps or steps[-1][0] != what:
            steps.append((what, time.perf_counter()))

    connection.ensure_connection()
    began = time.perf_counter()
    make_district(students, progress=tell)
    wall, processor = time.perf_counter() - began, time.process_time()
    rows = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            (rows[table],) = cursor.fetchone()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{students:,} students: {wall:.1f} s, of which Python {processor:.1f} s of CPU;"
        f" {memory} MB at most"
    )
    for (what, start), (_, end) in itertools.pairwise(steps):
        print(f"  {end - start:6.1f} s  {what}")
    for table, count in rows.items():
        print(f"  {count:>10,}  {table}")


def main() -> None:
    """One process and one database for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, nargs="*", default=[600, 10_000])
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here:
        measure(chosen.students[0])
        return
    for students in chosen.students:
        with tempfile.TemporaryDirectory(prefix="openhouse-demo-") as home:
            Path(home).chmod(0o755)
            environment = os.environ | {
                "OPENHOUSE_HOME": home,
                "OPENHOUSE_ROLE": "owner",
                "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
                "PYTHONPATH": str(ROOT),
            }
            run = [sys.executable, "-W", "ignore"]
            migrate = ["-m", "openhouse.config.cli", "migrate", "--skip-checks", "-v0"]
            subprocess.run([*run, *migrate], cwd=ROOT, env=environment, check=True)
            here = [__file__, "--here", "--students", str(students)]
            subprocess.run([*run, *here], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
