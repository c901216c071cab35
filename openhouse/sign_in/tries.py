"""Wrong passwords in a row, by user name: each costs a longer wait (ACC-20).

They are counted for names that nobody has, too, so that the wait tells nobody which names there
are. The counters live in the cache under a hash of district and name, for a day.
"""

import hashlib

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from openhouse.sign_in.rules import wait_after

KEPT = 24 * 3600


def _place(key: str) -> str:
    return "tries:" + hashlib.sha256(key.encode()).hexdigest()


def key_of(slug: str, username: str) -> str:
    """Where wrong passwords for *username* are counted, in the district *slug*."""
    return f"{slug}:{username.lower()}"


def must_wait(key: str) -> bool:
    """If the next try under *key* is too early.

    One try of a name at a time: until its request is over, the next one waits here, or tries that
    come together would all count as one.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_place(key)])
    _count, until = cache.get(_place(key), (0, 0.0))
    return bool(timezone.now().timestamp() < until)


def count(key: str) -> int:
    """Count a wrong password under *key*; how many there are in a row."""
    found, _until = cache.get(_place(key), (0, 0.0))
    until = timezone.now() + wait_after(found + 1)
    cache.set(_place(key), (found + 1, until.timestamp()), KEPT)
    return int(found) + 1


def forget(key: str) -> None:
    """Begin again at nothing: the right password was typed."""
    cache.delete(_place(key))
