"""What an answer looks like: from what a form or a script sends to what is kept.

By kind of question the value is

====================================  ======================================================
text, long text, choice, language,    a text; of a phone as the network knows it (E.164), with
grade, phone, e-mail                  an extension as "+1 573-555-0100 ext. 12"
choices                               a list of texts, in the order of the options
yes or no                             true or false
date                                  "2018-02-11"
number, school                        a whole number
address                               {"street", "city", "state", "postal_code"}
person                                {"given_name", "family_name"}
relation                              {"<part of an adult>": {"relation": …, "lives_with": …}}
file                                  a list of the numbers of files
statement                             {"agreed": true, "initials": "MV"}
signature                             {"typed": "Marisol Vega"}, to which the house adds "at"
====================================  ======================================================

and None for what was left empty.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from openhouse.common.signs import lines, one_line
from openhouse.registration.rules import addresses, names
from openhouse.registration.rules.form import Kind, Question
from openhouse.registration.rules.languages import LANGUAGES
from openhouse.registration.rules.wrong import Fault, Wrong

REGION = "US"
FIRST_YEAR, LAST_YEAR = 1900, 2100
MOST_FILES, MOST_FIGURES, MOST_RELATION = 20, 9, 60
MOST_PHONE, MOST_EMAIL = 60, 254
YES, NO = ("yes", "true", "1", "on"), ("no", "false", "0", "off")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,}")
_GRADE = re.compile(r"[A-Z]{1,3}|\d{2}", re.ASCII)
_DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y")


def cleaned(question: Question, raw: Any, today: date) -> Any:
    """The value of *raw* as an answer to *question* on *today*. Raises Wrong."""
    if raw is None or raw in ("", [], {}):
        return None
    return _BY_KIND[question.kind](question, raw, today)


def _line(raw: Any) -> str:
    if isinstance(raw, list) and len(raw) == 1:
        raw = raw[0]
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise Wrong(Fault.SHAPE)
    return one_line(str(raw))


def _short(text: str, most: int) -> str | None:
    if len(text) > most:
        raise Wrong(Fault.TOO_LONG, most=most, has=len(text))
    return text or None


def _text(question: Question, raw: Any, today: date) -> str | None:
    text = _line(raw)
    name = question.fills.startswith("person.") and question.fills.endswith("_name")
    if text and name and not names.is_name(text):
        raise Wrong(Fault.NAME)
    return _short(text, min(question.most, names.MOST) if name else question.most)


def _long(question: Question, raw: Any, today: date) -> str | None:
    if not isinstance(raw, str):
        raise Wrong(Fault.SHAPE)
    return _short(lines(raw).strip(), question.most)


def _choice(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw)
    if said and said not in [each.value for each in question.options]:
        raise Wrong(Fault.OPTION)
    return said or None


def _choices(question: Question, raw: Any, today: date) -> list[str] | None:
    said = [_choice(question, each, today) for each in (raw if isinstance(raw, list) else [raw])]
    return [each.value for each in question.options if each.value in said] or None


def yes_no(raw: Any) -> bool:
    """True or false, from what a box or a choice sends."""
    said = raw[0] if isinstance(raw, list) and len(raw) == 1 else raw
    word = str(said).strip().lower() if isinstance(said, str | bool | int) else ""
    if word not in YES + NO:
        raise Wrong(Fault.YES_NO)
    return word in YES


def _date(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw)
    if not said:
        return None
    day = next((day for form in _DATES if (day := _day(said, form))), None)
    if day is None:
        raise Wrong(Fault.DATE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Wrong(Fault.YEAR, year=day.year)
    if day > today and question.fills == "person.born_on":
        raise Wrong(Fault.FUTURE)
    return day.isoformat()


def _day(said: str, form: str) -> date | None:
    try:
        return datetime.strptime(said, form).date()  # noqa: DTZ007  a day, of no zone
    except ValueError:
        return None


def _number(question: Question, raw: Any, today: date) -> int | None:
    said = _line(raw).replace(",", "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit()) or len(said) > MOST_FIGURES:
        raise Wrong(Fault.NUMBER)
    return int(said)


def _school(question: Question, raw: Any, today: date) -> int | None:
    try:
        return _number(question, raw, today)
    except Wrong:
        raise Wrong(Fault.OPTION) from None


def _phone(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw)
    if not said:
        return None
    try:
        number = phonenumbers.parse(said[:MOST_PHONE], REGION)
    except NumberParseException:
        raise Wrong(Fault.PHONE) from None
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        raise Wrong(Fault.AREA_CODE)
    if not phonenumbers.is_valid_number(number) or len(number.extension or "") > 6:
        raise Wrong(Fault.PHONE)
    written = PhoneNumberFormat.INTERNATIONAL if number.extension else PhoneNumberFormat.E164
    return phonenumbers.format_number(number, written)


def _email(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw)
    if said and (len(said) > MOST_EMAIL or not _EMAIL.fullmatch(said) or ".." in said):
        raise Wrong(Fault.EMAIL)
    return said or None


def _language(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw)
    if said and (said.split("-")[0] not in LANGUAGES or len(said) > 10):
        raise Wrong(Fault.LANGUAGE)
    return said or None


def _grade(question: Question, raw: Any, today: date) -> str | None:
    said = _line(raw).upper()
    if said and not _GRADE.fullmatch(said):
        raise Wrong(Fault.OPTION)
    return said or None


def _relation(question: Question, raw: Any, today: date) -> dict[str, dict[str, Any]] | None:
    if not isinstance(raw, dict):
        raise Wrong(Fault.SHAPE)
    said: dict[str, dict[str, Any]] = {}
    for part, tie in raw.items():
        if not str(part).isdecimal() or not isinstance(tie, dict):
            raise Wrong(Fault.SHAPE)
        relation = _line(tie.get("relation") or "")
        if relation and question.options and relation not in [o.value for o in question.options]:
            raise Wrong(Fault.OPTION, str(part))
        if len(relation) > MOST_RELATION:
            raise Wrong(Fault.TOO_LONG, str(part), most=MOST_RELATION, has=len(relation))
        if relation:
            lives = tie.get("lives_with")
            said[str(part)] = {
                "relation": relation,
                "lives_with": False if lives in (None, "") else yes_no(lives),
            }
    return said or None


def _files(question: Question, raw: Any, today: date) -> list[int] | None:
    found = [_number(question, each, today) for each in (raw if isinstance(raw, list) else [raw])]
    numbers = list(dict.fromkeys(each for each in found if each is not None))
    if len(numbers) > MOST_FILES:
        raise Wrong(Fault.FILES, most=MOST_FILES)
    return numbers or None


def _statement(question: Question, raw: Any, today: date) -> dict[str, Any] | None:
    if not isinstance(raw, dict):
        raise Wrong(Fault.SHAPE)
    agreed, letters = raw.get("agreed"), raw.get("initials")
    if agreed in (None, "") and letters in (None, ""):
        return None
    if agreed in (None, ""):
        raise Wrong(Fault.AGREED, "agreed")
    try:
        said = yes_no(agreed)
    except Wrong:
        raise Wrong(Fault.AGREED, "agreed") from None
    return {"agreed": said, "initials": names.initials(letters)}


def _yes_no(question: Question, raw: Any, today: date) -> bool:
    return yes_no(raw)


def _address(question: Question, raw: Any, today: date) -> dict[str, str] | None:
    return addresses.address(raw)


def _person(question: Question, raw: Any, today: date) -> dict[str, str] | None:
    return names.person(raw)


def _signature(question: Question, raw: Any, today: date) -> dict[str, str] | None:
    return names.signature(raw)


_BY_KIND: dict[Kind, Callable[[Question, Any, date], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
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
