"""One page of the form as it is sent: what was typed, what is kept of it, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError, dumps, loads
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.common.text import hour_of, reader_language
from openhouse.people.queries import names_of
from openhouse.people.words import grade_words, in_order
from openhouse.registration.asking import AnswerForm
from openhouse.registration.family.answering import Kept, keep, untouched
from openhouse.registration.family.files import Full, add_files
from openhouse.registration.models import Part
from openhouse.registration.pieces import Pieces
from openhouse.registration.rules.form import Desk, Kind, Per, Question, Section
from openhouse.registration.rules.unfinished import framed, words_of
from openhouse.registration.standing.signing_form import refuses
from openhouse.registration.standing.state import Said, Standing
from openhouse.registration.words import shown

#: What a page showed, as it sends it back: by key the value and its revision.
SHOWED = "showed"
#: As large as the database takes one.
LARGEST_REVISION = 2**31 - 1
#: Of the page's script: the names of the fields that it sends.
SENT = "sent"


@dataclass
class Sheet:
    """A page about one part; ``kept`` is what became of what was sent."""

    standing: Standing
    section: Section
    part: Part
    data: QueryDict | None = None
    files: Any = None
    kept: dict[str, Kept] = field(default_factory=dict)
    #: Only the questions that the page's script has sent.
    only_sent: bool = False

    def __post_init__(self) -> None:
        self.asked = self.standing.asked(self.section, self.part)
        self.was_asked = [one.question.key for one in self.asked]
        if self.only_sent:
            self.asked = [one for one in self.asked if self._was_sent(one.question.key)]
        self.form = AnswerForm(
            [(one.question, one.required) for one in self.asked],
            Per(self.part.kind),
            values=self.standing.values_of(self.part),
            language=reader_language(),
            today=clock.today(),
            lists=self.standing.lists,
            prefix=str(self.part.pk),
            data=self.data,
            files=self.files,
            unfinished=self.standing.typed_in(self.part),
            refuses=refuses(self.standing),
        )
        for one in self.asked:
            if self._is_anothers_word(one.question):
                words = _(
                    "It changes only by her or his own word: signed in here, or at the school."
                )
                field = self.form.fields[one.question.key]
                field.help_text = " ".join(filter(None, (str(field.help_text), words)))

    def _is_anothers_word(self, question: Question) -> bool:
        """If it would open the account of somebody else whom the records know (``compared``)."""
        person = self.part.person_id
        own = person is None or person == self.standing.filler.person
        return question.fills == "person.email" and not own

    @property
    def showed(self) -> str:
        """What the page shows, for it to send back."""
        there = self.standing.answers[self.part.pk]
        values = self.standing.values_of(self.part)
        keys = [one.question.key for one in self.standing.asked(self.section, self.part)]
        return dumps({
            key: [there[key].kept, there[key].revision] if key in there else [values.get(key), 0]
            for key in keys
        })  # fmt: skip

    def keep_all(self) -> bool:
        """Keep what was sent and is right, whatever is wrong beside it; if all is kept now."""
        self.form.full_clean()
        said = self._changed(self.form.cleaned_data | self._unfinished())
        self.kept = keep(self.standing, self.section, self.part, said)
        for key, kept in self.kept.items():
            if kept.other is not None:
                self.form.add_error(key, self._other_words(key, kept.other))
        if not self.only_sent:
            self._check_offered({*said, *self.standing.answers[self.part.pk]})
        return not self.form.errors

    def say_missing(self) -> None:
        """What is still to be answered says so where it stands."""
        for one in self.standing.asked(self.section, self.part):
            if one.missing and one.question.key in self.form.fields:
                self._say_missing(one.question.key)

    def _say_missing(self, key: str) -> None:
        widget = self.form.fields[key].widget
        if isinstance(widget, Pieces):
            widget.wrong = next(iter(widget.pieces))
        self.form.add_error(key, _("This is still to be answered."))

    def _check_offered(self, answered: set[str]) -> None:
        """A school has its grades, as far as the district says which: what is chosen is kept, and
        what there is instead is said. Not while she types, for the other of the two may come next,
        nor of what stands there from the records and she has not *answered*."""
        standing, offers = self.standing, self.standing.offers
        school_key, grade_key = (
            standing.form.filled_by(self.part.kind, f"enrollment.{name}")
            for name in ("school", "grade_level")
        )
        if not offers.pairs or grade_key not in self.form.fields or grade_key in self.form.errors:
            return
        if not answered & {school_key, grade_key}:
            return
        school, grade = standing.school_of(self.part), self.form.cleaned_data.get(grade_key)
        if school_key in self.form.cleaned_data:
            school = self.form.cleaned_data[school_key]
        there = in_order({one for at, one in offers.pairs if at == school})
        if school and grade and there and grade not in there:
            words = _("%(school)s has no %(grade)s. It has: %(grades)s.") % {
                "school": dict(offers.schools).get(school, ""),
                "grade": grade_words(grade),
                "grades": ", ".join(grade_words(one) for one in there),
            }
            self.form.add_error(grade_key, words)

    def keep_untouched(self) -> None:
        """ "Nothing has changed": each question is answered by what stands there."""
        said = untouched(self.standing, self.section, self.part)
        self.kept = keep(self.standing, self.section, self.part, said)

    def same_for(self, others: list[Part]) -> None:
        """What this page says, for *others* too: of children whom the same section asks. Of their
        health, and of help that one of them gets, no more than what is agreed to."""
        values = self.standing.values_of(self.part)
        for other in others:
            there = self.standing.answers[other.pk]
            keys = {one.question.key for one in self.standing.asked(self.section, other)
                    if _is_shared(self.section, one.question)}  # fmt: skip
            said = {
                key: (values.get(key), there[key].revision if key in there else 0)
                for key in keys
                if values.get(key) is not None
            }
            keep(self.standing, self.section, other, said)

    def _unfinished(self) -> dict[str, Any]:
        """What was typed and is no answer: kept as it is, for her to go on with."""
        wrong = [
            one.question.key for one in self.asked
            if one.question.key in self.form.errors and one.question.kind != Kind.FILE
        ]  # fmt: skip
        typed = {key: framed(self.form.typed(key)) for key in wrong}
        return {key: value for key, value in typed.items() if value is not None}

    def _changed(self, cleaned: Mapping[str, Any]) -> dict[str, tuple[Any, int]]:
        """What somebody typed: what differs from what her page showed."""
        showed = _showed(self.data)
        said: dict[str, tuple[Any, int]] = {}
        for one in self.asked:
            key, kind = one.question.key, one.question.kind
            if key not in cleaned or not self._was_sent(key):
                continue
            value, (before, base) = cleaned[key], showed.get(key, (None, 0))
            if kind == Kind.FILE:
                if not value:
                    continue
                there = self.standing.values_of(self.part).get(key) or []
                try:
                    new = add_files(self.standing, self.section, self.part, key, value)
                except Full as full:
                    self.form.add_error(key, str(full))
                    continue
                value, base = list(dict.fromkeys([*there, *new])), self._revision(key)
            touched = key in self.standing.answers[self.part.pk]
            if value != before or (one.question.renew and not touched and value is not None):
                said[key] = (value, base)
        return said

    def _revision(self, key: str) -> int:
        there = self.standing.answers[self.part.pk].get(key)
        return there.revision if there else 0

    def _was_sent(self, key: str) -> bool:
        """If what came says something to this question: one that was not on the page, or that the
        page's script has not sent, is not emptied. A box that was unticked sends nothing itself.
        """
        sent = _text(self.data, SENT)
        if sent is None:
            return key in _showed(self.data)
        name = f"{self.part.pk}-{key}"
        return any(each == name or each.startswith(f"{name}-") for each in sent.split())

    def _other_words(self, key: str, other: Said) -> str:
        """What somebody else answered meanwhile, and what to do."""
        question = next(one.question for one in self.asked if one.question.key == key)
        pieces = getattr(self.form.fields[key].widget, "pieces", ())
        words = shown(question, other.value, reader_language(), {})
        words = words or words_of(other.typed, pieces)
        who = self._name(other.person)
        self.form.data = _with_showed(self.form.data, key, other)
        return _(
            "Meanwhile %(who)s wrote “%(words)s” here (%(when)s). Yours is not kept yet. To keep"
            " yours, save again; to keep theirs, type it here."
        ) % {"who": who, "words": words or _("nothing"), "when": hour_of(other.at)}

    def _name(self, person: int | None) -> str:
        if person == self.standing.filler.person:
            return _("you, in another window,")
        if person is None:
            return _("somebody")
        with as_the_house():
            return names_of([person]).get(person) or _("somebody")


def is_hers_alone(section: Section) -> bool:
    """If a page is about what one child has and her brother has not."""
    return section.desk in (Desk.NURSE, Desk.COUNSELOR)


def _is_shared(section: Section, question: Question) -> bool:
    if is_hers_alone(section):
        return question.kind == Kind.STATEMENT
    return question.kind not in (Kind.FILE, Kind.SIGNATURE)


def _text(data: QueryDict | None, name: str) -> str | None:
    """A text that a page sent; None where it did not."""
    return str(data[name]) if data is not None and name in data else None


def _showed(data: QueryDict | None) -> dict[str, tuple[Any, int]]:
    """What a page sent back of what it showed; nothing of what is no such thing."""
    try:
        said = loads(_text(data, SHOWED) or "{}")
        return {
            str(key): (value, min(max(int(revision), 0), LARGEST_REVISION))
            for key, (value, revision) in said.items()
        }
    except (JSONDecodeError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _with_showed(data: Any, key: str, other: Said) -> Any:
    """The data with *other* as what the page has shown: saved again, it is meant."""
    changed = data.copy()
    showed = {name: [*pair] for name, pair in _showed(data).items()} | {
        key: [other.kept, other.revision]
    }
    changed[SHOWED] = dumps(showed)
    return changed
