"""What a family is told at each step: by e-mail and on its devices, in its language."""

from collections.abc import Callable, Iterable
from datetime import date
from secrets import token_hex
from urllib.parse import urlsplit

from django.utils import translation

from openhouse.access.district import CurrentDistrict
from openhouse.access.rules import is_barred
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.notifications.actions import draft, draft_push, send_off
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter, Push
from openhouse.notifications.models import Delivery
from openhouse.notifications.ways import MAIL, PUSH, Way, ways_of
from openhouse.people.models import Guardianship
from openhouse.registration.links import hand_over, new_key
from openhouse.registration.matching.kept_away import (
    kept_at_the_address,
    kept_away_from,
    kept_from_home,
)
from openhouse.registration.models import Application, ApplicationMember, Candidate, Part
from openhouse.registration.own_words import Kind as Own
from openhouse.registration.own_words import with_own_words

#: Makes the letter in the language that is active, with the address of the family's page.
type Said = Callable[[str], Letter]


def tell(candidate: Candidate, district: CurrentDistrict, said: Said, own: str = "") -> None:
    """Tell the home whose application it is of one child; another home of hers hears nothing, nor
    whoever is, or may be, one whom a court keeps from her. Beneath it stands what the district adds
    to letters of the kind *own*."""
    said = with_own_words(own, said)
    with as_the_house():
        application = candidate.application
        by_link = _comes_by_link(application)
        away = kept_away_from(application, candidate.student_id)
        if by_link and away.address:
            return
        members = [one for one in _members(application) if one not in away.persons]
        hearing = _hearing(candidate, members, clock.today())
        _send(application, None if by_link else hearing, candidate.pk, district, said)


def tell_home(
    application: Application, district: CurrentDistrict, said: Said, own: str = ""
) -> None:
    """Tell the home of its application as a whole: no word of a single child."""
    said = with_own_words(own, said)
    with as_the_house():
        by_link = _comes_by_link(application)
        _send(application, None if by_link else _members(application), None, district, said)


def members_now(application: Application) -> list[int] | None:
    """The adults who share it today; None where it is a new family's, who comes by a link. By the
    house."""
    return None if _comes_by_link(application) else _members(application)


def is_kept_away(application: Application) -> bool:
    """If who reads at the address of the link is, or may be, one whom a court keeps from a child in
    it. By the house."""
    there = Candidate.objects.visible_to(System()).filter(
        application=application, student__isnull=False
    )
    students = [student for student in there.values_list("student_id", flat=True) if student]
    return bool(kept_at_the_address(application, students))


def tell_again(
    application: Application, person: int | None, district: CurrentDistrict, said: Said
) -> None:
    """Remind one adult of its home, or with None the new family at its address."""
    said = with_own_words(Own.REMINDER, said)
    _send(application, None if person is None else [person], None, district, said)


def _comes_by_link(application: Application) -> bool:
    """If a family that is new has no account yet; with one it hears as everybody does."""
    return bool(application.email) and not hand_over(application)


def _send(
    application: Application, persons: Iterable[int] | None, about: int | None,
    district: CurrentDistrict, said: Said,
) -> None:  # fmt: skip
    """Without *persons* it goes to a family that is new, with a link of its own in each e-mail."""
    if persons is None:
        url = whole_page(district.slug, "register-link", secret=new_key(application))
        tell_address(application.email, application.language, url, district, said)
        return
    url = whole_page(district.slug, "registration-open", number=application.pk)
    drafts = []
    for person in persons:
        drafts += _drafts_for(application, person, about, url, district, said)
    send_off(drafts, district)


def tell_address(
    email: str, language: str, url: str, district: CurrentDistrict, said: Said,
    *, person: int | None = None,
) -> None:  # fmt: skip
    """Write to an address whose owner has no account here."""
    with translation.override(language):
        send_off([_mail(said(url), email, district, person)], district)


def tell_person(
    application: Application, person: int, url: str, district: CurrentDistrict, said: Said
) -> None:
    """Tell one person by the ways that she has chosen, of a page that is hers."""
    send_off(_drafts_for(application, person, None, url, district, said), district)


def _drafts_for(
    application: Application, person: int, about: int | None, url: str,
    district: CurrentDistrict, said: Said,
) -> list[Delivery]:  # fmt: skip
    drafts, once = [], token_hex(8)
    for way in ways_of([person], Kind.NOTICE_REGISTRATION)[person]:
        with translation.override(way.language or application.language):
            drafts += _drafted(said(url), person, way, about, url, district, once)
    return drafts


def _drafted(
    letter: Letter, person: int, way: Way, about: int | None, url: str, district: CurrentDistrict,
    once: str,
) -> list[Delivery]:  # fmt: skip
    """What goes to one person by one way. A push says no more than the subject of the e-mail."""
    if way.way == MAIL:
        return [_mail(letter, way.to, district, person, about)]
    if way.way != PUSH or way.subscription is None:
        return []
    path = urlsplit(url).path
    push = Push(letter.subject, "", path, f"registration-{about or path}", once=once)
    return [
        draft_push(
            push, way.subscription, kind=Kind.NOTICE_REGISTRATION, district=district,
            person=person, about=about,
        )
    ]  # fmt: skip


def _mail(
    letter: Letter, to: str, district: CurrentDistrict, person: int | None = None,
    about: int | None = None,
) -> Delivery:  # fmt: skip
    kind = Kind.NOTICE_REGISTRATION
    return draft(letter, to, kind=kind, district=district, person=person, about=about)


def _members(application: Application) -> list[int]:
    """The adults of the home who share the application today."""
    members = ApplicationMember.objects.filter(application=application)
    found = members.order_by("pk").values_list("person_id", flat=True)
    away = kept_from_home(application.household_id, application.pk)
    return [person for person in found if person not in away]


def _hearing(candidate: Candidate, members: list[int], today: date) -> list[int]:
    """Who of *members* hears of the child: who sees her; of one who was not in the records when it
    was sent, whoever is not kept from her and whose tie is not over."""
    part = Part.objects.visible_to(System()).filter(candidate=candidate).first()
    ties = Guardianship.objects.visible_to(System()).filter(
        student_id=candidate.student_id or 0, person_id__in=members
    )
    if candidate.student_id and part and part.matched_at is None:
        seeing = set(open_ties(System(), today).filter(pk__in=ties.values("pk"))
                     .values_list("person_id", flat=True))  # fmt: skip
        return [person for person in members if person in seeing]
    out = {
        tie.person_id
        for tie in ties
        if is_barred(tie, today) or (tie.ends_on is not None and tie.ends_on < today)
    }
    return [person for person in members if person not in out]
