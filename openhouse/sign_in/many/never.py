"""Parents who never signed in, by school (ADM-05)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from openhouse.access.ties import open_ties
from openhouse.common.scope import Sees
from openhouse.people.models import Account, Person
from openhouse.sign_in.models import ActivationCode

#: Names on one page.
MOST = 200


@dataclass(frozen=True, slots=True)
class Never:
    """A guardian who has not signed in, with her account and the last code, if any."""

    person: Person
    account: Account | None
    codes: tuple[ActivationCode, ...]


def counts(
    viewer: Sees, schools: list[tuple[int, str]], today: date
) -> list[tuple[int, str, int, int]]:
    """For each school its id and name, the guardians with an open child, and those never in."""
    found = []
    for number, name in schools:
        people = open_ties(viewer, today, number).values("person_id").distinct()
        found.append((number, name, people.count(), _never(viewer, today, number).count()))
    return found


def _never(viewer: Sees, today: date, school: int) -> QuerySet[Person]:
    was_in = Account.objects.filter(person_id=OuterRef("pk"), last_login__isnull=False)
    people = Person.objects.filter(pk__in=open_ties(viewer, today, school).values("person_id"))
    return people.exclude(Exists(was_in)).order_by("family_name", "given_name", "pk")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some of a longer list: the first and the last, counted from 1, and how many in all."""

    number: int
    first: int
    last: int
    all: int


def sheet_of(viewer: Sees, today: date, school: int, number: int) -> Sheet:
    """The sheet *number* of those of a school, or the last where there are not so many."""
    many = _never(viewer, today, school).count()
    number = max(1, min(number, -(-many // MOST)))
    first = (number - 1) * MOST
    return Sheet(number, min(first + 1, many), min(first + MOST, many), many)


def never_in(viewer: Sees, today: date, school: int, sheet: Sheet) -> list[Never]:
    """Those of a school on a sheet, by name."""
    people = list(_never(viewer, today, school)[max(sheet.first - 1, 0) : sheet.last])
    ids = [person.pk for person in people]
    accounts = {each.person_id: each for each in Account.objects.filter(person_id__in=ids)}
    codes: dict[int, list[ActivationCode]] = defaultdict(list)
    for code in ActivationCode.objects.filter(person_id__in=ids).order_by("-pk"):
        codes[code.person_id].append(code)
    return [Never(each, accounts.get(each.pk), tuple(codes[each.pk][:1])) for each in people]
