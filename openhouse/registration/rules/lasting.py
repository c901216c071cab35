"""What an answer of an earlier year is worth in this one, where a family finds it filled in."""

from typing import Any

from openhouse.registration.rules.form import Form, Kind, Question

#: Who agrees or signs does so today; files and ties name rows of the application of that year.
#: Next year's school and grade follow from this year's.
_ANEW = (Kind.STATEMENT, Kind.SIGNATURE, Kind.FILE, Kind.RELATION)
#: Of what a value is; anything else is a text.
_MADE_OF: dict[Kind, type] = {
    Kind.YES_NO: bool,
    Kind.CHOICES: list,
    Kind.NUMBER: int,
    Kind.ADDRESS: dict,
    Kind.PERSON: dict,
    Kind.SCHOOL: int,
}


def lasting(form: Form) -> dict[str, Question]:
    """By key, the questions of *form* that earlier answers may stand in.

    Not whether something has happened since that a paper hangs on: who said last year that she had
    moved is asked if she has moved since. Where she lives stands, to be looked at again.
    """
    asked = [each for section in form.sections for each in section.questions]
    for_papers = {key for each in asked if each.proof and each.shown for key in each.shown.keys}
    return {
        each.key: each
        for each in asked
        if each.kind not in _ANEW
        and not each.fills.startswith("enrollment.")
        and not (each.renew and each.kind == Kind.YES_NO and each.key in for_papers)
    }


def lasts(question: Question, value: Any) -> bool:
    """If *value*, said in an earlier year's form, is an answer to what *question* asks by now.

    Not where it has become another question, or does not offer it any more: nobody sends what she
    could not choose.
    """
    if value is None or type(value) is not _MADE_OF.get(question.kind, str):
        return False
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        return True
    offered = {each.value for each in question.options}
    return offered.issuperset(value if isinstance(value, list) else [value])
