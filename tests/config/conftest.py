"""Installations of their own: a home folder with its own server, or a database of the tests'."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from tests import database
from tests.live import free_port


@dataclass
class Installation:
    """What a command runs in. ``openhouse(…)`` runs one to its end."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DATABASE_APP_URL", "DJANGO_SETTINGS_MODULE")
        }
        return {**kept, "OPENHOUSE_HOME": str(self.home), "COLUMNS": "200", **self.more}

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start ``openhouse`` with *arguments*; what it says goes to one pipe."""
        return subprocess.Popen(
            [sys.executable, "-m", "openhouse.config.cli", *arguments],
            cwd=database.ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def openhouse(self, *arguments: str) -> tuple[int, str]:
        """Run ``openhouse`` with *arguments*: its exit status and what it said."""
        process = self.start(*arguments)
        said = process.communicate(timeout=120)[0]
        return process.returncode, said

    def running(self) -> list[str]:
        """The command lines of every process that has to do with this home folder."""
        found = []
        for process in psutil.process_iter():
            try:
                line = " ".join(process.cmdline())
                ours = str(self.home) in line or (
                    "python" in line and process.environ().get("OPENHOUSE_HOME") == str(self.home)
                )
            except psutil.Error:
                continue
            if ours and process.pid != os.getpid():
                found.append(line)
        return found

    def until_nothing_runs(self, seconds: float = 20) -> list[str]:
        """Wait until no process of this home is left; those that are, when time is over."""
        until = time.monotonic() + seconds
        while (left := self.running()) and time.monotonic() < until:
            time.sleep(0.1)
        return left


@pytest.fixture
def alone() -> Iterator[Installation]:
    """A home folder of its own, with an embedded server when a command starts one.

    Not below pytest's own folder: each session that starts on this machine closes that to the
    server's user.
    """
    folder = tempfile.mkdtemp(prefix="openhouse-alone-")
    installation = Installation(Path(folder) / "home", {"OPENHOUSE_PORT": str(free_port())})
    yield installation
    for process in psutil.process_iter():
        try:
            if str(installation.home) in " ".join(process.cmdline()):
                process.send_signal(signal.SIGKILL)
        except psutil.Error:
            continue
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Installation]:
    """A copy of the template on the tests' server, named by DATABASE_URL."""
    name = f"live_{os.getpid()}_config"
    database.copy(name)
    yield Installation(
        tmp_path,
        {
            "DATABASE_URL": database.url_of(name),
            "DATABASE_APP_URL": database.url_of(name, database.ROLE),
            "OPENHOUSE_PORT": str(free_port()),
        },
    )
    database.drop(name)
