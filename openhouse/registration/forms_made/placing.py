"""Where a section or question stands, picked from a list: at a beginning, or after another one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from openhouse.registration.rules.form import said_in

#: A list of longer words is wider than a phone.
LONGEST = 60


def _after(words: Mapping[str, str], language: str) -> str:
    name = Truncator(said_in(words, language) or _("A question without words")).chars(LONGEST)
    return _("After “%(name)s”") % {"name": name}


class PlaceField(forms.ChoiceField):
    """A place, "" for the one where it is."""

    @property
    def places(self) -> set[str]:
        """All that can be chosen."""
        found: set[str] = set()
        offered: Any = self.choices
        for value, words in offered:
            found |= {each for each, _words in words} if isinstance(words, list) else {value}
        return found


def _field(first: str, choices: list[Any]) -> PlaceField:
    return PlaceField(
        label=_("Its place in the form"), required=False, choices=[("", first), *choices]
    )


def place_of_question(
    definition: Mapping[str, Any], section: Mapping[str, Any], key: str, language: str
) -> PlaceField:
    """All places of a question *key* ("": a new one), in sections about the same.

    A place is ``home:`` at the beginning of the section, ``home:moved`` after a question.
    """
    keys = [each["key"] for each in section["questions"]]
    words = {"section": said_in(section["title"], language), "all": len(keys)}
    if key in keys:
        words["number"] = keys.index(key) + 1
        first = _("Where it is now: %(section)s, %(number)s of %(all)s") % words
    else:
        first = _("At the end: %(section)s") % words
    groups = [
        (
            said_in(each["title"], language),
            [
                (f"{each['key']}:", _("At the beginning")),
                *(
                    (f"{each['key']}:{one['key']}", _after(one["label"], language))
                    for one in each["questions"]
                    if one["key"] != key
                ),
            ],
        )
        for each in definition["sections"]
        if each["per"] == section["per"]
    ]
    return _field(first, groups)


def place_of_section(definition: Mapping[str, Any], key: str, language: str) -> PlaceField:
    """All places of a section *key* ("": a new one): ``:`` is the beginning, ``:home`` after it."""
    keys = [each["key"] for each in definition["sections"]]
    first = _("At the end")
    if key in keys:
        words = {"number": keys.index(key) + 1, "all": len(keys)}
        first = _("Where it is now: %(number)s of %(all)s") % words
    others = [
        (f":{each['key']}", _after(each["title"], language))
        for each in definition["sections"]
        if each["key"] != key
    ]
    return _field(first, [(":", _("At the beginning")), *others])
