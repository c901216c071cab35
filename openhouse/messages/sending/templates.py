"""Messages to begin with: the house's two for teachers (MSG-06), and those that somebody keeps."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.viewer import Viewer
from openhouse.common.uploads import Upload
from openhouse.messages.models import MessageTemplate
from openhouse.messages.sending.targets import FAILING, MUCH
from openhouse.messages.sending.whom import CLASS, Whom, whom_from

MISSING_WORK, FAILING_MARK = "missing", "failing"


@dataclass(frozen=True, slots=True)
class Template:
    """One by its key, with the form's values that it begins with, to whom, and a file's name."""

    key: str
    name: str
    values: dict[str, Any]
    whom: Whom | None = None
    whom_words: str = ""
    file: str = ""


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
        "Hello! The mark of {first_name} in {class} is {mark} right now. There is time to raise it."
        " Open Grades in the portal to see what counts, and write to me if you need help."
    )
    return title, body


def of_teachers() -> list[Template]:
    """What a teacher writes most, in each language of the portal; a human translated them."""
    much, low = Whom(CLASS, least=MUCH), Whom(CLASS, below=FAILING)
    kinds = (
        (MISSING_WORK, _("Missing work"), _missing_work, much),
        (FAILING_MARK, _("Failing mark"), _failing, low),
    )
    found = []
    for key, name, said, whom in kinds:
        values = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                values[f"title_{code}"], values[f"body_{code}"] = said()
        found.append(Template(key, name, values, whom))
    return found


def own(viewer: Viewer) -> list[Template]:
    """What she has kept, by name."""
    kept = MessageTemplate.objects.filter(person_id=viewer.person_id).defer("file")
    return [
        Template(
            str(one.pk), one.name, _values(one), whom_from(one.whom) if one.whom else None,
            one.whom_words, one.file_name,
        )
        for one in kept.order_by("name")[:100]
    ]  # fmt: skip


def template(viewer: Viewer, key: str, *, teaches: bool) -> Template | None:
    """One of them; None for any other."""
    every = [*(of_teachers() if teaches else []), *own(viewer)]
    return next((one for one in every if one.key == key), None)


def file_of(viewer: Viewer, key: str) -> Upload | None:
    """The file that is kept with a template of hers."""
    kept = MessageTemplate.objects.filter(person_id=viewer.person_id, pk=key)
    one = kept.exclude(file=None).first()
    if one is None:
        return None
    return Upload(one.file_name, one.file_kind, bytes(one.file or b""), one.file_pages)


def _values(one: MessageTemplate) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": one.kind,
        "students_too": one.students_too,
        "ways": one.ways,
        "sender": one.sender,
        "send_time": one.send_time,
    }
    for code, said in one.said.items():
        for part in ("title", "body", "machine"):
            found[f"{part}_{code}"] = said.get(part)
    return found
