"""The district's own paragraph beneath a letter about registration, in its reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from openhouse.common.scope import as_the_house
from openhouse.common.text import reader_language
from openhouse.notifications.letters import Letter
from openhouse.registration.models_office import LetterWords

Kind = LetterWords.Kind


def own_words(kind: str) -> dict[str, str]:
    """What the district adds to letters of *kind*, by language; read by the house."""
    with as_the_house():
        found = LetterWords.objects.filter(kind=kind)
        return dict(found.values_list("language", "text"))


def with_own_words(kind: str, said: Callable[[str], Letter]) -> Callable[[str], Letter]:
    """*said* with the district's own paragraph of that *kind* beneath its words; "": with none."""
    return beneath(said, own_words(kind)) if kind else said


def beneath(said: Callable[[str], Letter], own: Mapping[str, str]) -> Callable[[str], Letter]:
    """*said* with *own*, by language, beneath its words; who reads none of these reads English."""

    def letter(url: str) -> Letter:
        one, code = said(url), reader_language()
        text = own.get(code) or own.get(code.partition("-")[0]) or own.get("en", "")
        return replace(one, paragraphs=(*one.paragraphs, text)) if text else one

    return letter
