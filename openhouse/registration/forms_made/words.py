"""What the pieces of a form are called: kinds of question, sections, fields, conditions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.districts.models import School
from openhouse.people.rules import GRADES
from openhouse.people.words import grade_words
from openhouse.registration.language_words import language_name
from openhouse.registration.rules.editing import question_of
from openhouse.registration.rules.form import NEW, Desk, Kind, Per, said_in
from openhouse.registration.rules.languages import OTHER

#: By kind, what it is called, and what one answers with it.
KINDS = {
    Kind.TEXT: (gettext_lazy("Text"), gettext_lazy("One line")),
    Kind.LONG: (gettext_lazy("Long text"), gettext_lazy("Several lines")),
    Kind.CHOICE: (gettext_lazy("Choice"), gettext_lazy("One of several answers")),
    Kind.CHOICES: (gettext_lazy("Choices"), gettext_lazy("One or more of several answers")),
    Kind.YES_NO: (gettext_lazy("Yes or no"), ""),
    Kind.DATE: (gettext_lazy("Date"), ""),
    Kind.NUMBER: (gettext_lazy("Number"), gettext_lazy("A whole number")),
    Kind.PHONE: (gettext_lazy("Phone"), gettext_lazy("Checked to have an area code")),
    Kind.EMAIL: (gettext_lazy("E-mail address"), ""),
    Kind.ADDRESS: (gettext_lazy("Address"), gettext_lazy("Street, city, state, ZIP code")),
    Kind.PERSON: (gettext_lazy("Person"), gettext_lazy("First and last name")),
    Kind.RELATION: (
        gettext_lazy("Relation"),
        gettext_lazy("What each adult of the home is to the child, and if the child lives there"),
    ),
    Kind.SCHOOL: (gettext_lazy("School"), gettext_lazy("One of the district’s schools")),
    Kind.GRADE: (gettext_lazy("Grade"), ""),
    Kind.LANGUAGE: (gettext_lazy("Language"), gettext_lazy("From a list of languages")),
    Kind.FILE: (gettext_lazy("File"), gettext_lazy("Photos or PDFs, also by camera")),
    Kind.STATEMENT: (
        gettext_lazy("Statement with initials"),
        gettext_lazy("Words to agree to or not"),
    ),
    Kind.SIGNATURE: (gettext_lazy("Signature"), gettext_lazy("A typed name under a statement")),
}
PERS = {
    Per.HOUSEHOLD: gettext_lazy("The home"),
    Per.GUARDIAN: gettext_lazy("Each parent or guardian"),
    Per.CONTACT: gettext_lazy("Each emergency contact"),
    Per.STUDENT: gettext_lazy("Each child"),
}
DESKS = {
    Desk.OFFICE: gettext_lazy("The school’s office"),
    Desk.NURSE: gettext_lazy("The school’s nurse, and nobody else"),
    Desk.COUNSELOR: gettext_lazy("The counselor and the office"),
    Desk.TRANSPORT: gettext_lazy("Who plans the buses, and the office"),
}
#: The fields of the records that an answer can fill.
FIELD_WORDS = {
    "household.address": gettext_lazy("Home address"),
    "household.phone": gettext_lazy("Phone at home"),
    "person.given_name": gettext_lazy("First name"),
    "person.middle_name": gettext_lazy("Middle name"),
    "person.family_name": gettext_lazy("Last name"),
    "person.preferred_name": gettext_lazy("Preferred name"),
    "person.suffix": gettext_lazy("Suffix of the name"),
    "person.born_on": gettext_lazy("Birth date"),
    "person.sex": gettext_lazy("Sex"),
    "person.language": gettext_lazy("Language"),
    "person.email": gettext_lazy("E-mail address"),
    "person.cell_phone": gettext_lazy("Cell phone"),
    "person.work_phone": gettext_lazy("Phone at work"),
    "tie.relation": gettext_lazy("Relation to the children"),
    "tie.lives_with": gettext_lazy("The children live with this adult"),
    "tie.receives_mail": gettext_lazy("Gets the school’s letters"),
    "tie.legal_guardian": gettext_lazy("Legal guardian (of a new adult)"),
    "household.member": gettext_lazy("Lives in this home"),
    "ties": gettext_lazy("Relation of each adult to the child"),
    "enrollment.school": gettext_lazy("School of the coming year"),
    "enrollment.grade_level": gettext_lazy("Grade of the coming year"),
}
#: What a condition asks of what the house itself knows.
NEW_ASKED = {
    Per.HOUSEHOLD: gettext_lazy("Is the home new to the district?"),
    Per.GUARDIAN: gettext_lazy("Is the parent or guardian new to the district?"),
    Per.CONTACT: gettext_lazy("Is the emergency contact new to the district?"),
    Per.STUDENT: gettext_lazy("Is the child new to the district?"),
}
#: Of more answers only some are named in a condition.
MOST_TOLD = 3
LEVELS = dict(School.Level.choices)


def condition_words(rule: Any, definition: Mapping[str, Any], per: Per, language: str) -> str:
    """ "“Have you moved?” is Yes", or several of these together; "" for what is no condition.

    *per* is what the question is about that it belongs to.
    """
    return _condition(rule, Telling(definition, per, language), inner=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """The form of a condition, what it is about, and in which language it is told."""

    definition: Mapping[str, Any]
    per: Per
    language: str

    def question(self, key: str) -> tuple[str, dict[Any, str]] | None:
        """The words of a question, and of its answers."""
        if key == NEW:
            return str(NEW_ASKED[self.per]), answers_about_new()
        found = question_of(self.definition, key)
        if found is None:
            return None
        return said_in(found[1]["label"], self.language), dict(answers_to(found[1], self.language))


def _condition(rule: Any, telling: Telling, *, inner: bool) -> str:
    """*inner*: among others, so what is several itself stands in parentheses."""
    if not isinstance(rule, dict):
        return ""
    for name, between in (("any", _(" or ")), ("all", _(" and "))):
        if rule.get(name):
            several = [_condition(each, telling, inner=True) for each in rule[name]]
            said = list(filter(None, several))
            words = between.join(said)
            return f"({words})" if inner and len(said) > 1 else words
    found = telling.question(str(rule.get("key")))
    if found is None:
        return _("a question that is gone")
    question, answers = found
    values = rule.get("is") or rule.get("is_not") or ()
    said_answers = _some([answers.get(each, str(each)) for each in values])
    if inner and len(values) > 1:
        said_answers = f"({said_answers})"
    words_of = {"question": question, "answers": said_answers}
    if not rule.get("is"):
        # Translators: a question and its answers: “Which language?” is not English
        return _("“%(question)s” is not %(answers)s") % words_of
    # Translators: a question and its answers: “Have you moved?” is Yes
    return _("“%(question)s” is %(answers)s") % words_of


def _some(said: list[str]) -> str:
    """The answers, of many the first two."""
    if len(said) <= MOST_TOLD:
        return _(" or ").join(said)
    words = {"first": ", ".join(said[:2]), "many": len(said) - 2}
    return _("%(first)s or one of %(many)s others") % words


def answers_about_new() -> dict[bool, str]:
    """The answers to what the house itself knows: if somebody is new."""
    return {True: _("Yes"), False: _("No")}


def answers_to(question: Mapping[str, Any], language: str) -> list[tuple[Any, str]]:
    """The answers that a condition can ask about, each with its words."""
    match question.get("kind"):
        case Kind.YES_NO:
            return [(True, _("Yes")), (False, _("No"))]
        case Kind.CHOICE | Kind.CHOICES:
            return [(o["value"], said_in(o["label"], language)) for o in question["options"]]
        case Kind.LANGUAGE:
            return [(code, language_name(code)) for code in ("en", "es", OTHER)]
        case Kind.GRADE:
            return [(grade, grade_words(grade)) for grade in GRADES]
    return []
