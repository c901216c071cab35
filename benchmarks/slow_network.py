"""A network of 400 kbit/s and 400 ms in front of a server, for page and service worker alike.

A browser's own throttling is a page's: what its service worker asks goes past it. So the browser
is sent through this: each piece of a question waits 400 ms, all answers share one line of 50 kB a
second.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

LATENCY = 0.4
BYTES_A_SECOND = 400_000 / 8
PIECE = 1460


@dataclass
class Line:
    """What all connections share; ``bytes`` is what came down since somebody set it to nothing."""

    server: int
    bytes: int = 0
    port: int = 0
    free_at: float = 0.0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def connected(self, near: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        far, server = await asyncio.open_connection("127.0.0.1", self.server)
        for work in (self._up(near, server), self._down(far, to)):
            task = asyncio.ensure_future(work)
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _up(self, near: asyncio.StreamReader, server: asyncio.StreamWriter) -> None:
        while piece := await near.read(65536):
            await asyncio.sleep(LATENCY)
            server.write(piece)
        server.close()

    async def _down(self, far: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        clock = asyncio.get_running_loop().time
        while piece := await far.read(PIECE):
            self.free_at = max(self.free_at, clock()) + len(piece) / BYTES_A_SECOND
            await asyncio.sleep(self.free_at - clock())
            self.bytes += len(piece)
            to.write(piece)
        to.close()


@contextmanager
def slow_line(server: int) -> Iterator[Line]:
    """A slow line to the port *server* of this machine, at ``port``, until the end."""
    line, loop, ready = Line(server), asyncio.new_event_loop(), threading.Event()

    async def listen() -> None:
        listening = await asyncio.start_server(line.connected, "127.0.0.1", 0)
        line.port = listening.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        loop.create_task(listen())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(5)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
