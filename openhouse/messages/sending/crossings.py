"""Of whom what a rule asks for is so on a day (NOT-09), as families read it: no more than that."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import batched
from typing import Any

from openhouse.attendance.queries import calendar_around, days_of_each
from openhouse.attendance.rules import UNEXCUSED, UNKNOWN, DayValue
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.courses.models import Placement, Section
from openhouse.districts.models import School
from openhouse.documents.published.waiting import waiting_of
from openhouse.grades.assignments import missing_by_class
from openhouse.grades.queries import posted_lately
from openhouse.messages.models_rules import EventRule
from openhouse.messages.sending.whom import AT_ONCE, SCHOOL, Whom, marks_by_class, students_of

What, Tells = EventRule.What, EventRule.Tells
#: Students whose days are read at once; and for so many days a posted mark is told of.
STUDENTS, LATELY = 300, 30
#: A student, the class and the document that it is about.
type Key = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Fit:
    """It is so of a student, of a class or of none, ``since`` a day where that is known."""

    student: int
    section: int | None
    facts: dict[str, Any]
    since: date | None = None
    document: int | None = None

    @property
    def key(self) -> Key:
        return self.student, self.section, self.document


@dataclass(frozen=True, slots=True)
class Looked:
    """A school, its students that the rule is for, and of whom it is so."""

    school: int
    students: set[int]
    term_began: date
    fits: list[Fit]


def schools_of_rule(rule: EventRule) -> list[int]:
    """The ids of the schools that it is for."""
    if rule.school_id is not None:
        return [rule.school_id]
    return list(School.objects.order_by("pk").values_list("pk", flat=True))


def looked_at(
    viewer: Sees, rule: EventRule, school: int, today: date, only: Collection[int] | None = None
) -> Looked:
    """What the rule finds at a school; of *only* these students, or of all."""
    whom = Whom(SCHOOL, school=school, grades=tuple(rule.grades))
    students = students_of(viewer, whom, today)
    if only is not None:
        students &= set(only)
    stretches, _days = calendar_around([school], today, today, today)
    term, year = stretches[-1].starts_on, stretches[0].starts_on
    if not students:
        return Looked(school, students, term, [])
    if rule.what == What.ABSENCES:
        month = today - timedelta(days=30)
        first = {"term": term, "year": year, "month": month}[rule.during]
        found = _absences(viewer, rule, students, first, today)
    elif rule.what == What.MISSING:
        found = _missing(viewer, rule, school, students, today)
    elif rule.what == What.MARK:
        found = _marks(viewer, rule, school, students, today)
    elif rule.what == What.DOCUMENT:
        found = _documents(viewer, rule, school, students, today)
    else:
        found = _posted(viewer, rule, school, students, today)
    return Looked(school, students, term, list(found))


def _absences(
    viewer: Sees, rule: EventRule, students: Collection[int], first: date, today: date
) -> Iterator[Fit]:
    least = rule.least or 1
    for part in batched(sorted(students), STUDENTS):
        for student, days in days_of_each(viewer, part, first, today).items():
            missed = [
                day.on
                for day in days
                if day.value is DayValue.ABSENT
                and (not rule.unexcused or day.excuse in (UNEXCUSED, UNKNOWN))
            ]
            if len(missed) >= least:
                facts = {
                    "what": What.ABSENCES.value, "n": len(missed), "unexcused": rule.unexcused,
                    "since": first.isoformat(),
                }  # fmt: skip
                yield Fit(student, None, facts, missed[least - 1])


def _missing(
    viewer: Sees, rule: EventRule, school: int, students: Collection[int], today: date
) -> Iterator[Fit]:
    least, what = rule.least or 1, What.MISSING.value
    lacks = missing_by_class(viewer, students, today, school)
    if rule.by_class:
        for student, section, name, many in lacks:
            if many >= least:
                yield Fit(student, section, {"what": what, "n": many, "class": name})
        return
    whole: dict[int, int] = {}
    for student, _section, _name, many in lacks:
        whole[student] = whole.get(student, 0) + many
    for student, many in whole.items():
        if many >= least:
            yield Fit(student, None, {"what": what, "n": many})


def _marks(
    viewer: Sees, rule: EventRule, school: int, students: Collection[int], today: date
) -> Iterator[Fit]:
    shown = Section.objects.filter(
        running(today, at="term__"), school=school, school__portal_open=True,
        pk__in=Placement.objects.visible_to(viewer)
        .filter(running(today), student_id__in=list(students)).values("section_id"),
    )  # fmt: skip
    names = dict(shown.order_by("pk").values_list("pk", "name"))
    for part in batched(names, AT_ONCE):
        for section, marks in marks_by_class(viewer, part, today, only=students):
            for student, mark in marks.items():
                if mark.percent is not None and is_low(rule, mark.percent, mark.letter):
                    facts = _mark(What.MARK, names[section], mark.percent, mark.letter)
                    yield Fit(student, section, facts)


def _posted(
    viewer: Sees, rule: EventRule, school: int, students: Collection[int], today: date
) -> Iterator[Fit]:
    since = today - timedelta(days=LATELY)
    found = {}  # of several of one class the newest that is low
    for student, section, name, percent, letter, on in posted_lately(
        viewer, students, school, since, today
    ):
        if is_low(rule, percent, letter):
            facts = _mark(What.POSTED, name, percent, letter)
            found[student, section] = Fit(student, section, facts, on)
    yield from found.values()


def _documents(
    viewer: Sees, rule: EventRule, school: int, students: Collection[int], today: date
) -> Iterator[Fit]:
    """Each document that a family can answer still; before its last day none that has had it."""
    days = timedelta(days=rule.least or 1)
    for part in batched(sorted(students), STUDENTS):
        for one in waiting_of(viewer, part, school, today):
            since = one.since + days
            if rule.before_due:
                if one.due_on is None or one.due_on < today:
                    continue
                since = max(one.since, one.due_on - days)
            if since <= today:
                facts = {
                    "what": What.DOCUMENT.value, "title": one.title, "signs": one.signs,
                    "given": one.since.isoformat(),
                    "due": one.due_on.isoformat() if one.due_on else None,
                    "of": [
                        tells.value
                        for tells, is_open in (
                            (Tells.GUARDIANS, one.guardians), (Tells.STUDENT, one.by_student),
                        )
                        if is_open
                    ],
                }  # fmt: skip
                yield Fit(one.student, one.section, facts, since, one.document)


def is_for(facts: Mapping[str, Any], *, students: bool) -> bool:
    """If a fact is told to *students*, or to guardians: of a document whose answer is open."""
    return (Tells.STUDENT if students else Tells.GUARDIANS) in facts.get("of", Tells.values)


def is_low(rule: EventRule, percent: Decimal | None, letter: str) -> bool:
    """If a mark is one that the rule calls low."""
    if rule.below is not None and percent is not None and percent < rule.below:
        return True
    return letter.strip().casefold() in {one.casefold() for one in rule.letters}


def _mark(what: EventRule.What, name: str, percent: Decimal | None, letter: str) -> dict[str, Any]:
    exact = None if percent is None else str(percent)
    return {"what": what.value, "class": name, "percent": exact, "letter": letter}
