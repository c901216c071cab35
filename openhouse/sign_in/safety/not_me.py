"""That was not me: the owner takes back a second step that somebody added with her password.

An account without a second step belongs to whoever reads its mailbox: the link gives the account
back to that mailbox and changes nothing for one that had a second step before. Nothing happens when
the link is only opened, which programs do that look through mail.
"""

import secrets

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.models import Change
from openhouse.ledger.queries import lines_about
from openhouse.notifications.actions import write
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, ContactPoint
from openhouse.sign_in import tries
from openhouse.sign_in.letters import hidden
from openhouse.sign_in.models import ActivationCode
from openhouse.sign_in.models_not_me import NotMeLink
from openhouse.sign_in.queries import Owner, in_her_language, owner_of
from openhouse.sign_in.rules import CONFIRMING_LASTS, NOT_ME_LASTS
from openhouse.sign_in.safety import letters
from openhouse.sign_in.safety.devices import digest_of, end_sessions
from openhouse.sign_in.telling import reset_letter, write_to_filed

#: Lines of her own hand that say that she had a second step.
REMOVED = ("account.passkey_removed", "account.app_removed")


def first_second_step(account: Account) -> Authenticator | None:
    """The one second step of *account*, where it was just added to none; else None.

    Whoever took her last one away in the days before has swapped it, and does not begin anew: what
    she has now no reader of her mailbox may take from her.
    """
    steps = Authenticator.objects.filter(user_id=account.pk)
    found = list(steps.exclude(type=Authenticator.Type.RECOVERY_CODES)[:2])
    since = timezone.now() - NOT_ME_LASTS
    removed = Change.objects.filter(person_id=account.person_id, kind__in=REMOVED, at__gte=since)
    return found[0] if len(found) == 1 and not removed.exists() else None


def tell_of_first(kind: str, step: Authenticator, owner: Owner, district: CurrentDistrict) -> None:
    """Write to the owner that *step* was added, with a link that takes it back. In the house.

    And to the address that was hers a few days ago: whoever added it may have changed that first.
    Every other address on file hears of it, without a link: she may have confirmed none before.
    """
    confirmed = EmailAddress.objects.filter(user=owner.account, verified=True, email=owner.email)
    told = [(owner.email, confirmed.exists())] if owner.email else []
    former = former_address(owner.person)
    if former and former != owner.email:
        told.insert(0, (former, True))  # made first: it has more to say
    for email, is_confirmed in told:
        key = secrets.token_urlsafe(32)
        NotMeLink.objects.create(
            person_id=owner.person,
            digest=digest_of(key),
            email=email,
            is_confirmed=is_confirmed,
            since=step.created_at,
            expires_at=timezone.now() + NOT_ME_LASTS,
        )
        url = whole_page(district.slug, "not-me", key=key)
        with in_her_language(owner.person):
            letter = letters.first_added(kind, owner.name, clock.now(), url)
            write(letter, email, kind=kind, district=district, person=owner.person)
    with in_her_language(owner.person):
        letter = letters.first_added_elsewhere(kind, owner.name, clock.now())
        but = [email for email, _is_confirmed in told]
        write_to_filed(letter, owner.person, district, kind=kind, but=but)


def former_address(person: int) -> str:
    """The confirmed address that *person* had before she changed it, in the last days; or empty.

    Each confirmed change wrote to the address before it. None from before an office reset her
    account: it may have said that this mailbox gets nothing more.
    """
    since = timezone.now() - NOT_ME_LASTS
    changes = Change.objects.filter(
        person_id=person, kind="account.email_confirmed", at__gte=since
    ).order_by("at", "pk")
    first = changes.first()
    if first is None:
        return ""
    told = Delivery.objects.filter(
        person_id=person,
        kind="account.email_changed",
        written_at__gte=first.at - CONFIRMING_LASTS,
        written_at__lte=first.at,
    )
    for reset in lines_about(person, kinds="account.reset_by_staff", most=1):
        told = told.filter(written_at__gt=reset.at)
    return told.order_by("-pk").values_list("to", flat=True).first() or ""


def link_of(key: str) -> NotMeLink | None:
    """The link with this *key*; None where it is unknown, used or too old: all the same."""
    with as_the_house():
        links = NotMeLink.objects.filter(digest=digest_of(key), over_at=None)
        found: NotMeLink | None = links.filter(expires_at__gt=timezone.now()).first()
        if found is None or account_behind(found) is None:
            return None  # or the student system says that she may not sign in
        filed = ContactPoint.objects.filter(person_id=found.person_id, value=found.email)
        # An office that has taken an address off the file had its reasons.
        return found if found.is_confirmed or filed.exists() else None


def account_behind(link: NotMeLink) -> Account | None:
    """The account that *link* gives back."""
    with as_the_house():
        accounts = Account.objects.select_related("person").filter(is_active=True)
        found: Account | None = accounts.filter(person_id=link.person_id).first()
        return found


def withdraw_links(person: int) -> None:
    """An office has given *person* a new way in: what a mailbox was sent before is over."""
    with as_the_house():
        NotMeLink.objects.filter(person_id=person, over_at=None).update(over_at=timezone.now())


def undo(link: NotMeLink, district: CurrentDistrict) -> bool:
    """Make the account what it was before its second step; False where *link* is over meanwhile.

    Second steps, sessions, ways in that are out and the password end; the address that the link
    went to is hers again, and gets the link for a new password.
    """
    with as_the_house():
        # Who is just adding another waits here, and is then somebody who adds a first one.
        locked = Account.objects.select_for_update(of=("self",)).select_related("person")
        account = locked.filter(person_id=link.person_id, is_active=True).first()
        if account is None or not _use(link):
            return False
        before = owner_of(account)
        Authenticator.objects.filter(user=account, created_at__gte=link.since).delete()
        _end_all(account, district)
        _give_back(link, account)
        record(
            "account.second_step_undone",
            person=before.person,
            subject=hidden(link.email),
        )
        with in_her_language(before.person):
            kind, told = "account.second_step_undone", {link.email, before.email} - {""}
            for email in sorted(told):
                letter = letters.undone(before.name, clock.now(), hidden(link.email))
                write(letter, email, kind=kind, district=district, person=before.person)
            letter = reset_letter(account, before.name, district)
            kind = "account.reset"
            write(letter, link.email, kind=kind, district=district, person=before.person)
    return True


def _use(link: NotMeLink) -> bool:
    """It is used, and so are those made after it: of an address that came later, or to it."""
    now, unused = timezone.now(), NotMeLink.objects.filter(person_id=link.person_id, over_at=None)
    if not unused.filter(pk=link.pk).update(over_at=now):
        return False
    unused.filter(pk__gt=link.pk).update(over_at=now)
    unused.filter(email=link.email).update(over_at=now)
    return True


def _end_all(account: Account, district: CurrentDistrict) -> None:
    """Nothing that was open opens the account any more."""
    account.set_unusable_password()
    account.must_change_password, account.password_until = False, None
    account.save(update_fields=["password", "must_change_password", "password_until"])
    codes = ActivationCode.objects.filter(person_id=account.person_id, used_at=None)
    codes.filter(withdrawn_at=None).update(withdrawn_at=timezone.now())
    end_sessions(account)
    tries.forget(tries.key_of(district.slug, account.username))


def _give_back(link: NotMeLink, account: Account) -> None:
    """The security e-mail is what it was: none that was given afterwards stays."""
    hers = EmailAddress.objects.filter(user=account)
    hers.exclude(email=link.email, verified=True).delete()
    if link.is_confirmed and not hers.exists():
        EmailAddress.objects.create(user=account, email=link.email, verified=True, primary=True)
