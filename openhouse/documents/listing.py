"""The list of documents that a family reads: entries of whatever the school has given out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.text import near_day
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of one child, from whichever part of ``documents`` it comes.

    ``kind`` is a key ("letter", "card"), ``kinds`` its word for many ("Letters"); ``year`` the
    calendar year in which the school year ends; ``about`` says size and pages; ``state`` is a word
    with a ``tone`` and an ``icon`` of the house, empty where there is nothing to say.
    """

    student: int
    kind: str
    kinds: str
    year: int
    title: str
    on: date
    url: str
    about: str = ""
    state: str = ""
    tone: str = "neutral"
    icon: str = ""
    #: It waits for the reader: she is to sign it.
    waits: bool = False
    is_new: bool = False


def page(
    entries: Sequence[Entry], children: Sequence[Child], kind: str, path: str, today: date
) -> dict[str, Any]:
    """The context of the list: what waits first, then year after year, the newest first.

    *kind* is the filter that the address says; one that no entry has is none.
    """
    kinds = dict(sorted({(one.kind, one.kinds) for one in entries}, key=lambda pair: pair[1]))
    shown = [one for one in entries if kind not in kinds or one.kind == kind]
    shown.sort(key=lambda one: (one.on, one.title), reverse=True)
    names = {child.id: child.first_name for child in children} if len(children) > 1 else {}
    years = sorted({one.year for one in shown if not one.waits}, reverse=True)
    waiting = [one for one in shown if one.waits]
    return {
        "child": children[0] if len(children) == 1 else None,
        "is_empty": not entries,
        "filters": _filters(kinds, entries, kind, path) if len(kinds) > 1 else [],
        "waiting": _lines(waiting, names, today),
        "years": [
            (year_words(year), _lines([o for o in shown if o.year == year and not o.waits], names,
                                      today))
            for year in years
        ],
    }  # fmt: skip


def year_words(ends_in: int) -> str:
    """ "School year 2026–27"."""
    return _("School year %(first)d–%(last)02d") % {"first": ends_in - 1, "last": ends_in % 100}


def _filters(
    kinds: dict[str, str], entries: Sequence[Entry], kind: str, path: str
) -> list[tuple[str, str, int, bool]]:
    """Word, address, how many, and if it is chosen."""
    every = [(_("All"), path, len(entries), kind not in kinds)]
    counts = {key: sum(one.kind == key for one in entries) for key in kinds}
    return every + [
        (word, f"{path}?kind={key}", counts[key], key == kind) for key, word in kinds.items()
    ]


def _lines(entries: Iterable[Entry], names: dict[int, str], today: date) -> SafeString:
    return joined(
        row(
            one.title,
            small=" · ".join(part for part in (names.get(one.student, ""), one.about) if part),
            small_right=near_day(one.on, today),
            url=one.url,
            tag=one.state or (_("New") if one.is_new else ""),
            kind=one.tone if one.state else "info",
            icon=one.icon if one.state else "",
        )
        for one in entries
    )
