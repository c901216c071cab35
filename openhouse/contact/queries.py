"""What the records know of somebody's phones, addresses and homes, and what she asked to change."""

from collections.abc import Collection

from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.contact.models import ContactRequest, ContactRules
from openhouse.contact.numbers import e164
from openhouse.contact.on_file import homes_of, points_of
from openhouse.notifications.kinds import CHOSEN, Kind
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.ways import standings
from openhouse.people.models import ContactPoint, Household, StaffPost, Student

EMAIL, PHONE, HOME = "email", "phone", "home"


def rules_of() -> ContactRules:
    """What the district decided; the usual where it did not."""
    return ContactRules.objects.first() or ContactRules()


def asks_first(person: int, what: str) -> bool:
    """If the office decides before *what* (a kind of request) of *person* is changed.

    Whoever works here always asks: an address on file opens an account, and hers opens more than a
    family's.
    """
    if works_here(person):
        return True
    if what == HOME and Student.objects.visible_to(System()).filter(pk=person).exists():
        return True  # who lives with her would move with her
    rules = rules_of()
    if what == HOME and rules.changes:
        return True
    return (rules.home if what == HOME else rules.points) == ContactRules.How.BY_REQUEST


def by_form(viewer: Viewer, home: Household | None) -> bool:
    """If a new address of *home* comes by the form for changes: of who has children here, about
    the home in which she lives first (decision 0038)."""
    today = clock.today()
    there = any(
        child.id != viewer.person_id and any(each.runs_on(today) for each in child.enrollments)
        for child in viewer.children
    )
    first = next(iter(homes(viewer.person_id)), None)
    return bool(there and home == first and not viewer.look and rules_of().changes)


def works_here(person: int) -> bool:
    """If *person* has a post of the district's that has not ended."""
    posts = StaffPost.objects.filter(person_id=person)
    return posts.exclude(ends_on__lt=clock.today()).exists()


def points(person: int) -> list[ContactPoint]:
    """E-mail addresses, then phones of *person*."""
    return sorted(points_of(person), key=lambda point: (point.kind != EMAIL, point.pk))


def point_of(person: int, number: int) -> ContactPoint | None:
    """The phone or address with this number, if it is hers."""
    return ContactPoint.objects.filter(person_id=person, pk=number).first()


def homes(person: int) -> list[Household]:
    """The homes of *person*."""
    return homes_of(person)


def address_of(point: ContactPoint) -> tuple[str, str]:
    """The way and the address by which a choice knows *point*; "" where nothing can be sent."""
    if point.kind == EMAIL:
        return "mail", point.value.lower()
    return "text", e164(point.value)


def proved(person: int) -> dict[str, bool]:
    """The numbers (E.164) that *person* has shown to be hers, and if by a call alone."""
    with as_the_house():
        found = PhoneProof.objects.filter(person_id=person).exclude(proved_at=None)
        return dict(found.values_list("number", "by_call"))


def choices(person: int) -> dict[tuple[str, str, str], bool]:
    """What *person* has chosen: by way, address and kind."""
    with as_the_house():
        found = ContactChoice.objects.filter(person_id=person)
        return {(each.way, each.to, each.kind): each.on for each in found}


def failing(person: int) -> dict[str, str]:
    """Addresses (in small letters) from which everything comes back, and since when, ISO."""
    found = standings([person], CHOSEN[0])[person]
    return {
        each.way.to.lower(): each.failing_since.date().isoformat()
        for each in found
        if each.failing_since
    }


def is_last_way(person: int, point: ContactPoint) -> bool:
    """If nothing else is left by which an emergency reaches her."""
    left = {each.way.to.lower() for each in standings([person], Kind.EMERGENCY)[person]}
    return left == {address_of(point)[1]}


def requests_of(person: int) -> list[ContactRequest]:
    """What *person* has asked for and waits, and what was decided last; newest first."""
    found = ContactRequest.objects.filter(person_id=person).exclude(
        state__in=("withdrawn", "mailed")
    )
    return list(found.order_by("-asked_at", "-pk")[:10])


def request_of(person: int, number: int) -> ContactRequest | None:
    """Her own request with this number that waits."""
    waiting = ContactRequest.objects.filter(pk=number, person_id=person, state="waiting")
    return waiting.first()


def unconfirmed(person: int) -> list[ContactRequest]:
    """E-mail addresses to which *person* was sent a link that was not opened, the first first."""
    there = ContactPoint.objects.filter(person_id=person, kind=EMAIL).values("value")
    found = ContactRequest.objects.filter(person_id=person, state="mailed").exclude(new__in=there)
    return list(found.order_by("asked_at", "pk"))


def unconfirmed_of(person: int, number: int) -> ContactRequest | None:
    """Her address with this number that waits to be confirmed."""
    return next((each for each in unconfirmed(person) if each.pk == number), None)


def waiting_of(person: int) -> int:
    """How much of *person* waits for an office."""
    return ContactRequest.objects.filter(person_id=person, state="waiting").count()


def waiting() -> list[ContactRequest]:
    """What waits for an office, as far as the wall shows it; the oldest first."""
    found = ContactRequest.objects.filter(state="waiting").select_related("person")
    return list(found.order_by("asked_at", "pk")[:200])


def waiting_count() -> int:
    """How many changes wait for this office."""
    return ContactRequest.objects.filter(state="waiting").count()


def decided(most: int = 20) -> list[ContactRequest]:
    """What this office decided last."""
    found = ContactRequest.objects.filter(decided_by__isnull=False).select_related("person")
    return list(found.order_by("-decided_at", "-pk")[:most])


def request_numbered(number: int) -> ContactRequest | None:
    """A request that the wall shows to this office."""
    found = ContactRequest.objects.select_related("person", "household")
    return found.filter(pk=number).exclude(state="mailed").first()


def emails_of(persons: Collection[int]) -> list[str]:
    """The e-mail addresses on file of *persons*."""
    found = ContactPoint.objects.filter(person_id__in=persons, kind=EMAIL)
    return list(found.order_by("pk").values_list("value", flat=True))
