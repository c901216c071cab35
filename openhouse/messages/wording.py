"""A text in several languages: the one that a reader gets, and whether a machine made it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.html import conditional_escape, escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from openhouse.districts.queries import languages_of
from openhouse.grades.words import percent_words, together
from openhouse.messages.facts import facts_words


@dataclass(frozen=True, slots=True)
class Wording:
    """A text in one language; ``is_machines``: no human wrote or read it through."""

    language: str
    title: str
    body: str
    is_machines: bool = False


def in_reach(original: Wording, others: Mapping[str, Any], language: str | None) -> Wording:
    """The text in *language*, where there is one; else the original."""
    code = (language or settings.LANGUAGE_CODE).partition("-")[0]
    found = others.get(code)
    if code == original.language or not found:
        return original
    return Wording(code, found["title"], found["body"], bool(found.get("machine")))


def told_in_words(told: Mapping[str, Any]) -> dict[str, str]:
    """What stands for the fields of a student, as the reader writes numbers: "81.6 % B−".

    Of a mark the percent is kept by itself, and what a rule found as facts, for each reader has a
    language of her own.
    """
    said = {name: one for name, one in told.items() if name not in ("percent", "facts")}
    if percent := told.get("percent"):
        said["mark"] = together((percent_words(Decimal(percent)), told["mark"]), " ")
    if facts := told.get("facts"):
        said["fact"] = facts_words(facts)
    return said


def languages_offered(district: int) -> list[str]:
    """The languages that a text may be written in: the portal's, and what the district adds."""
    ours = [code for code, _name in settings.LANGUAGES]
    return list(dict.fromkeys([*ours, *languages_of(district)]))


def language_name(code: str) -> str:
    """ "English", "Spanish", as the reader calls it; a code that nobody knows stays one."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def language_within(code: str) -> str:
    """The same inside a sentence: most languages write it there with a small letter."""
    name, reader = language_name(code), (get_language() or "").partition("-")[0]
    return name if reader in ("en", "de") else name[:1].lower() + name[1:]


def spoken(text: str | SafeString, language: str) -> SafeString:
    """*text*, marked where it is in another language than the page: it is read out as such."""
    if language == (get_language() or "").partition("-")[0]:
        return conditional_escape(text)
    return format_html('<span lang="{}">{}</span>', language, text)


def with_links(body: str) -> SafeString:
    """Words as they were typed: lines stay lines, what is an address leads there (HOM-03)."""
    text = body.strip()
    linked = urlize(text, nofollow=True, autoescape=True) if _ADDRESS.search(text) else escape(text)
    return mark_safe(re.sub(r"\r\n|\r|\n", "<br>", linked))  # noqa: S308


_ADDRESS = re.compile(r"://|www\.")


def by_machine_words() -> str:
    """What stands beside a text that a machine has translated."""
    return _("Translated by a machine")


def original_words(language: str) -> str:
    """ "See the original, in English"."""
    return _("See the original: %(language)s") % {"language": language_within(language)}


def others_of(wordings: Sequence[Wording]) -> dict[str, dict[str, Any]]:
    """Those beside the original, as they are kept."""
    return {
        one.language: {"title": one.title, "body": one.body, "machine": one.is_machines}
        for one in wordings
    }
