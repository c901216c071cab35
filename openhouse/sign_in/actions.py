"""Writing to accounts: each with its line in the ledger and its mail, in one transaction."""

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.utils import timezone, translation

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.notifications.queries import written_lately
from openhouse.people.models import Account
from openhouse.sign_in import letters, tries
from openhouse.sign_in.models import Agreement
from openhouse.sign_in.queries import name_of, owner_of
from openhouse.sign_in.rules import MOST_IN_AN_HOUR
from openhouse.sign_in.telling import she_chose_a_password, tell_of_address


def choose_password(
    account: Account, district: CurrentDistrict, password: str, *, by_link: bool = False
) -> None:
    """The owner chooses another password, with her present one or *by_link* from a mail."""
    account.set_password(password)
    account.save(update_fields=["password"])
    password_was_chosen(account.pk, district, by_link=by_link)


def password_was_chosen(account: int, district: CurrentDistrict, *, by_link: bool = False) -> None:
    """The owner herself has a new password: what waits to be used is over, and she is told.

    With the old password somebody else may have given an address that waits to be confirmed; and
    whoever typed wrong ones does not keep her out any more.
    """
    with as_the_house():
        Account.objects.filter(pk=account).update(must_change_password=False, password_until=None)
        owner = owner_of(Account.objects.select_related("person").get(pk=account))
        she_chose_a_password(owner.person, district)
        EmailAddress.objects.filter(user_id=account, verified=False).delete()
        tries.forget(tries.key_of(district.slug, owner.account.username))
        record(
            "account.password_reset" if by_link else "account.password_changed",
            actor=owner.person,
            person=owner.person,
            subject=owner.account.username,
        )
        if owner.email:
            url = whole_page(district.slug, "forgot-password")
            letter = letters.password_changed(owner.name, clock.now(), url)
            write(
                letter,
                owner.email,
                kind="account.password_changed",
                district=district,
                person=owner.person,
            )


def give_by_command(account: Account, district: CurrentDistrict, password: str) -> None:
    """The operator gives a sign-in, or opens a closed one; the owner of an older one is told."""
    was_there = account.pk is not None
    account.settled_at = account.settled_at or timezone.now()
    account.is_active, account.must_change_password, account.password_until = True, False, None
    account.set_password(password)
    account.save()
    owner = owner_of(account)
    record("account.given_by_command", person=owner.person, subject=account.username)
    if was_there and owner.email:
        letter = letters.password_changed(
            owner.name, clock.now(), whole_page(district.slug, "forgot-password")
        )
        kind = "account.password_changed"
        write(letter, owner.email, kind=kind, district=district, person=owner.person)


def settle(
    account: Account,
    district: CurrentDistrict,
    *,
    password: str,
    email: str,
    terms: str,
    language: str,
) -> None:
    """The first-sign-in steps are done: what was agreed to, chosen and given is kept."""
    if password:
        account.set_password(password)
    account.settled_at = timezone.now()
    account.save(update_fields=["password", "settled_at"])
    record("account.settled", actor=account.person_id, person=account.person_id)
    if terms:
        with as_the_house():
            Agreement.objects.create(person_id=account.person_id, terms=terms)
        record("account.agreed", actor=account.person_id, person=account.person_id)
    if password:
        password_was_chosen(account.pk, district)
    if email:
        give_security_email(account, district, email, language)


def give_security_email(
    account: Account, district: CurrentDistrict, email: str, language: str
) -> None:
    """Keep *email* beside the confirmed one until its own link is used; tell the old address."""
    email = email.strip().lower()
    with as_the_house(), translation.override(language):
        before = EmailAddress.objects.filter(user=account, verified=True)
        if before.filter(email=email).exists():
            return
        EmailAddress.objects.filter(user=account, verified=False).delete()
        address = EmailAddress.objects.create(
            user=account, email=email, verified=False, primary=not before.exists()
        )
        person, name = account.person_id, name_of(account.person_id)
        record("account.email_given", actor=person, person=person, subject=letters.hidden(email))
        for old in before:
            letter = letters.address_changed(name, email)
            kind = "account.email_changed"
            write(letter, old.email, kind=kind, district=district, person=person)
        if not before:
            tell_of_address(account, district, email, sure=False)
        _send_confirmation(address, name, district)


def send_link_again(account: Account, district: CurrentDistrict, language: str) -> str:
    """Write the link once more to the address that waits; the address, or empty: not now."""
    with as_the_house(), translation.override(language):
        waiting = EmailAddress.objects.filter(user=account, verified=False).order_by("-pk").first()
        if waiting is None:
            return ""
        sent = _send_confirmation(waiting, name_of(account.person_id), district)
        return str(waiting.email) if sent else ""


def _send_confirmation(address: EmailAddress, name: str, district: CurrentDistrict) -> bool:
    """Write the link that confirms *address*; False where it got some lately. Inside the house."""
    if written_lately("account.confirm", address.email) >= MOST_IN_AN_HOUR:
        return False
    url = whole_page(district.slug, "confirm-email", key=EmailConfirmationHMAC(address).key)
    person, kind = address.user.person_id, "account.confirm"
    write(letters.confirm(name, url), address.email, kind=kind, district=district, person=person)
    return True


def confirm_security_email(
    confirmation: EmailConfirmationHMAC | None, district: CurrentDistrict
) -> bool:
    """Take the address that *confirmation* stands for; False where it was used or is too old."""
    if confirmation is None:
        return False
    address: EmailAddress = confirmation.email_address
    with as_the_house():
        others = EmailAddress.objects.filter(user_id=address.user_id).exclude(pk=address.pk)
        if not others.filter(verified=True).exists():
            tell_of_address(address.user, district, address.email, sure=True)
        others.delete()
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)
        person = address.user.person_id
        record(
            "account.email_confirmed",
            actor=person,
            person=person,
            subject=letters.hidden(address.email),
        )
        letter = letters.confirmed(name_of(person))
        write(letter, address.email, kind="account.confirmed", district=district, person=person)
    return True


def choose_language(person: int, language: str) -> None:
    """*person*, who has signed in, reads in *language* from now on, on every device."""
    Account.objects.filter(person_id=person).update(language=language)


def take_over_language(account: int, language: str) -> None:
    """What was chosen before signing in becomes hers, unless she chose one before."""
    if language in dict(settings.LANGUAGES):
        Account.objects.filter(pk=account, language="").update(language=language)
