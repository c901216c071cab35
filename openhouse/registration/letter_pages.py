"""The letters about registration as the district sees them, and its own paragraph beneath each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.common.fields import LinesField, focused
from openhouse.districts.models import School
from openhouse.ledger.actions import record
from openhouse.messages.wording import language_name
from openhouse.notifications.letters import Letter
from openhouse.registration.family.letters import arrived
from openhouse.registration.models_office import LetterWords
from openhouse.registration.office.letters import accepted, asked, declined, waits
from openhouse.registration.own_words import Kind, beneath, own_words
from openhouse.registration.reminders.letters import papers_needed

#: The number in a letter that is only shown.
NUMBER = "R-0000"


class WordsForm(forms.Form):
    """The paragraph in each language of the district, each left empty as it likes."""

    def __init__(self, data: Any, languages: Sequence[str], kept: Mapping[str, str]) -> None:
        super().__init__(data, initial={f"text_{code}": words for code, words in kept.items()})
        self.languages = languages
        for code in languages:
            self.fields[f"text_{code}"] = LinesField(
                label=language_name(code),
                max_length=LetterWords.LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        for name, words in [*said.items()]:
            if "{" in words or "}" in words:
                self.add_error(
                    name, _("Leave out the curly brackets: families would read them as they stand.")
                )
        return said

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, or is kept, by language."""
        said: Mapping[str, Any] = self.cleaned_data if self.is_bound else self.initial
        return {code: said.get(f"text_{code}") or "" for code in self.languages}


def letters_page() -> dict[str, Any]:
    """Each kind of letter, with what the district adds."""
    kept: dict[str, list[str]] = {}
    for kind, language in LetterWords.objects.order_by("pk").values_list("kind", "language"):
        kept.setdefault(kind, []).append(language_name(language))
    return {
        "lines": [
            {
                "title": kind.label,
                "small": ", ".join(kept.get(kind, [])) or _("Nothing of your own yet"),
                "url": reverse("registration-letter", args=[kind.value]),
            }
            for kind in Kind
        ]
    }


def form_of(kind: str, languages: Sequence[str], data: Any) -> WordsForm:
    return WordsForm(data, languages, own_words(kind))


def letter_page(kind: str, form: WordsForm) -> dict[str, Any]:
    """The form, and beside it the letter in each language as it would be sent."""
    texts = {} if form.errors else {code: words for code, words in form.texts.items() if words}
    return {
        "form": focused(form),
        "fields": [form[f"text_{code}"] for code in form.languages],
        "title": Kind(kind).label,
        "most": LetterWords.LONGEST,
        "letters": [_shown(kind, code, texts) for code in form.languages],
    }


def _shown(kind: str, language: str, texts: Mapping[str, str]) -> dict[str, Any]:
    name = language_name(language)
    with override(language):
        letter = beneath(_sample(kind), texts)("")
        button = letter.link[0] if letter.link else ""
    return {"language": language, "name": name, "letter": letter, "button": button}


def _sample(kind: str) -> Callable[[str], Letter]:
    """A letter of *kind* about nobody, from a school of the district."""
    school = School.objects.order_by("name").values_list("name", flat=True).first() or ""
    return {
        Kind.RECEIVED: arrived(NUMBER, 1),
        Kind.QUESTION: asked("", school, 1),
        Kind.ACCEPTED: accepted("", school, ()),
        Kind.WAITING: waits("", school, ""),
        Kind.DECLINED: declined("", school, ""),
        Kind.REMINDER: papers_needed(NUMBER),
    }[Kind(kind)]


@transaction.atomic
def keep_words(kind: str, form: WordsForm, by: int) -> None:
    """Keep the paragraph in each language, with a line of the ledger; an empty one is none."""
    before, rows = own_words(kind), LetterWords.objects.filter(kind=kind)
    after = {code: words for code, words in form.texts.items() if words}
    for code in form.languages:
        if code in after:
            LetterWords.objects.update_or_create(
                kind=kind, language=code, defaults={"text": after[code]}
            )
        else:
            rows.filter(language=code).delete()
    if before != after:
        record("registration.letter", actor=by, subject=kind, before=before, after=after)
