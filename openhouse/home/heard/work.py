"""Work to do: for whom a new piece is, what was only a slip, and who hears what is due tomorrow."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from openhouse.access.viewer import Family, System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.rows import array, rows
from openhouse.common.scope import ALL, scope, set_scope
from openhouse.courses.models import Placement
from openhouse.grades.assignments import CourseWork, to_do, work_of_courses
from openhouse.grades.words import listed
from openhouse.home.changes import Changed
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import as_times, times_of
from openhouse.notifications.models_notices import Notice

#: Person, student, kind, matter, lines, since when, until when.
type Held = tuple[int, int, str, str, str, datetime, datetime]

#: Who hears that something is due on a day: a student with an account of her own, and who asked
#: for it, of those who have something that is due then.
_REMINDED = """
WITH soon AS (
    SELECT DISTINCT p.student_id FROM grades_assignment a
    JOIN courses_placement p ON p.section_id = a.section_id
        AND daterange(p.starts_on, p.ends_on, '[]') @> a.due_on
    WHERE a.visible AND a.due_on = %(day)s)
SELECT s.student_id, s.student_id FROM soon s
JOIN people_account x ON x.person_id = s.student_id AND x.is_active AND x.settled_at IS NOT NULL
UNION
SELECT c.person_id, c.student_id FROM soon s
JOIN notifications_noticechoice c ON c.student_id = s.student_id AND c.kind = 'due'
    AND cardinality(c.ways) > 0
"""
_BEGUN = """
SELECT id, about_id FROM ledger_change
WHERE id = ANY (%s::bigint[]) AND kind LIKE 'assignment.%%'
  AND before ->> 'visible' IS DISTINCT FROM 'true'
"""


def sitting_in(sections: Collection[int], today: date) -> Mapping[int, Sequence[int]]:
    """The students who sit in each of *sections* today."""
    found: dict[int, list[int]] = defaultdict(list)
    if sections:
        there = Placement.objects.visible_to(System()).filter(
            running(today), section_id__in=sections
        )
        for section, student in there.values_list("section_id", "student_id"):
            found[section].append(student)
    return found


def is_over(said: Mapping[str, Any], today: date, old: timedelta) -> bool:
    """If work was due before today; or, due on no day, was given out so long ago."""
    if due := said.get("due_on"):
        return date.fromisoformat(due) < today
    given: str = said.get("assigned_on") or ""
    return bool(given) and date.fromisoformat(given) < today - old


def reminders(house: rules.House, today: date) -> list[Held]:
    """What is to be held on a day about what is due on the next one."""
    day = today + timedelta(days=1)
    found = rows(_REMINDED, {"day": day})
    times = times_of({person for person, _student in found})
    now, held = clock.now(), []
    for person, student in found:
        if when := rules.due_reminder(today, house, as_times(times[person])):
            matter = f"{rules.DUE}:{day.isoformat()}"
            held.append((person, student, rules.DUE, matter, "{}", now, when))
    return held


def begun_in(held: Mapping[int, Sequence[Notice]]) -> dict[int, int]:
    """The lines by which work became visible, of those that are held, each with its work."""
    new = [n for those in held.values() for n in those if n.kind == rules.NEW_WORK]
    lines = {line for notice in new for line in notice.made_of}
    return dict(rows(_BEGUN, [array(lines)])) if lines else {}


def without_slips(
    notice: Notice, changes: Sequence[Changed], begun: Mapping[int, int]
) -> list[Changed]:
    """*changes* without work that came and was taken back before anybody was told of it."""
    fresh = {begun[line] for line in notice.made_of if line in begun}
    return [
        change
        for change in changes
        if change.about not in fresh or (change.after or {}).get("visible")
    ]


def due_of(
    held: Mapping[int, Sequence[Notice]], children: Mapping[int, set[int]], district: int
) -> dict[int, list[CourseWork]]:
    """What is to be done for the day of each notice of that kind, by the notice's id.

    Each under its reader's own scope, as her own page would say it.
    """
    found: dict[int, list[CourseWork]] = {}
    for person, those in held.items():
        hers = [n for n in those if n.kind == rules.DUE and n.student_id in children[person]]
        if not hers:
            continue
        with scope(district=district, students=children[person], person=person, hat="family"):
            for notice in hers:
                child, today = notice.student_id, clock.today()
                work = work_of_courses(Family(frozenset({child})), child, today, 0)
                day = date.fromisoformat(notice.matter.partition(":")[2])
                found[notice.pk] = [
                    piece for piece in to_do(work) if piece.due_on == day and day >= today
                ]
    set_scope(district=district, students=ALL, hat="system")
    return found


def as_changes(student: int, pieces: Sequence[CourseWork]) -> tuple[Changed, ...]:
    """Work that is due, in the shape of what a fact is made of; nothing of it has changed."""
    return tuple(
        Changed(
            student=student, at=clock.now(), kind="due.soon", before=None,
            after={"due_on": str(piece.due_on)}, reason="", section=piece.section,
            course=piece.course, work=piece.name, possible=None, status_before="",
            excuse_before="", status="", excuse="", by_teacher="", by_post="", by_name="",
            is_new=True, about=piece.id,
        )
        for piece in pieces
    )  # fmt: skip


def due_words(changes: Sequence[Changed]) -> str:
    """ "Due tomorrow: Essay 2 (English), Quiz 5 (Algebra)"; of a notice that came late "today"."""
    work = listed(f"{change.work} ({change.course})" for change in changes)
    if changes[0].said["due_on"] == str(clock.today()):
        return _("Due today: %(work)s") % {"work": work}
    return _("Due tomorrow: %(work)s") % {"work": work}
