"""The editor of a rubric: what was typed, and what is wrong with it in words."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from openhouse.common.text import is_storable
from openhouse.grades.numbers import plain
from openhouse.grades.rules.rubrics import (
    FEWEST_LEVELS,
    LONGEST_NAME,
    LONGEST_WORDS,
    MOST_CRITERIA,
    MOST_LEVELS,
    MOST_POINTS,
    PLACES,
    Fault,
    Rubric,
    Typed,
)

#: Criteria and levels of an empty form.
NEW, NEW_LEVELS = 3, 4
_FIELD = re.compile(r"(?:name-(\d{1,2})|(?:points|words)-(\d{1,2})-(\d{1,2}))")


def typed_in(said: Mapping[str, str]) -> list[Typed]:
    """The criteria of a form that was sent, empty ones too; in the form's order."""
    sizes: dict[int, int] = {}
    for found in map(_FIELD.fullmatch, said):
        if found:
            number, level = int(found[1] or found[2]), int(found[3] or 0)
            sizes[number] = max(sizes.get(number, 0), level)
    return [
        (
            _text(said, f"name-{n}"),
            tuple(
                (_text(said, f"points-{n}-{m}"), _text(said, f"words-{n}-{m}"))
                for m in range(1, many + 1)
            ),
        )
        for n, many in sorted(sizes.items())
    ]


def _text(said: Mapping[str, str], name: str) -> str:
    """One line, whatever was pasted."""
    return " ".join(said.get(name, "").split())


def typed_of(rubric: Rubric) -> list[Typed]:
    """A rubric as its fields have it; for none, empty ones."""
    empty: Typed = ("", (("", ""),) * NEW_LEVELS)
    return [
        (each.name, tuple((plain(level.points), level.words) for level in each.levels))
        for each in rubric
    ] or [empty] * NEW


def longer(typed: Sequence[Typed], more: str) -> list[Typed]:
    """*typed* with a further criterion, or where *more* is the number of one, with a level there;
    as far as there is room."""
    found = list(typed)
    if more.isdecimal() and 1 <= int(more) <= len(found):
        name, levels = found[int(more) - 1]
        if len(levels) < MOST_LEVELS:
            found[int(more) - 1] = (name, (*levels, ("", "")))
    elif len(found) < MOST_CRITERIA:
        found.append(("", (("", ""),) * (len(found[-1][1]) if found else NEW_LEVELS)))
    return found


def are_storable(typed: Sequence[Typed]) -> bool:
    """If the database can keep each character of it."""
    return all(is_storable(name + "".join(map("".join, levels))) for name, levels in typed)


def fields(typed: Sequence[Typed], faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """What the page shows of each criterion."""
    return [_criterion(n, each, faults) for n, each in enumerate(typed, 1)]


def _criterion(number: int, typed: Typed, faults: Sequence[Fault]) -> dict[str, Any]:
    name, levels = typed
    mine = [fault for fault in faults if fault.criterion == number]
    return {
        "number": number,
        "name": name,
        "faults": [fault_words(fault) for fault in mine],
        "wrong_name": any(not fault.level for fault in mine),
        "has_room": len(levels) < MOST_LEVELS,
        "levels": [
            {
                "at": f"{number}-{n}",
                "number": n,
                "points": points,
                "words": words,
                "wrong": any(fault.level == n for fault in mine),
            }
            for n, (points, words) in enumerate(levels, 1)
        ],
    }


def fault_words(fault: Fault) -> str:
    """What is wrong, and what to do."""
    words = {
        "none": _("Write at least one criterion, with its levels."),
        "many": _("A rubric has at most %(criteria)s criteria. Put some together."),
        "worth": _("All levels have 0 points. Give the better ones points."),
        "sign": _("There are characters in it that cannot be shown."),
        "name": _("Give the criterion a name, or empty all its lines."),
        "long_name": _("The name is too long: at most %(name)s characters."),
        "few": _("A criterion needs at least %(few)s levels."),
        "many_levels": _("A criterion has at most %(levels)s levels."),
        "words": _("Level %(level)s: say in words what work of this level is like."),
        "long_words": _("Level %(level)s: the words are too long, at most %(words)s characters."),
        "points": _("Level %(level)s: write its points. 0 is possible."),
        "number": _("Level %(level)s: write its points as a number, such as 3 or 2.5."),
        "negative": _("Level %(level)s: points are never below 0."),
        "large": _("Level %(level)s: a level has at most %(points)s points."),
        "places": _("Level %(level)s: at most %(places)s digits behind the point."),
    }[fault.kind]
    return words % {
        "criteria": MOST_CRITERIA,
        "few": FEWEST_LEVELS,
        "levels": MOST_LEVELS,
        "name": LONGEST_NAME,
        "words": LONGEST_WORDS,
        "points": plain(MOST_POINTS),
        "places": PLACES,
        "level": fault.level,
    }
