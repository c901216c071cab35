"""A form as a family sees it, in each language and at each level of school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.common.text import reader_language
from openhouse.messages.wording import language_name
from openhouse.registration.asking import AnswerForm
from openhouse.registration.controls import Lists
from openhouse.registration.forms_made import queries
from openhouse.registration.forms_made.pages import title_of
from openhouse.registration.forms_made.worded import LEVELS
from openhouse.registration.forms_made.words import PERS, condition_words
from openhouse.registration.models import FormVersion
from openhouse.registration.rules.editing import question_of
from openhouse.registration.rules.form import Per, Section, read, said_in
from openhouse.ui.components.field import field


@dataclass(frozen=True, slots=True)
class Look:
    """In which language a form is shown, to whom, and for which level of school ("": all)."""

    language: str
    #: The language of who looks: when a question is asked is said to her, not to the family.
    reader: str
    level: str
    today: date
    lists: Lists


def preview_page(
    version: FormVersion, language: str, level: str, languages: list[str], today: date
) -> dict[str, Any]:
    """Every question, also those that are asked in some cases only: when stands above it."""
    form, reader = read(version.definition), reader_language()
    with override(language):
        adults = [(1, _("First parent")), (2, _("Second parent"))]
        lists = Lists(schools=queries.schools_of(level), adults=adults)
        look = Look(language, reader, level, today, lists)
        sections = [
            _page(section, version.definition, look)
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


def _page(section: Section, definition: Mapping[str, Any], look: Look) -> dict[str, Any]:
    asked = [
        each for each in section.questions if not each.levels or look.level in ("", *each.levels)
    ]
    form = AnswerForm(
        [(each, each.required is True) for each in asked],
        section.per,
        values={},
        language=look.language,
        today=look.today,
        lists=look.lists,
        prefix=section.key,
    )
    drawn = [field(form[each.key]) for each in asked]
    with override(look.reader):
        per = str(PERS[section.per])
        only = [_only(definition, section.per, each.key, look.reader) for each in asked]
    return {
        "title": said_in(section.title, look.language),
        "help": said_in(section.help, look.language),
        "per": per,
        "questions": list(zip(only, drawn, strict=True)),
    }


def _only(definition: Mapping[str, Any], per: Per, key: str, reader: str) -> str:
    """When a question is asked; "" for always."""
    found = question_of(definition, key)
    return condition_words(found[1].get("shown"), definition, per, reader) if found else ""
