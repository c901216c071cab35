"""``openhouse demo`` from the first start to the last: killed, started again, stopped."""

import os
import re
import resource
import signal
import subprocess
import urllib.request

import pytest

from tests.config.conftest import Installation

ROLES = ("Parent", "Student", "Teacher", "Office clerk", "District administrator")


def ready(process: "subprocess.Popen[str]") -> str:
    """What it said up to its last line, once it is ready."""
    said = ""
    assert process.stdout
    for line in process.stdout:
        said += line
        if "Ctrl-C stops it" in line:
            return said
    pytest.fail(f"The demonstration ended:\n{said}")


def work_of_children() -> float:
    """Seconds that all processes which this one has started, and theirs, have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.fixture
def demo(alone: Installation) -> Installation:
    alone.more["OPENHOUSE_TODAY"] = "2026-10-06"
    return alone


def test_it_starts_survives_being_killed_and_stops(demo: Installation) -> None:
    process = demo.start("demo", "--students", "60")
    said = ready(process)
    address = re.search(r"http://\S+/", said)
    assert address
    for role in ROLES:
        assert re.search(rf"^  {role}.*\s\S+\s+\S+$", said, re.MULTILINE), role
    beginning = re.search(
        r"A family that is new here .*: (http://\S+/register/)$", said, re.MULTILINE
    )
    assert beginning
    for url in (address[0], beginning[1]):
        with urllib.request.urlopen(url) as page:
            assert page.status == 200

    process.send_signal(signal.SIGKILL)
    process.wait()
    assert demo.until_nothing_runs() == []

    demo.more["OPENHOUSE_TODAY"] = "2026-10-13"
    before = work_of_children()
    process = demo.start("demo", "--students", "60")
    assert ready(process) == said
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert demo.until_nothing_runs() == []
    # A second start is to take eight seconds, with the week that has gone by; the tests beside this
    # one take the clock's, so what its processes compute is counted, from start to end.
    assert work_of_children() - before < 8


def test_too_few_students_are_refused(shared: Installation) -> None:
    status, said = shared.openhouse("demo", "--students", "3")
    assert status == 1
    assert "--students: 40 or more" in said


def test_the_web_processes_end_when_their_own_parent_is_killed(shared: Installation) -> None:
    process = shared.start("serve", "--processes", "2")
    url = f"http://127.0.0.1:{shared.more['OPENHOUSE_PORT']}/health"
    from tests.live import wait

    wait(url, process)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert shared.until_nothing_runs() == []
