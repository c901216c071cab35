"""Django's sessions in the database, cheaper to read: every page reads one; and their cookie."""

import json
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class SessionStore(db.SessionStore):
    """Differs from Django's in two things.

    The data is plain JSON, so that the statement that opens a request can read whose it is. Its
    signature would guard it from those who can write to the database; the proof that a session
    is an account's is ``_auth_user_hash``, which nobody makes without the server's key.
    """

    def encode(self, session_dict: dict[str, Any]) -> str:
        return json.dumps(session_dict, separators=(",", ":"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            found = json.loads(session_data)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def take(self, session_data: str | None) -> None:
        """Go by data that was read already; None: there is no such session."""
        if session_data is None:
            self._session_key = None
        self._session_cache = {} if session_data is None else self.decode(session_data)


class SessionCookie(SessionMiddleware):
    """Takes the cookie away from who has signed out, and from nobody else.

    Django also takes it from who brings the key of a session that is not there. Signing in changes
    the key: a request that was on its way with the old one, as from another tab, would come back
    last and take the new cookie with it, and she who has just signed in would be out again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        brought = settings.SESSION_COOKIE_NAME in request.COOKIES
        if brought and request.session.is_empty() and not request.session.modified:
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)
