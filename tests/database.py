"""The tests' PostgreSQL: one embedded server, one template with the cast, a copy for each process.

The server lives in memory, else under ``var/test`` (``OPENHOUSE_TEST_HOME`` names another folder).
The template is made anew when anything that shapes it has changed; every other run only copies it.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from openhouse.config import database

ROOT = Path(__file__).resolve().parent.parent
MEMORY = Path("/dev/shm")
#: Bytes that must be free there; a container often has 64 MB and no more.
ROOM = 4 * 1024**3


def memory() -> Path | None:
    """This checkout's folder in memory; None where there is no room for one.

    Each test that commits drops a database and makes it anew: a thousand files. ext4 looks at
    every file that was deleted in the last seconds before it makes another, which is ten times
    the work of the copy itself.
    """
    known = hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    folder = MEMORY / f"openhouse-tests-{os.getuid()}-{known}"
    if not folder.exists():
        if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
            return None
        with suppress(FileExistsError):
            folder.mkdir(mode=0o755)
    return folder if folder.stat().st_uid == os.getuid() else None


HOME = Path(os.environ.get("OPENHOUSE_TEST_HOME") or memory() or ROOT / "var" / "test")
ROLE = "openhouse_tests_app"
#: What shapes the template.
SHAPE = (
    "openhouse/*/migrations/*.py",
    "openhouse/*/models*.py",
    "openhouse/*/models/*.py",
    "openhouse/*/sql/*.sql",
    "openhouse/common/functions.py",
    "openhouse/common/raising.py",
    "openhouse/common/triggers.py",
    "openhouse/common/wall*.py",
    "openhouse/config/management/commands/migrate.py",
    "tests/cast*.py",
    "tests/cast*/*.py",
)


def url_of(name: str, role: str = "") -> str:
    """The address of the database called *name*, as the owner or as *role*."""
    owner = database.embedded_url()
    before, _, options = owner.partition("?")
    server = before.rpartition("/")[0]
    if role:
        server = f"postgresql://{role}@"
    return f"{server}/{name}?{options}"


def execute(statement: str, *names: str) -> list[tuple[object, ...]]:
    """Run *statement* on the server as the owner; each ``{}`` is one of *names*, quoted."""
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        found = connection.execute(
            sql.SQL(statement).format(*map(sql.Identifier, names))  # type: ignore[arg-type]
        )
        return found.fetchall() if found.description else []


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Wait until no other process of this machine is inside."""
    with (HOME / name).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@cache
def shape() -> str:
    """A short name for everything that shapes the template."""
    digest = hashlib.sha256()
    for pattern in SHAPE:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template() -> str:
    """The template's name; made when it is not there."""
    name = f"template_{shape()}"
    with only_one("template.lock"):
        there = [str(row[0]) for row in execute("SELECT datname FROM pg_database ORDER BY oid")]
        if name not in there:
            sweep(there)
            execute("DROP DATABASE IF EXISTS {}", f"new_{name}")
            execute("CREATE DATABASE {}", f"new_{name}")
            # its ledger goes by the real clock, as in production; tests/config moves one
            run_as_owner(
                f"new_{name}", "-m", "openhouse.config.cli", "migrate", "--skip-checks", today=""
            )
            run_as_owner(f"new_{name}", "-m", "tests.cast")
            execute("ALTER DATABASE {} RENAME TO {}", f"new_{name}", name)
    return name


def sweep(there: list[str]) -> None:
    """Drop what earlier runs left: all but the newest templates, copies of ended processes."""
    old = [name for name in there if name.startswith("template_")][:-2]
    for name in there:
        kind, _, rest = name.partition("_")
        ended = kind in ("test", "live") and not Path(f"/proc/{rest.split('_')[0]}").exists()
        if ended or name in old:
            with suppress(psycopg.Error):
                execute("DROP DATABASE {}", name)


def run_as_owner(name: str, *arguments: str, today: str | None = None) -> None:
    """Run Python with *arguments* as the owner of the database called *name*; *today* is its day
    where that is not the tests'."""
    moved = {} if today is None else {"OPENHOUSE_TODAY": today}
    environment = (
        os.environ
        | moved
        | {
            "DATABASE_URL": url_of(name),
            "DATABASE_APP_URL": url_of(name, ROLE),
            "OPENHOUSE_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "openhouse.config.settings",
        }
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")


def copy(name: str, of: str = "") -> None:
    """Make the database called *name* a fresh copy of the template, or *of* another one."""
    source = of or template()
    execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
    execute("CREATE DATABASE {} TEMPLATE {}", name, source)


def drop(name: str) -> None:
    """Remove the database called *name*."""
    execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
