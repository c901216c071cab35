"""An answer that came by e-mail, put into its thread as if its writer had signed in.

It counts as hers where three things hold: it is to the address that only she was told, it is from
an address of hers, and the district's own mail server says that it truly is. Then her account is
entered as it is at a sign-in, so that whatever is closed to her there is closed here.
"""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

import quotequail
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import Hat, System, Viewer, viewer_from
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.checking import checked
from openhouse.common.scope import scope
from openhouse.common.uploads import LARGEST, Refused, Upload
from openhouse.messages.models_threads import (
    LONGEST,
    Post,
    PostFile,
    Side,
    ThreadReply,
    ThreadRules,
)
from openhouse.messages.threads.actions import Written, write
from openhouse.messages.threads.addresses import row_of, written_from
from openhouse.messages.threads.queries import room_of, rules_now, thread_of
from openhouse.messages.threads.words import why_words
from openhouse.notifications.actions import write as send
from openhouse.notifications.arriving import Arrived
from openhouse.notifications.letters import Letter
from openhouse.notifications.replies import SIGNS
from openhouse.notifications.vouching import is_vouched_for
from openhouse.people.models import Account, Person
from openhouse.people.queries import language_of

Why = ThreadReply.Why
#: Who was told by e-mail that an answer was not taken is not told again for so long.
AGAIN = timedelta(days=1)
#: Lines that the library looks at: its time grows with their square.
LINES = 400


class Came(StrEnum):
    """What became of an answer."""

    TAKEN = "taken"
    TWICE = "twice"
    LEFT = "left"


def take(mail: Arrived, district: CurrentDistrict) -> Came:
    """Take an answer in, inside the district's scope as a job."""
    row = row_of(mail.keys, district.id)
    if row is None or mail.is_automatic:
        return Came.LEFT
    if mail.sender not in written_from(row.person_id):
        return _refuse(row, Why.SENDER)
    domain = mail.sender.rpartition("@")[2]
    if not is_vouched_for(mail.results, settings.REPLY_AUTHSERV_ID, domain):
        return _refuse(row, Why.UNSURE)
    files = _files(mail)
    said = Written(answer_in(mail.text), _mark(row, mail), by_mail=True, files=files)
    sent = Post.objects.visible_to(System()).filter(person_id=row.person_id, client=said.client)
    if sent.exists():
        return Came.TWICE
    why = _why_not(said.body) or _written(row, said, district)
    if why:
        _let_know(row, why, mail.sender, district)
        return _refuse(row, why)
    kept = PostFile.objects.filter(post__person_id=row.person_id, post__client=said.client)
    if kept.count() < max(mail.attachments, len(mail.files)):
        _refuse(row, Why.FILES)
    return Came.TAKEN


def _files(mail: Arrived) -> list[Upload]:
    """The files with it that the house takes; together no larger than one may be."""
    kept: list[Upload] = []
    for name, content in mail.files:
        with suppress(Refused):
            kept.append(checked(name, content))
    while sum(len(one.content) for one in kept) > LARGEST:
        kept.pop()
    return kept


def _why_not(body: str) -> str:
    if not body:
        return Why.EMPTY
    return Why.LONG if len(body) > LONGEST else ""


def _written(row: ThreadReply, said: Written, district: CurrentDistrict) -> str:
    """Write it as her who is named in *row*; why not, where it cannot be."""
    if row.ended_at:
        return Why.CLOSED
    with scope(district=district.id):
        viewer = _entered(row, district)
        found = thread_of(viewer, row.thread_id, clock.today()) if viewer else None
        if viewer is None or found is None:
            return Why.ACCESS
        if row.side == Side.FAMILY and rules_now().families == ThreadRules.Families.READ:
            return Why.ACCESS
        room = room_of(viewer, clock.now())
        if room is not None and sum(len(one.content) for one in said.files) > room:
            said = replace(said, files=())
        return "" if write(viewer, found, said, clock.now(), district) else Why.CLOSED


def _entered(row: ThreadReply, district: CurrentDistrict) -> Viewer | None:
    """Who she is at this moment, under the hat of her side, as the rule of all pages says it."""
    account = Account.objects.filter(person_id=row.person_id).values_list("pk", flat=True).first()
    hat: Hat = "family" if row.side == Side.FAMILY else "staff"
    entry = enter(Address(district.slug, hat), account) if account else None
    if not entry or not entry["account"]:
        return None
    viewer = viewer_from(entry, hat)
    return viewer if viewer.is_settled else None


def answer_in(text: str) -> str:
    """What somebody wrote, without the mail that she answers."""
    lines = text.splitlines()
    found = quotequail.unwrap("\n".join(lines[:LINES]))
    if found:
        lines = (found.get("text_top") or found.get("text_bottom") or "").splitlines()
    kept: list[str] = []
    for line in lines:
        if line.count(SIGNS) >= 2:
            break
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip()


def _mark(row: ThreadReply, mail: Arrived) -> str:
    """The same for the same mail, however often it comes."""
    said = mail.reference or mail.text
    return hashlib.sha256(f"mail {row.pk} {said}".encode()).hexdigest()


def _refuse(row: ThreadReply, why: str) -> Came:
    """Keep why, for her page of the thread: whoever wrote it, nobody else is told."""
    ThreadReply.objects.filter(pk=row.pk).update(refused=why, refused_at=clock.now())
    return Came.LEFT


def _let_know(row: ThreadReply, why: str, to: str, district: CurrentDistrict) -> None:
    """Tell her once by e-mail, at the address that was vouched for, without what she wrote."""
    now = clock.now()
    if row.told_at and row.told_at > now - AGAIN:
        return
    ThreadReply.objects.filter(pk=row.pk).update(told_at=now)
    person = Person.objects.select_related("account").get(pk=row.person_id)
    with override(language_of(person) or None):
        letter = Letter(
            _("Your answer did not arrive"),
            (why_words(why), _("The school did not get what you wrote.")),
            link=(_("Open the portal"), whole_page(district.slug, "sign-in")),
        )
        send(letter, to, kind="thread.refused", district=district, person=row.person_id)
