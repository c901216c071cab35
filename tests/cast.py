"""The cast: two mirrored districts, ``NORTH`` and ``SOUTH``, with the same user names in both.

``NORTH.ben`` is a ``Somebody`` (id, username, password); ``NORTH.rows["algebra"]`` an unsaved model
instance with its real ``pk``. Today is Tuesday, October 6, 2026, 10:05: an A day at the high
school. Every account's password is ``PASSWORD``. Who may see whom is written by hand below
(``SEES``, ``HOLDS``); every text of a row ends in a word that no other row has, listed in
``CANARIES`` with its readers.

=================  ==============================================================================
user name          who
=================  ==============================================================================
mother             has ana (elementary) and ben (high): two children in two schools
father             lives in the second household; father of ana only
barred             father of leo, barred by court order, no end
barred_before      stepfather of leo, barred until September 1, 2026: that is over, he sees leo
no_portal          aunt of ben, guardianship without portal access
ended              stepfather of ben until August 31, 2026
emergency          emergency contact of ana: on the list to call, no portal access
ben                student, 15, 10th grade at the high school; every score flag, every attendance
mia                student, 18, 12th grade at the high school
adult_mother       mother of mia: the right has passed to mia, she sees nothing
grandmother        guardian of four: cai, dee, eli, fay
teacher            teaches algebra, history, drawing at the high school: ben, cai, mia
teacher_mother     teaches biology at the high school: cai, mia; is the mother of leo (middle)
second_teacher     teaches the 3rd grade at the elementary school: ana, eli
clerk              office of the high school
admin              district administrator
nurse              nurse of the high school
empty_parent       mother of gus, about whom nothing is recorded
long_parent        father of max: long Spanish names, reads Spanish
=================  ==============================================================================

Students without an account: ana (3rd grade, two households), cai (high school and career center at
once), dee (moved from elementary to west on September 21), eli (3rd grade), fay (middle), leo
(middle, 7th grade), gus (middle, nothing recorded), max (high, long names).

Bad ties that the database should not have, in each district (rows ``bad_guardianship``,
``bad_placement``, ``bad_score``, ``bad_score_away``): see ``tests/cast_records.py``.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

TODAY = date(2026, 10, 6)
FIRST_DAY, LAST_DAY = date(2026, 8, 17), date(2027, 5, 28)
PASSWORD = "open-the-house-please"

#: key, given name, family name, born on, has an account
PERSONS: tuple[tuple[str, str, str, date | None, bool], ...] = (
    ("ana", "Ana", "Rivera", date(2018, 2, 11), False),
    ("ben", "Ben", "Rivera", date(2011, 3, 4), True),
    ("mia", "Mia", "Okafor", date(2008, 9, 30), True),
    ("leo", "Leo", "Lindqvist", date(2014, 5, 6), False),
    ("cai", "Cai", "Tanaka", date(2010, 1, 20), False),
    ("dee", "Dee", "Tanaka", date(2018, 7, 7), False),
    ("eli", "Eli", "Tanaka", date(2018, 3, 3), False),
    ("fay", "Fay", "Tanaka", date(2013, 12, 24), False),
    ("gus", "Gus", "Varga", date(2014, 10, 10), False),
    ("max", "Maximiliano Esteban", "de la Concepción Fernández-Villavicencio", None, False),
    ("mother", "Marta", "Rivera", date(1984, 4, 4), True),
    ("father", "Hugo", "Santos", date(1982, 8, 8), True),
    ("barred", "Nils", "Lindqvist", None, True),
    ("barred_before", "Olaf", "Berg", None, True),
    ("no_portal", "Rosa", "Rivera", None, True),
    ("ended", "Ivan", "Petrov", None, True),
    ("emergency", "Gail", "Whitfield", None, True),
    ("adult_mother", "Ngozi", "Okafor", None, True),
    ("grandmother", "Hana", "Tanaka", date(1955, 1, 1), True),
    ("teacher", "Theo", "Marchetti", date(1990, 5, 5), True),
    ("teacher_mother", "Greta", "Lindqvist", date(1985, 6, 6), True),
    ("second_teacher", "Sam", "Adeyemi", None, True),
    ("clerk", "Clara", "Novak", None, True),
    ("admin", "Ada", "Sorensen", None, True),
    ("nurse", "Nora", "Keller", None, True),
    ("empty_parent", "Vera", "Varga", None, True),
    ("long_parent", "José María Ignacio", "de la Concepción Fernández-Villavicencio", None, True),
)
STUDENTS = ("ana", "ben", "mia", "leo", "cai", "dee", "eli", "fay", "gus", "max")
ACCOUNTS = tuple(person[0] for person in PERSONS if person[4])

#: Whom each account may see under ``/family/``. Those not named see nobody.
SEES: dict[str, tuple[str, ...]] = {
    "mother": ("ana", "ben"),
    "father": ("ana",),
    "ben": ("ben",),
    "mia": ("mia",),
    "barred_before": ("leo",),
    "teacher_mother": ("leo",),
    "grandmother": ("cai", "dee", "eli", "fay"),
    "empty_parent": ("gus",),
    "long_parent": ("max",),
}
#: Whom each account may see under ``/staff/``. Those not named may not open it.
HOLDS: dict[str, tuple[str, ...]] = {
    "teacher": ("ben", "cai", "mia"),
    "teacher_mother": ("cai", "mia"),
    "second_teacher": ("ana", "eli"),
    "clerk": ("ben", "mia", "cai", "max"),
    "admin": STUDENTS,
    "nurse": ("ben", "mia", "cai", "max"),
}
#: Whose doses each account may see under ``/staff/``: a nurse's own school's.
NURSES: dict[str, tuple[str, ...]] = {
    "nurse": ("ben", "mia", "cai", "max"),
    "admin": STUDENTS,
}
#: Whom each account may see under ``/office/``, with their guardians and what belongs to these.
OFFICE: dict[str, tuple[str, ...]] = {
    "clerk": ("ben", "mia", "cai", "max"),
    "admin": STUDENTS,
}
#: The guardians of each student, whatever their rights.
GUARDIANS: dict[str, tuple[str, ...]] = {
    "ana": ("mother", "father", "emergency"),
    "ben": ("mother", "no_portal", "ended"),
    "leo": ("barred", "barred_before", "teacher_mother"),
    "mia": ("adult_mother",),
    "cai": ("grandmother",),
    "dee": ("grandmother",),
    "eli": ("grandmother",),
    "fay": ("grandmother",),
    "gus": ("empty_parent",),
    "max": ("long_parent",),
}


@dataclass(frozen=True)
class Somebody:
    """A person of the cast; ``account`` is None for one who cannot sign in."""

    district: str
    district_id: int
    id: int
    username: str
    name: str
    account: int | None
    password: str = PASSWORD


@dataclass(frozen=True)
class Canary:
    """A word that only one row has, and who may read it.

    ``families`` are the user names that may meet it under ``/family/``, ``staff`` under
    ``/staff/``, ``office`` under ``/office/``; None is everyone of the district, ``public``
    everyone at all. ``school`` is the
    school an announcement is for; ``student`` the student the row is about.
    """

    word: str
    district: str
    table: str
    key: str
    families: frozenset[str] | None
    staff: frozenset[str] | None
    office: frozenset[str] | None
    student: str = ""
    school: str = ""
    public: bool = False


@dataclass
class Cast:
    """One district of the cast: rows ``ordered`` as they can be saved, then the ``wrong`` ones."""

    slug: str
    first_id: int
    id: int = 0
    persons: dict[str, Somebody] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)
    ordered: list[Any] = field(default_factory=list)
    wrong: list[Any] = field(default_factory=list)

    def __getattr__(self, name: str) -> Somebody:
        if name.startswith("_") or name not in self.persons:
            raise AttributeError(name)
        return self.persons[name]


#: Every canary word, by word; complete once ``NORTH`` or ``SOUTH`` has been asked for.
CANARIES: dict[str, Canary] = {}


def readers(student: str, table: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The accounts that may see *student*."""
    return frozenset(name for name, seen in table.items() if student in seen)


def helpers(*keys: str) -> frozenset[str]:
    """The accounts whose office helps one of *keys*: a student of theirs, or a guardian of one."""
    found = {"admin"}
    for name, students in OFFICE.items():
        theirs = {*students, *(key for student in students for key in GUARDIANS[student])}
        if theirs & set(keys):
            found.add(name)
    return frozenset(found)


def school_days(first: date = FIRST_DAY, last: date = date(2026, 10, 30)) -> list[date]:
    """The weekdays from *first* to *last*."""
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in span if day.weekday() < 5]


@cache
def hashed_password() -> str:
    """``PASSWORD`` as an account keeps it; the same in every process."""
    from argon2.low_level import Type, hash_secret

    encoded = hash_secret(PASSWORD.encode(), b"the-cast-of-tests", 1, 8, 1, 32, Type.ID).decode()
    return f"argon2{encoded}"


def build(slug: str, first_id: int) -> Cast:
    """One district, in memory."""
    from tests import (
        cast_accounts,
        cast_contact,
        cast_notices,
        cast_people,
        cast_records,
        cast_registration,
        cast_school,
    )
    from tests.cast_rows import Maker

    cast = Cast(slug, first_id)
    make = Maker(cast, cast.ordered, first_id)
    cast_school.make_district(make)
    cast_people.make_people(make)
    cast_school.make_courses(make)
    cast_records.make_records(make)
    cast_accounts.make_accounts(make)
    cast_contact.make_contact(make)
    cast_notices.make_notices(make)
    cast_registration.make_registration(make)
    return cast


def save() -> None:
    """Write both districts; as the owner, into an empty database."""
    from django.db import connection, transaction

    from openhouse.common.triggers import lines_of, own_models

    north, south = both()
    told = ",".join(model._meta.db_table for model in own_models() if lines_of(model))
    with transaction.atomic(), connection.cursor() as cursor:
        # the ledger has the lines that the cast says, and none of its beginning
        cursor.execute("SELECT set_config('openhouse.beginning', %s, true)", [told])
        for row in [*north.ordered, *south.ordered, *north.wrong, *south.wrong]:
            row.save_base(force_insert=True, raw=True)
        cursor.execute(
            "SELECT quote_ident(c.relname) FROM pg_class c WHERE c.relkind = 'S'"
            " AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'procrastinate%'"
        )
        for (sequence,) in cursor.fetchall():
            cursor.execute("SELECT setval(%s::regclass, 100000)", [sequence])
        cursor.execute("ANALYZE")


def in_all(cast: Cast) -> AbstractContextManager[None]:
    """Inside, every row of *cast*'s district is in reach."""
    from openhouse.common.scope import scope

    return scope(district=cast.id, students="all", hat="system")


@cache
def both() -> tuple[Cast, Cast]:
    """North and south, with the bad ties between them."""
    from tests import cast_records

    north, south = build("north", 1001), build("south", 5001)
    cast_records.tie_wrongly(north, south)
    cast_records.tie_wrongly(south, north)
    return north, south


def __getattr__(name: str) -> Cast:
    """``NORTH`` and ``SOUTH``, built when they are first asked for: Django must be set up."""
    if name not in ("NORTH", "SOUTH"):
        raise AttributeError(name)
    return both()[name == "SOUTH"]


if __name__ == "__main__":
    import django

    django.setup()
    from tests import cast

    cast.save()
