"""Accounts in words, for the help desk: who it is, why something is so, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openhouse.common.addresses import address
from openhouse.common.text import day_words, hour_words
from openhouse.notifications.models import Delivery
from openhouse.people.models import Account, Person
from openhouse.people.words import relation_words
from openhouse.sign_in.models import AccountRequest, ActivationCode
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def moment(at: datetime) -> str:
    """ "Tuesday, Oct 6, 10:05 AM"."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())}, {hour_words(local.time())}"


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
    said = {"relation": relation_words(relation) or _("Guardian"), "child": child}
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


def mails(found: Sequence[Delivery], mended_at: str) -> SafeString:
    """A row for each mail, with what became of it; one that failed leads to the remedy."""
    bad = (Delivery.State.REFUSED, Delivery.State.BOUNCED, Delivery.State.GIVEN_UP)
    return joined(
        row(
            each.subject,
            small=" · ".join(filter(None, (each.to, moment(each.written_at), each.answer))),
            tag=each.get_state_display(),
            kind="bad" if each.state in bad else "neutral",
            small_right=_("Correct the address") if mended_at and each.state in bad else "",
            url=mended_at if each.state in bad else "",
        )
        for each in found
    )
