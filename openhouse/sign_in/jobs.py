"""Answers to who has lost something. A job finds out whether there is anybody to answer, so that
the page says the same, and takes the same time, for somebody known and unknown."""

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.conf import settings
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.sessions import SessionStore
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.ledger.actions import record
from openhouse.notifications.actions import write
from openhouse.notifications.arriving import read
from openhouse.notifications.letters import Letter
from openhouse.notifications.queries import written_lately
from openhouse.sign_in import letters
from openhouse.sign_in.inbox.mailbox import poll
from openhouse.sign_in.inbox.receiving import Became, receive
from openhouse.sign_in.many import runs
from openhouse.sign_in.opening.asking import answer_if_known
from openhouse.sign_in.queries import Owner, owner_called, usernames_of
from openhouse.sign_in.rules import MOST_IN_AN_HOUR
from openhouse.sign_in.telling import reset_letter

log = logging.getLogger(__name__)


@contextmanager
def at_work(district: int, language: str) -> Iterator[CurrentDistrict]:
    """A transaction in the district, in the language of who asked, on the district's clock."""
    ours = as_current(District.objects.get(pk=district))
    with (
        scope(district=district, students=ALL, hat="system"),
        translation.override(language),
        timezone.override(clock.zone(ours.time_zone)),
    ):
        yield ours


@app.task(name="sign_in.send_reset")
def send_reset(district: int, username: str, language: str) -> None:
    """Mail the owner of *username* a link for a new password, where there is such an account."""
    with at_work(district, language) as ours:
        owner = owner_called(username)
        if owner is None or not owner.email:
            return
        letter = reset_letter(owner.account, owner.name, ours)
        if _sent(letter, owner, ours, kind="account.reset"):
            record("account.reset_asked", person=owner.person, subject=owner.account.username)


@app.task(name="sign_in.send_usernames")
def send_usernames(district: int, email: str, language: str) -> None:
    """Mail *email* the user names that go with it, where there are any."""
    # As it was looked up: letters that only look alike are another mailbox.
    email = email.strip().lower()
    with at_work(district, language) as ours:
        names = usernames_of(email)
        if not names or written_lately("account.usernames", email) >= MOST_IN_AN_HOUR:
            return
        letter = letters.usernames(names, whole_page(ours.slug, "sign-in"))
        write(letter, email, kind="account.usernames", district=ours)


@app.task(name="sign_in.tell_of_tries")
def tell_of_tries(district: int, username: str, language: str) -> None:
    """Tell the owner that wrong passwords were typed, where there is such an account (ACC-20)."""
    with at_work(district, language) as ours:
        owner = owner_called(username)
        if owner is None:
            return
        record("account.locked", person=owner.person, subject=owner.account.username)
        url = whole_page(ours.slug, "forgot-password")
        letter = letters.locked(owner.name, owner.account.username, url)
        _sent(letter, owner, ours, kind="account.locked")


@app.task(name="sign_in.answer_request")
def answer_request(district: int, request: int, language: str) -> None:
    """Answer a request that lies on the desk, where all of it matches the records."""
    with at_work(district, language) as ours:
        answer_if_known(request, ours)


def _sent(letter: Letter, owner: Owner, district: CurrentDistrict, *, kind: str) -> bool:
    """Write to *owner*, unless she got enough of this kind; whether it was written."""
    if not owner.email or written_lately(kind, owner.email) >= MOST_IN_AN_HOUR:
        return False
    write(letter, owner.email, kind=kind, district=district, person=owner.person)
    return True


@app.task(name="sign_in.run_accounts")
def run_accounts(district: int, run: int, school: int | None, by: int) -> None:
    """What somebody began on the page of accounts; done again after a kill, it goes on."""
    ours = as_current(District.objects.get(pk=district))
    with timezone.override(clock.zone(ours.time_zone)):
        runs.do(ours, school, run, by)


@app.task(name="sign_in.keep_accounts")
def keep_accounts(district: int) -> None:
    """Students get their accounts when enrolled and lose them when they leave (ACC-08).

    Each night, and after each import.
    """
    ours = as_current(District.objects.get(pk=district))
    with timezone.override(clock.zone(ours.time_zone)):
        with scope(district=district, students=ALL, hat="system"):
            wanted = runs.by_themselves()
        if wanted:
            runs.do(ours, None, None, None)


@app.periodic(cron="20 8 * * *")  # UTC: before school from Maine to Hawaii
@app.task(name="sign_in.every_night", queueing_lock="accounts every night")
def every_night(timestamp: int) -> None:
    """A job for each district."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        keep_accounts.defer(district=district)


@app.periodic(cron="*/5 * * * *")
@app.task(name="sign_in.forget_sessions", queueing_lock="sessions")
def forget_sessions(timestamp: int) -> None:
    """Take away the sessions that are over: they say whose they were, and strangers begin many."""
    SessionStore.clear_expired()


def take_mail(district: int, raw: bytes) -> Became:
    """Take in a mail to a district's help address, or an answer; raises NotUnderstood.

    The addresses of answers are the installation's: one may come to another district's mailbox.
    """
    mail = read(raw)
    named = [key.district for key in mail.keys]
    whose = District.objects.filter(pk__in=named).values_list("pk", flat=True).first() or district
    with at_work(whose, settings.LANGUAGE_CODE) as ours:
        return receive(mail, ours)


@app.periodic(cron="*/2 * * * *")
@app.task(name="sign_in.poll_inboxes", queueing_lock="inboxes", lock="inboxes")
def poll_inboxes(timestamp: int) -> None:
    """Take in what has come to each district's mailbox (``INBOX_URL``)."""
    for inbox in settings.INBOXES:
        district = District.objects.filter(slug=inbox["district"]).first()
        if district is None:
            log.warning("INBOX_URL names a district that is not there: %s", inbox["district"])
            continue
        try:
            poll(inbox, partial(take_mail, district.pk))
        except (OSError, imaplib.IMAP4.error) as error:
            # One mailbox that is away does not keep the others from being read.
            log.warning("The inbox of %s cannot be read: %s", inbox["district"], error)
        except Exception:
            # Nor does a mail that the house cannot keep; it stays unread.
            log.exception("A mail to %s cannot be kept", inbox["district"])
