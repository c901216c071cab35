"""Django's messages, whose storage is made when something asks for it: few pages have one."""

from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.messages.storage import default_storage
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject, empty


class Messages(MessageMiddleware):
    """Differs from Django's in nothing but when it reads cookie and session."""

    def process_request(self, request: HttpRequest) -> None:
        request._messages = SimpleLazyObject(lambda: default_storage(request))  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return super().process_response(request, response) if _is_read(request) else response


def message_waits(request: HttpRequest) -> bool:
    """If a message waits that is shown once, on this page."""
    kept = CookieStorage.cookie_name in request.COOKIES
    if not (kept or SessionStorage.session_key in request.session or _is_read(request)):
        return False
    return bool(len(request._messages))  # type: ignore[attr-defined]


def _is_read(request: HttpRequest) -> bool:
    """If anything has asked for the messages of this request, or left one."""
    storage = getattr(request, "_messages", None)
    return storage is not None and getattr(storage, "_wrapped", storage) is not empty
