"""Every command of the README is run, in its order, on a database of its own.

``make`` is asked what it would do, for ``make test`` is running now and ``make demo`` is
``openhouse demo``, whose own test starts it.
"""

import csv
import os
import re
import shlex
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests import database
from tests.config.conftest import Installation
from tests.live import wait

README = (database.ROOT / "README.md").read_text()
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line and not line.startswith("#")
]
#: A small delivery, as the other system would write it.
DELIVERY = {
    "manifest.csv": [
        ("propertyName", "value"),
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        ("file.orgs", "bulk"),
        ("file.users", "bulk"),
        ("file.academicSessions", "bulk"),
    ],
    "orgs.csv": [
        (
            "sourcedId",
            "status",
            "dateLastModified",
            "name",
            "type",
            "identifier",
            "parentSourcedId",
        ),
        ("d1", "", "", "Jefferson City", "district", "", ""),
        ("s1", "", "", "Elm Street School", "school", "", "d1"),
    ],
    "academicSessions.csv": [
        (
            *("sourcedId", "status", "dateLastModified", "title", "type", "startDate", "endDate"),
            *("parentSourcedId", "schoolYear"),
        ),
        ("y1", "", "", "2026-27", "schoolYear", "2026-08-17", "2027-05-28", "", "2027"),
    ],
    "users.csv": [
        (
            *("sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role"),
            *(
                "username",
                "userIds",
                "givenName",
                "familyName",
                "middleName",
                "identifier",
                "email",
            ),
            *("sms", "phone", "agentSourcedIds", "grades", "password"),
        ),
        ("teacher-1", "", "", "true", "s1", "teacher", "kim", "", "Kim", "Invented", *[""] * 8),
        ("student-1", "", "", "true", "s1", "student", "lu", "", "Lu", "Invented", *[""] * 8),
    ],
}


@pytest.fixture
def place(shared: Installation, tmp_path: Path) -> Installation:
    """A folder as the README's reader has it, with the exports she is told to bring."""
    (tmp_path / ".venv").symlink_to(database.ROOT / ".venv")
    exports = tmp_path / "exports" / "oneroster"
    exports.mkdir(parents=True)
    for name, rows in DELIVERY.items():
        with (exports / name).open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    return shared


def run(command: str, place: Installation) -> str:
    """Run one command of the README; what it said."""
    password = "a-long-password-of-words\n" * 2
    done = subprocess.run(
        ["sh", "-ec", command],
        cwd=place.home,
        env=place.environment,
        input=password,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def start(command: str, place: Installation) -> None:
    """Start a command that stays, see that it does its work, and end it in order."""
    process = subprocess.Popen(
        shlex.split(command),
        cwd=place.home,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if " serve" in command:
        wait(f"http://127.0.0.1:{place.more['OPENHOUSE_PORT']}/health", process)
    else:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(3)
    process.terminate()
    said = process.communicate(timeout=30)[0]
    assert process.returncode in (0, 143, -15), said


def test_every_command_does_what_it_says(place: Installation) -> None:
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        words = shlex.split(command)
        if words[0] == "make":
            done = subprocess.run(
                ["make", "-n", *words[1:]], cwd=database.ROOT, capture_output=True, check=False
            )
            assert done.returncode == 0, command
        elif words[0] == "export":
            name, _, value = words[1].partition("=")
            assert f"`{name}`" in (database.ROOT / "docs" / "operations.md").read_text()
            # The reader's own server is the tests'.
            place.more.setdefault(name, value)
        elif words[1] in ("serve", "worker"):
            start(command, place)
        else:
            run(command, place)
    with psycopg.connect(place.more["DATABASE_URL"]) as connection:
        found = connection.execute(
            "SELECT username, given_name, name FROM people_account a"
            " JOIN people_person p ON p.id = a.person_id"
            " JOIN districts_district d ON d.id = a.district_id WHERE slug = 'jefferson-city'"
            " ORDER BY username"
        ).fetchall()
    assert found == [
        ("kim", "Kim", "Jefferson City Schools"),
        ("lee", "Lee", "Jefferson City Schools"),
        ("sam", "Sam", "Jefferson City Schools"),
    ]


def test_the_files_it_names_are_there() -> None:
    named = re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(r'src="([^"]+)"', README)
    assert [name for name in named if not (database.ROOT / name).exists()] == []


def test_every_setting_of_the_code_is_in_the_operators_table() -> None:
    inner = {"OPENHOUSE_ROLE", "OPENHOUSE_PARENT_PIPE", "OPENHOUSE_POSTGRES_OPTIONS"}
    table = (database.ROOT / "docs" / "operations.md").read_text()
    said = set()
    for path in (database.ROOT / "openhouse").rglob("*.py"):
        said |= set(re.findall(r'"(OPENHOUSE_[A-Z_]+|DATABASE_[A-Z_]*URL)"', path.read_text()))
    assert "OPENHOUSE_PORT" in said
    assert [name for name in sorted(said - inner) if f"`{name}`" not in table] == []
    assert os.environ["OPENHOUSE_TODAY"]
