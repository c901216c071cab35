"""What the database lets this connection see: the session side of the third lock.

Settings, read by the row-level security policies that ``wall.py`` writes. They are set for
the running transaction only, so they end with it, whatever happens inside: a reused connection
starts the next request or job with nothing set, and with nothing set no row is seen.

=====================  ==========================================================================
openhouse.district     id of the district; also the default of every ``district_id`` column
openhouse.students     ids of the students that may be seen, ``1,2,3``, or ``all``
openhouse.person       id of the person who looks; empty for a job
openhouse.hat          ``family``, ``view`` (an office looks at a family's pages), ``staff``,
                       ``office``, ``account`` or ``system``; empty before sign-in
openhouse.today        the day of the request, which ``openhouse_enter`` sets: a post or an
                       enrollment that has ended opens nothing. Jobs see everyone and need none
openhouse.closed       of which students which schools show no scores and marks to who looks now,
                       ``12:3,12:7``; ``openhouse_enter`` sets it, and for jobs it is empty
=====================  ==========================================================================
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Literal, Protocol

from django.db import connection, transaction

ALL: Literal["all"] = "all"
Students = Collection[int] | Literal["all"]


#: Sets the four settings for the running transaction: district, students, person, hat, each text.
SET = (
    "SELECT set_config('openhouse.district', %s, true),"
    " set_config('openhouse.students', %s, true),"
    " set_config('openhouse.person', %s, true),"
    " set_config('openhouse.hat', %s, true)"
)


class Sees(Protocol):
    """Whoever reads rows: anything that knows which students it may see."""

    @property
    def student_ids(self) -> Students: ...


#: District, students, person and hat as they are set; "" each where nothing is.
_NOW = ", ".join(
    f"COALESCE(current_setting('openhouse.{name}', true), '') AS {name}"
    for name in ("district", "students", "person", "hat")
)
Settings = tuple[str, str, str, str]


def set_scope(
    *, district: int | None, students: Students = (), person: int | None = None, hat: str = ""
) -> None:
    """Set the four settings for the running transaction, in one statement.

    Raises RuntimeError outside a transaction: the settings would be gone at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("The scope is set inside a transaction, or it would not hold")
    ids = students if isinstance(students, str) else ",".join(map(str, students))
    _set(str(district or ""), ids, str(person or ""), hat)


def _set(district: str, students: str, person: str, hat: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, [district, students, person, hat])


def _settings() -> Settings:
    """The four settings as they are, in the order of ``_set``."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_NOW}")
        found: Settings = cursor.fetchone()
    return found


@contextmanager
def scope(
    *, district: int | None, students: Students = (), person: int | None = None, hat: str = ""
) -> Iterator[None]:
    """A transaction with the settings set; jobs, commands and tests work inside one.

    Inside another transaction the settings are afterwards what they were before.
    """
    with own_scope():
        set_scope(district=district, students=students, person=person, hat=hat)
        yield


@contextmanager
def own_scope() -> Iterator[None]:
    """A transaction whose first statement sets the settings itself (``SET``): one round less."""
    before = _settings() if connection.in_atomic_block else None
    with transaction.atomic():
        yield
    # after an exception the savepoint has put them back
    if before is not None:
        _set(*before)


@contextmanager
def another_hat(hat: str, before: str) -> Iterator[None]:
    """Another hat of who looks for a statement or two, then the one that she wore *before*.

    For a page of one hat that says what waits under another. Who calls it knows that she has a
    right to *hat* today.
    """
    _wear(hat)
    try:
        yield
    finally:
        _wear(before)


def _wear(hat: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('openhouse.hat', %s, true)", [hat])


#: The rights of a job, in the same district and for the same person; what was set before. First
#: what was is read, and only then set.
_HOUSE = (
    f"WITH before AS MATERIALIZED (SELECT {_NOW}) SELECT before.*,"
    " set_config('openhouse.students', 'all', true), set_config('openhouse.hat', 'system', true)"
    " FROM before"
)


@contextmanager
def as_the_house() -> Iterator[None]:
    """The rights of a job inside a request, in the same district and for the same person.

    For what the house itself does on somebody's behalf before it knows her, or that she may not
    write herself: a line of the ledger, a mail, an activation. What happens inside is the house's
    to answer for: it goes by no list of students. Raises RuntimeError outside a district.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_HOUSE)
            before: Settings = cursor.fetchone()[:4]
        if not before[0]:
            raise RuntimeError("The house acts in a district; none is set")
        yield
    # after an exception the savepoint has put them back
    if before[1:] != (ALL, before[2], "system"):
        _set(*before)
