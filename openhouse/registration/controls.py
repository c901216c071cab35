"""The control of each kind of question: what a thumb meets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openhouse.contact.numbers import written
from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words
from openhouse.registration.language_words import LANGUAGE_WORDS, language_name
from openhouse.registration.pieces import Pieces, Ties
from openhouse.registration.rules import addresses, names
from openhouse.registration.rules.answers import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST_EMAIL,
    MOST_PHONE,
    MOST_RELATION,
)
from openhouse.registration.rules.form import Kind, Per, Question, said_in
from openhouse.registration.rules.languages import OTHER

#: Of more options a list is opened.
MOST_IN_VIEW = 6
#: What a browser may fill in of its owner; of her child or neighbor it would be wrong.
_BROWSERS = {
    "person.given_name": "given-name",
    "person.middle_name": "additional-name",
    "person.family_name": "family-name",
    "person.born_on": "bday",
    "person.email": "email",
    "person.cell_phone": "tel",
    "person.work_phone": "work tel",
    "household.phone": "home tel",
}
_ADDRESS = {
    "street": "address-line1",
    "city": "address-level2",
    "state": "address-level1",
    "postal_code": "postal-code",
}


@dataclass(frozen=True, slots=True)
class Lists:
    """What there is to choose from that the form itself does not say: number and name of each."""

    schools: Sequence[tuple[int, str]] = ()
    grades: Sequence[str] = GRADES
    #: The adults of the application, by their part.
    adults: Sequence[tuple[int, str]] = ()


class Several(forms.FileInput):
    """Files, as many as one likes; without HEIC an iPhone sends its photos as JPEG."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


def control(question: Question, per: Per, language: str, today: date, lists: Lists) -> forms.Widget:
    """What *question* is answered with, about a *per*."""
    made = _BY_KIND.get(question.kind)
    if made is None:
        return forms.TextInput(_typed(question, per, today))
    return made(question, language, lists)


def _choices(question: Question, language: str, lists: Lists) -> forms.Widget:
    return forms.CheckboxSelectMultiple(choices=_options(question, language))


def _yes_no(question: Question, language: str, lists: Lists) -> forms.Widget:
    return forms.RadioSelect({"class": "aside"}, [("yes", _("Yes")), ("no", _("No"))])


def _choice(question: Question, language: str, lists: Lists) -> forms.Widget:
    return _one_of(_options(question, language), opens=len(question.options) > MOST_IN_VIEW)


def _long(question: Question, language: str, lists: Lists) -> forms.Widget:
    return forms.Textarea({"rows": 4, "maxlength": question.most})


def _school(question: Question, language: str, lists: Lists) -> forms.Widget:
    return _one_of(lists.schools)


def _grade(question: Question, language: str, lists: Lists) -> forms.Widget:
    return _one_of([(each, grade_words(each)) for each in lists.grades])


def _language(question: Question, language: str, lists: Lists) -> forms.Widget:
    return _one_of(languages())


def _files(question: Question, language: str, lists: Lists) -> forms.Widget:
    return Several()


def _signature(question: Question, language: str, lists: Lists) -> forms.Widget:
    typed = forms.TextInput({"maxlength": names.MOST_SIGNED, "autocomplete": "name"})
    return Pieces({"typed": (_("Your full name"), typed)}, said_in(question.statement, language))


def _typed(question: Question, per: Per, today: date) -> dict[str, Any]:
    own = per in (Per.GUARDIAN, Per.HOUSEHOLD)
    attrs: dict[str, Any] = {"autocomplete": _BROWSERS.get(question.fills, "off") if own else "off"}
    match question.kind:
        case Kind.DATE:
            latest = today if question.fills == "person.born_on" else date(LAST_YEAR, 12, 31)
            first = date(FIRST_YEAR, 1, 1)
            return attrs | {"type": "date", "min": str(first), "max": str(latest)}
        case Kind.NUMBER:
            return attrs | {"inputmode": "numeric", "maxlength": 12}
        case Kind.PHONE:
            return attrs | {"type": "tel", "inputmode": "tel", "maxlength": MOST_PHONE}
        case Kind.EMAIL:
            return attrs | {"type": "email", "inputmode": "email", "maxlength": MOST_EMAIL}
    return attrs | {"maxlength": question.most}


def _options(question: Question, language: str) -> list[tuple[Any, str]]:
    return [(each.value, said_in(each.label, language)) for each in question.options]


def _one_of(choices: Sequence[tuple[Any, str]], *, opens: bool = True) -> forms.Widget:
    """A list to open or, of few, all in view."""
    if not opens:
        return forms.RadioSelect(choices=choices)
    return forms.Select(choices=[("", _("Please choose")), *choices])


def languages() -> list[tuple[str, str]]:
    """Every language by its name, after the two most spoken ones; any other at last."""
    return list(_languages_in(get_language()))


@lru_cache
def _languages_in(_reader: str | None) -> list[tuple[str, str]]:
    first = ("en", "es")
    rest = [code for code in LANGUAGE_WORDS if code not in (*first, OTHER)]
    ordered = [*first, *sorted(rest, key=language_name), OTHER]
    return [(code, language_name(code)) for code in ordered]


def _address(question: Question, language: str, lists: Lists) -> Pieces:
    own = question.fills == "household.address"
    labels = (_("Street and number"), _("City"), _("State"), _("ZIP code"))
    by = {piece: filled if own else "off" for piece, filled in _ADDRESS.items()}
    return Pieces(
        {
            piece: (label, forms.TextInput({"maxlength": most, "autocomplete": by[piece]}))
            for (piece, most), label in zip(addresses.PIECES.items(), labels, strict=True)
        }
    )


def _person(question: Question, language: str, lists: Lists) -> Pieces:
    plain = {"maxlength": names.MOST, "autocomplete": "off"}
    return Pieces(
        {
            "given_name": (_("First name"), forms.TextInput(plain)),
            "family_name": (_("Last name"), forms.TextInput(plain)),
        }
    )


def _ties(question: Question, language: str, lists: Lists) -> Ties:
    def pieces() -> Pieces:
        is_a = _one_of(_options(question, language))
        if not question.options:
            is_a = forms.TextInput({"maxlength": MOST_RELATION, "autocomplete": "off"})
        lives = forms.CheckboxInput(check_test=lambda value: value in (True, "on", "true"))
        return Pieces({
            "relation": (_("Is to the child"), is_a),
            "lives_with": (_("The child lives with this adult"), lives),
        })  # fmt: skip

    adults = {str(part): name for part, name in lists.adults}
    return Ties({part: pieces() for part in adults}, adults)


def _statement(question: Question, language: str, lists: Lists) -> Pieces:
    agreed = forms.RadioSelect(
        {"class": "aside"}, [("yes", _("I agree")), ("no", _("I do not agree"))]
    )
    letters = forms.TextInput(
        {
            "maxlength": names.MOST_INITIALS * 2,
            "autocomplete": "off",
            "autocapitalize": "characters",
        }
    )
    return Pieces(
        {"agreed": (_("Your answer"), agreed), "initials": (_("Your initials"), letters)},
        said_in(question.statement, language),
    )


_BY_KIND: dict[Kind, Callable[[Question, str, Lists], forms.Widget]] = {
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.ADDRESS: _address,
    Kind.PERSON: _person,
    Kind.RELATION: _ties,
    Kind.SCHOOL: _school,
    Kind.GRADE: _grade,
    Kind.LANGUAGE: _language,
    Kind.FILE: _files,
    Kind.STATEMENT: _statement,
    Kind.SIGNATURE: _signature,
}


def filled(question: Question, value: Any) -> Any:
    """A value of ``rules.answers``, or what was sent, as the control of *question* takes it."""
    match question.kind:
        case Kind.YES_NO:
            return _yes_or_no(value)
        case Kind.STATEMENT if isinstance(value, dict):
            return value | {"agreed": _yes_or_no(value.get("agreed"))}
        case Kind.PHONE if isinstance(value, str) and value.startswith("+1"):
            return written(value)
        case Kind.FILE:
            return None
    return value


def _yes_or_no(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value
