"""An office gives somebody a new way in (ADM-06, STU-06): the old password is over at once.

Nobody at the school learns or chooses a lasting password. What is handed out is a code, a link, or
a password for the first time; each ends in the owner choosing her own.
"""

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from openhouse.access.district import CurrentDistrict
from openhouse.access.helping import may_reset
from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import as_the_house
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.people.models import Account
from openhouse.sign_in import letters, tries
from openhouse.sign_in.office.desk import helped_person
from openhouse.sign_in.opening.giving import Given, give_way
from openhouse.sign_in.queries import in_her_language, owner_of
from openhouse.sign_in.safety.not_me import withdraw_links
from openhouse.sign_in.safety.second_step import forget_all, safety_of


def reset_account(  # noqa: PLR0913 - what an office decides at once
    viewer: Viewer,
    person: int,
    district: CurrentDistrict,
    *,
    reason: str,
    way: str,
    email: str = "",
    forget_email: bool = False,
    forget_second_step: bool = False,
) -> Given | None:
    """End the password and every session of *person*, and give her a new way in.

    The owner is told by mail, and reads the *reason* in her account's story. With *forget_email*
    the security e-mail is told for the last time: whoever reads it gets nothing more. With
    *forget_second_step* the way in opens the account without the phone that is lost. None where
    there is no account to reset, or the student system closed it. Raises PermissionDenied where
    *viewer* may not: somebody out of her office's reach, herself, or, for a school's office, one
    who works here.
    """
    if helped_person(viewer, person) is None or not may_reset(viewer, person):
        raise PermissionDenied("Not hers to reset")
    with as_the_house():
        account = (
            Account.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(person_id=person, is_active=True)
            .first()
        )
        if account is None:
            return None
        account.set_unusable_password()
        account.must_change_password, account.password_until = False, None
        account.save(update_fields=["password", "must_change_password", "password_until"])
        record(
            "account.reset_by_staff",
            actor=viewer.person_id,
            person=person,
            subject=viewer.name,
            reason=reason,
        )
        _tell_owner(account, district, gone=forget_second_step)
        if forget_second_step:
            forget_all(account, by=viewer.person_id, reason=reason)
        _end_mailbox(account, forgotten=forget_email)
        tries.forget(tries.key_of(district.slug, account.username))
    return give_way(person, district, by=viewer.person_id, way=way, email=email)


def _end_mailbox(account: Account, *, forgotten: bool) -> None:
    """What a mailbox was sent before opens nothing more; where *forgotten*, it gets no more."""
    withdraw_links(account.person_id)
    addresses = EmailAddress.objects.filter(user=account)
    # One that waits to be confirmed may be a stranger's, and ends in any case.
    (addresses if forgotten else addresses.filter(verified=False)).delete()


def _tell_owner(account: Account, district: CurrentDistrict, *, gone: bool) -> None:
    """By mail, to the security e-mail that she has up to now."""
    owner = owner_of(account)
    has = safety_of(account.pk).has_second_step
    second_step = (letters.GONE if gone else letters.STAYS) if has else ""
    if owner.email:
        with in_her_language(owner.person):
            url = whole_page(district.slug, "sign-in")
            letter = letters.reset_by_school(owner.name, clock.now(), url, second_step)
            kind = "account.reset_by_staff"
            write(letter, owner.email, kind=kind, district=district, person=owner.person)
