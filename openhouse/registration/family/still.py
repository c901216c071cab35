"""What was said of somebody last year and is asked anew: read together, and said again by one tap.

She answers what she has before her: what another adult, or she herself in another window, has
answered since the page was shown is left as it is, and what has changed is shown again.
"""

from json import dumps, loads
from typing import Any

from openhouse.common.text import reader_language
from openhouse.registration.family import pages
from openhouse.registration.family.answering import keep
from openhouse.registration.family.moving import Page, to_confirm
from openhouse.registration.models import Part
from openhouse.registration.rules.form import Per, Section, said_in
from openhouse.registration.rules.progress import Asked
from openhouse.registration.standing.state import Standing


def page(standing: Standing, part: Part) -> dict[str, Any]:
    """Section by section what was said; each leads to the page where it is changed."""
    asked = to_confirm(standing, part)
    whole = standing.progress.whole
    sections = list(dict.fromkeys(one.section.key for one in asked))
    return {
        "title": standing.called(part),
        "of_home": part.kind == Per.HOUSEHOLD,
        "application_title": pages.title_of(standing.application),
        "groups": [_group(standing, part, [one for one in asked if one.section.key == key])
                   for key in sections],
        "showed": dumps({one.question.key: _value(one) for one in asked}),
        "done": whole.needed - whole.left,
        "needed": whole.needed,
    }  # fmt: skip


def _group(standing: Standing, part: Part, asked: list[Asked]) -> dict[str, Any]:
    section = asked[0].section
    here = Page(section, part, standing.progress.pages[section.key, part.pk])
    return {
        "title": said_in(section.title, reader_language()),
        "url": pages.url_of(standing, here),
        "lines": [(label, now) for label, now, _was, _changed in pages.answers_of(standing, asked)],
    }


def confirm(standing: Standing, part: Part, showed: str) -> None:
    """Answer what the page showed by what it showed. Raises Closed."""
    seen = _read(showed)
    by_section: dict[str, tuple[Section, dict[str, tuple[Any, int]]]] = {}
    for one in to_confirm(standing, part):
        key = one.question.key
        if key in seen and seen[key] == _value(one):
            said = by_section.setdefault(one.section.key, (one.section, {}))[1]
            said[key] = (_value(one), 0)
    for section, said in by_section.values():
        keep(standing, section, part, said)


def _value(one: Asked) -> Any:
    return one.part.values.get(one.question.key)


def _read(showed: str) -> dict[str, Any]:
    """What the page sent back; nothing of what is no such thing."""
    try:
        said = loads(showed)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
