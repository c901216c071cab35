"""Which child's day somebody was told of: one notice or message a child and day (K20).

Whoever tells a family of an absence, a notice or a message of the school's by rule, asks here
first. A day that was told is a ``Notice`` that went out, whichever of them told it.
"""

from collections.abc import Collection
from datetime import date, datetime

from openhouse.common import clock
from openhouse.common.rows import array, rows
from openhouse.common.scope import as_the_house
from openhouse.notifications.calm import rules
from openhouse.notifications.models_notices import Notice

#: A person, a student, and a day of hers.
type Day = tuple[int, int, date]

#: Which locks of the database are these, with the person's id behind: whoever tells somebody of
#: notices holds hers until it is kept.
LOCK = 7_301 << 40
#: In order, so that two who tell many of the same people never wait for each other.
_LOCKED = (
    "SELECT pg_advisory_xact_lock(%s + p.id) FROM (SELECT DISTINCT id FROM"
    " unnest(%s::bigint[]) AS u (id) ORDER BY id) p"
)


def matter_of_day(on: date) -> str:
    """What a notice about the attendance of a day is about."""
    return f"{rules.ATTENDANCE}:{on.isoformat()}"


def told_days(days: Collection[Day]) -> set[Day]:
    """Those of *days* that their persons were told of already, by a notice or by a message."""
    if not days:
        return set()
    with as_the_house():
        out = Notice.objects.filter(
            person_id__in={person for person, _student, _on in days},
            student_id__in={student for _person, student, _on in days},
            matter__in={matter_of_day(on) for _person, _student, on in days},
            state=Notice.State.OUT,
        )
        known = set(out.values_list("person_id", "student_id", "matter"))
    return {each for each in days if (each[0], each[1], matter_of_day(each[2])) in known}


def first_to_tell(days: Collection[Day], now: datetime | None = None) -> set[Day]:
    """Those of *days* that nobody was told of; from now on they are told.

    Within the transaction in which they are told, for it holds each person's lock until its end:
    a notice about the same day waits, and finds that it is told.
    """
    if not days:
        return set()
    at = now or clock.now()
    with as_the_house():
        rows(_LOCKED, [LOCK, array({person for person, _student, _on in days})])
        fresh = set(days) - told_days(days)
        Notice.objects.bulk_create(
            Notice(
                person_id=person, student_id=student, kind=rules.ATTENDANCE,
                matter=matter_of_day(on), made_of=[], at=at, due_at=at, ended_at=at,
                state=Notice.State.OUT,
            )
            for person, student, on in sorted(fresh)
        )  # fmt: skip
    return fresh


def mark_read(person: int) -> None:
    """*person* has opened what her notices are about: no other way is needed any more."""
    with as_the_house():
        Notice.objects.filter(
            person_id=person, state=Notice.State.OUT, read_at__isnull=True
        ).update(read_at=clock.now())
