"""The contexts of a teacher's rolls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.attendance.rules import ABSENT, TARDY
from openhouse.attendance.taking import words
from openhouse.attendance.taking.queries import Pupil, RollOf
from openhouse.attendance.taking.rules import CHOICES, Line, Said
from openhouse.common.addresses import address
from openhouse.common.text import day_title
from openhouse.ui.components.row import row
from openhouse.ui.markup import joined


def rolls(found: Sequence[RollOf], note: str | None, on: date, now: datetime) -> dict[str, Any]:
    """The classes of the day, in its order, and whether their rolls are taken."""
    open_ones = sum(each.taken_at is None for each in found)
    return {
        "date": day_title(on),
        "rolls": joined(roll_row(each, now) for each in found),
        "none_words": words.no_class_words(note, on) if note is not None else "",
        "all_taken": bool(found) and not open_ones,
    }


def next_day(found: tuple[date, Sequence[RollOf]] | None) -> dict[str, Any]:
    """When the next classes are, for a day without any."""
    if found is None:
        return {}
    on, lessons = found
    rows = joined(
        row(each.name, small=words.lesson_words(each), lead=_hours(each)) for each in lessons
    )
    return {"next_day": day_title(on), "next_lessons": rows}


def _hours(roll: RollOf) -> str:
    """The hours as they stand before a line."""
    if not (roll.starts_at and roll.ends_at):
        return ""
    begins, ends = words.hours_words(roll).split("–")
    return format_html("{}<small>–{}</small>", begins, ends)


def roll_row(roll: RollOf, now: datetime) -> SafeString:
    """A class with its roll's state, a link to it; one that is to come is no warning."""
    word, kind, icon = words.roll_state(roll)
    if roll.taken_at is None and roll.starts_at and roll.starts_at > now.time():
        kind, icon = "neutral", "clock"
    return row(
        roll.name,
        small=words.lesson_words(roll),
        url=address("roll", roll.section, roll.period or 0),
        tag=word,
        kind=kind,
        icon=icon,
        lead=_hours(roll),
        current=is_now(roll, now),
    )


def is_now(roll: RollOf, now: datetime) -> bool:
    """If the class is going on."""
    if roll.starts_at is None or roll.ends_at is None:
        return False
    return roll.starts_at <= now.time() < roll.ends_at


@dataclass(frozen=True, slots=True)
class Shown:
    """How one roll is shown; ``sent`` and ``conflicts`` where it comes back to be looked at."""

    closes: datetime
    is_open: bool
    by_seat: bool = False
    sent: Mapping[int, Line] = field(default_factory=dict)
    conflicts: Mapping[int, Said] = field(default_factory=dict)


def roll_page(roll: RollOf, pupils: Sequence[Pupil], on: date, shown: Shown) -> dict[str, Any]:
    """The context of one roll."""
    place = address("roll", roll.section, roll.period or 0)
    lines = [_line(each, shown) for each in pupils]
    is_open = shown.is_open
    return _frame(roll, on) | {
        "who_took": words.who_took(roll),
        "until": words.until_words(shown.closes, on) if is_open and roll.taken_at else "",
        "is_open": is_open,
        "lines": lines,
        "conflicts": [line for line in lines if line["conflict"]],
        "by_seat": shown.by_seat,
        "list_url": place,
        "seats_url": f"{place}?order=seats",
        "order_url": address("roll-seats", roll.section, roll.period or 0),
        "taken": roll.taken_at is not None,
        "counts": counts_words([line["status"] for line in lines]),
        "counts_pattern": _("%(here)d here, %(absent)d absent, %(late)d late"),
        "locked": counted([line["status"] for line in lines if not line["can_change"]]),
    }


def no_roll(name: str, on: date, note: str | None) -> dict[str, Any]:
    """The context of a class that has no roll today."""
    return {
        "name": name,
        "when": day_title(on),
        "back": address("rolls"),
        "none_words": words.no_class_words(note, on),
    }


def seats(roll: RollOf, pupils: Sequence[Pupil], on: date) -> dict[str, Any]:
    """The context of the order of the seats."""
    return _frame(roll, on) | {"pupils": list(enumerate(pupils, start=1))}


def _frame(roll: RollOf, on: date) -> dict[str, Any]:
    said = [words.lesson_words(roll), words.hours_words(roll), day_title(on)]
    return {
        "name": roll.name,
        "when": " · ".join(word for word in said if word),
        "back": address("rolls"),
        "back_to_roll": address("roll", roll.section, roll.period or 0),
    }


def _line(pupil: Pupil, shown: Shown) -> dict[str, Any]:
    """A student's line: what stands now, and what she may become."""
    kept, hers = pupil.said, shown.sent.get(pupil.id)
    differs = pupil.id in shown.conflicts
    said = hers.now if hers and differs else kept
    return {
        "id": pupil.id,
        "name": pupil.name,
        "said": said,
        "was": kept,
        "status": pupil.office.status if pupil.office else said.status,
        "choices": [(one, words.status_word(one), one == said.status) for one in CHOICES],
        "word": words.said_words(said),
        "kind": {ABSENT: "bad", TARDY: "warn"}.get(said.status, "good"),
        "locked": words.office_words(pupil.office) if pupil.office else "",
        "can_change": shown.is_open and pupil.office is None,
        "expected": words.expected_words(pupil.expected) if pupil.expected else "",
        "conflict": words.said_words(kept) if differs else "",
        "chosen": words.said_words(said),
    }


def counted(statuses: Sequence[str]) -> dict[str, int]:
    """How many are here, absent and late; who leaves early was here."""
    absent, late = statuses.count(ABSENT), statuses.count(TARDY)
    return {"here": len(statuses) - absent - late, "absent": absent, "late": late}


def counts_words(statuses: Sequence[str]) -> str:
    """ "24 here, 1 absent, 1 late"."""
    return _("%(here)d here, %(absent)d absent, %(late)d late") % counted(statuses)
