"""One after another, until the transaction is over; and what is checked at its end."""

from django.db import connection

_ALONE = "SELECT pg_advisory_xact_lock(hashtext(%s), hashtext(%s))"
_TOGETHER = "SELECT pg_advisory_xact_lock_shared(hashtext(%s), hashtext(%s))"
_IN_THE_DISTRICT = (
    "SELECT pg_advisory_xact_lock(hashtext(%s),"
    " mod(current_setting('openhouse.district')::bigint, 2147483647)::int)"
)


def alone(what: str, which: object) -> None:
    """Whoever else comes here with the same *what* and *which* waits for the end of this
    transaction: what she looks at afterwards is what this one has written."""
    _run(_ALONE, what, str(which))


def together(what: str, which: object) -> None:
    """Many come here at once, and who is ``alone`` here waits for them, and they for her."""
    _run(_TOGETHER, what, str(which))


def alone_in_the_district(what: str) -> None:
    """As ``alone``, of everybody in the current district."""
    _run(_IN_THE_DISTRICT, what)


def check_now() -> None:
    """What the database checks at the end is checked now. Raises IntegrityError."""
    _run("SET CONSTRAINTS ALL IMMEDIATE")


def check_at_the_end() -> None:
    """And from here on at the end again."""
    _run("SET CONSTRAINTS ALL DEFERRED")


def _run(statement: str, *values: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
