"""Accounts in words: for their owners what happened, for the help desk why and what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.access.rules import Tie, Why, why_closed
from openhouse.access.ties import TieRow
from openhouse.common.addresses import address
from openhouse.common.text import day_words, time_words
from openhouse.ledger.queries import Line
from openhouse.notifications.models import Mail
from openhouse.people.models import Account, Person
from openhouse.sign_in.models import AccountRequest, ActivationCode
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined

#: What an office did with an account: its owner reads who, and why.
BY_AN_OFFICE = {"account.reset_by_staff", "account.looked_at"}


def words_of_kind(kind: str) -> str:
    """What happened."""
    return {
        "account.reset_asked": _("A new password was asked for"),
        "account.password_reset": _("The password was changed by a link from an e-mail"),
        "account.password_changed": _("The password was changed"),
        "account.email_given": _("A security e-mail was given"),
        "account.email_confirmed": _("The security e-mail was confirmed"),
        "account.settled": _("The account was used for the first time"),
        "account.agreed": _("The terms of use were agreed to"),
        "account.locked": _("Wrong passwords were typed"),
        "account.reset_by_staff": _("The school’s office reset the account"),
        "account.looked_at": _("The school’s office looked at the pages of this account"),
        "account.look_ended": _("The school’s office stopped looking"),
        "account.opened": _("The account was opened"),
        "account.given_by_command": _("The operator of the portal set a user name and password"),
        "account.code_made": _("A way in was made"),
        "account.identity_seen": _("A photo ID was seen at the counter"),
        "account.contact_corrected": _("A name, address, phone or e-mail was corrected"),
        "account.made": _("The account was made for the student"),
        "account.left": _("The account was closed, because the student left"),
        "account.returned": _("The account was opened again, because the student is back"),
        "account.first_password": _("A new first password was printed"),
        "account.closed": _("The account was closed"),
        "account.opened_again": _("The account was opened again"),
        "account.must_change": _("A new password was demanded at the next sign-in"),
        "account.code_withdrawn": _("A way in was withdrawn"),
        "account.request_taken": _("A request for an account was taken"),
        "account.request_handed_on": _("A request for an account was handed on"),
        "account.request_answered": _("A request for an account was answered"),
        "account.passkey_added": _("A passkey was added"),
        "account.passkey_renamed": _("A passkey got another name"),
        "account.passkey_removed": _("A passkey was removed"),
        "account.app_added": _("An authenticator app was set up"),
        "account.app_removed": _("The authenticator app was removed"),
        "account.codes_made": _("New recovery codes were made"),
        "account.code_used": _("A recovery code was used"),
        "account.passkey_offered": _("A passkey was offered"),
        "account.device_ended": _("A device was signed out"),
        "account.devices_ended": _("All other devices were signed out"),
        "account.second_step_forgotten": _("Passkeys and authenticator app were taken away"),
        "account.codes_tried": _("Wrong codes were typed"),
        "account.request_declined": _("A request for an account was declined"),
        "account.sso_linked": _("Another way to sign in was joined to the account"),
        "account.sso_refused": _("A sign-in through another service was turned away"),
        "account.sso_forgotten": _("Another way to sign in was taken off the account"),
    }.get(kind, _("The account was changed"))


def story(lines: Iterable[Line]) -> SafeString:
    """A row for each line."""
    found = []
    for line in lines:
        at = timezone.localtime(line.at)
        said = [f"{day_words(at.date())}, {time_words(at.time())}"]
        if line.kind in BY_AN_OFFICE:
            said += [_("by %(name)s") % {"name": line.subject}, f"“{line.reason}”"]
        found.append(row(words_of_kind(line.kind), small=" · ".join(said)))
    return joined(found)


def moment(at: datetime) -> str:
    """ "Tuesday, Oct 6, 10:05"."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())}, {time_words(local.time())}"


def people(found: Sequence[Person], who: dict[int, list[str]]) -> SafeString:
    """A row for each person that a search found, with *who* she is."""
    return joined(
        row(
            str(person),
            small=" · ".join(who.get(person.pk, ())),
            url=address("helped", person.pk),
        )
        for person in found
    )


def student_words(school: str, grade: str) -> str:
    """ "Student, High School, 10th grade"."""
    return ", ".join(filter(None, (_("Student"), school, grade)))


def guardian_words(relation: str, child: str) -> str:
    """ "Mother of Ben Rivera"."""
    said = {"relation": relation or _("Guardian"), "child": child}
    return _("%(relation)s of %(child)s") % said


def username_words(username: str) -> str:
    """ "User name: ben"."""
    return _("User name: %(username)s") % {"username": username}


def requests(
    waiting: Sequence[AccountRequest], owners: dict[int, str], now: datetime
) -> SafeString:
    """A row for each request that waits, with its age and who takes care of it."""
    return joined(
        row(
            each.name,
            small=" · ".join(filter(None, (each.email, each.school.name if each.school else ""))),
            tag=owners.get(each.pk, ""),
            icon="person" if each.pk in owners else "",
            small_right=age(each.asked_at, now),
            url=address("account-request", each.pk),
        )
        for each in waiting
    )


def age(since: datetime, now: datetime) -> str:
    """How long something waits: "today", "3 days"."""
    days = (timezone.localtime(now).date() - timezone.localtime(since).date()).days
    if days < 1:
        return _("today")
    return ngettext("%(many)s day", "%(many)s days", days) % {"many": days}


def children_asked(asked: AccountRequest) -> list[str]:
    """The children's names as they were written."""
    return [str(child.get("name", "")) for child in asked.children]


@dataclass(frozen=True, slots=True)
class TieWords:
    """A child as the desk sees her: whether she is open, and for each lock why and what to do."""

    child: Person
    relation: str
    schools: str
    reasons: tuple[tuple[str, str], ...]


def ties(rows: Sequence[TieRow], today: date) -> list[TieWords]:
    """Each child of a guardian, with what keeps her closed."""
    return [
        TieWords(
            each.child,
            each.relation,
            ", ".join(each.school_names),
            tuple(_reason(why, each.tie) for why in why_closed(each.tie, today)),
        )
        for each in rows
    ]


def _reason(why: Why, tie: Tie) -> tuple[str, str]:
    """Why the child is closed, and what mends it."""

    def on(day: date | None) -> str:
        return day_words(day) if day else ""

    in_records = _("Change it in the student system; it comes with the next import.")
    if why is Why.BARRED and tie.barred_until:
        order = _("A court order bars this adult until %(day)s.") % {"day": on(tie.barred_until)}
    else:
        order = _("A court order bars this adult.")
    return {
        Why.NO_PORTAL: (_("Portal access is not ticked for this child."), in_records),
        Why.NOT_YET: (
            _("The guardianship begins on %(day)s.") % {"day": on(tie.starts_on)},
            _("It opens by itself on that day."),
        ),
        Why.ENDED: (
            _("The guardianship ended on %(day)s.") % {"day": on(tie.ends_on)},
            in_records,
        ),
        Why.BARRED: (order, _("Only a newer order of the court changes that.")),
        Why.ADULT: (
            _("The student is 18. The right to the record is the student’s own."),
            _("The district can decide that adult students are dependents."),
        ),
        Why.NOT_ENROLLED: (
            _("The child is not enrolled at a school now."),
            _("It opens when the enrollment begins."),
        ),
        Why.SCHOOL_CLOSED: (
            _("The school has closed its portal."),
            _("The district opens it again."),
        ),
    }[why]


def account_state(account: Account | None, codes: Sequence[ActivationCode]) -> str:
    """How far somebody has come with her account, in a sentence."""
    if account and account.left_on:
        words = _("The account is closed since %(day)s, because the student left.")
        return words % {"day": day_words(account.left_on)}
    if account and not account.is_active:
        return _("The account is closed, by the student system or by an office.")
    if account and account.last_login:
        return _("Last signed in on %(when)s.") % {"when": moment(account.last_login)}
    last = codes[0] if codes else None
    if last and not (last.used_at or last.withdrawn_at) and last.expires_at > timezone.now():
        if last.sent_to:
            words = _("Account never opened: code sent on %(when)s, unused.")
        else:
            words = _("Account never opened: code of %(when)s, unused.")
        return words % {"when": moment(last.made_at)}
    if account:
        return _("The account is there, but nobody has signed in yet.")
    if last is None:
        return _("No account yet, and no way in was sent.")
    if last.withdrawn_at:
        return _("No account yet. The last code was withdrawn.")
    return _("No account yet. The code of %(when)s is too old now.") % {
        "when": moment(last.made_at)
    }


@dataclass(frozen=True, slots=True)
class CodeWords:
    """A code as the desk sees it."""

    number: int
    made: str
    state: str
    can_be_withdrawn: bool


def codes(found: Sequence[ActivationCode]) -> list[CodeWords]:
    """Each code: when it was made, where it went, what became of it."""
    return [
        CodeWords(
            each.pk,
            " · ".join(filter(None, (moment(each.made_at), each.get_way_display(), each.sent_to))),
            _state_of(each),
            not (each.used_at or each.withdrawn_at) and each.expires_at > timezone.now(),
        )
        for each in found
    ]


def _state_of(code: ActivationCode) -> str:
    if code.used_at:
        return _("Used on %(when)s") % {"when": moment(code.used_at)}
    if code.withdrawn_at:
        return _("Withdrawn")
    if code.expires_at < timezone.now():
        return _("Too old")
    return _("Not used yet, good until %(when)s") % {"when": moment(code.expires_at)}


def used(found: Sequence[ActivationCode]) -> SafeString:
    """A row for each way in that was used: by whom, when."""
    return joined(
        row(
            str(each.person),
            small=_state_of(each),
            tag=each.get_way_display(),
            url=address("helped", each.person_id),
        )
        for each in found
    )


def mails(found: Sequence[Mail]) -> SafeString:
    """A row for each mail, with what became of it."""
    bad = (Mail.State.REFUSED, Mail.State.BOUNCED, Mail.State.GIVEN_UP)
    return joined(
        row(
            each.subject,
            small=" · ".join(filter(None, (each.to, moment(each.written_at), each.answer))),
            tag=each.get_state_display(),
            kind="bad" if each.state in bad else "neutral",
        )
        for each in found
    )
