"""What a notice says: the net of several changes of one thing, in the words of What changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from openhouse.grades.rules.scales import shown
from openhouse.grades.words import mark_words, percent_words
from openhouse.home import changed_words
from openhouse.home.changed_page import MANY
from openhouse.home.changes import Changed
from openhouse.home.heard.work import due_words
from openhouse.notifications.calm import rules


@dataclass(frozen=True, slots=True)
class Moved:
    """A mark in progress, before and after a score; percents are None where nothing counts."""

    before: Decimal | None
    after: Decimal | None
    letter_before: str
    letter: str

    @property
    def is_moved(self) -> bool:
        """By its letter, or where the class has none by the percent as it is shown."""
        if self.letter_before or self.letter:
            return self.letter_before != self.letter
        before, after = (None if n is None else shown(n) for n in (self.before, self.after))
        return before != after

    def fell_below(self, percent: Decimal) -> bool:
        """If it is below now, and was not."""
        fell = self.after is not None and self.after < percent
        return fell and (self.before is None or self.before >= percent)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell of one child; ``percent`` what it stands at, if that is a number."""

    student: int
    kind: str
    changes: tuple[Changed, ...]
    percent: Decimal | None = None
    moved: Moved | None = None

    @property
    def change(self) -> Changed:
        return self.changes[0]


def fact_of(student: int, kind: str, changes: Sequence[Changed]) -> Fact | None:
    """What *changes* of one thing come to, in the order in which they came; None: to nothing."""
    by_row: dict[int | None, list[Changed]] = {}
    for change in changes:
        by_row.setdefault(change.about, []).append(change)
    if kind == rules.DUE:
        return Fact(student, kind, tuple(changes)) if changes else None
    every = [net for rows in by_row.values() if (net := _net(rows))]
    if kind == rules.ATTENDANCE:
        every = [net for net in every if net.status not in ("", "present")]
    if not every:
        return None
    if every[0].kind.startswith("score."):
        missing = (every[0].after or {}).get("flag") == "missing"
        kind = rules.ASSIGNMENT if missing else rules.SCORE
    return Fact(student, kind, tuple(every), _percent(every[0]))


def _net(changes: Sequence[Changed]) -> Changed | None:
    first, last = changes[0], changes[-1]
    if last.is_answer or last.is_document or last.is_paper:
        return last
    same = (first.status_before, first.excuse_before) == (last.status, last.excuse)
    if rules.is_nothing(first.before, last.after) or (first.status_before and same):
        return None
    if last.kind.startswith("assignment.") and _is_due_as_before(first.before, last.after):
        return None
    return replace(
        last,
        kind=first.kind if first.before is None else last.kind,
        before=first.before,
        status_before=first.status_before,
        excuse_before=first.excuse_before,
    )


def _is_due_as_before(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """If work was and is there, with the day that it had: no more than its name is another."""
    was, now = before or {}, after or {}
    is_there = bool(was.get("visible") and now.get("visible"))
    return is_there and was.get("due_on") == now.get("due_on")


def _percent(change: Changed) -> Decimal | None:
    said = change.after or {}
    if change.kind.startswith("mark."):
        return None if said.get("percent") is None else Decimal(str(said["percent"]))
    if said.get("points") is None or not change.possible:
        return None
    return Decimal(str(said["points"])) * 100 / Decimal(str(change.possible))


def day_of(fact: Fact) -> date:
    """The day that a fact about attendance is of."""
    return date.fromisoformat(fact.change.said["on"])


def said(fact: Fact) -> str:
    """A fact as a sentence: "Fractions quiz: 7 of 10. Math is now B−".

    Of health it says no more than that there is something: a mail is read by others too.
    """
    if fact.change.kind.startswith(("immunization.", "health.")):
        return _("There is something new on the immunization record")
    if fact.kind == rules.DUE:
        return due_words(fact.changes)
    if len(fact.changes) > 1:
        return changed_words.many(fact.changes)
    if fact.moved and (mark := mark_said(fact.moved.letter, fact.moved.after)):
        now = _("%(course)s is now %(mark)s") % {"course": fact.change.course, "mark": mark}
        words = {"what": changed_words.bare(fact.change), "now": now}
        return _("%(what)s. %(now)s") % words
    return changed_words.sentence(fact.change)


def _one_by_one(facts: Sequence[Fact]) -> Iterator[Fact]:
    """New work is held class by class, and said piece by piece."""
    for fact in facts:
        if fact.kind == rules.NEW_WORK:
            yield from (replace(fact, changes=(change,)) for change in fact.changes)
        else:
            yield fact


def mark_said(letter: str, percent: Decimal | None) -> str:
    """A mark in progress: its letter, else its percent; empty where nothing counts yet."""
    if letter:
        return mark_words(letter)
    return percent_words(percent) if percent is not None else ""


def lines(facts: Sequence[Fact]) -> list[str]:
    """Facts of one child, a line each; many of one kind and class are one."""
    groups: dict[object, list[Fact]] = {}
    for fact in _one_by_one(facts):
        groups.setdefault((fact.kind, fact.change.section, fact.change.by_post), []).append(fact)
    found = []
    for same in groups.values():
        if len(same) < MANY or same[0].change.is_answer:
            found += [capfirst(said(fact)) for fact in same]
        else:
            found.append(changed_words.many([change for fact in same for change in fact.changes]))
    return list(dict.fromkeys(found))
