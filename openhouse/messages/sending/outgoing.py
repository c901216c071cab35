"""What goes out of a message: to each recipient by each of her ways, in her language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict
from openhouse.common.addresses import whole, whole_page
from openhouse.messages.models import Message, MessageWords, Recipient
from openhouse.messages.quiet import rings_for
from openhouse.messages.rules import filled, for_each
from openhouse.messages.wording import Wording, in_reach, others_of, told_in_words
from openhouse.notifications.actions import draft, draft_call, draft_push, draft_text
from openhouse.notifications.calm.hours import times_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import VOICES, Letter, Push
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import NoticeTimes
from openhouse.notifications.ways import CALL, PUSH, TEXT, Way

Priority = Delivery.Priority
#: Signs of a text message and of a call that are the message's.
LONGEST_TEXT, LONGEST_CALL = 300, 1000
_PRIORITIES = {
    Kind.EMERGENCY: Priority.EMERGENCY,
    Kind.ATTENDANCE: Priority.URGENT,
    Kind.GENERAL: Priority.BULK,
}


@dataclass(frozen=True)
class Text:
    """A message as it goes out: its words in each language, and from whom it is."""

    message: Message
    district: CurrentDistrict
    #: On whose locked screen no more stands than that there is something new.
    safe_for: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> list[Wording]:
        rows = MessageWords.objects.filter(message=self.message)
        every = [Wording(one.language, one.subject, one.body, one.machine) for one in rows]
        return sorted(every, key=lambda one: one.language != self.message.language)

    def to(self, recipient: Recipient, language: str) -> Wording:
        """The words for one person, each field filled."""
        first, *others = self.words
        found = in_reach(first, others_of(others), language)
        told = [told_in_words(recipient.told[key]) for key in sorted(recipient.told)]
        title = filled(found.title, told[0]) if told else found.title
        body = for_each(found.body, told) if told else found.body
        return Wording(found.language, title, body, found.is_machines)

    @cached_property
    def sender(self) -> str:
        """ "Theo Marchetti, High School", "High School", "Openfield Schools"."""
        message = self.message
        school = message.school.name if message.school else self.district.name
        name = message.written_by_name if message.section_id else message.sender
        return f"{name}, {school}" if name else school

    @cached_property
    def path(self) -> str:
        slug = self.district.slug
        page = whole_page(slug, "message", number=self.message.pk)
        return page.removeprefix(whole(""))


def drafts_of(
    message: Message, recipients: Sequence[Recipient], ways: Mapping[int, Sequence[Way]],
    district: CurrentDistrict, now: datetime,
) -> list[Delivery]:  # fmt: skip
    """What goes out to *recipients* by *ways*; nobody's phone rings at night but for danger."""
    times = times_of([one.person_id for one in recipients])
    text = Text(message, district, _safe_for(message, times))
    rings = rings_for(message.kind, now, times)
    return [
        _drafted(text, one, way, rings.get(one.person_id))
        for one in recipients
        for way in ways.get(one.person_id, [])
    ]


def _safe_for(message: Message, times: Mapping[int, NoticeTimes]) -> frozenset[int]:
    """Those who have chosen so under what they hear; an emergency says what it is."""
    hides = message.kind != Kind.EMERGENCY
    return frozenset(person for person, row in times.items() if hides and row.safe)


def _drafted(text: Text, one: Recipient, way: Way, at: datetime | None) -> Delivery:
    message, kind = text.message, text.message.kind
    more = {
        "kind": kind, "district": text.district, "person": one.person_id, "about": message.pk,
        "student": one.students[0] if len(one.students) == 1 else None,
        "students": one.students, "of_each": bool(one.told),
        "priority": _PRIORITIES.get(Kind(kind), Priority.NORMAL), "not_before": at,
    }  # fmt: skip
    known = {code for code, _name in settings.LANGUAGES}
    language = way.language or settings.LANGUAGE_CODE
    with override(language if language in known else settings.LANGUAGE_CODE):
        words = text.to(one, language)
        if way.way == PUSH:
            title, said = text.sender, words.title
            if one.person_id in text.safe_for:
                title, said = _("A new message"), _("Open it to read it.")
            push = Push(title, said, text.path, f"message-{message.pk}")
            return draft_push(push, way.subscription or 0, **more)  # type: ignore[arg-type]
        if way.way == TEXT:
            short = words.body[:LONGEST_TEXT]
            said = f"{text.sender}: {words.title}. {short} {whole(text.path)}"
            return draft_text(said, way.to, **more)  # type: ignore[arg-type]
        if way.way == CALL:
            voice = words.language if words.language in VOICES else settings.LANGUAGE_CODE
            said = _spoken(text, words, voice)
            return draft_call(said, way.to, voice, **more)  # type: ignore[arg-type]
        return draft(_letter(text, words), way.to, **more)  # type: ignore[arg-type]


def _spoken(text: Text, words: Wording, voice: str) -> str:
    """What a machine says on the phone: from whom first, and where all of it can be read."""
    body = " ".join(words.body.split())
    if len(body) > LONGEST_CALL:
        body = body[:LONGEST_CALL].rpartition(" ")[0] + "."
    with override(voice):
        from_whom = _("A message from %(sender)s.") % {"sender": text.sender}
        return f"{from_whom} {words.title}. {body} " + _("You can read it in the portal.")


def _letter(text: Text, words: Wording) -> Letter:
    from_whom = _("A message from %(sender)s.") % {"sender": text.sender}
    machine = [_("Translated by a machine. The original is in the portal.")]
    return Letter(
        words.title,
        (from_whom, *filter(None, words.body.replace("\r", "").split("\n"))),
        link=(_("Read it in the portal"), whole(text.path)),
        closing=tuple(machine) if words.is_machines else (),
    )
