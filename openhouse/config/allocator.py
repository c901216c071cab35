"""jemalloc for the process that sets papers, where the machine has it.

Typst takes and gives back memory in a great many small pieces, from two threads at a time; with
jemalloc in place of the C library's a report card costs a tenth less (``docs/performance.md``). It
can only be chosen when a process begins, so the process begins once more.
"""

import os
import sys
from pathlib import Path

#: Where distributions of Linux put it: Debian and Ubuntu (``libjemalloc2``), Fedora and others.
_PLACES = (
    "/usr/lib/*/libjemalloc.so.2",
    "/usr/lib64/libjemalloc.so.2",
    "/usr/lib/libjemalloc.so.2",
)


def begin_with_jemalloc() -> bool:
    """Begin this process anew with jemalloc, as itself: number, arguments and open files stay.

    True once it has; False, and nothing happens, where there is none, or where ``LD_PRELOAD`` says
    already what to take instead.
    """
    chosen = os.environ.get("LD_PRELOAD")
    if chosen is None and (found := library()):
        sys.stdout.flush()
        sys.stderr.flush()
        environment = os.environ | {"LD_PRELOAD": str(found)}
        os.execve(sys.executable, sys.orig_argv, environment)  # noqa: S606
    if chosen is None or "jemalloc" not in chosen:
        return False
    # what this process starts, a database for one, takes what it likes
    del os.environ["LD_PRELOAD"]
    return True


def library() -> Path | None:
    """jemalloc's file on this machine."""
    if not sys.platform.startswith("linux"):
        return None
    return next((each for place in _PLACES for each in sorted(Path("/").glob(place[1:]))), None)
