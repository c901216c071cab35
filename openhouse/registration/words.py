"""Registration in words: what is wrong with an answer, and what an answer says."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from openhouse.common.text import long_day
from openhouse.contact.numbers import written
from openhouse.people.words import grade_words, relation_words
from openhouse.registration.language_words import language_name
from openhouse.registration.rules.form import Kind, Question, said_in
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.rules.wrong import Fault, Wrong

#: What the numbers in an answer stand for: ("school", "3"): "Cedar Middle School"; likewise of a
#: "part" (an adult) and a "file".
type Names = Mapping[tuple[str, str], str]


def fault_words(wrong: Wrong) -> str:
    """What is not right about an answer, and what to do."""
    if wrong.fault == Fault.TOO_LONG:
        over = wrong.params["has"] - wrong.params["most"]
        return ngettext(
            "This is %(over)s character too long: %(most)s fit. Please shorten it.",
            "This is %(over)s characters too long: %(most)s fit. Please shorten it.",
            over,
        ) % {"over": over, "most": wrong.params["most"]}
    if wrong.fault == Fault.MISSING:
        return _missing(wrong.field)
    return _plain()[wrong.fault] % wrong.params


def _missing(field: str) -> str:
    return {
        "street": _("The street and number are missing. Please add them."),
        "city": _("The city is missing. Please add it."),
        "state": _("The state is missing. Please add it."),
        "postal_code": _("The ZIP code is missing. Please add it."),
        "given_name": _("The first name is missing. Please add it."),
        "family_name": _("The last name is missing. Please add it."),
    }[field]


def _plain() -> dict[Fault, str]:
    return {
        Fault.SHAPE: _("This answer did not arrive whole. Please give it again."),
        Fault.OPTION: _("Please choose one of the answers in the list."),
        Fault.YES_NO: _("Please choose yes or no."),
        Fault.DATE: _("This is no date. Write it as month, day, year, such as 02/11/2018."),
        Fault.YEAR: _("Check the year: %(year)s cannot be right."),
        Fault.FUTURE: _("This day is still to come. Check the birth date."),
        Fault.NUMBER: _("Please write a whole number, with figures only."),
        Fault.PHONE: _("This is no phone number. Write it with its area code, as in 573 555 0100."),
        Fault.AREA_CODE: _("The area code is missing. Write the number as in 573 555 0100."),
        Fault.EMAIL: _("This is no e-mail address. Write it as in name@example.com."),
        Fault.STATE: _("We do not know this state. Write its two letters, such as MO."),
        Fault.ZIP: _("A ZIP code has five figures, such as 65201. Please check it."),
        Fault.NAME: _("A name has letters. Please check it."),
        Fault.LANGUAGE: _("Please choose a language from the list, or “Another language”."),
        Fault.AGREED: _("Please choose if you agree or not."),
        Fault.NO_INITIALS: _("Your initials are missing. Write the first letters of your names."),
        Fault.INITIALS: _("Initials are one to %(most)s letters, such as MV."),
        Fault.SIGNATURE: _("Please sign with your full name, in letters."),
        Fault.LARGE: _("This file is larger than 10 MB."),
        Fault.FILES: _("No more than %(most)s files go with one answer. Please remove some."),
    }


def shown(question: Question, value: Any, language: str, names: Names) -> str:
    """What *value* says to a reader of *language*, in one line; "" for nothing.

    A long text keeps its lines. A number that *names* does not have is left out.
    """
    if is_empty(value):
        return ""
    with override(language):
        return _SHOWN.get(question.kind, _as_is)(question, value, language, names)


def _as_is(question: Question, value: Any, language: str, names: Names) -> str:
    return str(value)


def _option(question: Question, value: str, language: str) -> str:
    found = next((each for each in question.options if each.value == value), None)
    return said_in(found.label, language) if found else relation_words(str(value))


def _choice(question: Question, value: Any, language: str, names: Names) -> str:
    return _option(question, value, language)


def _choices(question: Question, value: Any, language: str, names: Names) -> str:
    said = value if isinstance(value, list) else [value]
    return ", ".join(_option(question, each, language) for each in said)


def _yes_no(question: Question, value: Any, language: str, names: Names) -> str:
    return _("Yes") if value is True else _("No")


def _date(question: Question, value: Any, language: str, names: Names) -> str:
    return long_day(date.fromisoformat(value))


def _phone(question: Question, value: Any, language: str, names: Names) -> str:
    return written(value)


def _address(question: Question, value: Any, language: str, names: Names) -> str:
    place = " ".join(filter(None, (value.get("state"), value.get("postal_code"))))
    return ", ".join(filter(None, (value.get("street"), value.get("city"), place)))


def _person(question: Question, value: Any, language: str, names: Names) -> str:
    return " ".join(filter(None, (value.get("given_name"), value.get("family_name"))))


def _relation(question: Question, value: Any, language: str, names: Names) -> str:
    said = []
    for part, tie in value.items():
        name = names.get(("part", part))
        if name is None:
            continue
        words = {"name": name, "relation": _option(question, tie["relation"], language)}
        lives = tie.get("lives_with")
        # Translators: an adult and what she is to a child.
        said.append(
            (_("%(name)s: %(relation)s, lives with the child") % words)
            if lives
            else _("%(name)s: %(relation)s") % words
        )
    return "; ".join(said)


def _school(question: Question, value: Any, language: str, names: Names) -> str:
    return names.get(("school", str(value)), "")


def _grade(question: Question, value: Any, language: str, names: Names) -> str:
    return grade_words(value)


def _language(question: Question, value: Any, language: str, names: Names) -> str:
    return language_name(value)


def _files(question: Question, value: Any, language: str, names: Names) -> str:
    return ", ".join(name for each in value if (name := names.get(("file", str(each)))))


def _statement(question: Question, value: Any, language: str, names: Names) -> str:
    agreed = _("Agreed, initials %(initials)s")
    said = agreed if value["agreed"] else _("Not agreed, initials %(initials)s")
    return said % {"initials": value["initials"]}


def _signature(question: Question, value: Any, language: str, names: Names) -> str:
    return str(value["typed"])


_SHOWN: dict[Kind, Callable[[Question, Any, str, Names], str]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.PHONE: _phone,
    Kind.ADDRESS: _address,
    Kind.PERSON: _person,
    Kind.RELATION: _relation,
    Kind.SCHOOL: _school,
    Kind.GRADE: _grade,
    Kind.LANGUAGE: _language,
    Kind.FILE: _files,
    Kind.STATEMENT: _statement,
    Kind.SIGNATURE: _signature,
}
