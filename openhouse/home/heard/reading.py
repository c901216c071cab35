"""Finding whom the newest lines of the ledger may concern, and holding a notice for each.

It goes by transactions as ``SeenChanges`` does: what is new are the lines that the snapshot of the
last time did not see and the one of now does. A line whose transaction ended late is so neither
missed nor read twice, and since a notice and the snapshot are kept in one transaction, a worker
that is killed has either done both or nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.rows import array, from_json, rows
from openhouse.documents.models import PublishedFile
from openhouse.documents.published.counting import students_of
from openhouse.home.heard import readers
from openhouse.home.heard.matters import kind_of, matter_of
from openhouse.home.heard.work import Held, is_over, reminders, sitting_in
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import as_times, house_now, times_of

#: Lines that are read at a time.
LINES = 5_000
#: A transaction that runs longer is not waited for: an import of a whole district takes hours.
LONGEST = timedelta(days=2)
#: What an import tells of longer ago is history: it stands in What changed, and nobody is told.
OLD = timedelta(days=14)

_FIRST = (
    "INSERT INTO notifications_heardupto (seen_at, snapshot)"
    " VALUES (openhouse_now(), pg_current_snapshot()::text) ON CONFLICT DO NOTHING"
)
_LAST = (
    "SELECT id, seen_at, snapshot, openhouse_now(), pg_current_snapshot()::text,"
    " due_on FROM notifications_heardupto FOR UPDATE SKIP LOCKED"
)
_NEWEST = """
SELECT c.id, coalesce(c.student_id, q.student_id, u.student_id), c.kind, c.about_id, c.at,
       coalesce(c.after, c.before), c.actor_id,
       CASE WHEN c.student_id IS NULL THEN c.person_id END, c.section_id
FROM ledger_change c
LEFT JOIN questions_question q ON c.kind = 'question.changed' AND q.id = c.about_id
LEFT JOIN immunizations_cardupload u ON c.kind LIKE 'health.card_%%' AND u.id = c.about_id
WHERE c.at >= %(since)s
  AND NOT pg_visible_in_snapshot(c.tx::text::xid8, %(old)s::pg_snapshot)
  AND pg_visible_in_snapshot(c.tx::text::xid8, %(new)s::pg_snapshot)
  AND (split_part(c.kind, '.', 1) IN (
          'score', 'mark', 'attendance', 'placement', 'transcript', 'immunization')
       OR c.kind IN ('paper.issued', 'paper.corrected', 'paper.withdrawn', 'health.issued')
       OR (c.kind = 'question.changed' AND c.after ->> 'state' = 'answered')
       OR c.kind LIKE 'health.card_%%'
       OR (c.kind LIKE 'assignment.%%'
           AND 'true' IN (c.before ->> 'visible', c.after ->> 'visible')))
ORDER BY c.id
"""
#: Newest editions that came since, or whose day has come since.
_PUBLISHED = """
SELECT e.id, f.id, f.published_by_id, w.at
FROM documents_publishededition e
JOIN documents_publishedfile f ON f.id = e.published_id AND f.edition = e.number
JOIN districts_district d ON d.id = f.district_id
CROSS JOIN LATERAL (SELECT greatest(
    e.added_at, f.visible_from::timestamp AT TIME ZONE d.time_zone) AS at) w
WHERE f.withdrawn_at IS NULL AND f.visible_from <= %(today)s
  AND (f.visible_until IS NULL OR f.visible_until >= %(today)s)
  AND pg_visible_in_snapshot(e.tx::text::xid8, %(new)s::pg_snapshot)
  AND (NOT pg_visible_in_snapshot(e.tx::text::xid8, %(old)s::pg_snapshot)
       OR (w.at > e.added_at AND w.at > %(seen)s AND w.at <= %(now)s))
ORDER BY e.id
"""
#: One that waits already takes the lines into itself.
_HOLD = """
INSERT INTO notifications_notice (person_id, student_id, kind, matter, made_of, at, due_at, state)
SELECT n.person, n.student, n.kind, n.matter, n.lines::bigint[], n.at, n.due, 'held'
FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],
            %s::timestamptz[]) AS n (person, student, kind, matter, lines, at, due)
ON CONFLICT (person_id, student_id, matter) WHERE state = 'held'
DO UPDATE SET made_of = notifications_notice.made_of || excluded.made_of, kind = excluded.kind
"""


@dataclass(slots=True)
class News:
    """What was done to one thing of a student: the lines, since when, and who is not told."""

    student: int
    matter: str
    kind: str
    at: datetime
    lines: list[int] = field(default_factory=list)
    #: Who did all of it herself.
    by: set[int | None] = field(default_factory=set)
    #: Whom alone it concerns: an answer is the asker's.
    whose: int | None = None


def hold_notices(today: date) -> int:
    """Hold a notice for each person whom something new may concern; how many it were.

    Within the scope of the district's own jobs, in one transaction. Nothing is done while another
    worker does it.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIRST)
    found = rows(_LAST, [])
    if not found:
        return 0
    number, seen, old, now, new, looked_on = found[0]
    span = {
        "since": min(seen, now) - LONGEST, "old": old, "new": new,
        "seen": seen, "now": now, "today": today,
    }  # fmt: skip
    held = 0
    house = house_now(clock.now().tzinfo, today)  # type: ignore[arg-type]
    for news in _news(span, today):
        held += _hold(news, house, today)
    if looked_on != today:
        held += hold(reminders(house, today))
    rows(
        "UPDATE notifications_heardupto SET seen_at = %s, snapshot = %s, due_on = %s WHERE id = %s"
        " RETURNING 1",
        [now, new, today, number],
    )
    return held


def _news(span: dict[str, Any], today: date) -> Iterator[list[News]]:
    """What is new, some thousand lines at a time."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, span)
        while lines := cursor.fetchmany(LINES):
            yield _by_matter(lines, today)
    for edition, file, by, at in rows(_PUBLISHED, span):
        document = PublishedFile.objects.visible_to(System()).get(pk=file)
        matter = matter_of("document.", file, {})
        yield [
            News(student, matter, rules.DOCUMENT, at, [edition], {by})
            for student in sorted(students_of(System(), document, today))
        ]


def _by_matter(lines: list[Any], today: date) -> list[News]:
    found: dict[tuple[int, str, int | None], News] = {}
    sitting = sitting_in({line[-1] for line in lines if line[-1] is not None}, today)
    for line, student, kind, about, at, text, actor, whose, section in lines:
        said = from_json(text) or {}
        if _is_old(kind, said, today):
            continue
        matter = matter_of(kind, about, said)
        concerned = sitting.get(section, ()) if section else [student]
        for each in concerned:
            if each is None:
                continue
            news = found.setdefault((each, matter, whose), News(each, matter, "", at, whose=whose))
            news.kind = kind_of(kind, said)
            news.lines.append(line)
            news.by.add(actor)
    return list(found.values())


def _is_old(kind: str, said: dict[str, Any], today: date) -> bool:
    if kind.startswith("assignment."):
        return is_over(said, today, OLD)
    return "on" in said and date.fromisoformat(said["on"]) < today - OLD


def _hold(news: list[News], house: rules.House, today: date) -> int:
    students = {each.student for each in news}
    theirs = readers.readers_of(students, today)
    times = times_of({person for those in theirs.values() for person in those})
    hours = {person: as_times(row) for person, row in times.items()}
    first = readers.signed_up(students)
    # from when it is read, not from its line: what is committed late has its minutes too
    now = clock.now().astimezone(UTC)

    @lru_cache(maxsize=10_000)
    def due(kind: str, of: rules.Times, *, waits: bool, bundled: bool) -> datetime:
        return rules.due(kind, now, house, of, waits_for_student=waits, bundled=bundled)

    columns: list[Held] = []
    for each in news:
        for person in sorted(theirs.get(each.student, ())):
            if each.by == {person} or each.whose not in (None, person):
                continue
            waits = each.student in first and person != each.student
            # work that was brought in comes with the day's bundle, however much it is
            bundled = each.kind == rules.NEW_WORK and each.by == {None}
            when = due(each.kind, hours[person], waits=waits, bundled=bundled)
            lines = array(each.lines)
            columns.append((person, each.student, each.kind, each.matter, lines, each.at, when))
    return hold(columns)


def hold(columns: Sequence[Held]) -> int:
    """Keep these as waiting: person, student, kind, matter, lines, since when and until when."""
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [list(column) for column in zip(*columns, strict=True)])
    return len(columns)
