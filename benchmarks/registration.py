"""The first morning of registration: families begin and answer, all in the same minutes.

    .venv/bin/python benchmarks/registration.py [--families 2000] [--minutes 10] [--answers 20]

A demonstration district, made anew under --home, two web processes of one thread, and
families who each begin at a moment of their own, open a page, and have each answer kept as they
type it, as the page's script does. The offered rate does not wait for the server: what it cannot
take in time shows as latency. Prints latency of a kept answer (p50, p95), of beginning and of a
page, CPU an answer (web process and database together), and whether every answer that the server
called kept is in the database.
"""

import argparse
import html
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, PriorityQueue
from typing import Any
from urllib.parse import urlencode

import psutil

from benchmarks.pages import free_port, in_django
from benchmarks.sessions import SIGNED_IN

PREPARE = """
import json
from django.core.management import call_command
from django.db import connection
from openhouse.interchange.demo import SLUG, make_district
from openhouse.registration.demo import make_registration
call_command("migrate", verbosity=0, skip_checks=True)
make_district(SIZE)
make_registration(SLUG)
with connection.cursor() as cursor:
    cursor.execute("SELECT id FROM districts_district WHERE slug = %s", [SLUG])
    (district,) = cursor.fetchone()
    cursor.execute('''
        SELECT DISTINCT ON (m.household_id) g.person_id FROM people_guardianship g
        JOIN people_enrollment e ON e.student_id = g.student_id
        JOIN people_householdmember m ON m.person_id = g.person_id
        WHERE g.portal_access AND g.ends_on IS NULL AND NOT g.barred AND e.grade_level < '12'
          AND NOT EXISTS (SELECT FROM people_staffpost s WHERE s.person_id = g.person_id)
          AND NOT EXISTS (SELECT FROM registration_application a
                          WHERE a.household_id = m.household_id OR a.person_id = g.person_id)
        ORDER BY m.household_id, g.person_id LIMIT %s
    ''', [FAMILIES])
    found = []
    for n, (person,) in enumerate(cursor.fetchall()):
        found.append(signed_in(cursor, district, person, f"morning{n}"))
    cursor.execute("VACUUM (ANALYZE)")
print(json.dumps(found))
"""
KEPT = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT part_id || ':' || key, value #>> '{}' FROM registration_answer")
    print(json.dumps(dict(cursor.fetchall())))
"""
BASE = "/capital-hills/family/registration/"


@dataclass
class Seen:
    """What was measured, in seconds, and what the server has called kept."""

    begun: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Family:
    """One family's browser."""

    def __init__(self, port: int, session: str, seen: Seen) -> None:
        self.port, self.session, self.seen = port, session, seen
        self.token, self.page, self.part = "a" * 32, "", ""
        self.showed, self.busy = "{}", threading.Lock()

    def ask(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """The status, address and words of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookie = f"sessionid={self.session}; csrftoken={self.token}"
        headers = {"Host": f"localhost:{self.port}", "Cookie": cookie}
        if body is not None:
            body["csrfmiddlewaretoken"] = self.token
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(body) if body else None, headers)
        answer = connection.getresponse()
        words = answer.read().decode()
        connection.close()
        return answer.status, answer.headers.get("Location", ""), words

    def begin(self) -> None:
        """Begin, and open the page with one's own home."""
        started = time.perf_counter()
        _status, _to, words = self.ask("GET", BASE)
        window = re.search(r'name="window" value="(\d+)"', words)
        _status, to, _words = self.ask(
            "POST", f"{BASE}begin/", {"window": window[1] if window else ""}
        )
        self.seen.begun.append(time.perf_counter() - started)
        started = time.perf_counter()
        _status, _to, words = self.ask("GET", to)
        found = re.search(r'href="([^"]*/about/(\d+)/\?section=home)"', words)
        if found is None:
            raise LookupError(words[:300])
        self.page, self.part = html.unescape(found[1]), found[2]
        self.ask("GET", self.page)
        self.seen.pages.append(time.perf_counter() - started)

    def answer(self, n: int) -> None:
        """Type one more answer: the script sends what was shown before, and the new words."""
        name, value = f"{self.part}-other_children", f"words {n} of {self.session[:6]}"
        body = {"showed": self.showed, "sent": name, name: value}
        status, _to, words = self.ask("POST", self.page.replace("/?", "/save/?"), body)
        said = json.loads(words) if status == 200 else {}
        if said.get("kept") != ["other_children"]:
            self.seen.faults.append(f"{status}: {words[:200]}")
            return
        self.showed = said["showed"]
        with self.seen.lock:
            self.seen.kept[f"{self.part}:other_children"] = value


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--families", type=int, default=2000)
    parser.add_argument("--students", type=int, default=0, help="of the district; 5 a family")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--answers", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2, help="that answer, a thread each")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--home", type=Path, default=Path("var/registration"))
    given = parser.parse_args()
    home, students = given.home.resolve(), given.students or given.families * 5
    if home.exists():
        parser.error(f"{home} is there already: families begin once")
    size = f"SIZE, FAMILIES = {students}, {given.families}\n"
    sessions = json.loads(in_django(home, size + SIGNED_IN + PREPARE, owner=True).splitlines()[-1])
    port, seen = free_port(), Seen()
    environment = os.environ | {"OPENHOUSE_HOME": str(home), "OPENHOUSE_PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", "serve",
         "--processes", str(given.processes), "--threads", str(given.threads)],
        env=environment, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_it_answers(port)
        before = cpu(home)
        run(port, sessions, given, seen)
        spent = cpu(home) - before
    finally:
        server.terminate()
        server.wait()
    told(seen, spent, json.loads(in_django(home, KEPT, owner=True).splitlines()[-1]))


def wait_until_it_answers(port: int) -> None:
    for _ in range(200):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/health")
        except OSError:
            time.sleep(0.1)
        else:
            return


def run(port: int, sessions: list[str], given: Any, seen: Seen) -> None:
    """Each family's steps at moments of its own, by threads that only wait for answers."""
    dice, due = random.Random(1), PriorityQueue[tuple[float, int, Family, int]]()
    span = given.minutes * 60
    for n, session in enumerate(sessions):
        family, at = Family(port, session, seen), dice.uniform(0, span * 0.6)
        due.put((at, n, family, -1))
        for step in range(given.answers):
            due.put(
                (at + 3 + (span - at - 3) * (step + dice.random()) / given.answers, n, family, step)
            )
    started = time.perf_counter()

    def work() -> None:
        while True:
            try:
                at, _n, family, step = due.get_nowait()
            except Empty:
                return
            wait = started + at - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            try:
                begin_or_answer(family, step, started + at, seen)
            except (OSError, LookupError, ValueError) as fault:
                seen.faults.append(repr(fault)[:200])

    threads = [threading.Thread(target=work) for _ in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def begin_or_answer(family: Family, step: int, due: float, seen: Seen) -> None:
    if step < 0:
        family.begin()
        return
    if not family.part:
        return  # its beginning is still under way: the answer is typed later
    with family.busy:  # the script sends one after another
        family.answer(step)
    seen.answers.append(time.perf_counter() - due)


def cpu(home: Path) -> float:
    """Seconds of processor that the web process and the database have used."""
    total = 0.0
    for process in psutil.process_iter(["cmdline", "environ"]):
        words = " ".join(process.info["cmdline"] or ())
        mine = (process.info["environ"] or {}).get("OPENHOUSE_HOME") == str(home)
        if str(home) in words or (mine and "serve" in words):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total


def told(seen: Seen, spent: float, kept: dict[str, str]) -> None:
    def line(name: str, seconds: list[float]) -> None:
        if len(seconds) > 1:
            cuts = statistics.quantiles(seconds, n=20)
            print(f"{name:10} {len(seconds):7}  p50 {1000 * statistics.median(seconds):7.1f} ms"
                  f"  p95 {1000 * cuts[18]:7.1f} ms")  # fmt: skip

    line("begun", seen.begun)
    line("pages", seen.pages)
    line("answers", seen.answers)
    requests = len(seen.answers) + 2 * len(seen.begun) + 2 * len(seen.pages)
    print(f"processor  {1000 * spent / max(1, requests):.1f} ms a request, of {requests}")
    lost = [key for key, value in seen.kept.items() if kept.get(key) != value]
    print(f"faults {len(seen.faults)}, answers called kept and not there: {len(lost)}")
    for fault in seen.faults[:5]:
        print("  ", fault)


if __name__ == "__main__":
    main()
