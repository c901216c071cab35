"""Which person an identity means, by the district's rule; and how many the rule can match at all.

Everything here reads with the rights of the house: call it inside ``as_the_house``.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from openhouse.access.ties import near
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.people.models import Account, ContactPoint, Enrollment, Person, StaffPost, Student
from openhouse.sign_in.models_identity import ProviderSetup, Rule
from openhouse.sign_in.single.rules import (
    Identity,
    Refused,
    Why,
    check_domain,
    has_look_alikes,
    names_of,
    told,
)


def staff() -> set[int]:
    """The persons with a post today."""
    today = clock.today()
    posts = StaffPost.objects.filter(running(today))
    return set(posts.values_list("person_id", flat=True))


def students() -> set[int]:
    """The students who may see themselves today: enrolled now, soon or until lately."""
    today = clock.today()
    enrolled = Enrollment.objects.visible_to(System())
    return set(enrolled.filter(near(today)).values_list("student_id", flat=True))


def allowed(setup: ProviderSetup) -> set[int]:
    """The persons whom this way in is for. A guardian is none unless she works here too."""
    found: set[int] = set()
    if setup.for_staff:
        found |= staff()
    if setup.for_students:
        found |= students()
    return found


def is_allowed(setup: ProviderSetup, person: int) -> bool:
    """If this way in is for *person* today."""
    today = clock.today()
    if setup.for_staff:
        posts = StaffPost.objects.filter(running(today), person_id=person)
        if posts.exists():
            return True
    enrolled = Enrollment.objects.visible_to(System()).filter(student_id=person)
    return setup.for_students and enrolled.filter(near(today)).exists()


def meant(setup: ProviderSetup, value: str) -> set[int]:
    """The persons whom the rule finds for *value*, allowed or not.

    Compared in small letters, and nobody is meant by a name that only looks like hers.
    """
    if has_look_alikes(value):
        return set()
    if setup.rule == Rule.EMAIL:
        filed = ContactPoint.objects.filter(Exact(Lower("value"), value.lower()))
        filed = filed.filter(kind=ContactPoint.Kind.EMAIL)
        return set(filed.values_list("person_id", flat=True))
    if setup.rule == Rule.USERNAME:
        named = Q()
        for name in names_of(value, setup.domains):
            named |= Q(Exact(Lower("username"), name.lower()))
        return set(Account.objects.filter(named).values_list("person_id", flat=True))
    numbered: QuerySet[Student] = Student.objects.visible_to(System()).filter(number=value)
    found = set(numbered.values_list("pk", flat=True)) if setup.for_students else set()
    if setup.for_staff:
        works = Person.objects.filter(source_id=value, posts__isnull=False)
        found |= set(works.values_list("pk", flat=True))
    return found


def person_for(setup: ProviderSetup, identity: Identity) -> int:
    """The one person that *identity* means; raises Refused where there is none, or not one."""
    check_domain(identity, setup.domains)
    value = told(identity, setup.rule, setup.claim)
    if setup.rule == Rule.EMAIL and value.rpartition("@")[2].lower() not in setup.domains:
        raise Refused(Why.WRONG_DOMAIN, value)
    found = meant(setup, value)
    fitting = {person for person in found if is_allowed(setup, person)}
    if len(fitting) == 1:
        return fitting.pop()
    if fitting:
        raise Refused(Why.SEVERAL, identity.email)
    raise Refused(Why.NOT_FOR if found else Why.NOBODY, identity.email)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the rule reaches: persons it is for, and how many of them it tells apart."""

    everyone: int
    matched: int
    #: Nothing is on file that the rule could go by.
    without: int
    #: The same is on file for somebody else whom it is for.
    shared: int
    #: Matched, but without an account yet.
    no_account: int


def reach(setup: ProviderSetup) -> Reach:
    """What the rule would do for everybody whom *setup* is for, by the records of today."""
    people = allowed(setup)
    filed = [(person, value) for person, value in _filed(setup) if person in people]
    times = Counter(value for _person, value in set(filed))
    known = {person for person, _value in filed}
    matched = {person for person, value in filed if times[value] == 1}
    accounts = set(Account.objects.filter(is_active=True).values_list("person_id", flat=True))
    return Reach(
        len(people),
        len(matched),
        len(people - known),
        len(known - matched),
        len(matched - accounts),
    )


def _filed(setup: ProviderSetup) -> list[tuple[int, str]]:
    """Each person with what the rule would know her by."""
    if setup.rule == Rule.EMAIL:
        rows = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL)
        filed = [
            (person, value.lower()) for person, value in rows.values_list("person_id", "value")
        ]
        return [each for each in filed if each[1].rpartition("@")[2] in setup.domains]
    if setup.rule == Rule.USERNAME:
        named = Account.objects.values_list("person_id", "username")
        return [(person, name.lower()) for person, name in named]
    found: list[tuple[int, str]] = []
    if setup.for_students:
        numbered = Student.objects.visible_to(System()).exclude(number="")
        found += list(numbered.values_list("pk", "number"))
    if setup.for_staff:
        works = Person.objects.filter(posts__isnull=False).exclude(source_id="")
        found += list(works.values_list("pk", "source_id").distinct())
    return found
