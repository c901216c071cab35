"""What the help desk reads: who waits, who is found, what was sent; the wall narrows it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from openhouse.access.offices import offices_of
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.scope import Sees, as_the_house
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, ContactPoint, Guardianship, Person, Student
from openhouse.sign_in.models import AccountRequest, ActivationCode
from openhouse.sign_in.opening.strangers import mails_of_strangers

#: People that a search shows.
MOST_FOUND = 30


def on_desk(viewer: Viewer) -> QuerySet[AccountRequest]:
    """The requests of the schools where *viewer* keeps the office today, and of no school yet.

    The wall does not know the day: it takes in an office that she has left.
    """
    requests = AccountRequest.objects.select_related("school", "person")
    schools = offices_of(viewer)
    if schools is None:
        return requests
    return requests.filter(Q(school=None) | Q(school__in=schools))


def waiting_requests(viewer: Viewer) -> list[AccountRequest]:
    """The requests on this desk that wait, oldest first."""
    waiting = on_desk(viewer).filter(state=AccountRequest.State.WAITING)
    return list(waiting.order_by("asked_at", "pk")[:200])


def strangers_among(requests: Sequence[AccountRequest]) -> set[int]:
    """The ids of those of *requests* that are e-mails of unknown senders, and nobody's yet."""
    with as_the_house():  # whom another school knows is no stranger
        found = mails_of_strangers().filter(pk__in=[each.pk for each in requests])
        return set(found.values_list("pk", flat=True))


def how_many_wait(viewer: Viewer) -> int:
    """How many requests wait on the desk of *viewer*, asked as an office."""
    return on_desk(viewer).filter(state=AccountRequest.State.WAITING).count()


def request_numbered(viewer: Viewer, number: int) -> AccountRequest | None:
    """A request on this desk."""
    return on_desk(viewer).filter(pk=number).first()


def waits(asked: AccountRequest) -> bool:
    """If nobody has decided the request yet."""
    return asked.state == AccountRequest.State.WAITING


def people_found(viewer: Sees, text: str) -> list[Person]:
    """Guardians and students by their names, their child's name or their e-mail."""
    people = Person.objects.all()
    if "@" in text:
        filed = ContactPoint.objects.filter(
            kind=ContactPoint.Kind.EMAIL, value__icontains=text.strip()
        )
        return list(people.filter(pk__in=filed.values("person_id"))[:MOST_FOUND])
    named = Q()
    for word in text.split()[:4]:
        named &= (
            Q(given_name__istartswith=word)
            | Q(preferred_name__istartswith=word)
            | Q(family_name__istartswith=word)
        )
    ties = Guardianship.objects.visible_to(viewer)
    children = people.filter(named, pk__in=Student.objects.visible_to(viewer).values("pk"))
    guardians = ties.filter(student_id__in=children.values("pk")).values("person_id")
    helped = Q(pk__in=ties.values("person_id")) | Q(pk__in=children.values("pk"))
    found = people.filter(helped).filter(named | Q(pk__in=guardians))
    return list(found.order_by("family_name", "given_name", "pk")[:MOST_FOUND])


def guardians_found(viewer: Sees, text: str) -> list[Person]:
    """The guardians among those whom a search for *text* finds."""
    found = people_found(viewer, text)
    ties = Guardianship.objects.visible_to(viewer).filter(person_id__in=[p.pk for p in found])
    guardians = set(ties.values_list("person_id", flat=True))
    return [person for person in found if person.pk in guardians]


def helped_person(viewer: Sees, number: int) -> Person | None:
    """A guardian or student of this office's schools; None for anybody else."""
    ties = Guardianship.objects.visible_to(viewer).values("person_id")
    students = Student.objects.visible_to(viewer).values("pk")
    return Person.objects.filter(Q(pk__in=ties) | Q(pk__in=students), pk=number).first()


def account_if_any(person: int) -> Account | None:
    """The account of *person*."""
    return Account.objects.filter(person_id=person).first()


def opens_again_at(account: Account | None, is_guardian: bool, *, for_district: bool) -> str:
    """The page on which a closed account is opened; "" where there is none for who asks.

    A student's that left opens by itself on return; guardians' are opened by the district.
    """
    if account is None or account.is_active or account.left_on:
        return ""
    if is_guardian and not for_district:
        return ""
    whose = "guardians" if is_guardian else "students"
    return f"{address('many-accounts')}?who={whose}&state=closed"


def has_used_account(person: int) -> bool:
    """If *person* has signed in with an account that is hers still: another way in is a reset."""
    return Account.objects.filter(
        person_id=person, is_active=True, last_login__isnull=False
    ).exists()


def codes_of(person: int) -> list[ActivationCode]:
    """The codes made for *person*, newest first."""
    return list(ActivationCode.objects.filter(person_id=person).order_by("-pk")[:20])


def used_lately(viewer: Viewer) -> list[ActivationCode]:
    """The ways in that *viewer* gave and that were used in the last 14 days, newest first."""
    since = timezone.now() - timedelta(days=14)
    used = ActivationCode.objects.filter(made_by_id=viewer.person_id, used_at__gte=since)
    return list(used.select_related("person").order_by("-used_at")[:10])


def mails_of(person: int) -> list[Delivery]:
    """The newest mails to *person*, with what became of each."""
    return list(Delivery.objects.filter(person_id=person).order_by("-pk")[:10])


def returned_from(person: int) -> set[str]:
    """The addresses of *person*, in small letters, whose newest mail came back or was refused."""
    bad, newest = {Delivery.State.BOUNCED, Delivery.State.REFUSED}, dict[str, str]()
    for mail in Delivery.objects.filter(person_id=person).order_by("pk"):
        newest[mail.to.lower()] = mail.state
    return {to for to, state in newest.items() if state in bad}


def addresses_of(person: int) -> list[str]:
    """The e-mail addresses that the school has of *person*."""
    found = ContactPoint.objects.filter(person_id=person, kind=ContactPoint.Kind.EMAIL)
    return list(found.order_by("pk").values_list("value", flat=True))
