"""Accounts of the district that the address names."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from openhouse.access.enter import ADDRESS, enter
from openhouse.people.models import Account


class DistrictAccounts(BaseBackend):
    """User name and password within one district; the wall keeps other districts' out of reach."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **more: Any
    ) -> Account | None:
        account: Account | None = Account.objects.called(username).first()
        if account is None:
            Account().set_password(password)  # as slow as a known name, so that none can be guessed
            return None
        if not account.check_password(password) or not account.is_active:
            return None
        if account.password_until and account.password_until <= timezone.now():
            if request is not None:
                request.password_is_over = True  # type: ignore[attr-defined]
            return None
        return account

    def get_user(self, user_id: int) -> Account | None:
        address = ADDRESS.get()
        if address is None:
            return None
        entry = address.entry
        if not entry or not entry["account"] or entry["account"]["id"] != user_id:
            entry = enter(address, user_id)
        if not entry or not entry["account"]:
            return None
        found = entry["account"]
        last = found["last_login"]
        account = Account(
            id=found["id"],
            username=found["username"],
            password=found["password"],
            person_id=found["person_id"],
            last_login=parse_datetime(last) if last else None,
        )
        account._state.adding = False
        account._state.db = "default"
        account.entry = entry  # type: ignore[attr-defined]
        return account
