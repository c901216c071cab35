"""What is wrong with a form, in words that say what to do."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openhouse.registration.forms_made.words import FIELD_WORDS, PERS
from openhouse.registration.rules.editing import question_of, section_of
from openhouse.registration.rules.form import Per, said_in
from openhouse.registration.rules.problem import Code, Problem

_WORDS = {
    Code.UNREADABLE: gettext_lazy("This form cannot be read. Throw the draft away and begin anew."),
    Code.EMPTY: gettext_lazy("The form has no section. Add one."),
    Code.TOO_MUCH: gettext_lazy(
        "No more than %(sections)s sections and %(questions)s questions fit. Remove some."
    ),
    Code.KEY: gettext_lazy("Its name inside the form has other signs than a to z, figures and _."),
    Code.KEY_TWICE: gettext_lazy("It is in the form twice. Remove one of them."),
    Code.SECTION_KIND: gettext_lazy("Say whom the section is about, and who reads it."),
    Code.DESK: gettext_lazy(
        "The nurse and who plans the buses read about children only. Choose another reader."
    ),
    Code.NO_TITLE: gettext_lazy("It has no title in English. Write one."),
    Code.NO_QUESTIONS: gettext_lazy("It has no question. Add one, or remove the section."),
    Code.LEVEL: gettext_lazy("It is for a kind of school that does not exist. Choose again."),
    Code.KIND: gettext_lazy("Such a kind of question does not exist. Remove it."),
    Code.NO_LABEL: gettext_lazy("It has no words in English. Write them."),
    Code.NO_OPTIONS: gettext_lazy("There is nothing to choose from. Write two answers or more."),
    Code.OPTION_TWICE: gettext_lazy("Two of its answers are the same. Change one."),
    Code.NO_OPTION_LABEL: gettext_lazy("An answer has no words in English. Write them."),
    Code.NO_STATEMENT: gettext_lazy("The words to agree to are missing in English. Write them."),
    Code.CONSENT: gettext_lazy("Say whether one guardian or both must give it."),
    Code.PROOF: gettext_lazy("Only a file can be something that the school must have seen."),
    Code.MOST: gettext_lazy("Its answer can have 1 to %(most)s characters. Change that."),
    Code.FIELD: gettext_lazy("This kind of question cannot fill “%(field)s”. Choose another."),
    Code.FIELD_TWICE: gettext_lazy(
        "Another question fills “%(field)s” already. Let only one of them."
    ),
    Code.NEEDED: gettext_lazy(
        "%(per)s: nothing that everybody must answer fills “%(field)s”. Without it nobody can be"
        " registered. Add such a question, or require the one that there is."
    ),
    Code.CONDITION: gettext_lazy("Its condition says nothing. Choose a question and its answers."),
    Code.CONDITION_UNKNOWN: gettext_lazy(
        "Its condition asks about a question that is gone. Choose another."
    ),
    Code.CONDITION_LATER: gettext_lazy(
        "Its condition asks about a question that comes later. Move that one up."
    ),
    Code.CONDITION_ELSEWHERE: gettext_lazy(
        "Its condition asks about somebody else. Choose a question about the same, or the home."
    ),
    Code.CONDITION_KIND: gettext_lazy(
        "Its condition asks about a question that is answered freely. Choose a yes-or-no or choice."
    ),
    Code.CONDITION_VALUE: gettext_lazy(
        "Its condition asks for an answer that the question does not have. Choose again."
    ),
}


def problem_words(problem: Problem) -> str:
    """What is wrong and what to do, of the section or question at which it stands."""
    params = dict(problem.params)
    if "field" in params:
        params["field"] = FIELD_WORDS.get(params["field"], params["field"])
    if "per" in params:
        params["per"] = PERS[Per(params["per"])]
    return str(_WORDS[problem.code]) % params


def place_words(problem: Problem, definition: Mapping[str, Any], language: str) -> str:
    """Which section or question it is, by its words."""
    found = question_of(definition, problem.question) if problem.question else None
    if found:
        return said_in(found[1].get("label") or {}, language) or _("A question without words")
    section = section_of(definition, problem.section) if problem.section else None
    if section:
        return said_in(section.get("title") or {}, language) or _("A section without a title")
    return _("The whole form")
