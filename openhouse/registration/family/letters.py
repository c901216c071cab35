"""E-mails to a family about its application."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.notifications.actions import write
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter
from openhouse.notifications.ways import MAIL, ways_of
from openhouse.people.models import Person
from openhouse.people.queries import language_of
from openhouse.registration.family.beginning import new_key
from openhouse.registration.family.state import Standing
from openhouse.registration.models import Application, ApplicationMember

#: A mail that answers what somebody just did: nobody turns it off.
ANSWERS = "account.registration"


def readers_of(application: Application) -> Iterator[tuple[int | None, str, str]]:
    """Who hears of an application: person, e-mail address and language; by the house."""
    if application.email:
        yield None, application.email, application.language
        return
    members = ApplicationMember.objects.filter(application=application).values("person_id")
    people = {each.pk: each for each in Person.objects.filter(pk__in=members)}
    for person, ways in ways_of([*people], Kind.NOTICE_REGISTRATION).items():
        for way in ways:
            if way.way == MAIL:
                yield person, way.to, language_of(people[person]) or application.language


def page_of(application: Application, district: CurrentDistrict) -> str:
    """The full address at which its family reads on. Of a new family a new secret is in it."""
    if application.email:
        return whole_page(district.slug, "register-link", secret=new_key(application))
    return whole_page(district.slug, "registration-open", number=application.pk)


def tell_sent(standing: Standing, district: CurrentDistrict) -> None:
    """It has arrived, under which number, and for whom."""
    application = standing.application
    names = [standing.name_of(part) for part in standing.of("student")]
    with as_the_house():
        for person, to, language in [*readers_of(application)]:
            with translation.override(language):
                letter = Letter(
                    _("Your registration has arrived"),
                    (
                        _("Thank you. The school has your registration for %(names)s.")
                        % {"names": ", ".join(filter(None, names))},
                        _("Its number is %(number)s. The school looks at each child by itself,"
                          " and writes to you at each step.") % {"number": application.number},
                    ),
                    link=(_("See where it stands"), page_of(application, district)),
                )  # fmt: skip
                write(letter, to, kind=ANSWERS, district=district, person=person)


def tell_withdrawn(application: Application, district: CurrentDistrict) -> None:
    """One child was taken back: whoever shares the application hears it too."""
    with as_the_house():
        application = Application.objects.visible_to(System()).get(pk=application.pk)
        for person, to, language in [*readers_of(application)]:
            with translation.override(language):
                letter = Letter(
                    _("A child was taken back from your registration"),
                    (
                        _("In registration %(number)s one child was taken back. The school does"
                          " not look at it any more.") % {"number": application.number},
                    ),
                    link=(_("See where it stands"), page_of(application, district)),
                )  # fmt: skip
                write(letter, to, kind=ANSWERS, district=district, person=person)


def start_letter(url: str, district: CurrentDistrict) -> Letter:
    """The link with which a new family begins."""
    return Letter(
        _("Begin your registration at %(district)s") % {"district": district.name},
        (
            _("With this link you register your children. Keep this e-mail: the link also brings"
              " you back to what you have filled in, on any device."),
        ),
        link=(_("Register my children"), url),
        closing=(_("You did not ask for this? Then nothing happens; delete this e-mail."),),
    )  # fmt: skip
