"""Families who answer without a pause, by HTTP, and send again what nobody has acknowledged."""

import html
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.client import HTTPException
from typing import Any

import psycopg
from django.conf import settings

from tests.cast import Cast
from tests.live import Live

_TOKEN = "t" * 32
_SHOWED = re.compile(r'name="showed" value="([^"]*)"')


class Answering(threading.Thread):
    """Somebody who answers one question over and over: "text 1", "text 2", …

    ``sent`` is the number of the last answer that went out, ``kept`` of the last one that the
    server has said to have kept. ``wrong`` is what it said that it should not.
    """

    def __init__(self, live: Live, north: Cast, section: str, key: str) -> None:
        super().__init__()
        self.live, self.key, self.sent, self.kept, self.wrong = live, key, 0, 0, ""
        self.part = north.rows["part_santos0"].pk
        application = north.rows["app_santos"].pk
        self.url = f"{live.url}/north/family/registration/{application}/about/{self.part}/"
        self.query = f"?section={section}"
        self.cookie = (
            f"{settings.SESSION_COOKIE_NAME}={live.session_of(north.father)};"
            f" {settings.CSRF_COOKIE_NAME}={_TOKEN}"
        )
        self.stopped = threading.Event()
        self.showed = html.unescape(_SHOWED.findall(self._asks(self.url + self.query))[0])

    def run(self) -> None:
        while not self.stopped.is_set() and not self.wrong:
            self.sent += 1
            self._until_kept(f"text {self.sent}")

    def _until_kept(self, words: str) -> None:
        name = f"{self.part}-{self.key}"
        said = {
            "csrfmiddlewaretoken": _TOKEN, "showed": self.showed, name: words, "sent": name,
        }  # fmt: skip
        while True:
            try:
                found = json.loads(self._asks(f"{self.url}save/{self.query}", said))
            except urllib.error.HTTPError as error:
                self.wrong = f"{error.code} {error.read()[:300]!r}"
                return
            except (OSError, HTTPException, json.JSONDecodeError):
                time.sleep(0.05)
                continue
            if found["errors"] or (self.key not in found["kept"] and self.number() != self.sent):
                self.wrong = str(found)
                return
            self.showed, self.kept = found["showed"], self.sent
            return

    def _asks(self, url: str, said: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(said).encode() if said else None
        request = urllib.request.Request(url, body, {"Cookie": self.cookie})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return str(answer.read().decode())

    def number(self) -> int:
        """The number of the answer that the database has."""
        with psycopg.connect(self.live.database_url) as owner:
            found: Any = owner.execute(
                "SELECT value #>> '{}' FROM registration_answer WHERE part_id = %s AND key = %s",
                [self.part, self.key],
            ).fetchone()
        return int(found[0].removeprefix("text ")) if found and found[0].startswith("text ") else 0
