"""What somebody has chosen first, and then said nothing of: the beginning of a change."""

from collections.abc import Collection, Iterable, Iterator

from openhouse.registration.rules.form import Condition, Form, Kind, Option, Per, Question
from openhouse.registration.rules.progress import Asked


def without_word(form: Form, asked: Iterable[Asked], new: Collection[Per]) -> list[Option]:
    """The chosen options that lead to questions of which none is answered; *new* is about whom
    somebody was added. An option that leads to no other page is said by choosing it.
    """
    there = list(asked)
    found = []
    for one in there:
        if one.question.kind == Kind.CHOICES and one.touched:
            chosen = one.part.values.get(one.question.key) or []
            for option in one.question.options:
                led = dict(_led_to(form, one, option.value))
                said = any(each.touched for each in there if each.question.key in led)
                if option.value in chosen and led and not said and not {*new} & {*led.values()}:
                    found.append(option)
    return found


def _led_to(form: Form, one: Asked, value: str) -> Iterator[tuple[str, Per]]:
    """The questions on other pages that are asked for this choice, and about whom each is."""
    for section in form.sections:
        for question in section.questions if section.key != one.section.key else ():
            if _asks(question, one.question.key, value):
                yield question.key, section.per


def _asks(question: Question, key: str, value: str) -> bool:
    return question.shown is not None and _names(question.shown, key, value)


def _names(condition: Condition, key: str, value: str) -> bool:
    if condition.key == key and value in condition.values:
        return True
    return any(_names(each, key, value) for each in (*condition.any, *condition.all))
