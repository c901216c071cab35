"""How long posting a term takes at a high school of 1,500: ``python -m benchmarks.transcripts``.

Makes a demonstration district (``--students``, kept under ``--home``) whose high school students
all go to one school, and posts the marks of a term to their transcripts as its office does: under
the office's hat, through the wall, in one transaction. Prints the seconds of what the page asks
before (what would be added), of posting, of posting again and of looking for later marks, and the
memory of this process and of its database session.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: All who go to a high school go to the first one, and so do their classes.
ONE_SCHOOL = """
WITH high AS (SELECT id FROM districts_school WHERE level = 'high'),
     one AS (SELECT min(id) FROM high)
UPDATE {table} SET school_id = (SELECT min FROM one) WHERE school_id IN (SELECT id FROM high)
"""
#: And who keeps an office keeps its.
OFFICE = """
UPDATE people_staffpost p SET school_id = (
    SELECT school_id FROM people_enrollment GROUP BY school_id ORDER BY count(*) DESC LIMIT 1)
FROM people_account a WHERE a.person_id = p.person_id AND p.role = 'office' RETURNING a.id
"""


def make(students: int) -> None:
    """The district; as the owner."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from openhouse.interchange.demo import make_district

    call_command("migrate", verbosity=0, skip_checks=True)
    make_district(students)
    with connection.cursor() as cursor:
        for table in ("courses_section", "people_enrollment"):
            cursor.execute(ONE_SCHOOL.format(table=table))
        cursor.execute("ANALYZE")
        cursor.execute(OFFICE)
        print(*cursor.fetchone())


def post(account: int) -> None:
    """As the office; through the restricted role."""
    import django

    django.setup()
    from django.db import transaction

    from openhouse.access.enter import Address, enter
    from openhouse.access.viewer import viewer_from
    from openhouse.common import clock
    from openhouse.common.rows import rows
    from openhouse.documents.transcript import posting
    from openhouse.interchange.demo import SLUG

    with transaction.atomic():
        entry = enter(Address(SLUG, "office"), account)
        assert entry
        viewer = viewer_from(entry, "office")
        choices = timed("what can be posted", lambda: posting.choices_of(viewer, clock.today()))
        chosen = max(choices, key=lambda each: each.marks)
        print(f"{len(viewer.student_ids):,} students, {chosen.marks:,} marks")
        counted = timed("what would be added", lambda: posting.counts_of(viewer, chosen))
        print(f"{sum(each.new for each in counted):,} new of {len(counted)} courses")
        many = timed("posted", lambda: posting.post(viewer, chosen, clock.now()))
        again = timed("posted again", lambda: posting.post(viewer, chosen, clock.now()))
        print(f"{many:,} lines, then {again}")
        timed("later marks looked for", lambda: posting.differences_of(viewer))
        ((session,),) = rows("SELECT pg_backend_pid()", [])
        print(f"memory: {most() // 1024} MB; of the session {resident(session) // 1024} MB")


def timed(what: str, do: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = do()
    print(f"{what}: {time.perf_counter() - began:.2f} s; load {os.getloadavg()[0]:.1f}")
    return found


def most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def resident(session: int) -> int:
    words = Path(f"/proc/{session}/status").read_text()
    return next(int(line.split()[1]) for line in words.splitlines() if line.startswith("VmHWM"))


def child(home: Path, *said: str, owner: bool = False) -> str:
    environment = os.environ | {
        "OPENHOUSE_HOME": str(home),
        "OPENHOUSE_TODAY": os.environ.get("OPENHOUSE_TODAY", "2027-01-20"),
        "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        "PYTHONPATH": str(ROOT),
    }
    if owner:
        environment["OPENHOUSE_ROLE"] = "owner"
    run = [sys.executable, "-W", "ignore", "-m", "benchmarks.transcripts", *said]
    return subprocess.run(
        run, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=4_900)
    parser.add_argument("--home", type=Path, default=Path("var/benchmarks"))
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--post", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.make:
        make(chosen.students)
    elif chosen.post:
        post(chosen.post)
    else:
        home = chosen.home.resolve() / f"transcripts-{chosen.students}"
        home.mkdir(parents=True, exist_ok=True)
        account = child(home, "--make", "--students", str(chosen.students), owner=True).split()[-1]
        print(child(home, "--post", account), end="")


if __name__ == "__main__":
    main()
