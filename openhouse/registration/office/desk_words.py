"""What a child's pages say of the desks that have a part of their own."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from openhouse.common.text import day_words, reader_language
from openhouse.registration.models_office import Review
from openhouse.registration.naming import staff_names
from openhouse.registration.office.forms import NoteForm
from openhouse.registration.office.services import Services
from openhouse.registration.rules.form import Desk, said_in
from openhouse.registration.rules.mapping import Line
from openhouse.registration.rules.progress import is_empty
from openhouse.registration.words import shown


def done_words(done: Review) -> str:
    """Who has looked at it, and when."""
    by = staff_names([done.done_by_id]).get(done.done_by_id or 0, "")
    day = day_words(timezone.localtime(done.done_at).date())
    return _("Done by %(name)s on %(day)s") % {"name": by or "–", "day": day}


def desk_word(desk: str, *, done: bool) -> tuple[str, str, str]:
    """Whose part, how it stands, and of which kind that is."""
    name = {Desk.NURSE: _("Nurse"), Desk.TRANSPORT: _("Transport")}[Desk(desk)]
    return name, _("Done") if done else _("To do"), "good" if done else "neutral"


def desks_page(desks: Mapping[str, bool], *, waits: bool) -> list[tuple[str, str, str]]:
    """Each desk's part; where nothing *waits* for it, what is done alone."""
    return [desk_word(desk, done=done) for desk, done in desks.items() if done or waits]


def services_page(services: Services | None, lines: Iterable[Line]) -> dict[str, Any]:
    """The counselor's part, where there is one: what the *lines* say for her, changed or not; with
    its form for who keeps it."""
    if services is None:
        return {}
    done, language = services.done, reader_language()
    hers = [one for one in lines if one.section.desk == Desk.COUNSELOR and not is_empty(one.new)]
    return {
        "services": {
            "tag": _("Done") if done else _("To do"),
            "kind": "good" if done else "neutral",
            "done": done_words(done) if done else "",
            "lines": [
                (said_in(one.question.label, language), shown(one.question, one.new, language, {}))
                for one in hers
            ],
            "note": done.note if done else "",
            "form": NoteForm(auto_id="services-%s") if services.may else None,
        }
    }
