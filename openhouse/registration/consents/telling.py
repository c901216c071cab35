"""How a guardian is told that she is asked: on her own devices, or by a link that needs no account.

No mail names a child, nor who registers it: somebody else may read the mailbox.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.district import CurrentDistrict
from openhouse.access.ties import open_ties
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter
from openhouse.notifications.ways import MAIL, ways_of
from openhouse.people.models import Account
from openhouse.registration.consents.links import link_secret
from openhouse.registration.models import Application
from openhouse.registration.models_consents import Consent
from openhouse.registration.rules.form import Desk, Question, said_in
from openhouse.registration.standing.state import Standing
from openhouse.registration.telling import tell_address, tell_person


def asked_letter(count: int) -> Callable[[str], Letter]:
    """That the school asks for her word."""
    return lambda url: Letter(
        _("The school asks for your consent"),
        (
            ngettext(
                "A registration at the school needs a consent of each parent and guardian. Please"
                " say yes or no to %(count)s question.",
                "A registration at the school needs a consent of each parent and guardian. Please"
                " say yes or no to %(count)s questions.",
                count,
            )
            % {"count": count},
            _("It takes a minute. You need not fill in a registration for it."),
        ),
        link=(_("Read it and answer"), url),
    )


def otherwise_letter(question: Question | None, *, agreed: bool) -> Callable[[str], Letter]:
    """That she has taken a consent back, or given it after all: for whoever did not do it. Without
    *question* the page alone says which."""

    def letter(url: str) -> Letter:
        return Letter(
            _("Your consent was changed"),
            (
                _otherwise(question, agreed=agreed),
                _("Was it not you? Then call the school’s office."),
            ),
            link=(_("See what you have said"), url),
        )

    return letter


def _otherwise(question: Question | None, *, agreed: bool) -> str:
    if question is None and agreed:
        return _("You have given the school a consent after all. The page says which.")
    if question is None:
        return _("You have taken back a consent. It is not given from now on. The page says which.")
    said = (
        _("You have given the school your consent after all: %(label)s.")
        if agreed
        else _("You have taken back your consent: %(label)s. It is not given from now on.")
    )
    return said % {"label": said_in(question.label, reader_language())}


def tell_otherwise(
    row: Consent, question: Question, district: CurrentDistrict, *, agreed: bool
) -> None:
    """Tell her who has said otherwise, and nobody else; a nurse's consent is named by the page
    alone. By the house."""
    url = whole_page(district.slug, "registration-consents")
    said = otherwise_letter(None if row.desk == Desk.NURSE else question, agreed=agreed)
    tell_person(row.application, row.person_id or 0, url, district, said)


def tell_asked(standing: Standing, rows: Sequence[Consent], district: CurrentDistrict) -> None:
    """Tell each of those who are asked, once for all her children."""
    by_person: dict[tuple[int | None, int | None], list[Consent]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id, None if row.person_id else row.part_id].append(row)
    with as_the_house():
        for (person, part), hers in by_person.items():
            if person is not None:
                tell_hers(standing.application, person, hers, district)
            elif part is not None:
                _tell_new(standing, part, hers, district)


def tell_hers(
    application: Application, person: int, rows: Sequence[Consent], district: CurrentDistrict
) -> None:
    """Somebody of the records: where her account opens each child, there; else by a link that goes
    to her addresses on file, never to one that the other home wrote."""
    said = asked_letter(len(rows))
    if _sees_all(person, rows):
        url = whole_page(district.slug, "registration-consents")
        tell_person(application, person, url, district, said)
        return
    for way in ways_of([person], Kind.NOTICE_REGISTRATION)[person]:
        if way.way == MAIL:
            secret = link_secret(rows[0], district.id, way.to)
            url = whole_page(district.slug, "register-consents", secret=secret)
            language = way.language or application.language
            tell_address(way.to, language, url, district, said, person=person)


def _sees_all(person: int, rows: Sequence[Consent]) -> bool:
    opened = Account.objects.filter(person_id=person, is_active=True, settled_at__isnull=False)
    if not opened.exists():
        return False
    children = {row.student_id for row in rows if row.student_id}
    ties = open_ties(System(), clock.today()).filter(person_id=person, student_id__in=children)
    return set(ties.values_list("student_id", flat=True)) == children


def _tell_new(
    standing: Standing, number: int, rows: Sequence[Consent], district: CurrentDistrict
) -> None:
    """An adult who is in no record: at the address that the family wrote, which the office sees."""
    part = standing.part(number)
    email = standing.filled(part, "person.email") if part else None
    if part is None or not email:
        return
    language = standing.filled(part, "person.language") or standing.application.language
    secret = link_secret(rows[0], district.id, str(email))
    url = whole_page(district.slug, "register-consents", secret=secret)
    tell_address(str(email), str(language), url, district, asked_letter(len(rows)))
