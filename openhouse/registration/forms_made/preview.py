"""A form as a family sees it, in each language and at each level of school."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.messages.wording import language_name
from openhouse.registration.asking import AnswerForm
from openhouse.registration.controls import Lists
from openhouse.registration.forms_made import queries
from openhouse.registration.forms_made.forms import LEVELS
from openhouse.registration.forms_made.pages import title_of
from openhouse.registration.forms_made.words import PERS, condition_words
from openhouse.registration.models import FormVersion
from openhouse.registration.rules.form import Question, Section, read, said_in
from openhouse.ui.components.field import field


def preview_page(
    version: FormVersion, language: str, level: str, languages: list[str], today: date
) -> dict[str, Any]:
    """Every question, also those that are asked in some cases only: when stands above it."""
    form = read(version.definition)
    with override(language):
        adults = [(1, _("First parent")), (2, _("Second parent"))]
        lists = Lists(schools=queries.schools_of(level), adults=adults)
        sections = [
            _page(section, version.definition, language, lists, level, today)
            for section in form.sections
            if section.is_for(level)
        ]
    return {
        "version": version,
        "title": title_of(version),
        "language": language,
        "sections": [each for each in sections if each["questions"]],
        "languages": [(code, language_name(code), code == language) for code in languages],
        "levels": [
            (value, words, value == level) for value, words in [("", _("All levels")), *LEVELS]
        ],
        "level": level,
    }


def _page(
    section: Section,
    definition: Mapping[str, Any],
    language: str,
    lists: Lists,
    level: str,
    today: date,
) -> dict[str, Any]:
    asked = [each for each in section.questions if not each.levels or level in ("", *each.levels)]
    form = AnswerForm(
        [(each, each.required is True) for each in asked],
        section.per,
        values={},
        language=language,
        today=today,
        lists=lists,
        prefix=section.key,
    )
    return {
        "key": section.key,
        "title": said_in(section.title, language),
        "help": said_in(section.help, language),
        "per": str(PERS[section.per]),
        "questions": [_drawn(form, each, definition, language) for each in asked],
    }


def _drawn(
    form: AnswerForm, question: Question, definition: Mapping[str, Any], language: str
) -> tuple[str, SafeString]:
    """When it is asked, "" for always; and the question itself."""
    said = _raw(definition, question.key)
    only = condition_words(said.get("shown"), definition, language)
    return only, field(form[question.key])


def _raw(definition: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    return next(
        question
        for section in definition["sections"]
        for question in section["questions"]
        if question["key"] == key
    )
