"""Asking a provider: https only, public addresses only, no redirects, nothing large, nothing slow.

What is asked stands in a form that a district fills in, so it must not reach the inside of the
network that the server stands in (server-side request forgery). The address is looked up once, each
found address is checked, and the connection goes to that one: a name cannot change in between.
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util.connection import create_connection

#: Seconds to connect, and between two pieces of an answer.
PATIENCE = (4, 6)
#: Seconds for all of an answer: one that drips holds up whoever waits behind it.
LONGEST = 10
LARGEST = 1024 * 1024
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
#: Addresses that carry an IPv4 address in their last 32 bits (RFC 6052).
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


#: What was asked outside of the transaction (``waiting.py``): each answer, or the error that it
#: raises. None: everything is asked at once, as jobs and commands do.
ASKED: ContextVar[dict[Any, Callable[[], requests.Response]] | None] = ContextVar(
    "asked", default=None
)


class NotAsked(Exception):
    """``request`` must be sent first, and not inside the transaction."""

    def __init__(self, request: requests.PreparedRequest) -> None:
        super().__init__(str(request.url))
        self.request = request


def key_of(request: requests.PreparedRequest) -> tuple[Any, ...]:
    """What tells a question from others."""
    return request.method, request.url, request.body, request.headers.get("Authorization")


class NotAllowed(OSError):
    """An address that the house does not ask; the words name it."""


def is_web(url: str) -> bool:
    """If *url* is one that a provider may have: https, or http on this machine for a test."""
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if parts.username or parts.password or not host:
        return False
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and settings.PROVIDERS_ON_THIS_MACHINE and host in THIS_MACHINE


def is_public(address: str) -> bool:
    """If *address*, an IP address, may be asked; this machine's own only in a demonstration."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            found = found.ipv4_mapped
        elif found in TRANSLATED:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    if found.is_loopback:
        return bool(settings.PROVIDERS_ON_THIS_MACHINE)
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses to ask; raises NotAllowed where any that *host* has is not public."""
    try:
        rows = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise NotAllowed(f"{host} is no name") from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not all(map(is_public, found)):
        raise NotAllowed(f"{host} is not a public address")
    return found


def _connected(connection: HTTPConnection) -> socket.socket:
    problem = OSError("no address")
    for address in addresses_of(connection.host, connection.port):
        try:
            where = (address, connection.port)
            options = connection.socket_options
            return create_connection(where, connection.timeout, socket_options=options)
        except OSError as error:
            problem = error
    raise problem


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connected(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class _Careful(HTTPAdapter):
    """Connections as above; an answer that is too large is none."""

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        super().init_poolmanager(*args, **more)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def send(  # type: ignore[override]
        self, request: requests.PreparedRequest, **more: Any
    ) -> requests.Response:
        asked = ASKED.get()
        if asked is None:
            return self.ask(request, **more)
        if key_of(request) not in asked:
            raise NotAsked(request)
        return asked[key_of(request)]()

    def ask(self, request: requests.PreparedRequest, **more: Any) -> requests.Response:
        """Send it, here and now."""
        if not is_web(request.url or ""):
            raise requests.exceptions.InvalidURL(f"{request.url} is not https", request=request)
        more |= {"stream": True, "timeout": PATIENCE, "proxies": None}
        response = super().send(request, **more)
        response._content = _body(response)
        response._content_consumed = True  # type: ignore[attr-defined]
        response.raw.release_conn()
        return response


def _body(response: requests.Response) -> bytes:
    """All of it, where it is not too large and does not take too long."""
    until, body = time.monotonic() + LONGEST, b""
    while piece := response.raw.read1(64 * 1024, decode_content=True):
        body += piece
        if len(body) > LARGEST:
            raise requests.exceptions.ContentDecodingError("The answer is too large")
        if time.monotonic() > until:
            raise requests.exceptions.ReadTimeout("The answer takes too long")
    return body


class _NoRedirects(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def careful_session() -> requests.Session:
    """A session of ``requests`` that asks as the module says, whoever uses it."""
    session = _NoRedirects()
    session.trust_env = False
    for scheme in ("http://", "https://"):
        session.mount(scheme, _Careful())
    return session
