"""How long accounts in batch take: ``python benchmarks/batch_accounts.py [--students 10000]``.

Makes a district with so many students in grades 6 to 12 in a fresh database of its own under a
temporary ``OPENHOUSE_HOME``, then times: the preview, the run that makes every account, the run
after it that finds nothing to do, a first password for each, a way in by mail for a thousand
guardians, and the closing of all accounts. One Argon2 hash is timed beside it. As the restricted
role, with the wall up, as the worker does it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

GUARDIANS = 1000
ROOT = Path(__file__).resolve().parent.parent


def make(students: int) -> int:
    """The district's id; every tenth student is called as another one is."""
    from django.db import connection

    from openhouse.common.scope import scope

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM districts_district WHERE slug = 'bench'")
        ((district,),) = cursor.fetchall()
    with scope(district=district, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO districts_school (name, level) VALUES ('High', 'high') RETURNING id"
        )
        ((school,),) = cursor.fetchall()
        cursor.execute(
            "WITH people AS (INSERT INTO people_person (given_name, family_name)"
            " SELECT 'Given' || mod(n, %(all)s * 9 / 10), 'Family'"
            " FROM generate_series(1, %(all)s) n"
            " RETURNING id), pupils AS (INSERT INTO people_student (student_id, number)"
            " SELECT id, id::text FROM people RETURNING student_id)"
            " INSERT INTO people_enrollment (student_id, school_id, grade_level, starts_on)"
            " SELECT student_id, %(school)s, lpad((6 + mod(student_id, 7))::text, 2, '0'),"
            " '2020-08-01'"
            " FROM pupils",
            {"all": students, "school": school},
        )
        cursor.execute("ANALYZE")
    return int(district)


def add_guardians(district: int, many: int) -> None:
    """A guardian with an address of her own for each of the first *many* students."""
    from django.db import connection

    from openhouse.common.scope import scope

    with scope(district=district, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute(
            "WITH pupils AS (SELECT student_id, row_number() OVER () AS n FROM people_student"
            " LIMIT %(many)s), adults AS (INSERT INTO people_person (given_name, family_name)"
            " SELECT 'Parent', 'Of' || n FROM pupils RETURNING id),"
            " numbered AS (SELECT id, row_number() OVER () AS n FROM adults), reached AS"
            " (INSERT INTO people_contactpoint (person_id, kind, value)"
            " SELECT id, 'email', 'p' || n || '@home.example' FROM numbered)"
            " INSERT INTO people_guardianship (person_id, student_id, portal_access)"
            " SELECT id, student_id, true FROM numbered JOIN pupils USING (n)",
            {"many": many},
        )


def timed(what: str, do: Callable[[], Any]) -> Any:
    """Do it, and print how long it took."""
    began = time.perf_counter()
    found = do()
    print(f"  {time.perf_counter() - began:7.2f} s  {what}", flush=True)
    return found


def measure(students: int) -> None:
    """In this process, as the restricted role."""
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password

    from openhouse.access.viewer import System
    from openhouse.common import clock
    from openhouse.common.scope import scope
    from openhouse.people.models import Account, Enrollment
    from openhouse.sign_in.many import batch, preview, slips
    from openhouse.sign_in.models import AccountRules

    district, today = make(students), clock.today()
    pattern = AccountRules().username_pattern

    def run() -> batch.Tally:
        return batch.keep_students(district, today, pattern=pattern)

    def look() -> Any:
        with scope(district=district, students="all", hat="system"):
            return preview.preview(System(), today, AccountRules(), None)

    def print_all() -> int:
        with scope(district=district, students="all", hat="system"):
            return len(slips.draw(list(Account.objects.values_list("person_id", flat=True)), by=1))

    print(f"{students:,} students")
    assert timed("preview", look).makes == students
    tally = timed("every account made", run)
    assert tally.made == students, tally
    assert timed("a second run, with nothing to do", run) == batch.Tally()
    assert timed("a first password for each", print_all) == students
    invite_guardians(district)
    with scope(district=district, students="all", hat="system"):
        Enrollment.objects.visible_to(System()).update(ends_on="2021-05-28")
    assert timed("every account closed, all have left", run).closed == students
    timed("one Argon2 hash, for comparison", lambda: make_password("maple-fox-river-47"))


def invite_guardians(district: int) -> None:
    """Mail the guardians their way in."""
    from openhouse.access.district import as_current
    from openhouse.common.scope import scope
    from openhouse.districts.models import District
    from openhouse.sign_in.many import runs
    from openhouse.sign_in.models import AccountRules, ActivationCode

    add_guardians(district, GUARDIANS)
    with scope(district=district, students="all", hat="system"):
        AccountRules.objects.create(student_accounts=True, guardians_in_batch=True)
    ours = as_current(District.objects.get(pk=district))
    timed(f"a way in mailed to {GUARDIANS:,} guardians", lambda: runs.do(ours, None, None, None))
    with scope(district=district, students="all", hat="system"):
        assert ActivationCode.objects.count() == GUARDIANS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        measure(options.students)
        return
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "OPENHOUSE_HOME": home,
            "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "openhouse.config.cli"]
        add = ["district", "add", "--slug", "bench", "--name", "Bench", "--state", "MO"]
        for arguments in (["migrate"], add):
            subprocess.run(
                [*command, *arguments],
                cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        inside = [sys.executable, __file__, "--inside", "--students", str(options.students)]
        subprocess.run(inside, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
