"""Texts to begin with: the house's two for teachers (MSG-06), and those that somebody keeps."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.viewer import Viewer
from openhouse.messages.models import MessageTemplate

MISSING_WORK, FAILING = "missing", "failing"


@dataclass(frozen=True, slots=True)
class Template:
    """A text by its key, with the form's values that it begins with."""

    key: str
    name: str
    values: dict[str, Any]


def _missing_work() -> tuple[str, str]:
    title = _("{first_name}: missing work in {class}")
    body = _(
        "Hello! {first_name} has not turned in this work for {class}: {missing}. It can still be"
        " turned in. Please talk about it at home, and write to me if you need help."
    )
    return title, body


def _failing() -> tuple[str, str]:
    title = _("{first_name}: the mark in {class}")
    body = _(
        "Hello! {first_name} is not passing {class} right now. There is time to raise the mark."
        " Open Grades in the portal to see what counts, and write to me if you need help."
    )
    return title, body


def of_teachers() -> list[Template]:
    """What a teacher writes most, in each language of the portal; a human translated them."""
    kinds = (
        (MISSING_WORK, _("Missing work"), _missing_work),
        (FAILING, _("Failing mark"), _failing),
    )
    found = []
    for key, name, said in kinds:
        values = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                values[f"title_{code}"], values[f"body_{code}"] = said()
        found.append(Template(key, name, values))
    return found


def own(viewer: Viewer) -> list[Template]:
    """What she has kept, by name."""
    kept = MessageTemplate.objects.filter(person_id=viewer.person_id).order_by("name")
    return [Template(str(one.pk), one.name, _values(one)) for one in kept[:100]]


def template(viewer: Viewer, key: str, *, teaches: bool) -> Template | None:
    """One of them; None for any other."""
    every = [*(of_teachers() if teaches else []), *own(viewer)]
    return next((one for one in every if one.key == key), None)


def _values(one: MessageTemplate) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": one.kind}
    for code, said in one.said.items():
        for part in ("title", "body", "machine"):
            found[f"{part}_{code}"] = said.get(part)
    return found
