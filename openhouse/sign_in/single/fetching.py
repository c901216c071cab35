"""Asking a provider: https only, public addresses only (``common/outward``), no redirects, nothing
large, nothing slow. What is asked stands in a form that a district fills in."""

import socket
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from openhouse.common import outward
from openhouse.common.outward import NotAllowed

#: Seconds to connect, and between two pieces of an answer.
PATIENCE = (4, 6)
#: Seconds for all of an answer: one that drips holds up whoever waits behind it.
LONGEST = 10
LARGEST = 1024 * 1024
__all__ = ["NotAllowed", "addresses_of", "careful_session", "is_public", "is_web"]

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


def is_web(url: str) -> bool:
    """If *url* is one that a provider may have: https, or http on this machine for a test."""
    return outward.is_web(url, here=settings.PROVIDERS_ON_THIS_MACHINE)


def is_public(address: str) -> bool:
    """If *address*, an IP address, may be asked; this machine's own only in a demonstration."""
    return outward.is_public(address, here=settings.PROVIDERS_ON_THIS_MACHINE)


def addresses_of(host: str, port: int) -> list[str]:
    """The IP addresses to ask; raises NotAllowed where any that *host* has is not public."""
    return outward.addresses_of(host, port, here=settings.PROVIDERS_ON_THIS_MACHINE)


def _connected(connection: HTTPConnection) -> socket.socket:
    return outward.connected(connection, here=settings.PROVIDERS_ON_THIS_MACHINE)


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
