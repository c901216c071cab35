"""Marks posted to a task while its window is open (TCH-07)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement
from openhouse.grades.gradebook.windows import Window
from openhouse.grades.models import PostedMark, PostingWindow
from openhouse.people.guard import seen

MOST_PERCENT = Decimal(1000)
LONGEST_LETTER, LONGEST_COMMENT = 20, 1000
_POST = """
INSERT INTO grades_postedmark
    (student_id, section_id, term_id, task_id, posted_on, letter, percent, comment,
     computed_letter, computed_percent)
SELECT w.student_id, %s, %s, %s, %s, w.letter, w.percent, w.comment,
       w.computed_letter, w.computed_percent
FROM unnest(%s::bigint[], %s::varchar[], %s::numeric[], %s::text[], %s::varchar[], %s::numeric[])
    AS w (student_id, letter, percent, comment, computed_letter, computed_percent)
ON CONFLICT (student_id, section_id, term_id, task_id) DO UPDATE
SET letter = excluded.letter, percent = excluded.percent, comment = excluded.comment,
    posted_on = excluded.posted_on, computed_letter = excluded.computed_letter,
    computed_percent = excluded.computed_percent"""


class Computed(NamedTuple):
    """A mark as the gradebook computes it, rounded as its page shows it."""

    letter: str = ""
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Posting:
    """A mark as it is posted for a student.

    ``computed`` is what the gradebook computed then; None where nobody knows.
    """

    letter: str = ""
    percent: Decimal | None = None
    comment: str = ""
    computed: Computed | None = field(default=None, compare=False)

    @property
    def by_hand(self) -> bool:
        """If it is another than was computed."""
        if self.computed is None:
            return False
        other = self.percent is not None and self.percent != self.computed.percent
        return other or self.letter != self.computed.letter

    def after(self, before: "Posting | None") -> "Posting":
        """Itself, or with a new comment alone what was computed for the mark that stands."""
        if before and (self.letter, self.percent) == (before.letter, before.percent):
            return replace(self, computed=before.computed)
        return self


def posted_to(viewer: Sees, section: int, window: Window) -> dict[int, Posting]:
    """What is posted already, by student."""
    marks = PostedMark.objects.visible_to(viewer).filter(
        section_id=section, term_id=window.term, task_id=window.task
    )
    columns = ("student_id", "letter", "percent", "comment", "computed_letter", "computed_percent")
    return {
        student: Posting(letter, percent, comment, None if then is None else Computed(then, worth))
        for student, letter, percent, comment, then, worth in marks.values_list(*columns)
    }


def read_posting(letter: str, percent: str, comment: str) -> Posting | str:
    """What was typed for one student; or in a sentence why it is no mark."""
    letter, percent, comment = letter.strip(), percent.strip(), comment.strip()
    if len(letter) > LONGEST_LETTER:
        return _("This is too long for a mark.")
    if len(comment) > LONGEST_COMMENT:
        return _("The comment is too long.")
    if not percent:
        return Posting(letter, None, comment)
    try:
        number = Decimal(percent)
    except InvalidOperation:
        return _("Type a percent as a number, like 84.5.")
    if not number.is_finite() or not 0 <= number < MOST_PERCENT:
        return _("A percent is a number from 0 on, and less than 1000.")
    return Posting(letter, round(number, 3), comment)


def digest_of(posted: Mapping[int, Posting]) -> str:
    """What is posted already, in a few letters: another where any of it is."""
    said = sorted((one, each.letter, each.percent, each.comment) for one, each in posted.items())
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def post_marks(
    actor: Sees,
    section: int,
    window: Window,
    marks: Mapping[int, Posting],
    saw: str,
    today: date,
    day: date,
) -> str:
    """Post *marks*, by student; "", or why nothing is written.

    "closed": the window is; "overtaken": what is posted is not what its digest *saw* any more.
    Only for students who sit in the section on *day*; what is the same as before is left as it is.
    """
    with transaction.atomic():
        held = PostingWindow.objects.select_for_update().filter(pk=window.id)
        if not list(held.filter(opens_on__lte=today, closes_on__gte=today)):
            return "closed"
        before = posted_to(actor, section, window)
        if saw and saw != digest_of(before):
            return "overtaken"
        sit = Placement.objects.visible_to(actor).filter(running(day), section_id=section)
        here = set(seen(actor, sit.values_list("student_id", flat=True)))
        new = [
            (student, mark.letter, mark.percent, mark.comment, *(mark.computed or (None, None)))
            for student, mark in marks.items()
            if student in here and mark != before.get(student, Posting())
        ]
        if new:
            with connection.cursor() as cursor:
                columns = [list(column) for column in zip(*new, strict=True)]
                cursor.execute(_POST, [section, window.term, window.task, today, *columns])
    return ""
