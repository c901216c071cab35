"""A message while it is written: to whom, in which form, kept as a draft."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from openhouse.common.scope import as_the_house
from openhouse.common.uploads import Upload
from openhouse.messages.models import Message
from openhouse.messages.quiet import rings_for
from openhouse.messages.sending import actions, searches, templates
from openhouse.messages.sending.addressing import Addressee, addressees
from openhouse.messages.sending.desk import Desk
from openhouse.messages.sending.forms import MessageForm, beginnings
from openhouse.messages.sending.targets import Target, asked, grades_at, narrower, target
from openhouse.messages.sending.whom import STUDENT, most_of, whom_from
from openhouse.messages.sending.writing import people_for
from openhouse.messages.wording import languages_offered
from openhouse.notifications.calm.hours import times_of

#: Students of whom a page can wait until it is counted who gets a message about them.
COUNTED_AT_ONCE = 4_000


@dataclass(frozen=True, slots=True)
class Composing:
    """Who writes, to whom, with which values the form begins, and the draft that is changed.

    ``file`` is the name of the file that goes with it if no other is chosen, ``text`` the key of
    the template that it begins with.
    """

    desk: Desk
    target: Target
    grades: list[str]
    initial: dict[str, Any]
    message: Message | None = None
    file: str = ""
    text: str = ""

    def form(self, said: Any, files: Any, *, district: int) -> MessageForm:
        return MessageForm(
            said,
            files,
            desk=self.desk,
            grades=self.grades,
            to_many=self.target.whom.who != STUDENT,
            languages=languages_offered(district),
            has_file=bool(self.file),
            initial=self.initial,
        )

    def keep(self, form: MessageForm, now: datetime) -> Message | None:
        """Keep what a form that is right says; None where it has gone out meanwhile."""
        with transaction.atomic():
            return self._kept(form, now)

    def _kept(self, form: MessageForm, now: datetime) -> Message | None:
        said, wordings = form.cleaned_data, form.wordings
        to = narrower(self.target, said.get("grades", []), said.get("language", ""))
        kept = actions.keep_draft(self.desk, to, said, wordings, now, self.message)
        if kept is None:
            return None
        file = form.file or (None if said.get("without_file") else self._file_there())
        actions.put_file(kept, file)
        if said["keep_as"]:
            actions.keep_template(self.desk.viewer, said["keep_as"], to, said, wordings, file)
        return kept

    def _file_there(self) -> Upload | None:
        """The file of the draft, or else of the template."""
        if self.message is None:
            return templates.file_of(self.desk.viewer, self.text) if self.file else None
        one = self.message.files.first()
        return Upload(one.name, one.kind, bytes(one.content), one.pages) if one else None


def begun(desk: Desk, said: QueryDict, today: date) -> Composing | None:
    """A new message to whom the address, a kept search or a template names; None for nobody."""
    text = templates.template(desk.viewer, said.get("text", ""), teaches=desk.section is not None)
    whom = asked(desk, said) or searches.whom_of(desk.viewer, said.get("search", ""))
    whom = whom or (text.whom if text else None)
    to = target(desk, whom, today) if whom else None
    if to is None:
        return None
    values = {"grades": list(to.whom.grades), "language": to.whom.language}
    if text is None:
        return Composing(desk, to, grades_at(desk, to, today), values)
    values |= text.values
    return Composing(desk, to, grades_at(desk, to, today), values, file=text.file, text=text.key)


def opened(desk: Desk, message: Message, today: date) -> Composing | None:
    """A draft, to be changed; None where it is none any more, or is to nobody of hers."""
    to = target(desk, whom_from(message.whom), today)
    if message.state != Message.State.DRAFT or to is None:
        return None
    file = message.files.defer("content").first()
    return Composing(
        desk, to, grades_at(desk, to, today), beginnings(message), message,
        file.name if file else "",
    )  # fmt: skip


def many_before(message: Message, today: date) -> int:
    """About how many students it is about, where they are so many that who gets it takes seconds to
    count; 0 for others."""
    many = 0 if message.rule_id else most_of(whom_from(message.whom), today)
    return many if many > COUNTED_AT_ONCE else 0


def people_before(desk: Desk, message: Message, today: date) -> list[Addressee]:
    """Who would get it now, by name."""
    people = people_for(desk.viewer, message, today)
    by_name = message.section_id is None
    return addressees(desk.viewer, people, message.kind, message.ways, by_name=by_name)


def held_now(people: Collection[Addressee], message: Message, now: datetime) -> int:
    """How many of those who are reached are in hours now in which it would not ring (MSG-05)."""
    with as_the_house():
        times = times_of([one.person for one in people if one.reached])
        return len(rings_for(message.kind, timezone.localtime(now), times))
