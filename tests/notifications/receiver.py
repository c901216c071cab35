"""A push service and the browsers behind it, on this machine: what was sent is decrypted."""

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass
class Browser:
    """One that has subscribed. ``shown`` is what its service worker got, in order."""

    url: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    shown: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def asks(self, **more: str) -> dict[str, Any]:
        """What ``PushSubscription.toJSON()`` gives a page."""
        keys = {"p256dh": _text(self.public), "auth": _text(self.secret)}
        return {"endpoint": self.url, "keys": keys, **more}

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        assert headers["content-encoding"] == "aes128gcm"
        assert Vapid02.verify(headers["authorization"])
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret)
        self.shown.append(json.loads(plain))
        self.headers.append(headers)

    @property
    def on_screen(self) -> dict[str, str]:
        """By tag, as a phone shows them: a later one takes the place of an earlier."""
        return {push["tag"]: push["title"] for push in self.shown}


class Service:
    """The push service: ``/ok/…`` takes, ``/410/…`` and such answer that, ``/slow/…`` hangs."""

    def __init__(self, at: str) -> None:
        self.at = at
        self.browsers: dict[str, Browser] = {}
        self.asked: list[str] = []
        self.connections = 0
        self.more_headers: dict[str, str] = {}
        self.let_go = threading.Event()

    def browser(self, answer: str = "ok") -> Browser:
        path = f"/{answer}/{len(self.browsers)}"
        self.browsers[path] = Browser(self.at + path)
        return self.browsers[path]


def desk_of(service: Service) -> type[BaseHTTPRequestHandler]:
    """What answers for *service*, one for each connection."""

    class Desk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            service.connections += 1
            super().setup()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            service.asked.append(self.path)
            answer = self.path.split("/")[1]
            if answer == "slow":
                service.let_go.wait(30)
            if answer == "ok":
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.browsers[self.path].take(body, headers)
            self.send_response(int(answer) if answer.isdigit() else 201)
            for name, value in service.more_headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    return Desk


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: Any) -> None:
        """A worker that is killed breaks off in the middle."""


@contextmanager
def push_service() -> Iterator[Service]:
    """A service that runs while inside."""
    service = Service("")
    server = Quiet(("127.0.0.1", 0), desk_of(service))
    service.at = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield service
    finally:
        service.let_go.set()
        server.shutdown()
        server.server_close()
