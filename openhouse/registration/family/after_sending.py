"""What a family adds to an application that was sent: a paper, or an answer to a question."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from openhouse.access.district import CurrentDistrict
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.fields import focused
from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.ledger.actions import record
from openhouse.registration.asking import AnswerForm
from openhouse.registration.consents.asking import ask_the_others
from openhouse.registration.consents.otherwise import replied
from openhouse.registration.family.files import Full, add_files
from openhouse.registration.family.questions import questions_of
from openhouse.registration.models import Candidate, Part
from openhouse.registration.models_answers import Answer
from openhouse.registration.models_consents import Consent
from openhouse.registration.models_office import FieldDecision, OpenItem
from openhouse.registration.rules.form import Kind, Per, Question, Section, ledger_subject, said_in
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.standing.signing_form import refuses
from openhouse.registration.standing.state import Standing

#: What a page sent, and its files; of one that is only looked at, neither.
type Sent = tuple[Any, Any]
NOTHING: Sent = (None, None)


@dataclass
class After:
    """One question, asked again of an application that was sent."""

    standing: Standing
    section: Section
    question: Question
    part: Part
    form: AnswerForm
    #: What the school says to it.
    words: str
    item: OpenItem | None = None
    asked: FieldDecision | None = None
    #: A consent of both that is given by this answer.
    given: Consent | None = None

    def page(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "title": said_in(self.question.label, reader_language()),
            "who": self.standing.called(self.part),
            "words": self.words,
            "form": focused(self.form),
            "field": self.form[self.question.key],
            "is_file": self.question.kind == Kind.FILE,
        }

    def keep(self) -> bool:
        """Keep the answer; False where something is wrong with it."""
        if not self.form.is_valid():
            return False
        value = self.form.cleaned_data.get(self.question.key)
        if is_empty(value) and self.question.kind == Kind.FILE:
            self.form.add_error(self.question.key, _("Choose the file first."))
            return False
        try:
            with transaction.atomic(), as_the_house():
                self._keep(value)
        except Full as full:
            self.form.add_error(self.question.key, str(full))
            return False
        child = self.item.candidate_id if self.item else self.part.candidate_id
        record(
            "registration.answered", actor=self.standing.filler.person,
            person=self.standing.filler.person, about=child,
            subject=ledger_subject(
                self.section.desk, self.question.key, self.standing.application.number
            ),
        )  # fmt: skip
        return True

    def ask_the_others(self, district: CurrentDistrict) -> None:
        """Kept: who was not asked for a consent, because it was refused, is asked now."""
        if self.given is not None:
            ask_the_others(self.standing, self.given, district)

    def _keep(self, value: Any) -> None:
        mine = Answer.objects.visible_to(System()).select_for_update()
        kept = mine.filter(part=self.part, key=self.question.key).first()
        if self.question.kind == Kind.FILE:
            # what stands there, whether who answers may see it or not
            there = kept.value if kept and isinstance(kept.value, list) else []
            new = add_files(self.standing, self.section, self.part, self.question.key, value)
            value = list(dict.fromkeys([*there, *new]))
        if kept is None:
            kept = Answer(
                application=self.standing.application, part=self.part, desk=str(self.section.desk),
                key=self.question.key, revision=0,
                before=self.standing.records.get(self.part.pk, {}).get(self.question.key),
            )  # fmt: skip
        kept.value, kept.revision = value, kept.revision + 1
        kept.person_id, kept.answered_at = self.standing.filler.person, clock.now()
        kept.save()
        self.given = replied(self.standing, self.part, self.question, value)
        if self.item is not None:
            self._sent(self.item)
        if self.asked is not None:
            self._answered()

    def _sent(self, item: OpenItem) -> None:
        """A paper of the home goes to the school of each child who still needs it."""
        rows = OpenItem.objects.visible_to(System()).filter(
            application=self.standing.application, key=item.key, state__in=OpenItem.WANTED
        )
        if self.part.candidate_id:
            rows = rows.filter(pk=item.pk)
        rows.update(state=OpenItem.State.SENT)

    def _answered(self) -> None:
        """The question is answered; with the last one the child is back with the school."""
        asks = FieldDecision.objects.visible_to(System()).filter(
            application=self.standing.application, says=FieldDecision.Says.ASK, answered_at=None,
            told_at__isnull=False,
        )  # fmt: skip
        asks.filter(part=self.part, key=self.question.key).update(answered_at=clock.now())
        for candidate in Candidate.objects.visible_to(System()).filter(
            application=self.standing.application, state=Candidate.State.ASKED
        ):
            of_home = asks.filter(candidate=None)
            if not self.standing.application.is_change:  # which is decided once, for the whole home
                of_home = of_home.filter(school=candidate.school_id)
            if not (asks.filter(candidate=candidate) | of_home).exists():
                candidate.state = Candidate.State.SENT
                candidate.revision += 1
                candidate.save(update_fields=["state", "revision"])


def item_form(standing: Standing, number: int, sent: Sent = NOTHING) -> After | None:
    """The paper that is needed; None for one that is not hers, or not needed any more."""
    mine = OpenItem.objects.visible_to(standing.filler.reader).filter(
        application=standing.application, state__in=OpenItem.WANTED
    )
    item = mine.filter(pk=number).first() if number < 2**63 else None
    if item is None:
        return None
    found = standing.form.question(item.key)
    of_home = found is not None and found[0].per == Per.HOUSEHOLD
    part = next((one for one in standing.parts if one.candidate_id == item.candidate_id), None)
    if of_home:
        part = standing.of(Per.HOUSEHOLD)[0]
    return _after(standing, item.key, part, sent, item.reason, item=item)


def reply_form(standing: Standing, number: int, sent: Sent = NOTHING) -> After | None:
    """The school's question; None for one that is not hers, or is answered."""
    asked = questions_of(standing).filter(pk=number).first() if number < 2**63 else None
    if asked is None:
        return None
    part = standing.part(asked.part_id)
    return _after(standing, asked.key, part, sent, asked.question, asked=asked)


def _after(
    standing: Standing, key: str, part: Part | None, sent: Sent, words: str, **more: Any
) -> After | None:
    found = standing.form.question(key)
    if found is None or part is None:
        return None
    section, question = found
    form = AnswerForm(
        [(question, True)], Per(part.kind), values=standing.values_of(part),
        language=reader_language(), today=clock.today(), lists=standing.lists, prefix=str(part.pk),
        data=sent[0], files=sent[1], refuses=refuses(standing),
    )  # fmt: skip
    return After(standing, section, question, part, form, words, **more)
