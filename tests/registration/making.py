"""The form that a district makes in the tests: a draft, and what its pages send."""

import json
from pathlib import Path
from typing import Any

from lxml import html

from openhouse.registration.models import FormVersion
from openhouse.registration.rules.editing import print_of, question_of
from tests.access.walk import address
from tests.cast import Cast, in_all

#: One that a district has made, with a question of each sort that is tried here.
A_FORM = json.loads((Path(__file__).parent / "a_form.json").read_text(encoding="utf-8"))


def a_draft(cast: Cast) -> FormVersion:
    """A draft of the form for changes, in the place of the cast's."""
    with in_all(cast):
        FormVersion.objects.filter(purpose="change").delete()
        return FormVersion.objects.create(
            purpose="change", number=1, definition=A_FORM, changed_at="2026-10-05T10:00Z"
        )


def now_of(cast: Cast, version: FormVersion) -> dict[str, Any]:
    with in_all(cast):
        found: dict[str, Any] = FormVersion.objects.get(pk=version.pk).definition
    return found


def piece(cast: Cast, version: FormVersion, key: str) -> dict[str, Any]:
    found = question_of(now_of(cast, version), key)
    assert found is not None
    return found[1]


def page(name: str, *arguments: Any) -> str:
    return address("north", name, *arguments)


def sends(kept: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A question as its page sends it; without cases, and staying where it is."""
    said = {"label_en": "Pets?", "required": "never", "most": "200"}
    return said | {"seen": print_of(kept) if kept else ""} | more


def case(at: str, asks: str, *answers: str, how: str = "is", of: str = "shown") -> dict[str, Any]:
    """One case of a condition as the page sends it."""
    name = f"{of}-{at}"
    said = {"asks": asks, "of": asks, "how": how, "answers": list(answers)}
    return {f"{name}-{field}": value for field, value in said.items()}


def typed_on(text: str) -> dict[str, Any]:
    """What a browser sends of the first form of a page that nobody has changed."""
    form = next(each for each in html.fromstring(text).forms if each.xpath(".//*[@name='seen']"))
    said: dict[str, Any] = {}
    for name, value in form.form_values():
        said.setdefault(name, []).append(value)
    return said
