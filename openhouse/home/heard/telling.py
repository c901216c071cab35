"""Letting go the notices that are due: person by person, each under her own scope.

A batch is one transaction: what is handed to the outbox, and that the notices are out. A worker
that is killed in it has done nothing, and another does it all. Two workers never have the same
person, so that she gets one bundle, and in order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import override

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.viewer import System
from openhouse.attendance.notices import is_expected_absent
from openhouse.common import clock
from openhouse.common.rows import array, rows
from openhouse.common.scope import ALL, scope, set_scope
from openhouse.districts.models import District
from openhouse.grades.assignments import CourseWork
from openhouse.home.changes import Changed, changed_from
from openhouse.home.heard import marks, papers, readers, words, work
from openhouse.home.heard.facts import Fact, day_of, fact_of
from openhouse.home.heard.matters import matter_of
from openhouse.home.heard.waiting import held_now
from openhouse.notifications.actions import draft, draft_push, draft_text, send_off
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.days import LOCK, Day, told_days
from openhouse.notifications.calm.hours import times_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import Notice, NoticeChoice, NoticeTimes
from openhouse.notifications.ways import Way, ways_of
from openhouse.people.models import Person

#: Persons in a batch, and lines that are read for one.
BATCH, MOST = 200, 5_000

State, Priority = Notice.State, Delivery.Priority
Key = tuple[int, str]
#: What a delivery is called, by the kinds of notices in it.
CALLED = {
    rules.ATTENDANCE: Kind.NOTICE_ATTENDANCE,
    rules.ASSIGNMENT: Kind.NOTICE_ASSIGNMENTS,
    rules.NEW_WORK: Kind.NOTICE_ASSIGNMENTS,
    rules.DUE: Kind.NOTICE_ASSIGNMENTS,
    rules.DOCUMENT: Kind.NOTICE_DOCUMENTS,
    rules.MESSAGE: Kind.NOTICE_MESSAGES,
    rules.REGISTRATION: Kind.NOTICE_REGISTRATION,
}

_DUE = """
SELECT p.person_id FROM (
    SELECT person_id FROM notifications_notice WHERE state = 'held' AND due_at <= %s
    GROUP BY person_id ORDER BY min(due_at), person_id LIMIT %s) p
WHERE pg_try_advisory_xact_lock(%s + p.person_id) LIMIT %s
"""
_HEARD = "SELECT * FROM openhouse_heard(%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Batch:
    """What is read at once for the persons whose notices are let go together."""

    today: date
    held: dict[int, list[Notice]]
    children: dict[int, set[int]]
    changes: dict[int, dict[Key, list[Changed]]]
    times: dict[int, NoticeTimes]
    choices: dict[tuple[int, int, str], NoticeChoice]
    ways: Mapping[int, Sequence[Way]]
    names: dict[int, str]
    #: Of the days that are held, those that are told already (K20).
    told: set[Day]
    mailed: set[papers.Mailed]
    #: What is due, by the notice's id; and by which lines work came (``heard.work``).
    due: Mapping[int, Sequence[CourseWork]]
    begun: Mapping[int, int]


def tell(district: District, now: datetime | None = None, most: int = BATCH) -> int:
    """Let go what is due of so many persons; how many persons it were.

    Raises nothing of a single person's: what cannot be told is not told, and not tried for ever.
    """
    with scope(district=district.pk, students=ALL, hat="system"):
        due = now or clock.now()
        # twice as many are looked at, for another worker may have the first of them
        found = rows(_DUE, [due, 2 * most, LOCK, most])
        persons = sorted(person for (person,) in found)
        if not persons:
            return 0
        held = held_now(persons, due, clock.zone(district.time_zone))
        batch = batch_of(held, clock.today(), district.pk)
        ours, drafts, told = as_current(district), [], set[int]()
        for person in persons:
            facts = facts_of(batch, person)
            kept = [(notice, fact) for notice, fact in facts if fact]
            for_her, sent = _drafts(batch, person, kept, ours)
            drafts += for_her
            told |= sent
        send_off(drafts, ours)
        _end(batch, told, due)
    return len(persons)


def _end(batch: Batch, told: set[int], now: datetime) -> None:
    every = {notice.pk for those in batch.held.values() for notice in those}
    Notice.objects.filter(pk__in=told).update(state=State.OUT, ended_at=now)
    Notice.objects.filter(pk__in=every - told).update(state=State.NONE, ended_at=now)


def batch_of(
    held: dict[int, list[Notice]], today: date, district: int, *, anew: bool = False
) -> Batch:
    """What is read for the persons of *held*; *anew*: of notices that have gone out."""
    persons = sorted(held)
    children = readers.children_of(persons, today)
    students = {child for those in children.values() for child in those}
    changes = _changes(held, children, today, district)
    names = {each.pk: each.first_name for each in Person.objects.filter(pk__in=students)}
    attendance = [n for those in held.values() for n in those if n.kind == rules.ATTENDANCE]
    days = set() if anew else {day_held(notice) for notice in attendance}
    return Batch(
        today,
        held,
        children,
        changes,
        times_of(persons),
        readers.choices_of(persons),
        ways_of(persons, Kind.NOTICE_GRADES),
        names,
        told_days(days),
        papers.mailed_of(c for theirs in changes.values() for cs in theirs.values() for c in cs),
        work.due_of(held, children, district),
        work.begun_in(held),
    )


def _changes(
    held: Mapping[int, list[Notice]],
    children: Mapping[int, set[int]],
    today: date,
    district: int,
) -> dict[int, dict[Key, list[Changed]]]:
    """What each of them may read today of what her notices are about, oldest first."""
    asked = [person for person, theirs in children.items() if theirs and held.get(person)]
    if not asked:
        return {}
    found = rows(
        _HEARD,
        [
            array(asked),
            [",".join(map(str, sorted(children[person]))) for person in asked],
            [min(notice.at for notice in held[person]) for person in asked],
            today,
            MOST,
        ],
    )
    set_scope(district=district, students=ALL, hat="system")
    wanted = {
        (person, notice.student_id, notice.matter, line)
        for person, those in held.items()
        for notice in those
        for line in notice.made_of
    }
    sorted_: dict[int, dict[Key, list[Changed]]] = defaultdict(lambda: defaultdict(list))
    for person, *row in reversed(found):
        change = changed_from(row)
        matter = matter_of(change.kind, change.about, change.said)
        if (person, change.student, matter, change.line) in wanted:
            sorted_[person][change.student, matter].append(change)
    return sorted_


def facts_of(batch: Batch, person: int) -> Iterable[tuple[Notice, Fact | None]]:
    """Each of her notices with what it tells; None where it is nothing."""
    seen = batch.changes.get(person, {})
    for notice in batch.held.get(person, ()):
        changes = seen.get((notice.student_id, notice.matter), [])
        if notice.kind == rules.DUE:
            changes = [*work.as_changes(notice.student_id, batch.due.get(notice.pk, ()))]
        elif notice.kind == rules.NEW_WORK:
            changes = work.without_slips(notice, changes, batch.begun)
        fact = fact_of(notice.student_id, notice.kind, changes) if changes else None
        if fact and fact.kind == rules.ATTENDANCE:
            if day_held(notice) in batch.told or _is_expected(fact, person):
                fact = None
            else:
                batch.told.add(day_held(notice))
        yield notice, fact


def day_held(notice: Notice) -> Day:
    """The day that a notice about attendance is of."""
    on = notice.matter.partition(":")[2]
    return notice.person_id, notice.student_id, date.fromisoformat(on)


def _is_expected(fact: Fact, person: int) -> bool:
    """If the home of *person* itself has said that the child is not there (``ATT-14``)."""
    house, on = System(), day_of(fact)
    return all(
        is_expected_absent(house, fact.student, on, change.said.get("period_id"), person)
        for change in fact.changes
    )


def _drafts(
    batch: Batch, person: int, facts: list[tuple[Notice, Fact]], district: CurrentDistrict
) -> tuple[list[Delivery], set[int]]:
    """What goes to *person*, a message a way, and the ids of the notices that it tells."""
    there = batch.ways.get(person, ())
    times = batch.times[person]
    by_way: dict[str, list[Fact]] = defaultdict(list)
    told = set()
    courses: dict[int, dict[int, Any]] = {}
    for notice, plain in facts:
        fact = plain
        if fact.kind == rules.SCORE:
            if fact.student not in courses:
                with scope(
                    district=district.id, students=batch.children[person], person=person,
                    hat="family",
                ):  # fmt: skip
                    courses[fact.student] = marks.courses_now(fact.student, batch.today)
            fact = marks.with_mark(fact, courses[fact.student], batch.today)
        wanted = _wanted(batch, person, fact, {way.way for way in there})
        for way in wanted - papers.left_out(batch.mailed, person, fact):
            by_way[way].append(fact)
            told.add(notice.pk)
    found = []
    absent = [notice.pk for notice, fact in facts if fact.kind == rules.ATTENDANCE]
    for each in there:
        if said := by_way.get(each.way):
            one = draft_of(each, said, batch, person, times, district)
            if any(fact.kind == rules.ATTENDANCE for fact in said):
                one.about = min(absent)  # by which ``again`` knows it
            found.append(one)
    return found, told


def _wanted(batch: Batch, person: int, fact: Fact, there: set[str]) -> set[str]:
    """By which ways she wants to hear *fact*."""
    times = batch.times[person]

    def ways(kind: str) -> set[str]:
        choice = batch.choices.get((person, fact.student, kind))
        if kind in rules.STUDENTS_OWN and person != fact.student and not choice:
            return set()
        return rules.ways(kind, choice.ways if choice else None, there, times.pace)

    choice = batch.choices.get((person, fact.student, fact.kind))
    below = choice.below if choice and choice.below is not None else times.below
    found = ways(fact.kind) if rules.is_wanted(fact.kind, fact.percent, below) else set()
    if fact.kind != rules.SCORE or fact.moved is None:
        return found
    marked = batch.choices.get((person, fact.student, rules.MARK))
    below = marked.below if marked and marked.below is not None else times.below
    if fact.moved.fell_below(below) if below is not None else fact.moved.is_moved:
        found |= ways(rules.MARK)
    return found


def draft_of(
    way: Way,
    facts: list[Fact],
    batch: Batch,
    person: int,
    times: NoticeTimes,
    district: CurrentDistrict,
) -> Delivery:
    """What tells *person* of *facts* by one way, in her language."""
    kinds = {fact.kind for fact in facts}
    kind = CALLED.get(next(iter(kinds)), Kind.NOTICE_GRADES) if len(kinds) == 1 else "notice.bundle"
    students = {fact.student for fact in facts}
    about: dict[str, Any] = {
        "kind": str(kind),
        "district": district,
        "person": person,
        "student": next(iter(students)) if len(students) == 1 else None,
        "students": sorted(students),
        "of_each": True,
        "priority": Priority.URGENT if rules.ATTENDANCE in kinds else Priority.NORMAL,
    }
    with override(way.language or None):
        if way.way == rules.MAIL:
            return draft(words.letter(facts, batch.names, person, district.slug), way.to, **about)
        if way.way == rules.TEXT:
            said = words.text(facts, batch.names, person, is_safe=times.safe, sender=district.name)
            return draft_text(said, way.to, **about)
        url = f"/{district.slug}/family/changes/"
        shown = words.push(facts, batch.names, person, is_safe=times.safe, url=url)
        return draft_push(shown, way.subscription or 0, **about)
