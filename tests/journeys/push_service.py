"""The push service of Chromium's maker, on this machine.

Chromium registers with it, keeps a line open on which pushes come, and gives a page an address of
it; there our sender posts. What is posted goes through as it is: only the browser that asked for
it can read it. The words on the line are those of Chromium's ``google_apis/gcm`` (``mcs.proto``).
"""

import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import parse_qs

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from py_vapid import Vapid02

from tests.notifications.receiver import Quiet

VERSION = 41
HEARTBEAT, HEARTBEAT_BACK, LOGIN, LOGIN_BACK, MESSAGE = 0, 1, 2, 3, 8


@dataclass
class PushService:
    """``registered`` is what each subscription said of itself, ``bodies`` what went through."""

    url: str = ""
    line: str = ""
    registered: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    open: Any = None
    there: threading.Event = field(default_factory=threading.Event)

    @property
    def switches(self) -> list[str]:
        """What makes Chromium use this service, and ask nobody outside of this machine."""
        return [
            f"--gcm-checkin-url={self.url}/checkin",
            f"--gcm-registration-url={self.url}/register",
            f"--gcm-mcs-endpoint={self.line}",
            "--ignore-certificate-errors",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        ]

    def register(self, form: dict[str, str]) -> bytes:
        """A token, which becomes the end of the subscription's address."""
        self.registered.append(form)
        return f"token=t:{len(self.registered) - 1}".encode()

    def deliver(self, token: str, body: bytes, headers: dict[str, str]) -> None:
        """Hand what was posted to the browser, once it has its line open."""
        assert Vapid02.verify(headers["authorization"])
        form = self.registered[int(token.rpartition(":")[2])]
        self.bodies.append(body)
        assert self.there.wait(20), "no browser has opened a line"
        words = {"subtype": form["X-subtype"], "content-encoding": headers["content-encoding"]}
        message = b"".join(
            [
                text(3, form["sender"]),
                text(5, form["app"]),
                *(text(7, text(1, key) + text(2, value)) for key, value in words.items()),
                text(9, f"push-{len(self.bodies)}"),
                text(21, body),
            ]
        )
        self.open.sendall(framed(MESSAGE, message))


def number(value: int) -> bytes:
    """A varint of Protocol Buffers."""
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def text(place: int, value: str | bytes) -> bytes:
    """A field that has a length."""
    raw = value.encode() if isinstance(value, str) else value
    return number(place << 3 | 2) + number(len(raw)) + raw


def framed(tag: int, message: bytes) -> bytes:
    return bytes([tag]) + number(len(message)) + message


def checked_in() -> bytes:
    """Says yes, what time it is, and which device this is (``checkin.proto``)."""
    now = number(3 << 3) + number(int(time.time() * 1000))
    device = number(7 << 3 | 1) + struct.pack("<Q", 1)
    secret = number(8 << 3 | 1) + struct.pack("<Q", 2)
    return number(1 << 3) + number(1) + now + device + secret


def desk_of(service: PushService) -> type[BaseHTTPRequestHandler]:
    """Registers browsers, and takes what is sent to them."""

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer, status = b"", 201
            if self.path == "/checkin":
                answer, status = checked_in(), 200
            elif self.path == "/register":
                form = {name: value for name, (value,) in parse_qs(body.decode()).items()}
                answer, status = service.register(form), 200
            else:
                headers = {name.lower(): value for name, value in self.headers.items()}
                service.deliver(self.path.rpartition("/")[2], body, headers)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: Any) -> None:
            pass

    return Desk


def line_of(service: PushService, certificate: ssl.SSLContext) -> type[StreamRequestHandler]:
    """The line to a browser: it says who it is, and then only listens."""

    class Line(StreamRequestHandler):
        def setup(self) -> None:
            self.request = certificate.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            self.rfile.read(1)
            while tag := self.rfile.read(1):
                self.rfile.read(self.length())
                if tag[0] == LOGIN:
                    self.request.sendall(bytes([VERSION]) + framed(LOGIN_BACK, text(1, "yes")))
                    service.open = self.request
                    service.there.set()
                elif tag[0] == HEARTBEAT:
                    self.request.sendall(framed(HEARTBEAT_BACK, b""))

        def length(self) -> int:
            value = shift = 0
            while True:
                (byte,) = self.rfile.read(1)
                value, shift = value | (byte & 127) << shift, shift + 7
                if byte < 128:
                    return value

    return Line


class Lines(ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, *_args: Any) -> None:
        """A browser that looks first, or is closed, breaks off in the middle."""


def certificate_in(folder: Path) -> ssl.SSLContext:
    """The line is locked, whoever's certificate it is."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "line.pem"
    whole = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(whole + made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextmanager
def push_service(folder: Path) -> Iterator[PushService]:
    """A service that runs while inside; its certificate lies in *folder*."""
    service = PushService()
    desk = Quiet(("127.0.0.1", 0), desk_of(service))
    lines = Lines(("127.0.0.1", 0), line_of(service, certificate_in(folder)))
    service.url = f"http://127.0.0.1:{desk.server_address[1]}"
    service.line = f"https://localhost:{lines.server_address[1]}"
    for server in (desk, lines):
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield service
    finally:
        for server in (desk, lines):
            server.shutdown()
            server.server_close()
