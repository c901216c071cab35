"""The embedded PostgreSQL: it outlives no user, and survives what kills others."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from openhouse.config.embedded import Embedded
from tests.config.conftest import Installation


def answers(server: Embedded) -> bool:
    with psycopg.connect(server.url()) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def postmaster(server: Embedded) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


@pytest.fixture
def home(alone: Installation, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder whose server is as careful as a real one."""
    monkeypatch.delenv("OPENHOUSE_POSTGRES_OPTIONS")
    alone.home.mkdir(parents=True)
    return alone.home


def test_it_comes_back_after_everything_was_killed(home: Path) -> None:
    server = Embedded(home)
    server.start()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(postmaster(server), signal.SIGKILL)
    psutil.Process(postmaster(server)).wait(10)
    # The number of the server that was killed now belongs to somebody else.
    left = (server.data / "postmaster.pid").read_text().split("\n", 1)[1]
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{left}")
    server.held = None
    server.start()
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)
    server.leave()
    assert not (server.data / "postmaster.pid").exists()


def test_who_leaves_last_stops_it(home: Path) -> None:
    first, second = Embedded(home), Embedded(home)
    first.start()
    second.start()
    first.leave()
    assert answers(second)
    second.leave()
    with pytest.raises(psycopg.OperationalError):
        answers(second)


def test_a_killed_user_does_not_keep_it(home: Path) -> None:
    server = Embedded(home)
    server.start()
    code = (
        "import sys, time; from pathlib import Path; from openhouse.config.embedded import Embedded"
        "\nEmbedded(Path(sys.argv[1])).start(); print('in', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, text=True
    ) as user:
        assert user.stdout
        assert user.stdout.readline() == "in\n"
        user.kill()
    server.leave()
    assert not (server.data / "postmaster.pid").exists()


def test_an_interrupted_first_start_is_begun_anew(home: Path) -> None:
    half = home / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    server = Embedded(home)
    server.start()
    assert answers(server)
    server.leave()


def test_a_home_too_deep_for_a_socket_still_works(home: Path) -> None:
    deep = home / ("a-rather-long-name-of-a-folder/" * 4)
    deep.mkdir(parents=True)
    server = Embedded(deep)
    server.start()
    assert answers(server)
    assert len(str(server._socket_folder())) < 60
    server.leave()


def test_nobody_else_may_look_into_it(home: Path) -> None:
    server = Embedded(home)
    server.start()
    assert server.data.stat().st_mode & 0o077 == 0
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    server.leave()


def test_a_command_that_is_asked_to_end_stops_what_it_started(alone: Installation) -> None:
    process = alone.start("shell", "-c", "import time; print('in', flush=True); time.sleep(60)")
    assert process.stdout
    while "in" not in process.stdout.readline():
        assert process.poll() is None
    time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)
    assert alone.until_nothing_runs() == []
