"""Somebody of the demonstration does something, some days ago, under her own hat."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max
from django.utils import translation
from django.utils.text import slugify

from openhouse.access.district import as_current
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import Hat, System, Viewer, viewer_from
from openhouse.common import clock
from openhouse.common.scope import own_scope
from openhouse.districts.models import District
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Person, StaffPost
from openhouse.registration.demo.homes import KNOWN, the_clerks_school
from openhouse.registration.family.starting import open_link, start_token
from openhouse.registration.guard import Applicant
from openhouse.registration.links import digest_of
from openhouse.registration.matching.actions import say_new
from openhouse.registration.matching.queries import people_of
from openhouse.registration.models import Candidate, RegistrationWindow
from openhouse.registration.office.deciding import post
from openhouse.registration.standing.whose import Filler, filler_of
from openhouse.registration.standing.whose import enter as enter_by_link


@contextmanager
def behind_the_walls(role: str) -> Iterator[None]:
    """As the database's restricted *role*; as who it is where there is none."""
    if not role:
        yield
        return
    _become(role)
    yield
    _become("")


def _become(role: str) -> None:
    name = connection.ops.quote_name(role) if role else "NONE"
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {name}")


class Town:
    """The district, what is open in it, and the people who act."""

    def __init__(self, district: District, window: RegistrationWindow, role: str) -> None:
        self.district, self.window, self.role = as_current(district), window, role
        self.clerks = the_clerks_school()
        #: Who registered on line has an account; a visitor signs in to each with the known word.
        self.password = Account.objects.get(username=KNOWN).password

    @contextmanager
    def ago(self, days: int, hour: int, minute: int = 0) -> Iterator[None]:
        """So many days ago, or on the Friday before a weekend: what is done now was done then."""
        day = clock.now() - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - 4))
        with self.at(day.replace(hour=hour, minute=minute, second=0, microsecond=0)):
            yield

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """What is done now was done at *moment*; so the ledger says, too."""
        newest = Change.objects.aggregate(newest=Max("pk"))["newest"] or 0
        with clock.at(moment), translation.override("en"):
            yield
        if self.role:
            _become("")
        Change.objects.filter(pk__gt=newest).update(at=moment)
        if self.role:
            _become(self.role)

    def account_of(self, person: int) -> Account:
        """Her account, made where she has none."""
        there: Account | None = Account.objects.filter(person_id=person).first()
        if there is not None:
            return there
        human, now = Person.objects.get(pk=person), clock.now()
        name = f"{slugify(human.given_name)}.{slugify(human.family_name)}"
        if Account.objects.filter(username=name).exists():
            name = f"{name}{person}"
        made = Account(
            username=name, person=human, password=self.password, is_active=True, settled_at=now
        )
        made.save(force_insert=True)
        return made

    @contextmanager
    def viewer(self, person: int, hat: Hat) -> Iterator[Viewer]:
        """*person* as a page knows her, with what the database lets her see."""
        account = self.account_of(person)
        with own_scope():
            entry = enter(Address(self.district.slug, hat), account.pk)
            if entry is None:
                raise LookupError(f"{account.username} is not let in")
            yield viewer_from(entry, hat)

    @contextmanager
    def family(self, person: int) -> Iterator[tuple[Viewer, Filler]]:
        """An adult of a home, who fills in."""
        with self.viewer(person, "family") as viewer:
            yield viewer, filler_of(viewer)

    @contextmanager
    def newcomer(self, secret: str) -> Iterator[tuple[Filler, int]]:
        """Who has the link with *secret*, and the application it opens."""
        with own_scope():
            found = enter_by_link(digest_of(secret), self.district.slug)
            if found is None:
                raise LookupError("The link opens nothing")
            yield Filler(Applicant(found), None, "", "register"), found

    def link(self, email: str, language: str = "en") -> str:
        """The secret in the link that a new family has confirmed its address with."""
        secret = start_token(email, self.window, language, self.district.id)
        if open_link(secret, self.district) is None:
            raise LookupError("Registration is not open for new families")
        return secret

    @contextmanager
    def post(self, candidate: int, role: str = "office") -> Iterator[tuple[Viewer, Candidate]]:
        """Who keeps the office, or is the nurse, of the school of a child that was sent to it."""
        child = Candidate.objects.visible_to(System()).get(pk=candidate)
        posts = StaffPost.objects.filter(school=child.school, role=role).order_by("pk")
        person = posts.values_list("person_id", flat=True)[0]
        with self.viewer(person, "office" if role == "office" else "staff") as viewer:
            yield viewer, child

    def writes(self, candidate: int) -> None:
        """The office says that nobody of the application whom it does not know is in its records,
        and writes an accepted child into them."""
        with self.post(candidate) as (viewer, child):
            for one in people_of(viewer, child):
                if not one.is_decided:
                    say_new(viewer, child, one.said.part.pk)
        with self.post(candidate) as (viewer, child):
            post(viewer, candidate, child.revision, self.district)
