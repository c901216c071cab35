"""Questions as fields of a form: on a family's pages and in the district's preview.

    form = AnswerForm([(asked.question, asked.required) for asked in page], Per.STUDENT,
                      values=part.values, language="es", today=…, lists=Lists(…), prefix="12")

``{% field form.birthday %}`` draws each. After ``is_valid()`` the ``cleaned_data`` has the values
of ``rules.answers`` by key; also after a fault, of all that was right. Of a file it has the list
of the ``Upload``s that came, or None where none did: their numbers are the house's to give.

``unfinished`` is what was typed before and is no answer yet (``rules.unfinished``), by key.
``refuses`` says in words why a typed name, or initials, are not of who fills in; "" where they are.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _

from openhouse.common.checking import checked
from openhouse.common.uploads import LARGEST, Refused
from openhouse.registration.controls import Lists, control, filled
from openhouse.registration.language_words import language_name
from openhouse.registration.pieces import Pieces, Ties
from openhouse.registration.rules.answers import MOST_FILES, cleaned
from openhouse.registration.rules.form import Kind, Per, Question, said_in
from openhouse.registration.rules.wrong import Fault, Wrong
from openhouse.registration.words import fault_words


class Refuses(Protocol):
    """What is wrong with a typed name, or with initials, in words; "" where nothing is."""

    def __call__(self, typed: str, *, initials: bool = False) -> Any: ...


def _refuses_none(typed: str, *, initials: bool = False) -> str:
    return ""


class AnswerField(forms.Field):
    """One question. It refuses what is wrong; that nothing is said is for ``rules.progress``."""

    def __init__(
        self, question: Question, per: Per, *, language: str, today: date, lists: Lists
    ) -> None:
        self.question, self.lists, self.today = question, lists, today
        self.refuses: Refuses = _refuses_none
        #: What stands there already: the name and initials in it are of who wrote it.
        self.stands: Any = None
        super().__init__(
            required=False,
            label=said_in(question.label, language),
            help_text=said_in(question.help, language),
            widget=control(question, per, language, today, lists),
        )

    def prepare_value(self, value: Any) -> Any:
        """A value as its control shows it; what somebody typed stays as she typed it."""
        return filled(self.question, value)

    def clean(self, value: Any) -> Any:
        try:
            return self._signed(self._listed(cleaned(self.question, value, self.today)))
        except Wrong as wrong:
            if isinstance(self.widget, Pieces | Ties):
                self.widget.wrong = wrong.field or self._first()
            raise forms.ValidationError(fault_words(wrong), code=wrong.fault) from None

    def _signed(self, value: Any) -> Any:
        """*value*, where the name or the initials in it are of who signs."""
        kind = self.question.kind if value and value != self.stands else None
        if kind == Kind.SIGNATURE and (words := self.refuses(value["typed"])):
            self.widget.wrong = self._first()
            raise forms.ValidationError(words, code=Fault.SIGNATURE)
        if kind == Kind.STATEMENT and (words := self.refuses(value["initials"], initials=True)):
            self.widget.wrong = "initials"
            raise forms.ValidationError(words, code=Fault.INITIALS)
        return value

    def _first(self) -> str:
        """The piece in which the reader stands where no single one is wrong; "" without pieces."""
        return next(iter(self.widget.pieces), "") if isinstance(self.widget, Pieces) else ""

    def _listed(self, value: Any) -> Any:
        """*value*, of which each number and grade is one that may be chosen."""
        if value is None:
            return None
        match self.question.kind:
            case Kind.SCHOOL if value not in dict(self.lists.schools):
                raise Wrong(Fault.OPTION)
            case Kind.GRADE if value not in self.lists.grades:
                raise Wrong(Fault.OPTION)
            case Kind.RELATION if value.keys() - {str(part) for part, _ in self.lists.adults}:
                raise Wrong(Fault.SHAPE)
        return value


class FilesField(AnswerField):
    """A question that files answer; each is looked into."""

    @property
    def note(self) -> str:
        """What stands beside it where it may stay empty: what the school must see can follow."""
        return _("(can come later)") if self.question.proof else ""

    def clean(self, value: Any) -> Any:
        if len(value or ()) > MOST_FILES:
            words = fault_words(Wrong(Fault.FILES, most=MOST_FILES))
            raise forms.ValidationError(words, code=Fault.FILES)
        return [_looked_into(each) for each in value or ()] or None


def _looked_into(sent: Any) -> Any:
    if sent.size > LARGEST:
        raise forms.ValidationError(fault_words(Wrong(Fault.LARGE)), code=Fault.LARGE)
    try:
        return checked(sent.name, sent.read())
    except Refused as refused:
        raise forms.ValidationError(str(refused), code="refused") from None


class AnswerForm(forms.Form):
    """Questions about one part. ``asked`` are the questions and if each must be answered."""

    use_required_attribute = False

    def __init__(  # noqa: PLR0913
        self,
        asked: Iterable[tuple[Question, bool]],
        per: Per,
        *,
        values: Mapping[str, Any],
        language: str,
        today: date,
        lists: Lists,
        prefix: str,
        data: Any = None,
        files: Any = None,
        unfinished: Mapping[str, Any] = MappingProxyType({}),
        refuses: Refuses = _refuses_none,
    ) -> None:
        self.unfinished = unfinished
        super().__init__(data, files, prefix=prefix, initial={**values, **unfinished})
        for question, required in asked:
            kind = FilesField if question.kind == Kind.FILE else AnswerField
            field = kind(question, per, language=language, today=today, lists=lists)
            # only says which may stay empty: nothing is refused for being so
            field.required, field.refuses = required, refuses
            field.stands = values.get(question.key)
            self.fields[question.key] = field
            _offer_what_is_there(field, values.get(question.key))

    def full_clean(self) -> None:
        """What was typed before and is no answer yet is said as it is shown, as when it came."""
        super().full_clean()
        if self.is_bound:
            return
        self.cleaned_data = {}
        for key in self.fields.keys() & self.unfinished.keys():
            try:
                self.fields[key].clean(self.unfinished[key])
            except forms.ValidationError as wrong:
                self.add_error(key, wrong)

    def typed(self, key: str) -> Any:
        """What came for a question, as its controls sent it."""
        return self[key].data


def _offer_what_is_there(field: AnswerField, value: Any) -> None:
    """A language that the records name more closely than the list does ("es-MX") stays."""
    if field.question.kind == Kind.LANGUAGE and isinstance(field.widget, forms.Select) and value:
        choices = list(field.widget.choices)
        if value not in dict(choices):
            field.widget.choices = [*choices, (value, language_name(value))]
