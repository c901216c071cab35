"""A gateway for texts on this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway:
    """What it was given; ``answers`` is what it says to that, ``came`` that something was."""

    def __init__(self) -> None:
        self.took: list[dict[str, Any]] = []
        self.answers = 200
        self.came = threading.Event()


@contextmanager
def running() -> Iterator[tuple[Gateway, str]]:
    """One that takes texts while inside, and its address for ``apprise``."""
    found = Gateway()

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.took.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            found.came.set()
            self.send_response(found.answers)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield found, f"json://127.0.0.1:{server.server_address[1]}/?:to={{to}}"
    finally:
        server.shutdown()
        server.server_close()
