"""An e-mail to the district's help address (ACC-01): onto the same desk as what the page takes.
An answer to a conversation goes there, or nowhere: what a family writes to a teacher is no clerk's.

Anybody can write any sender's name on a mail. So a mail is never answered to where it says it is
from: what goes out goes to the address that the school has on file, and to nobody else.
"""

from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.translation import ngettext

from openhouse.access.district import CurrentDistrict
from openhouse.access.rules import why_closed
from openhouse.access.ties import TieRow, tie_rows
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import School
from openhouse.messages.threads import answering
from openhouse.notifications.actions import note_bounce
from openhouse.notifications.arriving import LONGEST, Arrived
from openhouse.people.models import ContactPoint, Person
from openhouse.sign_in.models import AccountRequest
from openhouse.sign_in.opening.asking import answer_if_known, keep_request
from openhouse.sign_in.opening.strangers import is_full, is_stranger
from openhouse.sign_in.rules import MOST_IN_AN_HOUR, words_in


class Became(StrEnum):
    """What became of a mail."""

    BOUNCE = "bounce noted"
    UNKNOWN_BOUNCE = "bounce of no mail of ours"
    AUTOMATIC = "automatic, left alone"
    TOO_MANY = "too many of one sender, left alone"
    DESK_FULL = "too many of unknown senders, left alone"
    TWICE = "taken in before"
    ON_THE_DESK = "on the desk"
    IN_ITS_THREAD = "in its conversation"
    NO_ANSWER = "an answer that was not taken"


#: What became of an answer to a conversation.
OF_ANSWERS = {
    answering.Came.TAKEN: Became.IN_ITS_THREAD,
    answering.Came.TWICE: Became.TWICE,
    answering.Came.LEFT: Became.NO_ANSWER,
}


def receive(mail: Arrived, district: CurrentDistrict) -> Became:
    """Take a mail in; inside the district's scope."""
    if mail.bounce:
        return Became.BOUNCE if note_bounce(mail.bounce) else Became.UNKNOWN_BOUNCE
    if mail.keys:
        return OF_ANSWERS[answering.take(mail, district)]
    ours = {settings.MAIL_FROM.lower(), district.help_email.lower()}
    if mail.is_automatic or mail.sender in ours:
        return Became.AUTOMATIC
    if mail.mark and AccountRequest.objects.filter(mark=mail.mark).exists():
        return Became.TWICE
    waiting = AccountRequest.objects.filter(
        source=AccountRequest.Source.MAIL, state=AccountRequest.State.WAITING, email=mail.sender
    )
    if waiting.count() >= MOST_IN_AN_HOUR:
        return Became.TOO_MANY
    if is_stranger(mail.sender) and is_full():
        return Became.DESK_FULL
    request = keep_request(asked_by(mail), AccountRequest.Source.MAIL)
    answer_if_known(request, district)
    return Became.ON_THE_DESK


def asked_by(mail: Arrived) -> dict[str, Any]:
    """What *mail* asks, as ``asking.keep_request`` takes it.

    Where the sender is on file and names herself, a child of hers that is open to her, and the
    child's school, those are what she asked. Otherwise a clerk reads it; on which desk it lies
    goes by her children, else by a school that is named.
    """
    said = words_in(f"{mail.name}\n{mail.subject}\n{mail.text}")
    asked: dict[str, Any] = {
        "name": mail.name or mail.sender,
        "email": mail.sender,
        "children": [],
        "message": _message(mail),
        "mark": mail.mark,
    }
    for person in _filed(mail.sender):
        rows = tie_rows(System(), person.pk)
        children = [child for row in rows for child in _named(row, said)]
        if children and _says(person, said):
            return asked | {"name": str(person), "children": children, "language": person.language}
        hers = sorted(school for row in rows for school in row.schools)
        asked.setdefault("school", hers[0] if hers else None)
    if not asked.get("school"):
        named = (s.pk for s in School.objects.order_by("name") if words_in(s.name) <= said)
        asked["school"] = next(named, None)
    return asked


def _filed(sender: str) -> list[Person]:
    filed = ContactPoint.objects.filter(kind=ContactPoint.Kind.EMAIL, value__iexact=sender)
    return list(Person.objects.filter(pk__in=filed.values("person_id")).order_by("pk")[:10])


def _says(person: Person, said: frozenset[str]) -> bool:
    """If the whole name of *person* is among the words *said*."""
    first = {name for name in (person.given_name, person.preferred_name) if name}
    return words_in(person.family_name) <= said and any(words_in(each) <= said for each in first)


def _named(row: TieRow, said: frozenset[str]) -> list[dict[str, Any]]:
    """The child of *row* with her school, where both are among the words and open to the sender."""
    if why_closed(row.tie, clock.today()) or not _says(row.child, said):
        return []
    schools = School.objects.filter(pk__in=row.schools).order_by("name")
    named = [school.pk for school in schools if words_in(school.name) <= said]
    return [{"name": str(row.child), "school": school} for school in named[:1]]


def _message(mail: Arrived) -> str:
    """Subject and words, and how much was left out."""
    parts = [mail.subject, mail.text[: LONGEST - 500]]
    if mail.attachments:
        left = ngettext(
            "%(many)s attachment was not kept.", "%(many)s attachments were not kept.",
            mail.attachments,
        )  # fmt: skip
        parts.append(f"[{left % {'many': mail.attachments}}]")
    return "\n\n".join(filter(None, parts))
