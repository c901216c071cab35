"""What a teacher waits for: the grid of 40 students and 60 pieces of work, a score, a large paste.

    .venv/bin/python -m benchmarks.gradebook

A server as in production, on a fresh database of the tests' cast, whose algebra gets 40 students.
Prints the time to open the grid, the p50 and p95 of one score from its request to its answer (the
score written, its line in the ledger, the stamp, the row's new mark), and of 5,000 at once.
"""

import http.client
import json
import os
import statistics
import time
from urllib.parse import urlsplit

from tests import (
    conftest,  # noqa: F401  the environment of the tests: their day, their database
    database,
)

STUDENTS, WORK, MORE_WORK = 40, 60, 125
OPENED, TYPED = 40, 400

FILL = """
WITH made AS (
    INSERT INTO people_person (district_id, given_name, family_name)
    SELECT %(district)s, 'Student', 'Number ' || n FROM generate_series(1, %(students)s) n
    RETURNING id
), students AS (
    INSERT INTO people_student (district_id, student_id)
    SELECT %(district)s, id FROM made RETURNING student_id
)
INSERT INTO courses_placement (district_id, student_id, section_id, starts_on)
SELECT %(district)s, student_id, %(section)s, '2026-08-17' FROM students
"""
ADD_WORK = """
INSERT INTO grades_assignment (district_id, section_id, name, points, due_on, category_id,
                               multiplier, counts, visible, never_drop)
SELECT %(district)s, %(section)s, 'Homework ' || n, 10, '2026-10-05', %(category)s,
       1, true, true, false
FROM generate_series(1, %(many)s) n
"""
ADD_SCORES = """
INSERT INTO grades_score (district_id, student_id, assignment_id, points, scored_on)
SELECT %(district)s, p.student_id, a.id, (p.student_id + a.id) %% 11, '2026-10-05'
FROM courses_placement p JOIN grades_assignment a ON a.section_id = p.section_id
WHERE p.section_id = %(section)s ON CONFLICT DO NOTHING
"""


class Teacher:
    """Her browser: one connection, one session."""

    def __init__(self, url: str, session: str, token: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/json",
        }

    def ask(self, path: str, said: object = None) -> tuple[float, bytes]:
        """Seconds until the answer is read, and the answer, which is a good one."""
        begun = time.perf_counter()
        body = None if said is None else json.dumps(said)
        self.connection.request("GET" if said is None else "POST", path, body, self.headers)
        answer = self.connection.getresponse()
        found = answer.read()
        assert answer.status == 200, (answer.status, found[:300])
        return time.perf_counter() - begun, found


def say(what: str, seconds: list[float]) -> None:
    spread = statistics.quantiles(seconds, n=20)
    p50, p95 = statistics.median(seconds), spread[18]
    print(f"{what:<44} p50 {p50 * 1000:6.1f} ms   p95 {p95 * 1000:6.1f} ms", flush=True)


def main() -> None:
    database.HOME.mkdir(parents=True, exist_ok=True)
    database.template()
    name = f"gradebook_{os.getpid()}"
    database.copy(f"{name}_own")
    os.environ["DATABASE_URL"] = database.url_of(f"{name}_own")
    os.environ["DATABASE_APP_URL"] = database.url_of(f"{name}_own", database.ROLE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    import psycopg

    django.setup()
    from tests.cast import NORTH
    from tests.live import serve

    section = NORTH.rows["algebra"].pk
    here = {
        "district": NORTH.id,
        "section": section,
        "category": NORTH.rows["homework"].pk,
        "students": STUDENTS - 2,
        "many": WORK - 13,
    }
    try:
        with serve(name) as live, psycopg.connect(live.database_url, autocommit=True) as owner:
            for statement in (FILL, ADD_WORK, ADD_SCORES, "ANALYZE"):
                owner.execute(statement, here if statement != "ANALYZE" else None)
            teacher = Teacher(live.url, live.session_of(NORTH.teacher), "a" * 32)
            measure(teacher, f"/north/staff/sections/{section}/gradebook/")
            owner.execute(ADD_WORK, here | {"many": MORE_WORK - WORK + 1})
            paste(teacher, f"/north/staff/sections/{section}/gradebook/")
    finally:
        database.drop(f"{name}_own")


def measure(teacher: Teacher, book: str) -> None:
    """The grid opened, and one score typed, again and again."""
    teacher.ask(book)
    seconds, page = zip(*(teacher.ask(book) for _ in range(OPENED)), strict=True)
    say(f"grid {STUDENTS} x {WORK}, {len(page[0]) // 1024} KB", list(seconds))
    cells = json.loads(teacher.ask(f"{book}news/")[1])["cells"]
    plain = [cell for cell in cells if cell[2].isdigit()][:TYPED]
    taken = []
    for student, work, text, _comment in plain:
        new = str((int(text) + 1) % 11)
        said = {"cells": [[student, work, new, text, None]]}
        taken.append(teacher.ask(f"{book}scores/", said)[0])
    say(f"one score, {len(taken)} times", taken)


def paste(teacher: Teacher, book: str) -> None:
    """5,000 scores in one entry."""
    found = json.loads(teacher.ask(f"{book}news/")[1])
    stands = {(student, work): text for student, work, text, _comment in found["cells"]}
    page = teacher.ask(book)[1].decode()
    works = [int(part.split('"')[0]) for part in page.split('data-work="')[1:]]
    students = [int(part.split('"')[0]) for part in page.split('data-student="')[1:]]
    cells = [[s, w, "7.5", stands.get((s, w), ""), None] for s in students for w in works][:5000]
    seconds, _answer = teacher.ask(f"{book}scores/", {"cells": cells})
    print(f"{len(cells)} scores pasted at once {seconds * 1000:28.0f} ms", flush=True)


if __name__ == "__main__":
    main()
