"""Signing in through the form, for the tests of it."""

from http.cookies import Morsel
from typing import Any

from django.conf import settings
from django.test import Client

from tests.cast import PASSWORD


def sign_in(
    client: Client, name: str, password: str = PASSWORD, slug: str = "north", **more: Any
) -> Any:
    """The answer to the filled-in form."""
    fields = {"login": name, "password": password, **more.pop("fields", {})}
    return client.post(f"/{slug}/sign-in/", fields, **more)


def cookie_of(client: Client) -> "Morsel[str]":
    return client.cookies[settings.SESSION_COOKIE_NAME]


def is_in(client: Client, slug: str = "north") -> bool:
    """If the client is somebody in the district."""
    return client.get(f"/{slug}/family/").status_code != 302
