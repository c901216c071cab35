"""Slips with first passwords (ACC-08): made while they are printed, kept by nobody.

A first password is drawn, put on its slip and into the account's digest, and is nowhere else: to
print a slip again is to draw another one, and the earlier slip opens nothing any more.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from openhouse.access.rules import AROUND
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import HOMEROOM, Placement
from openhouse.people.models import Account, Person, StaffPost, Student
from openhouse.people.queries import home_first
from openhouse.sign_in.many.batch import pieces, write_lines
from openhouse.sign_in.many.first_secrets import encoded, new_secret
from openhouse.sign_in.many.pupils import enrolled
from openhouse.sign_in.queries import rules_of

#: Slips that one request makes; a district prints school by school.
MOST = 3000
_KEY = re.compile(r"(section|grade)-(\d{1,18})(?:-(\w{1,20}))?")


@dataclass(frozen=True, slots=True)
class Pupil:
    """A student whose account waits for its first sign-in."""

    person: int
    name: str
    number: str
    username: str
    grade: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A homeroom, or the students of a grade who are in none; ``key`` names it in an address."""

    key: str
    school: str
    name: str
    grade: str
    pupils: tuple[Pupil, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one student; the only place where the first password stands."""

    name: str
    number: str
    username: str
    secret: str
    language: str = ""


def unopened(viewer: Sees) -> QuerySet[Account]:
    """Accounts of students in reach that nobody has opened; none of who works here."""
    works = StaffPost.objects.filter(person_id=OuterRef("person_id"))
    return Account.objects.filter(
        ~Exists(works),
        person_id__in=Student.objects.visible_to(viewer).values("pk"),
        is_active=True,
        settled_at=None,
        last_login=None,
    )


def groups(viewer: Sees, today: date, school: int | None = None) -> list[Group]:
    """Who waits for a slip, by school and homeroom, in the order of the alphabet."""
    rows = enrolled(viewer, today).filter(student_id__in=unopened(viewer).values("person_id"))
    if school:
        rows = rows.filter(school_id=school)
    at: dict[int, tuple[int, str, str]] = {}
    for student, number, name, grade in rows.order_by(*home_first(today)).values_list(
        "student_id", "school_id", "school__name", "grade_level"
    ):
        at.setdefault(student, (number, name, grade))
    homerooms = _homerooms(viewer, at, today)
    found: dict[tuple[str, str, str, str], list[Pupil]] = defaultdict(list)
    for pupil in _pupils(viewer, at):
        number, name, grade = at[pupil.person]
        section, room = homerooms.get(pupil.person, (0, ""))
        key = f"section-{section}" if section else f"grade-{number}-{grade or '0'}"
        found[name, "" if section else grade, room, key].append(pupil)
    return [
        Group(key, school_name, room, grade, tuple(members))
        for (school_name, grade, room, key), members in sorted(found.items())
    ]


def _homerooms(viewer: Sees, students: Iterable[int], today: date) -> dict[int, tuple[int, str]]:
    """The homeroom of each of *students* who has one today: its id, its name and teacher."""
    rows = (
        Placement.objects.visible_to(viewer)
        .filter(
            running(today, today + AROUND),
            Q(section__homeroom=True) | Q(section__name__iregex=HOMEROOM),
            student_id__in=list(students),
        )
        .order_by("section_id")
        .values_list("student_id", "section_id", "section__name", "section__teacher_name")
    )
    return {
        student: (section, " · ".join(filter(None, (name, teacher))))
        for student, section, name, teacher in rows
    }


def _pupils(viewer: Sees, at: dict[int, tuple[int, str, str]]) -> list[Pupil]:
    accounts = dict(
        unopened(viewer).filter(person_id__in=list(at)).values_list("person_id", "username")
    )
    numbers = dict(
        Student.objects.visible_to(viewer).filter(pk__in=accounts).values_list("pk", "number")
    )
    people = Person.objects.filter(pk__in=accounts).order_by("family_name", "given_name", "pk")
    return [
        Pupil(
            each.pk,
            str(each),
            numbers.get(each.pk, ""),
            accounts[each.pk],
            at[each.pk][2],
            each.language,
        )
        for each in people
    ]


def chosen(found: Sequence[Group], keys: Iterable[str]) -> list[Group]:
    """Those of *found* that *keys* name; unknown keys name nothing."""
    wanted = {key for key in keys if _KEY.fullmatch(key)}
    return [group for group in found if group.key in wanted]


def print_slips(found: Sequence[Group], *, by: int) -> list[tuple[Group, list[Slip]]]:
    """A new first password for each student of *found*, on a slip; the ledger says by whom."""
    everyone = [pupil for group in found for pupil in group.pupils]
    secrets = draw([pupil.person for pupil in everyone], by=by)
    return [
        (
            group,
            [
                Slip(each.name, each.number, each.username, secrets[each.person], each.language)
                for each in group.pupils
                if each.person in secrets
            ],
        )
        for group in found
    ]


def draw(people: Sequence[int], *, by: int) -> dict[int, str]:
    """Give each of *people* with an account a new first password; she changes it at once."""
    rules = rules_of()
    until = timezone.now() + timedelta(days=rules.code_days)
    secrets: dict[int, str] = {}
    for piece in pieces(list(people)):
        found = Account.objects.filter(person_id__in=piece, is_active=True)
        named = list(found.values_list("person_id", "username"))
        drawn = {person: new_secret(rules.first_password) for person, _ in named}
        _keep(drawn, until)
        write_lines("account.first_password", named, by=by)
        secrets |= drawn
    return secrets


def _keep(drawn: dict[int, str], until: datetime) -> None:
    """Put the digests into the accounts, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_account a SET password = v.password, must_change_password = true,"
            " password_until = %s, settled_at = NULL"
            " FROM unnest(%s::bigint[], %s::text[]) AS v (person_id, password)"
            " WHERE a.person_id = v.person_id",
            [until, list(drawn), [encoded(secret) for secret in drawn.values()]],
        )
