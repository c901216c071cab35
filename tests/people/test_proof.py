"""The proof of a session is the one that Django makes, of this password and this key."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser

from openhouse.people.models import Account


@pytest.mark.parametrize("password", ["argon2$one", "argon2$two", "", "ñ"])
def test_it_is_djangos_and_another_for_each_password_and_key(password: str, settings: Any) -> None:
    account = Account(password=password)
    first = account.get_session_auth_hash()
    assert first == AbstractBaseUser.get_session_auth_hash(account)
    assert first != Account(password=f"{password}.").get_session_auth_hash()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the server"
    assert account.get_session_auth_hash() == AbstractBaseUser.get_session_auth_hash(account)
    assert account.get_session_auth_hash() != first
    assert [*account.get_session_auth_fallback_hash()] == [first]
