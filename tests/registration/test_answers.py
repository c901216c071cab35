"""What an answer looks like: cases of the pure rules, and the words about them."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from openhouse.registration.rules.answers import cleaned
from openhouse.registration.rules.form import Question, read
from openhouse.registration.rules.wrong import Fault, Wrong
from openhouse.registration.words import fault_words, shown

TODAY = date(2027, 1, 25)
HOME = {"street": "12 Elm St", "city": "Columbia", "state": "MO", "postal_code": "65201"}


def question(kind: str, **more: Any) -> Question:
    options = [
        {"value": "rent", "label": {"en": "We rent", "es": "Alquilamos"}},
        {"value": "own", "label": {"en": "We own", "es": "Es nuestra"}},
    ]
    said = {"key": "q", "kind": kind, "label": {"en": "Q"}, "options": options} | more
    section = {"key": "s", "per": "student", "title": {"en": "S"}, "questions": [said]}
    return read({"sections": [section]}).sections[0].questions[0]


BORN = {"fills": "person.born_on"}
NAMED = {"fills": "person.given_name"}


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "  two\n words\u202e ", "two words"),
        ("text", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("text", "\x00\x07", None),
        ("text", ["only one"], "only one"),
        ("text", "", None),
        ("text", None, None),
        ("long text", "one\r\ntwo ", "one\ntwo"),
        ("choice", "rent", "rent"),
        ("choices", ["own", "rent", "own"], ["rent", "own"]),
        ("choices", "own", ["own"]),
        ("choices", [""], None),
        ("yes or no", "yes", True),
        ("yes or no", "no", False),
        ("yes or no", False, False),
        ("yes or no", ["true"], True),
        ("date", "2018-02-11", "2018-02-11"),
        ("date", "2/11/2018", "2018-02-11"),
        ("date", "2027-08-17", "2027-08-17"),
        ("number", "1,200", 1200),
        ("number", 0, 0),
        ("school", "7", 7),
        ("phone", "(573) 555-0142", "+15735550142"),
        ("phone", "573.555.0142 x12", "+1 573-555-0142 ext. 12"),
        ("phone", "+52 55 1234 5678", "+525512345678"),
        ("email", " marisol@example.org ", "marisol@example.org"),
        ("address", HOME | {"state": " missouri", "postal_code": "652011234"},
         HOME | {"postal_code": "65201-1234"}),
        ("address", dict.fromkeys(HOME, " "), None),
        ("person", {"given_name": " Ana ", "family_name": "Vega"},
         {"given_name": "Ana", "family_name": "Vega"}),
        ("grade", "kg", "KG"),
        ("language", "es", "es"),
        ("language", "es-MX", "es-MX"),
        ("file", ["3", "3", 4], [3, 4]),
        ("relation", {"5": {"relation": "rent", "lives_with": "on"}, "6": {"relation": ""}},
         {"5": {"relation": "rent", "lives_with": True}}),
        ("statement", {"agreed": "yes", "initials": "m. v."}, {"agreed": True, "initials": "MV"}),
        ("statement", {"agreed": "no", "initials": "é"}, {"agreed": False, "initials": "É"}),
        ("statement", {"agreed": "", "initials": ""}, None),
        ("signature", "  Marisol  Vega-O’Neil, Jr. ", {"typed": "Marisol Vega-O’Neil, Jr."}),
        ("signature", {"typed": "नेहा शर्मा", "at": "1999-01-01"}, {"typed": "नेहा शर्मा"}),
    ],
)  # fmt: skip
def test_what_a_form_sends_becomes_the_value(kind: str, raw: Any, value: Any) -> None:
    assert cleaned(question(kind), raw, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "more", "raw", "fault", "field"),
    [
        ("text", {}, {"a": 1}, Fault.SHAPE, ""),
        ("text", {}, ["a", "b"], Fault.SHAPE, ""),
        ("text", {"most": 5}, "123456", Fault.TOO_LONG, ""),
        ("text", NAMED, "123", Fault.NAME, ""),
        ("text", NAMED, "n" * 101, Fault.TOO_LONG, ""),
        ("long text", {"most": 5}, "123456", Fault.TOO_LONG, ""),
        ("choice", {}, "steal", Fault.OPTION, ""),
        ("choices", {}, ["own", "steal"], Fault.OPTION, ""),
        ("yes or no", {}, "perhaps", Fault.YES_NO, ""),
        ("yes or no", {}, {"no": 1}, Fault.YES_NO, ""),
        ("date", {}, "2018-02-30", Fault.DATE, ""),
        ("date", {}, "next week", Fault.DATE, ""),
        ("date", BORN, "1890-05-01", Fault.YEAR, ""),
        ("date", BORN, "2027-01-26", Fault.FUTURE, ""),
        ("number", {}, "-1", Fault.NUMBER, ""),
        ("number", {}, "²", Fault.NUMBER, ""),
        ("number", {}, "1" * 10, Fault.NUMBER, ""),
        ("school", {}, "Cedar", Fault.OPTION, ""),
        ("phone", {}, "555-0142", Fault.AREA_CODE, ""),
        ("phone", {}, "none", Fault.PHONE, ""),
        ("phone", {}, "123", Fault.PHONE, ""),
        ("email", {}, "marisol@example", Fault.EMAIL, ""),
        ("email", {}, "a@b..org", Fault.EMAIL, ""),
        ("email", {}, "two@at@example.org", Fault.EMAIL, ""),
        ("address", {}, HOME | {"postal_code": "6520"}, Fault.ZIP, "postal_code"),
        ("address", {}, HOME | {"state": "Narnia"}, Fault.STATE, "state"),
        ("address", {}, HOME | {"city": " "}, Fault.MISSING, "city"),
        ("address", {}, HOME | {"street": "s" * 201}, Fault.TOO_LONG, "street"),
        ("address", {}, HOME | {"street": ["x"]}, Fault.SHAPE, ""),
        ("person", {}, {"given_name": "Ana"}, Fault.MISSING, "family_name"),
        ("person", {}, {"given_name": "?", "family_name": "Vega"}, Fault.NAME, "given_name"),
        ("grade", {}, "thirteen", Fault.OPTION, ""),
        ("language", {}, "zz", Fault.LANGUAGE, ""),
        ("file", {}, "photo.jpg", Fault.NUMBER, ""),
        ("file", {}, list(range(21)), Fault.FILES, ""),
        ("relation", {}, {"5": {"relation": "cat"}}, Fault.OPTION, "5"),
        ("relation", {}, {"x": {"relation": "rent"}}, Fault.SHAPE, ""),
        ("statement", {}, {"agreed": "yes", "initials": ""}, Fault.NO_INITIALS, "initials"),
        ("statement", {}, {"agreed": "yes", "initials": "ABCDEF"}, Fault.INITIALS, "initials"),
        ("statement", {}, {"agreed": "yes", "initials": "<b>"}, Fault.INITIALS, "initials"),
        ("statement", {}, {"initials": "MV"}, Fault.AGREED, "agreed"),
        ("signature", {}, "<script>alert(1)</script>", Fault.SIGNATURE, "typed"),
        ("signature", {}, "x", Fault.SIGNATURE, "typed"),
        ("signature", {}, "n" * 251, Fault.TOO_LONG, "typed"),
    ],
)
def test_what_cannot_be_right_is_told_apart(
    kind: str, more: dict[str, Any], raw: Any, fault: Fault, field: str
) -> None:
    with pytest.raises(Wrong) as found:
        cleaned(question(kind, **more), raw, TODAY)
    assert (found.value.fault, found.value.field) == (fault, field)
    assert "%(" not in fault_words(found.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Wrong(Fault.YEAR, year=1890), "Check the year: 1890 cannot be right."),
        (Wrong(Fault.MISSING, "city"), "The city is missing. Please add it."),
        (Wrong(Fault.TOO_LONG, most=5, has=6),
         "This is 1 character too long: 5 fit. Please shorten it."),
    ],
)  # fmt: skip
def test_a_fault_says_what_to_do(wrong: Wrong, words: str) -> None:
    assert fault_words(wrong) == words


def test_every_fault_has_words() -> None:
    for fault in set(Fault) - {Fault.MISSING}:
        assert fault_words(Wrong(fault, has=2, most=1, year=1890))


NAMES = {("school", "7"): "Cedar Middle", ("part", "5"): "Marisol Vega", ("file", "3"): "birth.pdf"}


@pytest.mark.parametrize(
    ("kind", "value", "english", "spanish"),
    [
        ("text", "so", "so", "so"),
        ("text", None, "", ""),
        ("number", 0, "0", "0"),
        ("choice", "rent", "We rent", "Alquilamos"),
        ("choices", ["rent", "own"], "We rent, We own", "Alquilamos, Es nuestra"),
        ("yes or no", False, "No", "No"),
        ("yes or no", True, "Yes", "Sí"),
        ("date", "2018-02-11", "Feb 11, 2018", "11 de febrero de 2018"),
        ("phone", "+15735550142", "(573) 555-0142", "(573) 555-0142"),
        ("phone", "call the neighbor", "call the neighbor", "call the neighbor"),
        ("address", HOME, "12 Elm St, Columbia, MO 65201", "12 Elm St, Columbia, MO 65201"),
        ("person", {"given_name": "Ana", "family_name": "Vega"}, "Ana Vega", "Ana Vega"),
        ("relation", {"5": {"relation": "Mother", "lives_with": True},
                      "9": {"relation": "Father", "lives_with": False}},
         "Marisol Vega: Mother, lives with the child", "Marisol Vega: Madre, vive con el niño"),
        ("school", 7, "Cedar Middle", "Cedar Middle"),
        ("school", 8, "", ""),
        ("grade", "KG", "Kindergarten", "Kínder"),
        ("language", "es", "Spanish", "Español"),
        ("file", [3, 4], "birth.pdf", "birth.pdf"),
        ("statement", {"agreed": True, "initials": "MV"},
         "Agreed, initials MV", "De acuerdo, iniciales MV"),
        ("statement", {"agreed": False, "initials": "MV"},
         "Not agreed, initials MV", "En desacuerdo, iniciales MV"),
        ("signature", {"typed": "Marisol Vega", "at": "2027-01-25T10:05:00-06:00"},
         "Marisol Vega", "Marisol Vega"),
    ],
)  # fmt: skip
def test_a_value_is_said_in_the_words_of_its_reader(
    kind: str, value: Any, english: str, spanish: str
) -> None:
    with override("en"):
        assert shown(question(kind), value, "en", NAMES) == english
        assert shown(question(kind), value, "es", NAMES) == spanish
