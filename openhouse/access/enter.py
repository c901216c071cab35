"""The opening statement of a request: see ``sql/enter.sql``."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from openhouse.access.viewer import Hat
from openhouse.common import clock
from openhouse.common.scope import SET

Entry = dict[str, Any]
_ENTER = "SELECT openhouse_enter(%s, %s, %s, %s, %s, %s)::text"
_SET_TODAY = (
    f"{SET}, set_config('openhouse.today', %s, true), set_config('openhouse.closed', %s, true)"
)
#: The session and the entry of the account that it names, in one statement. Whether the session
#: is to be believed is found out after it; until then nothing is read with what it has set.
OPEN = (
    "SELECT session_data, CASE WHEN session_data IS JSON OBJECT THEN openhouse_enter("
    "%s, (session_data::jsonb ->> '_auth_user_id')::bigint, %s, %s,"
    " (session_data::jsonb ->> 'look')::bigint, %s)::text END"
    " FROM django_session WHERE session_key = %s AND expire_date > %s"
)


@dataclass(slots=True)
class Address:
    """What the address of a request says: the district's slug and the hat.

    ``entry`` is what ``opened`` found for it; ``said`` the text of the newest entry,
    ``of_district`` the district and its stamp in that, and ``scope`` the settings that it set.
    ``begin`` begins the request's transaction, where that is still to be done (``late.py``).
    """

    slug: str
    hat: Hat
    entry: Entry | None = None
    said: str = ""
    of_district: tuple[int, int] | None = None
    scope: tuple[str, ...] = ()
    begin: Callable[[], None] | None = None


#: The address of the running request, for the authentication backend, which is not handed it.
ADDRESS: ContextVar[Address | None] = ContextVar("address", default=None)


def standing() -> str:
    """What the opening statement said of who looks, her children and their stamps.

    As long as it says the same nothing has changed of what it has stamps for (decision 0013). Empty
    outside of a request, and once this request has changed something itself.
    """
    address = ADDRESS.get()
    return address.said if address else ""


def standing_of_district() -> tuple[int, int] | None:
    """The district and its stamp, as the opening statement of a family's request found them.

    None for everybody else, without a stamp, and once this request has changed something itself.
    """
    address = ADDRESS.get()
    return address.of_district if address and address.said else None


def overtake() -> None:
    """This request has changed what its opening statement said."""
    if address := ADDRESS.get():
        address.said = ""


def enter(address: Address, account_id: int | None, look: int | None = None) -> Entry | None:
    """Set the scope for the running transaction; None where there is no such district."""
    with connection.cursor() as cursor:
        now = clock.now()
        values = [address.slug, account_id, _hat(address), now.date(), look, now]
        cursor.execute(_ENTER, values)
        (found,) = cursor.fetchone()
    return _entry(address, found)


def opened(address: Address, session_key: str) -> str | None:
    """The data of a session that is not over, and ``address.entry`` for the account it names."""
    now = clock.now()
    values: list[Any] = [address.slug, _hat(address), now.date(), now]
    values += [session_key, timezone.now()]
    with connection.cursor() as cursor:
        cursor.execute(OPEN, values)
        row = cursor.fetchone()
    if row is None:
        return None
    data: str = row[0]
    address.entry = _entry(address, row[1])
    return data


def set_again(address: Address) -> None:
    """The settings as the newest entry set them, for another transaction of the same request."""
    if address.scope:
        with connection.cursor() as cursor:
            cursor.execute(_SET_TODAY, address.scope)


def _hat(address: Address) -> str:
    return address.hat or "account"


def _entry(address: Address, found: str | None) -> Entry | None:
    address.said = found or "null"
    entry: Entry | None = json.loads(address.said)
    stamps = entry.get("stamps") if entry else None
    stamp = stamps[0] if stamps else None
    address.of_district = (entry["district"]["id"], stamp) if entry and stamp else None
    address.scope = tuple(entry["scope"]) if entry else ()
    return entry
