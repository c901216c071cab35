"""A piece of work in words: its score, its day, its flag and what it does to the mark.

A page says these of up to a hundred pieces, so frames are put into words once a language, as days
are in ``common.text``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from openhouse.common.text import day_words, near_day, number_words
from openhouse.grades.queries import Work
from openhouse.grades.rules.pieces import (
    CLOSED,
    COUNT_AS_ZERO,
    HUNDRED,
    NEVER_COUNT,
    ONE,
    ZERO,
    Flagged,
    is_to_do,
    not_due_yet,
)
from openhouse.grades.rules.scales import shown
from openhouse.grades.words import short_day, together
from openhouse.ui.markup import markup

#: Word, kind and icon of a tag.
Tag = tuple[str, str, str]
NO_TAG: Tag = ("", "neutral", "")


class Scored(Flagged, Protocol):
    """Any piece of work as one student has it, with what its score and its day are told from."""

    @property
    def got(self) -> Decimal | None: ...
    @property
    def possible(self) -> Decimal | None: ...
    @property
    def text(self) -> str: ...
    @property
    def scored(self) -> bool: ...
    @property
    def missing(self) -> Decimal | None: ...


@dataclass(frozen=True, slots=True)
class Frames:
    """The sentences about a piece of work in one language. ``tags`` are by flag."""

    percent: str
    of: str
    extra: str
    due: str
    was_due: str
    given: str
    starts: str
    said: str
    feedback: str
    early_missing: str
    not_counted: str
    entered: str
    as_zero: str
    floor: str
    waits: str
    lowest: str
    times: str
    tags: dict[str, Tag]
    lowest_tag: Tag
    practice_tag: Tag
    blank_tag: Tag
    extra_tag: Tag


@lru_cache(maxsize=16)
def _frames(language: str | None) -> Frames:
    """The frames in *language*, which is the active one."""
    return Frames(
        percent=_("%(number)s\u00a0%%"),
        of=_("%(got)s of %(possible)s"),
        extra=_("+%(points)s extra"),
        due=_("due %(day)s"),
        was_due=_("was due %(day)s"),
        given=_("given %(day)s"),
        starts=_("starts %(day)s"),
        said=_("“%(comment)s”"),
        feedback=_("Feedback: “%(words)s”"),
        early_missing=_("not due yet, so it does not count"),
        not_counted=_("does not count"),
        entered=_("%(points)s entered, counts as 0"),
        as_zero=_("counts as 0"),
        floor=_("counts as %(percent)s until it is scored"),
        waits=_("does not count until it is scored"),
        lowest=_("lowest, left out"),
        times=_("counts %(times)s times"),
        tags={
            "turned in": (_("Turned in"), "info", "check"),
            "late": (_("Late"), "warn", "late"),
            "missing": (_("Missing"), "bad", "bad"),
            "incomplete": (_("Incomplete"), "warn", "warn"),
            "cheated": (_("See the teacher"), "warn", "info"),
            "exempt": (_("Excused"), "neutral", "excused"),
            "dropped": (_("Dropped"), "neutral", "x"),
            CLOSED: NO_TAG,
        },
        lowest_tag=(_("Lowest, left out"), "neutral", "x"),
        practice_tag=(_("Does not count"), "neutral", "info"),
        blank_tag=(_("Not scored yet"), "neutral", "clock"),
        extra_tag=(_("Extra credit"), "good", "star"),
    )


class Say:
    """What one page says of pieces of work *today*, in the reader's language."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.frames = _frames(get_language())

    def long(self, on: date) -> str:
        """ "Tuesday, Oct 6"."""
        return day_words(on)

    def near(self, on: date) -> str:
        """ "today", "tomorrow", "Friday" within a week, else "Tuesday, Oct 6"."""
        return near_day(on, self.today)

    def short(self, on: date) -> str:
        """ "Oct 6"."""
        return short_day(on)

    def score(self, work: Scored) -> str:
        """ "7 of 10"; a dash where there is no score."""
        got, possible = work.got, work.possible
        if work.flag == CLOSED:
            return ""
        if work.flag in COUNT_AS_ZERO and possible:
            got = None if _has_floor(work) else ZERO
        if got is None or not_due_yet(work, self.today):
            return work.text or "–"
        if possible is None:
            return number_words(got)
        if not possible:
            return self.frames.extra % {"points": number_words(got)}
        both = {"got": number_words(got), "possible": number_words(possible)}
        return self.frames.of % both

    def told(self, work: Scored) -> str:
        """The same in a list where a tag says the rest: nothing where there is no score."""
        has_score = work.scored or work.flag in COUNT_AS_ZERO
        return self.score(work) if has_score and not not_due_yet(work, self.today) else ""

    def share(self, work: Work) -> str:
        """The percent of one score; empty where the score does not say one."""
        if not work.possible or work.flag in NEVER_COUNT or not_due_yet(work, self.today):
            return ""
        if work.flag in COUNT_AS_ZERO:
            earns = work.missing if work.flag == "missing" else ZERO
            return "" if earns is None else self.percent(earns)
        return self.percent(work.got * HUNDRED / work.possible) if work.got is not None else ""

    def percent(self, percent: Decimal) -> str:
        """ "81.6 %", with a space that does not break."""
        return self.frames.percent % {"number": number_words(shown(percent))}

    def flag(self, flag: str) -> Tag:
        """The tag of a flag; none for no flag."""
        return self.frames.tags[flag] if flag else NO_TAG

    def tag(self, work: Work, *, lowest: bool = False) -> Tag:
        """The tag beside a piece of work: its flag, or what else is to be known of it."""
        if work.flag:
            return self.frames.tags[work.flag]
        if lowest:
            return self.frames.lowest_tag
        if not work.counts:
            return self.frames.practice_tag
        if not work.scored and work.due_on and work.due_on < self.today:
            return self.frames.blank_tag
        if work.possible is not None and not work.possible:
            return self.frames.extra_tag
        return NO_TAG

    def effect(self, work: Work, *, lowest: bool = False) -> str:
        """What a piece of work does to the mark, where that is not plain from its score."""
        frames = self.frames
        if not_due_yet(work, self.today):
            return frames.early_missing
        if work.flag in NEVER_COUNT or not work.counts:
            return frames.not_counted if work.flag else ""
        if lowest:
            return frames.lowest if work.flag else ""
        if work.flag in COUNT_AS_ZERO and work.possible:
            if _has_floor(work):
                earns = work.missing
                return (
                    frames.waits
                    if earns is None
                    else frames.floor % {"percent": self.percent(earns)}
                )
            if work.got:
                return frames.entered % {"points": number_words(work.got)}
            return frames.as_zero
        if work.multiplier != ONE:
            return frames.times % {"times": number_words(work.multiplier)}
        return ""

    def due(self, work: Scored, *, near: bool = False) -> str:
        """ "due Tuesday, Oct 6"; empty where no day is set for it."""
        on = work.due_on
        if on is None:
            return ""
        late = on < self.today and is_to_do(work.flag, scored=work.scored)
        frame = self.frames.was_due if late else self.frames.due
        return frame % {"day": self.near(on) if near else self.long(on)}

    def given(self, work: Work) -> str:
        """ "given Oct 1", or "starts Oct 8" while that is to come."""
        on = work.assigned_on
        if on is None:
            return ""
        frame = self.frames.starts if on > self.today else self.frames.given
        return frame % {"day": self.short(on)}

    def with_comment(
        self, parts: tuple[object, ...], comment: str, feedback: str = ""
    ) -> str | SafeString:
        """The parts in a quiet line, and the teacher's words under it, each on a line."""
        said = together(parts)
        for words, frame in ((comment, self.frames.said), (feedback, self.frames.feedback)):
            if words:
                quoted = frame % {"comment": words, "words": words}
                said = markup("{said}<br>{quoted}", said=said, quoted=quoted) if said else quoted
        return said


def quiet(words: str) -> SafeString:
    """Words that step back: work that does not count."""
    return markup('<span class="quiet">{words}</span>', words=words)


def _has_floor(work: Scored) -> bool:
    """If *work* is missing and its class has a meaning of its own for that."""
    return work.flag == "missing" and work.missing != ZERO
