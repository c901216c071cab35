"""The list of documents that a family reads: entries of whatever the school has given out.

Child by child; what several children got alike stands once, with their names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.access.viewer import Child
from openhouse.common.text import names_words, near_day
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of one child, from whichever part of ``documents`` it comes.

    ``kind`` is a key ("letter", "card"), ``kinds`` its word for many ("Letters"); ``year`` the
    calendar year in which the school year ends; ``about`` says size and pages; ``state`` is a word
    with a ``tone`` and an ``icon`` of the house, empty where there is nothing to say. Entries with
    the same ``paper`` are one paper that several children got.
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
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a paper, and whose it is."""

    entry: Entry
    students: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address says: of one kind, of one year; what no entry has is not a filter."""

    kind: str = ""
    year: int | None = None


def page(
    entries: Sequence[Entry], children: Sequence[Child], chosen: Filters, path: str, today: date
) -> dict[str, Any]:
    """The context of the list: what waits first, then child by child, year after year.

    One child alone needs no heading. The newest stands first.
    """
    order = [child.id for child in children]
    entries = sorted(entries, key=lambda one: order.index(one.student))
    kinds = dict(sorted({(one.kind, one.kinds) for one in entries}, key=lambda pair: pair[1]))
    years = sorted({one.year for one in entries}, reverse=True)
    chosen = Filters(
        chosen.kind if chosen.kind in kinds else "", chosen.year if chosen.year in years else None
    )
    lines = _lines(one for one in entries if _is_shown(one, chosen))
    names = {child.id: child.first_name for child in children} if len(children) > 1 else {}
    later = [line for line in lines if not line.entry.waits]
    return {
        "child": children[0] if len(children) == 1 else None,
        "is_empty": not entries,
        "none_of_these": bool(entries) and not lines,
        "path": path,
        "kinds": _chips([("", _("All kinds")), *kinds.items()], chosen, path, "kind", entries),
        "years": _chips(
            [(None, _("All years")), *((year, year_words(year)) for year in years)],
            chosen, path, "year", entries,
        ),
        "waiting": _rows([line for line in lines if line.entry.waits], names, today),
        "groups": [
            (who, _by_year([line for line in later if line.students == students], today))
            for who, students in _groups(later, names)
        ],
    }  # fmt: skip


def year_words(ends_in: int) -> str:
    """ "School year 2026–27"."""
    return _("School year %(first)d–%(last)02d") % {"first": ends_in - 1, "last": ends_in % 100}


def _is_shown(one: Entry, chosen: Filters) -> bool:
    return chosen.kind in ("", one.kind) and chosen.year in (None, one.year)


def _lines(entries: Iterable[Entry]) -> list[Line]:
    """A line a paper, the newest first; where it waits for one child only, a line for each.

    Who opened it for one child has read it: it is new where she opened it for none.
    """
    papers: dict[object, list[Entry]] = {}
    for place, one in enumerate(entries):
        papers.setdefault((one.paper, one.state) if one.paper else place, []).append(one)
    lines = [
        Line(
            replace(alike[0], is_new=all(one.is_new for one in alike)),
            tuple(dict.fromkeys(one.student for one in alike)),
        )
        for alike in papers.values()
    ]
    return sorted(lines, key=lambda line: (line.entry.on, line.entry.title), reverse=True)


def _groups(lines: Iterable[Line], names: dict[int, str]) -> list[tuple[str, tuple[int, ...]]]:
    """The heads of the list, and whose each is: what several have first, then child by child."""
    place = {student: at for at, student in enumerate(names)}
    found = {line.students for line in lines}
    ordered = sorted(found, key=lambda who: (-len(who), [place.get(one, 0) for one in who]))
    return [(_names_of(who, names), who) for who in ordered]


def _by_year(lines: Sequence[Line], today: date) -> list[tuple[str, SafeString]]:
    years = sorted({line.entry.year for line in lines}, reverse=True)
    return [
        (year_words(year), _rows([line for line in lines if line.entry.year == year], {}, today))
        for year in years
    ]


def _chips(
    choices: Sequence[tuple[Any, str]],
    chosen: Filters,
    path: str,
    name: str,
    entries: Sequence[Entry],
) -> list[tuple[str, str, int, bool]]:
    """The filters by kind or by year: word, address, how many, and if it is chosen."""
    if len(choices) < 3:  # all, and one: nothing to choose
        return []
    found = []
    for value, word in choices:
        there = replace(chosen, **{name: value})
        query = urlencode(
            {key: said for key, said in (("kind", there.kind), ("year", there.year)) if said}
        )
        many = len(_lines(one for one in entries if _is_shown(one, there)))
        found.append((word, f"{path}?{query}" if query else path, many, there == chosen))
    return found


def _rows(lines: Iterable[Line], names: dict[int, str], today: date) -> SafeString:
    return joined(_row(line.entry, _names_of(line.students, names), today) for line in lines)


def _names_of(students: Iterable[int], names: dict[int, str]) -> str:
    return names_words([names[one] for one in students if one in names])


def _row(one: Entry, who: str, today: date) -> SafeString:
    return row(
        one.title,
        small=" · ".join(part for part in (who, one.about) if part),
        small_right=near_day(one.on, today),
        url=one.url,
        tag=one.state or (_("New") if one.is_new else ""),
        kind=one.tone if one.state else "info",
        icon=one.icon if one.state else "",
    )
