"""A real OpenID provider on loopback, with real keys; it can be told to lie.

The library's provider is honest; ``Provider.lie`` changes the answer to one exchange of a code, so
that each check of ours has something to find. PKCE is checked here: the library does not.
"""

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from oidc_provider_mock import User
from werkzeug.serving import make_server

#: What is to become of the header and the claims of an ID token: what is signed, and with what.
Lie = Callable[[dict[str, Any], dict[str, Any], Any], str]


@dataclass
class Provider:
    """A running provider. ``asked`` is every query of its authorization address."""

    url: str
    client_id: str = ""
    secret: str = ""
    callback: str = ""
    lie: Lie | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    proofs: list[bool] = field(default_factory=list)

    def register(self, callback: str) -> None:
        """Make the house known there, with a secret of its own."""
        answer = requests.post(
            f"{self.url}/oauth2/clients",
            json={
                "redirect_uris": [callback],
                "token_endpoint_auth_method": "client_secret_post",
            },
            timeout=5,
        )
        answer.raise_for_status()
        self.client_id, self.secret = answer.json()["client_id"], answer.json()["client_secret"]
        self.callback = callback

    def knows(self, subject: str, **claims: Any) -> None:
        """Somebody has an account there."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def sign_in(self, url: str, subject: str) -> str:
        """What the person does at *url*: signs in as *subject*; where that leads her."""
        answer = requests.post(url, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


@contextmanager
def openid_provider() -> Iterator[Provider]:
    """A provider that runs until the end."""
    app = oidc_provider_mock.app(require_client_registration=True, require_nonce=True)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    challenges: dict[str, str] = {}

    @app.before_request
    def note() -> None:
        if flask.request.path == "/oauth2/authorize":
            provider.asked.append(flask.request.args.to_dict())

    @app.after_request
    def change(answer: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/authorize" and answer.status_code == 302:
            code = parse_qs(urlsplit(answer.headers["Location"]).query).get("code", [""])[0]
            challenges[code] = flask.request.args.get("code_challenge", "")
        if flask.request.path == "/oauth2/token" and answer.status_code == 200:
            said = json.loads(answer.get_data())
            proof = flask.request.form.get("code_verifier", "").encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(proof).digest()).rstrip(b"=")
            right = challenges.get(flask.request.form["code"]) == digest.decode()
            provider.proofs.append(right)
            if provider.lie:
                key = flask.g.oidc_provider_mock_storage.jwk
                token = jwt.decode(said["id_token"], key)
                said["id_token"] = provider.lie(token.header, token.claims, key)
                answer.set_data(json.dumps(said))
        return answer

    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)


def says(**claims: Any) -> Lie:
    """An honest signature under other claims."""
    return lambda header, true, key: str(jwt.encode(header, {**true, **claims}, key))


def without(name: str) -> Lie:
    """An honest signature, with a claim left out."""

    def lie(header: dict[str, Any], true: dict[str, Any], key: Any) -> str:
        return str(jwt.encode(header, {k: v for k, v in true.items() if k != name}, key))

    return lie


def signed_by_a_stranger(header: dict[str, Any], true: dict[str, Any], key: Any) -> str:
    """The right claims and the right name of the key, but another key."""
    return str(jwt.encode(header, true, RSAKey.generate_key(2048)))


def _plain(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def unsigned(header: dict[str, Any], true: dict[str, Any], key: Any) -> str:
    """No signature at all: ``alg`` is "none"."""
    return f"{_plain({**header, 'alg': 'none'})}.{_plain(true)}."


def signed_with_the_public_key(header: dict[str, Any], true: dict[str, Any], key: Any) -> str:
    """The old trick: the public key as the secret of a HMAC."""
    import hmac

    secret = key.as_pem(private=False)
    said = f"{_plain({**header, 'alg': 'HS256'})}.{_plain(true)}"
    digest = hmac.new(secret, said.encode(), hashlib.sha256).digest()
    return f"{said}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def changed_afterwards(header: dict[str, Any], true: dict[str, Any], key: Any) -> str:
    """Signed honestly, then the subject is another one."""
    head, _said, signature = str(jwt.encode(header, true, key)).split(".")
    return f"{head}.{_plain({**true, 'sub': 'somebody-else'})}.{signature}"


@contextmanager
def answering(
    status: int, body: bytes, port: int = 0, pause: float = 0, **headers: str
) -> Iterator[str]:
    """A web server that always answers the same; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for place in range(0, len(body), 1 if pause else len(body) or 1):
                self.wfile.write(body[place : place + 1] if pause else body)
                time.sleep(pause)

        def log_message(self, *said: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


__all__ = ["Provider", "User", "answering", "openid_provider"]
