"""The opening statement of a request: see ``sql/enter.sql``."""

import json
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection

from openhouse.access.viewer import Hat
from openhouse.common import clock


@dataclass(frozen=True, slots=True)
class Address:
    """What the address of a request says: the district's slug and the hat."""

    slug: str
    hat: Hat


#: The address of the running request, for the authentication backend, which is not handed it.
ADDRESS: ContextVar[Address | None] = ContextVar("address", default=None)


def enter(address: Address, account_id: int | None) -> dict[str, Any] | None:
    """Set the scope for the running transaction; None where there is no such district."""
    hat = address.hat or "account"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT openhouse_enter(%s, %s, %s, %s)",
            [address.slug, account_id, hat, clock.today()],
        )
        (found,) = cursor.fetchone()
    entry: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    return entry
