"""A message while it is written: to whom, in which form, kept as a draft."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from openhouse.messages.models import Message
from openhouse.messages.sending import actions, templates
from openhouse.messages.sending.desk import Desk, Target, grades_at, in_grades, target
from openhouse.messages.sending.forms import MessageForm, beginnings
from openhouse.messages.sending.whom import Addressee, addressees, people_of, students_of, whom_from
from openhouse.messages.wording import languages_offered


@dataclass(frozen=True, slots=True)
class Composing:
    """Who writes, to whom, with which values the form begins, and the draft that is changed."""

    desk: Desk
    target: Target
    grades: list[str]
    initial: dict[str, Any]
    message: Message | None = None

    def form(self, said: Any, files: Any, *, district: int) -> MessageForm:
        return MessageForm(
            said,
            files,
            desk=self.desk,
            grades=self.grades,
            languages=languages_offered(district),
            initial=self.initial,
        )

    def keep(self, form: MessageForm, now: datetime) -> Message:
        """Keep what a form that is right says."""
        said, wordings = form.cleaned_data, form.wordings
        to = in_grades(self.target, said.get("grades", []), form.grade_words)
        kept = actions.keep_draft(self.desk, to, said, wordings, now, self.message)
        if form.file:
            actions.add_file(kept, form.file)
        if said["keep_as"]:
            actions.keep_template(self.desk.viewer, said["keep_as"], said["kind"], wordings)
        return kept


def begun(desk: Desk, said: QueryDict, today: date) -> Composing | None:
    """A new message to whom the address names; None where it names nobody of hers."""
    to = target(desk, said, today)
    if to is None:
        return None
    text = templates.template(desk.viewer, said.get("text", ""), teaches=desk.section is not None)
    return Composing(desk, to, grades_at(desk, to, today), text.values if text else {})


def opened(desk: Desk, message: Message, today: date) -> Composing | None:
    """A draft, to be changed; None where it is none any more."""
    if message.state != Message.State.DRAFT:
        return None
    name = message.school.name if message.whom["grades"] and message.school else ""
    to = Target(
        whom_from({**message.whom, "grades": []}), name or message.whom_words, message.school_id
    )
    return Composing(desk, to, grades_at(desk, to, today), beginnings(message), message)


def people_before(desk: Desk, message: Message, today: date) -> list[Addressee]:
    """Who would get it now, by name."""
    students = students_of(desk.viewer, whom_from(message.whom), today)
    people = people_of(desk.viewer, students, today, students_too=message.students_too)
    by_name = message.section_id is None
    return addressees(desk.viewer, people, message.kind, by_name=by_name)
