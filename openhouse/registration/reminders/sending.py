"""Reminding families: of papers, of a consent, of a last day that is near (OLR-12).

Whom it is due for is read in one go; then each application is a transaction of its own, which holds
it: what is told, and that it was told. A worker that is killed in it has done nothing, two never
tell the same, and who has done what was asked a minute before is not told any more.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.notifications.calm import rules as calm
from openhouse.notifications.calm.hours import as_times, house_now, times_of
from openhouse.registration.consents.telling import tell_hers
from openhouse.registration.consents.waiting import still_needed
from openhouse.registration.models import Application, RegistrationWindow
from openhouse.registration.models_consents import Consent, Reminder
from openhouse.registration.models_office import OpenItem
from openhouse.registration.reminders.letters import last_day_near, papers_needed
from openhouse.registration.rules.reminding import is_soon, next_one
from openhouse.registration.states import WITH_THE_SCHOOL
from openhouse.registration.telling import Said, is_kept_away, members_now, tell_again

Of = Reminder.Of


@dataclass(frozen=True, slots=True)
class Now:
    """The district at this moment: its hours say whom it may tell."""

    district: CurrentDistrict
    house: calm.House
    at: datetime
    today: date

    def may_tell(self, persons: Iterable[int]) -> set[int]:
        """Those of *persons* who want notices, and in none of whose quiet hours it is."""
        return {
            person
            for person, row in times_of([*persons]).items()
            if row.pace != calm.NEVER
            and calm.may_ring(calm.REGISTRATION, self.at, self.house, as_times(row))
        }

    def may_write(self) -> bool:
        """If a family without an account, which has chosen nothing, may be written to."""
        return calm.may_ring(calm.REGISTRATION, self.at, self.house, calm.Times())


def remind(district: District, now: datetime | None = None) -> int:
    """Send what is due in a district; how many reminders it were."""
    today, at = clock.today(), now or clock.now()
    with scope(district=district.pk, students=ALL, hat="system"):
        house = house_now(clock.zone(district.time_zone), today)
        moment = Now(as_current(district), house, at, today)
        due = [(of, number) for of, find in _FIND.items() for number in find(today)]
    told = 0
    for of, number in due:
        with scope(district=district.pk, students=ALL, hat="system"):
            told += _reminded(of, number, moment)
    return told


def _wanted() -> QuerySet[OpenItem]:
    """The papers that keep a child from being registered."""
    return OpenItem.objects.visible_to(System()).filter(
        state__in=OpenItem.WANTED, candidate__state__in=WITH_THE_SCHOOL
    )


def _papers(today: date) -> list[int]:
    waits = _wanted().filter(
        application__window__remind_every__gt=0, application__withdrawn_at=None
    )
    return sorted(set(waits.values_list("application_id", flat=True)))


def _consents(today: date) -> list[int]:
    asked = still_needed(Consent.objects.visible_to(System()))
    asked = asked.filter(application__window__remind_every__gt=0)
    return sorted(set(asked.values_list("application_id", flat=True)))


def _drafts(today: date) -> list[int]:
    near = [
        window
        for window in RegistrationWindow.objects.filter(closes_on__gte=today)
        if is_soon(window.closes_on, window.remind_before, date.min, today)
    ]
    begun = Application.objects.visible_to(System()).filter(
        sent_at=None, withdrawn_at=None, window__in=near
    )
    return sorted(begun.values_list("pk", flat=True))


_FIND: dict[str, Callable[[date], list[int]]] = {
    Of.PAPERS: _papers,
    Of.CONSENT: _consents,
    Of.DRAFT: _drafts,
}


def _reminded(of: str, number: int, now: Now) -> int:
    held = Application.objects.visible_to(System()).select_for_update(
        of=("self",), skip_locked=True
    )
    application = held.select_related("window").filter(pk=number).first()
    if application is None or application.window is None:
        return 0
    return _TELL[of](application, now)


def _tell_papers(application: Application, now: Now) -> int:
    waits = _wanted().filter(application=application)
    since = waits.aggregate(at=Max(Coalesce("decided_at", "application__sent_at")))["at"]
    if since is None:
        return 0
    said = papers_needed(application.number)
    return _tell_home(application, Of.PAPERS, timezone.localdate(since), said, now)


def _tell_draft(application: Application, now: Now) -> int:
    window = application.window
    begun_on = timezone.localdate(application.begun_at)
    if application.sent_at or application.withdrawn_at or window is None:
        return 0
    if not is_soon(window.closes_on, window.remind_before, begun_on, now.today):
        return 0
    said = last_day_near(application.number, window.closes_on)
    return _tell_home(application, Of.DRAFT, None, said, now)


def _tell_consents(application: Application, now: Now) -> int:
    asked = still_needed(Consent.objects.visible_to(System()).filter(application=application))
    by_person: dict[int, list[Consent]] = {}
    for row in asked.order_by("pk"):
        if row.person_id is not None:
            by_person.setdefault(row.person_id, []).append(row)
    told = 0
    for person in sorted(now.may_tell(by_person)):
        since = timezone.localdate(by_person[person][0].asked_at)
        if _noted(application, Of.CONSENT, person, since, now):
            tell_hers(application, person, by_person[person], now.district)
            told += 1
    return told


_TELL: dict[str, Callable[[Application, Now], int]] = {
    Of.PAPERS: _tell_papers,
    Of.CONSENT: _tell_consents,
    Of.DRAFT: _tell_draft,
}


def _tell_home(application: Application, of: str, since: date | None, said: Said, now: Now) -> int:
    """Each adult of the home whose hours allow it, or the address of a family that has a link."""
    members = members_now(application)
    if members is None:
        if (
            is_kept_away(application)
            or not now.may_write()
            or not _noted(application, of, None, since, now)
        ):
            return 0
        tell_again(application, None, now.district, said)
        return 1
    told = 0
    for person in sorted(now.may_tell(members)):
        if _noted(application, of, person, since, now):
            tell_again(application, person, now.district, said)
            told += 1
    return told


def _noted(
    application: Application, of: str, person: int | None, since: date | None, now: Now
) -> bool:
    """Note that she is reminded now, where it is due; without *since* it is due once."""
    window = application.window
    if window is None:
        return False
    hers = Reminder.objects.filter(application=application, of=of)
    hers = hers.filter(person=None) if person is None else hers.filter(person=person)
    last = hers.order_by("-number").values_list("number", "on").first() or (0, None)
    if since is None:
        number = None if last[0] else 1
    else:
        number = next_one(since, last[0], last[1], window.remind_every, now.today)
    if number is None:
        return False
    Reminder(application=application, of=of, person_id=person, number=number, on=now.today).save(
        force_insert=True
    )
    return True
