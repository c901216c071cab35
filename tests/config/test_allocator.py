"""A worker's process takes jemalloc where the machine has it, and is the same process after."""

import os
import subprocess
import sys

from openhouse.config.allocator import library

SAYS = """
import os, sys
from openhouse.config.allocator import begin_with_jemalloc
print(os.getpid(), sys.argv[1:], flush=True)
begun, maps = begin_with_jemalloc(), open("/proc/self/maps").read()
print(begun, "jemalloc" in maps, "LD_PRELOAD" in os.environ)
"""


def said(**environment: str) -> list[str]:
    command = [sys.executable, "-c", SAYS, "one", "two"]
    kept = {key: value for key, value in os.environ.items() if key != "LD_PRELOAD"}
    done = subprocess.run(
        command, env=kept | environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_a_process_begins_anew_with_jemalloc_where_there_is_one() -> None:
    *first, last = said()
    assert last == ("True True False" if library() else "False False False")
    # the same process with the same arguments, twice where it began anew
    assert len(first) == (2 if library() else 1) and len({*first}) == 1
    assert first[0].endswith("['one', 'two']")


def test_what_somebody_else_chose_stays() -> None:
    assert said(LD_PRELOAD="")[1:] == ["False False True"]
