"""Processes that end with the one that started them, however that one ends.

The parent holds the writing end of a pipe that the child reads. When the parent is gone, even
killed, the kernel closes it, and the child asks itself to end.
"""

import os
import signal
import subprocess
import sys
import threading

PIPE = "OPENHOUSE_PARENT_PIPE"


class Child:
    """A command of ``openhouse`` that runs beside this process, with nothing of its rights."""

    def __init__(self, *arguments: str) -> None:
        self.name = arguments[0]
        reading, self.writing = os.pipe()
        environment = {key: value for key, value in os.environ.items() if key != "OPENHOUSE_ROLE"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "openhouse.config.cli", *arguments],
            env=environment | {PIPE: str(reading)},
            pass_fds=[reading],
            stdin=subprocess.DEVNULL,
            # Ctrl-C reaches the parent alone, which ends its children in order.
            start_new_session=True,
        )
        os.close(reading)

    def end(self, seconds: float = 10) -> None:
        """Ask the child to end; kill it when it has not after *seconds*."""
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.writing)


def end_with_parent() -> None:
    """In a process that ``Child`` started: end when the parent does."""
    given = os.environ.pop(PIPE, "")
    if not given:
        return
    descriptor = int(given)
    os.set_inheritable(descriptor, False)
    threading.Thread(target=_watch, args=[descriptor], daemon=True).start()


def _watch(descriptor: int) -> None:
    try:
        while os.read(descriptor, 1):
            pass
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def end_with_main_process() -> None:
    """In a process of the web server: end when the one that started it was killed."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
