"""What a family page costs, and how the cost grows with the district.

    .venv/bin/python benchmarks/pages.py --students 600 10000 [100000] [--requests 400]
    .venv/bin/python benchmarks/pages.py --students 600 --others 0 150

For each size: a demonstration district (made once and kept under --home), one web process with one
thread, and forty families who open each page in turn over one connection. Prints requests a second,
latency (p50, p95), CPU a page (web process and database together) and statements a page, then the
ratio of the largest district's figures to the smallest's. --others gives a small district as many
other schools with their documents and announcements (three, two), as a large one has them.
"""

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import psutil

from benchmarks.sessions import SIGNED_IN

PAGES = {
    "today": "/capital-hills/family/{student}/",
    "grades": "/capital-hills/family/{student}/grades/",
    "course": "/capital-hills/family/{student}/grades/{section}/",
    "assignments": "/capital-hills/family/{student}/assignments/",
    "attendance": "/capital-hills/family/{student}/attendance/",
    "schedule": "/capital-hills/family/{student}/schedule/",
}
#: The grades page again, for who has it as it is: 304.
UNCHANGED = "unchanged"
FAMILIES = 40
OTHER_SCHOOLS = Path(__file__).with_name("other_schools.sql")


@dataclass
class Figures:
    """Of one page at one size: seconds, and statements."""

    p50: float
    p95: float
    per_second: float
    cpu: float
    statements: int


def in_django(home: Path, code: str, *, owner: bool = False) -> str:
    """Run *code* in a process of its own with Django set up; returns what it printed."""
    role = {"OPENHOUSE_ROLE": "owner"} if owner else {}
    environment = os.environ | {"OPENHOUSE_HOME": str(home)} | role
    prelude = (
        "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE',"
        "'openhouse.config.settings')\nimport django; django.setup()\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", prelude + code]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


PREPARE = f"""{SIGNED_IN}
from django.core.management import call_command
from django.db import connection
from openhouse.common import clock
from openhouse.interchange.demo import make_district
import json, sys
call_command("migrate", verbosity=0, skip_checks=True)
make_district(SIZE)
with connection.cursor() as cursor:
    cursor.execute(OTHER_SCHOOLS)
    # Or the server does it by itself, minutes later, and the page of that minute is charged for it.
    cursor.execute("VACUUM (ANALYZE)")
    cursor.execute("SELECT id FROM districts_district")
    (district,) = cursor.fetchone()
    cursor.execute('''
        SELECT person_id, student_id, section_id FROM (
            SELECT DISTINCT ON (g.person_id) g.person_id, p.student_id, p.section_id
            FROM people_guardianship g JOIN courses_placement p ON p.student_id = g.student_id
            JOIN people_enrollment e ON e.student_id = p.student_id
            WHERE g.portal_access AND g.ends_on IS NULL AND NOT g.barred AND e.grade_level > '06'
              AND p.starts_on <= %s AND p.ends_on >= %s
              AND EXISTS (SELECT FROM grades_assignment a WHERE a.section_id = p.section_id)
            ORDER BY g.person_id, p.section_id
        ) ORDER BY md5(person_id::text) LIMIT {2 * FAMILIES}
    ''', [clock.today(), clock.today()])
    rows = cursor.fetchall()
    found = []
    for n, (person, student, section) in enumerate(rows):
        key = signed_in(cursor, district, person, f"bench{{n}}")
        found.append([key, student, section])
    # So is what the making of the district has left to be written.
    cursor.execute("CHECKPOINT")
print(json.dumps(found))
"""

STATEMENTS = """
import json, sys
from django.db import connection, reset_queries
from django.test import Client
client = Client(headers={"host": "localhost"})
client.cookies["sessionid"] = KEY
connection.force_debug_cursor = True
counts = {}
for name, url in json.loads(URLS).items():
    client.get(url)
    reset_queries()
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    counts[name] = len(connection.queries_log)
print(json.dumps(counts))
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(home: Path) -> Iterator[tuple[int, int]]:
    """One web process with one thread; gives its port and its process id."""
    port = free_port()
    environment = os.environ | {"OPENHOUSE_HOME": str(home)}
    command = [
        str(Path(sys.executable).parent / "granian"),
        "--interface", "wsgi", "--port", str(port), "--workers", "1", "--blocking-threads", "1",
        "--no-access-log", "openhouse.config.wsgi:application",
    ]  # fmt: skip
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for _ in range(600):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port, process.pid
        finally:
            process.terminate()


class Visitor:
    """A family at her browser: one connection, one session."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies = {"sessionid": session}
        self.tags: dict[str, str] = {}

    def get(self, url: str, *, has_it: bool = False) -> int:
        """Open a page; *has_it*: as a browser that has kept it since it was last opened."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        kept = {"If-None-Match": self.tags[url]} if has_it else {}
        self.connection.request("GET", url, headers={"Cookie": cookies} | kept)
        response = self.connection.getresponse()
        response.read()
        self.tags[url] = response.headers.get("ETag", "")
        for header in response.msg.get_all("Set-Cookie") or []:
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return response.status


def cpu_of(web: int, home: Path) -> float:
    """CPU seconds so far of the web processes and of every database process."""
    total = 0.0
    postmaster = int((home / "postgres" / "postmaster.pid").read_text().split()[0])
    for root in (web, postmaster):
        process = psutil.Process(root)
        for one in [process, *process.children(recursive=True)]:
            times = one.cpu_times()
            total += times.user + times.system
    return total


def statements_of(home: Path, visitor: Visitor, student: int, section: int) -> dict[str, int]:
    """Statements of each page, session and scope included."""
    urls = {n: u.format(student=student, section=section) for n, u in PAGES.items()}
    code = STATEMENTS.replace("KEY", repr(visitor.cookies["sessionid"]))
    found: dict[str, int] = json.loads(
        in_django(home, code.replace("URLS", repr(json.dumps(urls))))
    )
    return found


def measure(home: Path, size: int, others: int, requests: int) -> dict[str, Figures]:
    """Every page at one size."""
    home.mkdir(parents=True, exist_ok=True)
    copies = OTHER_SCHOOLS.read_text().replace("OTHERS", str(others))
    code = PREPARE.replace("SIZE", str(size)).replace("OTHER_SCHOOLS", repr(copies))
    families = json.loads(in_django(home, code, owner=True))
    print(f"{size} students, {others} other schools are ready", flush=True)
    found = {}
    with server(home) as (port, web):
        visitors = [(Visitor(port, key), pupil, room) for key, pupil, room in families]
        # A child of eighteen, or one who left, is not this family's to see.
        today = PAGES["today"]
        visitors = [one for one in visitors if one[0].get(today.format(student=one[1])) == 200]
        visitors = visitors[:FAMILIES]
        statements = statements_of(home, *visitors[0])
        for name, pattern in PAGES.items():
            for visitor, pupil, room in visitors:
                status = visitor.get(pattern.format(student=pupil, section=room))
                if status != 200:
                    raise SystemExit(f"{name}: {status}")
            found[name] = run(visitors, pattern, requests, web, home, statements[name])
        found[UNCHANGED] = unchanged(visitors, requests, web, home)
    return found


def unchanged(
    visitors: list[tuple[Visitor, int, int]], requests: int, web: int, home: Path
) -> Figures:
    """The grades page for families who have it as it is: one statement."""
    for visitor, pupil, room in visitors:
        url = PAGES["grades"].format(student=pupil, section=room)
        visitor.get(url)
        if visitor.get(url, has_it=True) != 304:
            raise SystemExit("unchanged: not 304")
    return run(visitors, PAGES["grades"], requests, web, home, 1, has_it=True)


def run(
    visitors: list[tuple[Visitor, int, int]],
    pattern: str,
    requests: int,
    web: int,
    home: Path,
    statements: int,
    *,
    has_it: bool = False,
) -> Figures:
    """One page, opened *requests* times by the visitors in turn."""
    times = []
    cpu, start = cpu_of(web, home), time.perf_counter()
    for n in range(requests):
        visitor, student, section = visitors[n % len(visitors)]
        before = time.perf_counter()
        visitor.get(pattern.format(student=student, section=section), has_it=has_it)
        times.append(time.perf_counter() - before)
    elapsed, used = time.perf_counter() - start, cpu_of(web, home) - cpu
    points = statistics.quantiles(times, n=20)
    return Figures(
        statistics.median(times), points[18], requests / elapsed, used / requests, statements
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, nargs="+", default=[600, 10_000])
    parser.add_argument("--others", type=int, nargs="+", default=[0])
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--home", type=Path, default=Path("var/benchmarks"))
    chosen = parser.parse_args()
    everything = {}
    for size, others in product(chosen.students, chosen.others):
        home = chosen.home.resolve() / (f"{size}-{others}" if others else f"{size}")
        everything[size, others] = measure(home, size, others, chosen.requests)
        print("page          p50 ms  p95 ms  pages/s  CPU ms  statements")
        for name, f in everything[size, others].items():
            print(
                f"{name:<12}{f.p50 * 1000:8.2f}{f.p95 * 1000:8.2f}{f.per_second:9.0f}"
                f"{f.cpu * 1000:8.2f}{f.statements:12}",
                flush=True,
            )
    if (smallest := min(everything)) != (largest := max(everything)):
        print("\n{} students, {} other schools against {}, {}:".format(*largest, *smallest))
        for name in (*PAGES, UNCHANGED):
            small, large = everything[smallest][name], everything[largest][name]
            print(
                f"{name:<12} p95 x {large.p95 / small.p95:.2f}, CPU x {large.cpu / small.cpu:.2f}"
            )


if __name__ == "__main__":
    main()
