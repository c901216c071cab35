"""Accounts of many at once (ACC-07, ACC-08): made, closed and opened, in pieces, without doubles.

Each piece is a transaction of its own under a lock of the district's: a job that was killed has
done whole pieces, and run again, or twice at once, it goes on where nothing is done yet. No first
password is made here: an account without one opens to nobody until its slip is printed.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet
from django.db.models.functions import Lower

from openhouse.access.viewer import System
from openhouse.common.locks import alone_in_the_district
from openhouse.common.scope import ALL, as_the_house, scope
from openhouse.ledger.models import Change
from openhouse.people.models import Account
from openhouse.sign_in.many import pupils
from openhouse.sign_in.many.naming import Named, free, wished
from openhouse.sign_in.safety.devices import end_sessions_of

#: Accounts in one transaction.
PIECE = 500
#: Told how much of the whole is done, in percent.
Progress = Callable[[int], None]


@dataclass
class Tally:
    """How many accounts were made, closed, opened again; how many guardians were written to."""

    made: int = 0
    closed: int = 0
    opened: int = 0
    invited: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def _silent(percent: int) -> None:
    return None


def taken_names() -> set[str]:
    """Every user name of the district in small letters, whoever asks: names must not collide."""
    with as_the_house():
        return set(Account.objects.values_list(Lower("username"), flat=True))


def proposed(
    found: Sequence[tuple[int, Named]], pattern: str, today: date, taken: set[str]
) -> list[tuple[int, str]]:
    """A user name for each of *found* that nobody has; adds them to *taken*."""
    names = []
    for student, named in found:
        name = free(wished(pattern, named, today), taken)
        taken.add(name)
        names.append((student, name))
    return names


def keep_students(
    district: int,
    today: date,
    *,
    pattern: str,
    school: int | None = None,
    by: int | None = None,
    tell: Progress | None = None,
) -> Tally:
    """Close the accounts of who left, open those of who came back, make those that are missing."""
    tally, tell = Tally(), tell or _silent
    with alone(district):
        tally.closed = _close(pupils.leavers(System(), today, school), today, by)
        tally.opened = _open(pupils.returners(System(), today, school), by)
    tell(5)
    with alone(district):
        left = len(pupils.newcomers(System(), today, school))
    whole = max(left, 1)
    while left:
        with alone(district):
            # asked anew each time: somebody else may have made them a moment ago
            found = pupils.newcomers(System(), today, school)
            made = _make(found[:PIECE], pattern, today, by)
        tally.made += made
        left = len(found) - made
        tell(5 + 95 * (whole - min(left, whole)) // whole)
        if not made:
            break
    return tally


@contextmanager
def alone(district: int) -> Iterator[None]:
    """A transaction in the district under the lock of its accounts."""
    with scope(district=district, students=ALL, hat="system"):
        alone_in_the_district("openhouse accounts")
        yield


def _make(found: Sequence[tuple[int, Named]], pattern: str, today: date, by: int | None) -> int:
    names = proposed(found, pattern, today, taken_names())
    Account.objects.bulk_create(
        [
            Account(
                person_id=student,
                username=name,
                password=make_password(None),
                must_change_password=True,
            )
            for student, name in names
        ],
        ignore_conflicts=True,  # an account that somebody opened herself meanwhile stays
    )
    here = dict(
        Account.objects.filter(person_id__in=[student for student, _ in names]).values_list(
            "person_id", "username"
        )
    )
    made = [(student, name) for student, name in names if here.get(student) == name]
    write_lines("account.made", made, by=by)
    return len(made)


def _close(leaving: QuerySet[Account], today: date, by: int | None) -> int:
    found = list(leaving.values_list("person_id", "username"))
    for piece in pieces(found):
        # Who comes back begins anew, and so does whoever had her computer.
        end_sessions_of(list(_of(piece).values_list("pk", flat=True)))
    _of(found).update(is_active=False, left_on=today)
    write_lines("account.left", found, by=by)
    return len(found)


def _open(returning: QuerySet[Account], by: int | None) -> int:
    found = list(returning.values_list("person_id", "username"))
    _of(found).update(is_active=True, left_on=None)
    write_lines("account.returned", found, by=by)
    return len(found)


def _of(found: Sequence[tuple[int, str]]) -> QuerySet[Account]:
    return Account.objects.filter(person_id__in=[person for person, _ in found])


def write_lines(
    kind: str, found: Sequence[tuple[int, str]], *, by: int | None, reason: str = ""
) -> None:
    """A line of the ledger for each person and user name of *found*."""
    with as_the_house():
        for piece in pieces(found):
            Change.objects.bulk_create(
                Change(kind=kind, actor_id=by, person_id=person, subject=name, reason=reason[:500])
                for person, name in piece
            )


def pieces[T](found: Sequence[T], size: int = PIECE) -> Iterator[Sequence[T]]:
    """*found* in pieces of *size* at most."""
    for start in range(0, len(found), size):
        yield found[start : start + size]
