"""The link of a new family: until when it opens, how it is made anew, and what comes after it."""

import hashlib
import secrets
from datetime import date, timedelta

from django.db.models import Q

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.people.models import Account, ContactPoint
from openhouse.registration.models import (
    Application,
    ApplicationKey,
    ApplicationMember,
    Candidate,
    Part,
)
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_consents import Consent
from openhouse.registration.queries import form_with
from openhouse.registration.rules.links import ends_on
from openhouse.registration.states import NOT_OVER

#: For so long after the last day an earlier registration is brought back by a new link.
BACK_FOR = timedelta(days=300)


def digest_of(secret: str) -> str:
    """What is kept of the secret in a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_key(application: Application, secret: str = "") -> str:
    """The secret of one more link to *application*: *secret*, or a new one; once each child is
    decided, the older ones end with it. By the house."""
    secret = secret or secrets.token_urlsafe(32)
    _keep(application, digest_of(secret))
    return secret


def _keep(application: Application, digest: str) -> None:
    window, today = application.window, clock.today()
    last = (window.late_until or window.closes_on) if window else today
    still = Candidate.objects.visible_to(System()).filter(
        application=application, state__in=NOT_OVER
    )
    is_over = application.sent_at is not None and not still.exists()
    until = ends_on(last, today, is_over=is_over)
    ApplicationKey(application=application, digest=digest, made_at=clock.now(), ends_on=until).save(
        force_insert=True
    )
    if is_over:
        older = ApplicationKey.objects.filter(application=application, ends_on__gt=until)
        older.update(ends_on=until)


def live_key(digest: str) -> ApplicationKey | None:
    """The link with this digest, where it opens its application today."""
    with as_the_house():
        live = ApplicationKey.objects.filter(ended_at=None, ends_on__gte=clock.today())
        return live.select_related("application").filter(digest=digest).first()


def was_made(digest: str) -> bool:
    """If there is such a link, whether it opens anything still or not."""
    with as_the_house():
        return ApplicationKey.objects.filter(digest=digest).exists()


def until_of(digest: str) -> date | None:
    """The last day of a link."""
    found = live_key(digest)
    return found.ends_on if found else None


def last_link(application: Application) -> date | None:
    """The last day on which a link of *application* opens it; None where none does."""
    with as_the_house():
        live = ApplicationKey.objects.filter(
            application=application, ended_at=None, ends_on__gte=clock.today()
        )
        return live.order_by("-ends_on").values_list("ends_on", flat=True).first()


def was_handed_over(application: Application) -> bool:
    """If an account shows it by now."""
    with as_the_house():
        return ApplicationMember.objects.filter(application=application).exists()


def end_links(application: Application) -> int:
    """Every link that is out opens nothing any more; how many they were."""
    with as_the_house():
        live = ApplicationKey.objects.filter(application=application, ended_at=None)
        return live.update(ended_at=clock.now())


def to_bring_back(email: str) -> list[Application]:
    """The registrations that a new family with *email* may ask a new link for, the newest first.
    Read by the house."""
    since = clock.today() - BACK_FOR
    lately = Q(window__closes_on__gte=since) | Q(window__late_until__gte=since)
    mine = Application.objects.visible_to(System()).filter(
        lately, email__iexact=email, withdrawn_at=None
    )
    return list(mine.select_related("window").order_by("-begun_at")[:3])


def hand_over(application: Application) -> bool:
    """If its adult has opened an account by now: then the account shows it, and every link ends.

    Its adult is who stands in it with the very address that the link went to, where the records
    have it as hers too: that an office says who she is does not make it so, and another adult may
    live elsewhere.
    """
    if not application.email:
        return False
    with as_the_house():
        person = _her_account(application)
        if person is None:
            return False
        ApplicationMember.objects.get_or_create(application=application, person_id=person)
        # what she has signed by the link is hers to take back
        signed = Consent.objects.visible_to(System()).filter(application=application, person=None)
        signed.filter(part__person=person).update(person_id=person)
    end_links(application)
    return True


def _her_account(application: Application) -> int | None:
    keys = [
        question.key
        for section in form_with(application.version_id).of(Part.Kind.GUARDIAN)
        for question in section.questions
        if question.fills == "person.email"
    ]
    parts = Part.objects.visible_to(System()).filter(
        application=application, kind=Part.Kind.GUARDIAN, person__isnull=False, removed_at=None
    )
    said = Answer.objects.visible_to(System()).filter(part__in=parts, key__in=keys)
    persons = [
        one.part.person_id or 0
        for one in said.select_related("part")
        if str(one.value).lower() == application.email.lower()
    ]
    hers = ContactPoint.objects.filter(
        person_id__in=persons, kind=ContactPoint.Kind.EMAIL, value__iexact=application.email
    )
    opened = Account.objects.filter(
        person_id__in=hers.values("person_id"), is_active=True, settled_at__isnull=False
    )
    return opened.order_by("pk").values_list("person_id", flat=True).first()


def brought_over(person: int) -> None:
    """Registrations that somebody began by a link are her account's from now on."""
    with as_the_house():
        parts = Part.objects.visible_to(System()).filter(
            person_id=person, kind=Part.Kind.GUARDIAN, removed_at=None
        )
        mine = ApplicationMember.objects.filter(person_id=person).values("application")
        begun = Application.objects.visible_to(System()).filter(pk__in=parts.values("application"))
        for application in begun.exclude(email="").exclude(pk__in=mine):
            hand_over(application)
