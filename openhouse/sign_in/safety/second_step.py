"""Passkeys, the authenticator app and recovery codes: each change with its ledger line and mail.

allauth keeps and checks them; its own flows write their mails after the transaction, where nothing
of the district is in scope any more, so the writing is ours.
"""

from dataclasses import dataclass
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.utils import timezone

from openhouse.access.district import CurrentDistrict
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.ledger.queries import lines_about
from openhouse.notifications.actions import write
from openhouse.people.models import Account
from openhouse.sign_in import tries
from openhouse.sign_in.queries import in_her_language, owner_of
from openhouse.sign_in.rules import CODES_SHOWN, FREE_TRIES
from openhouse.sign_in.safety import letters as safety_letters
from openhouse.sign_in.safety.not_me import first_second_step, tell_of_first

Type = Authenticator.Type
LONGEST_NAME = 60
#: In the session of who has just opened her account: a passkey is offered on her first page.
OFFER = "offer_passkey"


@dataclass(frozen=True, slots=True)
class Safety:
    """What an account has besides its password."""

    passkeys: tuple[Authenticator, ...] = ()
    app: Authenticator | None = None
    codes: Authenticator | None = None

    @property
    def has_second_step(self) -> bool:
        return bool(self.passkeys or self.app)

    @property
    def codes_left(self) -> int:
        return len(self.codes.wrap().get_unused_codes()) if self.codes else 0


def safety_of(account: int) -> Safety:
    """The passkeys, oldest first, the app and the recovery codes of *account*."""
    found = list(Authenticator.objects.filter(user_id=account).order_by("pk"))
    return Safety(
        tuple(each for each in found if each.type == Type.WEBAUTHN),
        next((each for each in found if each.type == Type.TOTP), None),
        next((each for each in found if each.type == Type.RECOVERY_CODES), None),
    )


def safety_at_the_desk(person: int) -> Safety:
    """The same of *person*, for an office: it shows no more than how many there are, how new."""
    with as_the_house():
        account = Account.objects.filter(person_id=person).first()
        return safety_of(account.pk) if account else Safety()


def passkey_of(account: int, number: int) -> Authenticator | None:
    """One passkey of *account*; None where it is another's, or none."""
    hers = Authenticator.objects.filter(user_id=account, type=Type.WEBAUTHN)
    return hers.filter(pk=number).first()


def is_to_be_offered(account: Account) -> bool:
    """If a passkey was never offered to her and she has none; from now on it was."""
    person = account.person_id
    kind = "account.passkey_offered"
    if safety_of(account.pk).passkeys or lines_about(person, kinds=kind, most=1):
        return False
    record(kind, actor=person, person=person)
    return True


def add_passkey(
    account: Account, district: CurrentDistrict, name: str, credential: dict[str, Any]
) -> None:
    """Keep the public half of a passkey that was just made and checked."""
    WebAuthn.add(account, name[:LONGEST_NAME], credential)
    _tell("account.passkey_added", account, district, name)
    _first_codes(account)


def rename_passkey(passkey: Authenticator, account: Account, name: str) -> None:
    """Another name for it; no mail, as nothing gets less safe."""
    passkey.data = passkey.data | {"name": name[:LONGEST_NAME]}
    passkey.save(update_fields=["data"])
    person = account.person_id
    record("account.passkey_renamed", actor=person, person=person, subject=name)


def remove_passkey(passkey: Authenticator, account: Account, district: CurrentDistrict) -> None:
    """From now on it signs nobody in."""
    name = str(passkey.wrap().name)
    passkey.delete()
    _tell("account.passkey_removed", account, district, name)
    _last_codes(account)


def add_app(account: Account, district: CurrentDistrict, secret: str, step: int) -> None:
    """Ask for the app's codes from now on. The code of *step* proved it and is used up."""
    app = TOTP.activate(account, secret).instance
    app.data = app.data | {"step": step}
    app.save(update_fields=["data"])
    _tell("account.app_added", account, district)
    _first_codes(account)


def remove_app(account: Account, district: CurrentDistrict) -> bool:
    """Ask for no code of the app any more; False where there is none."""
    gone, _tables = Authenticator.objects.filter(user=account, type=Type.TOTP).delete()
    if gone:
        _tell("account.app_removed", account, district)
        _last_codes(account)
    return bool(gone)


def forget_all(account: Account, *, by: int, reason: str) -> None:
    """Take passkeys, app and codes away, because the phone they were on is lost; *by* an office."""
    with as_the_house():
        gone, _tables = Authenticator.objects.filter(user=account).delete()
    if gone:
        kind = "account.second_step_forgotten"
        record(kind, actor=by, person=account.person_id, reason=reason)


def make_codes(account: Account, district: CurrentDistrict) -> None:
    """New recovery codes; the earlier ones are worth nothing any more."""
    Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    _tell("account.codes_made", account, district)


def codes_shown(account: int) -> list[str]:
    """The recovery codes, for a while after they were made; then nobody sees them any more."""
    codes = Authenticator.objects.filter(user_id=account, type=Type.RECOVERY_CODES).first()
    if codes is None or timezone.now() - codes.created_at > CODES_SHOWN:
        return []
    found: list[str] = codes.wrap().get_unused_codes()
    return found


def step_of(secret: str, code: str, after: int = 0) -> int | None:
    """The half minute that *code* stands for, if it is later than *after*; None for a wrong one.

    RFC 6238, 5.2: a code is taken once, and so is none before it.
    """
    for step in yield_hotp_counters_from_time():
        value = format_hotp_value(hotp_value(secret, step))
        if step > after and compare_user_code(actual=code, expected=value):
            return int(step)
    return None


def used_code(account: Account, district: CurrentDistrict, code: str) -> Authenticator | None:
    """What *code* is of, the app or the recovery codes, and it is used up; None for a wrong one."""
    kept = Authenticator.objects.select_for_update().filter(user=account)
    app = kept.filter(type=Type.TOTP).first()
    if app is not None:
        step = step_of(decrypt(app.data["secret"]), code, app.data.get("step", 0))
        if step is not None:
            app.data = app.data | {"step": step}
            app.save(update_fields=["data"])
            return app
    codes = kept.filter(type=Type.RECOVERY_CODES).first()
    if codes is not None and codes.wrap().validate_code(code):
        _tell("account.code_used", account, district)
        return codes
    return None


def wait_key(account: Account, district: CurrentDistrict) -> str:
    """Where wrong codes are counted: apart from passwords, as the right one must not wipe it."""
    return f"{district.slug}:{account.pk}:second step"


def count_wrong(account: Account, district: CurrentDistrict) -> None:
    """Count a wrong code; the owner is told when it begins to cost time."""
    if tries.count(wait_key(account, district)) == FREE_TRIES:
        _tell("account.codes_tried", account, district)


def _first_codes(account: Account) -> None:
    """With a second step come recovery codes, or a lost phone would close the account."""
    RecoveryCodes.activate(account)


def _last_codes(account: Account) -> None:
    """Without one, recovery codes open nothing."""
    hers = Authenticator.objects.filter(user=account)
    if not hers.exclude(type=Type.RECOVERY_CODES).exists():
        hers.delete()


def _tell(kind: str, account: Account, district: CurrentDistrict, subject: str = "") -> None:
    """The line in the ledger and the mail to the owner."""
    with as_the_house():
        owner = owner_of(Account.objects.select_related("person").get(pk=account.pk))
        record(kind, actor=owner.person, person=owner.person, subject=subject)
        first = first_second_step(account) if kind in safety_letters.ADDED else None
        if first:
            tell_of_first(kind, first, owner, district)
        elif owner.email:
            url = whole_page(district.slug, "forgot-password")
            with in_her_language(owner.person):
                letter = safety_letters.changed(kind, owner.name, clock.now(), url)
                write(letter, owner.email, kind=kind, district=district, person=owner.person)
