"""What a family is told at each step: by e-mail and on its devices, in its language."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

from django.utils import translation

from openhouse.access.district import CurrentDistrict
from openhouse.access.rules import is_barred
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.notifications.actions import draft, draft_push, send_off
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter, Push
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import MAIL, PUSH, Way, ways_of
from openhouse.people.models import Guardianship
from openhouse.registration.family.letters import page_of
from openhouse.registration.models import ApplicationMember, Candidate

#: Makes the letter in the language that is active, with the address of the family's page.
type Said = Callable[[str], Letter]


def tell(candidate: Candidate, district: CurrentDistrict, said: Said) -> None:
    """Tell the home whose application it is; another home of the child hears nothing of it.

    A family that is new gets a link of its own in each e-mail.
    """
    application = candidate.application
    with as_the_house():
        url = page_of(application, district)
        if application.email:
            with translation.override(application.language):
                drafts = [_mail(said(url), application.email, district)]
        else:
            members = _hearing(candidate, clock.today())
            found = ways_of(members, Kind.NOTICE_REGISTRATION)
            drafts = [
                one
                for person, ways in found.items()
                for way in ways
                if (one := _drafted(candidate, person, way, said, url, district)) is not None
            ]
        send_off(drafts, district)


def _drafted(
    candidate: Candidate, person: int, way: Way, said: Said, url: str, district: CurrentDistrict
) -> Delivery | None:
    """What goes to one person by one way. A push says no more than the subject of the e-mail."""
    with translation.override(way.language or candidate.application.language):
        letter = said(url)
        if way.way == MAIL:
            return _mail(letter, way.to, district, person, candidate.pk)
        if way.way != PUSH or way.subscription is None:
            return None
        path = urlsplit(url).path
        push = Push(letter.subject, "", path, f"registration-{candidate.pk}")
        return draft_push(
            push, way.subscription, kind=Kind.NOTICE_REGISTRATION, district=district,
            person=person, about=candidate.pk,
        )  # fmt: skip


def _mail(
    letter: Letter, to: str, district: CurrentDistrict, person: int | None = None,
    about: int | None = None,
) -> Delivery:  # fmt: skip
    kind = Kind.NOTICE_REGISTRATION
    return draft(letter, to, kind=kind, district=district, person=person, about=about)


def _hearing(candidate: Candidate, today: date) -> list[int]:
    """The home's adults, without one whom a court keeps from the child, or whose tie is over."""
    members = ApplicationMember.objects.filter(application=candidate.application_id)
    found = list(members.order_by("pk").values_list("person_id", flat=True))
    ties = Guardianship.objects.visible_to(System()).filter(
        student_id=candidate.student_id or 0, person_id__in=found
    )
    kept_out = {
        tie.person_id
        for tie in ties
        if is_barred(tie, today) or (tie.ends_on is not None and tie.ends_on < today)
    }
    return [person for person in found if person not in kept_out]
