"""The demonstration district as somebody who tries it has it: database, server and worker."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from openhouse.config.embedded import Embedded
from tests import database
from tests.live import free_port

STUDENTS = "60"


@dataclass(frozen=True)
class Guardian:
    """Somebody without an account, with one child at the clerk's school and an address on file."""

    person: int
    name: str
    email: str
    child: str
    school: str


@dataclass(frozen=True)
class Demonstration:
    """A running one. ``url`` has no slash at its end; ``home`` is its folder."""

    url: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a command needs in its environment to work on the same district."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DATABASE_APP_URL", "DJANGO_SETTINGS_MODULE")
        }
        port = self.url.rsplit(":", 1)[1].partition("/")[0]
        return {**kept, "OPENHOUSE_HOME": str(self.home), "OPENHOUSE_PORT": port}

    def asked(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query, as the owner."""
        with psycopg.connect(Embedded(self.home).url()) as connection:
            return connection.execute(sql, values).fetchall()

    def receives(self, mail: str) -> None:
        """Hand a mail over as a mail server does."""
        command = ("openhouse.config.cli", "receive-mail", "--district", "capital-hills")
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", *command],
            cwd=database.ROOT,
            env=self.environment | {"EMAIL_URL": "show:capital-hills"},
            input=mail.encode(),
            capture_output=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def guardians(self) -> list[Guardian]:
        """Those whom the clerk of the demonstration can help, the same ones each time."""
        rows = self.asked(
            """
            SELECT p.id, p.given_name || ' ' || p.family_name, min(c.value),
                   min(k.given_name || ' ' || k.family_name), min(h.name)
            FROM people_guardianship g
            JOIN people_person p ON p.id = g.person_id
            JOIN people_person k ON k.id = g.student_id
            JOIN people_contactpoint c ON c.person_id = p.id AND c.kind = 'email'
            JOIN people_enrollment e ON e.student_id = k.id AND e.primary
            JOIN districts_school h ON h.id = e.school_id
            JOIN people_staffpost s ON s.school_id = h.id AND s.role = 'office'
            JOIN people_account w ON w.person_id = s.person_id AND w.username = 'ruth.calloway'
            WHERE g.portal_access AND NOT g.barred AND g.ends_on IS NULL
              AND NOT EXISTS (SELECT FROM people_account a WHERE a.person_id = p.id)
              AND NOT EXISTS (SELECT FROM people_staffpost t WHERE t.person_id = p.id)
              AND NOT EXISTS (SELECT FROM people_contactpoint o
                              WHERE o.value = c.value AND o.person_id <> p.id)
            GROUP BY p.id HAVING count(*) = 1 ORDER BY p.id
            """
        )
        return [Guardian(*row) for row in rows]  # type: ignore[arg-type]


@contextmanager
def demonstrated(home: Path) -> Iterator[Demonstration]:
    """``openhouse demo`` until the end, on the tests' day."""
    port = free_port()
    shown = Demonstration(f"http://localhost:{port}/capital-hills", home)
    process = subprocess.Popen(
        [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "openhouse.config.cli",
            "demo",
            "--students",
            STUDENTS,
        ],
        cwd=database.ROOT,
        # One browser asks: a second process would only be started and ended.
        env=shown.environment | {"OPENHOUSE_PROCESSES": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        said = ""
        assert process.stdout
        for line in process.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                break
        assert re.search(r"Openhouse is ready", said), said
        yield shown
    finally:
        process.terminate()
        process.communicate(timeout=30)
