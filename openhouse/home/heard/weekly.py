"""The weekly word: what is missing and due, which marks moved, which days were missed.

One e-mail (or text, to who has no address) for all children of a family, read without signing in.
Of all that was tried a weekly word did most where portals are seldom opened: failed courses fell by
39 % (features.md, section 4, idea 4; draft figures). Each is read under its reader's own scope.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.ties import open_ties
from openhouse.access.viewer import Family
from openhouse.common import clock
from openhouse.common.addresses import whole_page
from openhouse.common.rows import array, rows
from openhouse.common.scope import ALL, scope, set_scope
from openhouse.common.text import day_words
from openhouse.districts.models import District
from openhouse.grades.assignments import CourseWork, missing, to_do, work_of_courses
from openhouse.grades.queries import Course
from openhouse.grades.words import listed, mark_words
from openhouse.home.changes import Changed, changed_from
from openhouse.home.heard import marks, readers
from openhouse.home.heard.facts import Fact, Moved, day_of, fact_of, mark_said
from openhouse.home.heard.matters import kind_of, matter_of
from openhouse.home.heard.short import as_text
from openhouse.notifications.actions import draft, draft_text, send_off
from openhouse.notifications.calm import rules
from openhouse.notifications.calm.hours import as_times, house_now, times_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_notices import Notice, NoticeTimes
from openhouse.notifications.ways import Way, ways_of
from openhouse.people.models import Account, Person

WEEK = timedelta(days=7)
#: Persons in a batch, lines that are read for one, and things that one line names.
BATCH, MOST, NAMED = 100, 2_000, 4
#: Which locks of the database are these: with the person's id behind it.
LOCK = 7_302 << 40
_LOCKED = (
    "SELECT p.id FROM unnest(%s::bigint[]) AS p (id) WHERE pg_try_advisory_xact_lock(%s + p.id)"
)
_HEARD = "SELECT * FROM openhouse_heard(%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Week:
    """A child's week, as one reader may see it."""

    work: Sequence[CourseWork]
    courses: Mapping[int, Course]
    facts: Sequence[Fact]


def send_words(district: District) -> int:
    """Send the weekly word to everybody whose day and hour it is; how many it were.

    Who they are is asked once of the district, then of each part of them.
    """
    with scope(district=district.pk, students=ALL, hat="system"):
        house = house_now(clock.zone(district.time_zone), clock.today())
        if not _is_somebodys_day(clock.now(), house):
            return 0
        everybody = sorted(_due(clock.now(), house, _hearers()))
    return sum(_send_part(district, house, part) for part in batched(everybody, BATCH))


def _send_part(district: District, house: rules.House, persons: Sequence[int]) -> int:
    """One transaction: that it was sent is kept with it, so a killed worker doubles nothing."""
    with scope(district=district.pk, students=ALL, hat="system"):
        held = [person for (person,) in rows(_LOCKED, [array(persons), LOCK])]
        # once more, for another worker may have sent it before this one had the lock
        whose = _due(clock.now(), house, held)
        if not whose:
            return 0
        children = readers.children_of(list(whose), clock.today())
        send_off(_drafts(children, as_current(district)), as_current(district))
        for person, day in whose.items():
            NoticeTimes.objects.update_or_create(person_id=person, defaults={"word_on": day})
    return len(whose)


def _hearers() -> set[int]:
    """Everybody who may have one: guardians, and students with an account."""
    ties = open_ties(readers.HOUSE, clock.today())
    students = Account.objects.filter(person__student__isnull=False, settled_at__isnull=False)
    return {
        person for found in (ties, students) for person in found.values_list("person_id", flat=True)
    }


def _due(now: datetime, house: rules.House, persons: Collection[int]) -> dict[int, date]:
    """Those of *persons* whose weekly word is due, each with the day of it."""
    found, once_a_week = {}, set()
    for person, row in times_of(persons).items():
        day = rules.day_of_the_word(now, house, as_times(row)) if row.weekly_word else None
        if day and (row.word_on is None or row.word_on < day):
            found[person] = day
            if row.pace == rules.WEEKLY:
                once_a_week.add(person)
    bundled = _with_a_bundle(once_a_week, now)
    return {person: day for person, day in found.items() if person not in bundled}


def _with_a_bundle(persons: set[int], now: datetime) -> set[int]:
    """Those who hear all else once a week and have a bundle today: of the two one is enough.

    Of a bundle that waits nobody knows yet if it says anything: then the word waits too.
    """
    if not persons:
        return set()
    bundles = Notice.objects.exclude(kind=rules.ATTENDANCE).filter(
        person_id__in=persons,
        state__in=(Notice.State.HELD, Notice.State.OUT),
        due_at__gt=now - rules.WORD_WAITS,
        due_at__lte=now,
    )
    return set(bundles.values_list("person_id", flat=True))


def _is_somebodys_day(now: datetime, house: rules.House) -> bool:
    """If the word is due by the defaults, or by somebody's own times: on most days it is not."""
    usual = rules.day_of_the_word(now, house, rules.Times())
    days = {now.weekday(), (now - timedelta(days=1)).weekday()}
    return bool(usual) or NoticeTimes.objects.filter(weekly_word=True, weekday__in=days).exists()


def _drafts(children: Mapping[int, set[int]], district: CurrentDistrict) -> list[Delivery]:
    persons = [person for person, theirs in children.items() if theirs]
    if not persons:
        return []
    ways = ways_of(persons, Kind.WEEKLY)
    reached = [person for person in persons if _best(ways.get(person, ()))]
    weeks = _weeks(reached, children, district)
    students = {child for person in reached for child in children[person]}
    names = {each.pk: each.first_name for each in Person.objects.filter(pk__in=students)}
    found = []
    for person in reached:
        for way in _best(ways[person]):
            with override(way.language or None):
                said = [
                    ("" if child == person else names[child], lines)
                    for child in sorted(children[person], key=names.__getitem__)
                    if (lines := lines_of(weeks[person, child], clock.today()))
                ]
                if said:
                    found.append(_draft(way, said, person, children[person], district))
    return found


def _best(ways: Sequence[Way]) -> list[Way]:
    """E-mail, else text: one way is enough."""
    mails = [way for way in ways if way.way == rules.MAIL]
    return mails or [way for way in ways if way.way == rules.TEXT]


def _weeks(
    persons: Sequence[int], children: Mapping[int, set[int]], district: CurrentDistrict
) -> dict[tuple[int, int], Week]:
    """The week of each child of each of *persons*, under her own scope."""
    if not persons:
        return {}
    today = clock.today()
    since = datetime.combine(today - WEEK, time(), timezone.get_current_timezone())
    ids = [",".join(map(str, sorted(children[person]))) for person in persons]
    values = [array(persons), ids, [since] * len(persons), today, MOST]
    changes: dict[tuple[int, int], list[Changed]] = defaultdict(list)
    for person, *row in reversed(rows(_HEARD, values)):
        change = changed_from(row)
        changes[person, change.student].append(change)
    set_scope(district=district.id, students=ALL, hat="system")
    found = {}
    for person in persons:
        theirs = children[person]
        with scope(district=district.id, students=theirs, person=person, hat="family"):
            for child in theirs:
                work = work_of_courses(Family(frozenset({child})), child, today, 0)
                courses = marks.courses_now(child, today)
                found[person, child] = Week(work, courses, _facts(child, changes[person, child]))
    return found


def _facts(child: int, changes: Sequence[Changed]) -> list[Fact]:
    """What the changes of the week come to, thing by thing."""
    by_matter: dict[str, list[Changed]] = defaultdict(list)
    for change in changes:
        by_matter[matter_of(change.kind, change.about, change.said)].append(change)
    found = [
        fact_of(child, kind_of(those[0].kind, those[0].said), those) for those in by_matter.values()
    ]
    return [fact for fact in found if fact]


def lines_of(week: Week, today: date) -> list[str]:
    """A child's week in words, a line for each question of a parent."""
    found = []
    if gone := missing(week.work):
        found.append(_("Missing: %(work)s") % {"work": _named([_piece(each) for each in gone])})
    found += _moved(week, today)
    if days := sorted({day_of(fact) for fact in week.facts if fact.kind == rules.ATTENDANCE}):
        said = [day_words(day) for day in days]
        found.append(_("Not there, or not all day: %(days)s") % {"days": _named(said)})
    found += _soon(week, today)  # last, for a text is cut
    if not found and week.work:
        found.append(_("Nothing is missing, and nothing is due this week."))
    return found


def _soon(week: Week, today: date) -> list[str]:
    """What is due within a week, a line for each day."""
    by_day: dict[date, list[CourseWork]] = defaultdict(list)
    for each in to_do(week.work):
        if each.due_on and today <= each.due_on <= today + WEEK:
            by_day[each.due_on].append(each)
    found = []
    for day, those in sorted(by_day.items()):
        work = _named([_piece(each) for each in sorted(those, key=lambda each: each.id)])
        if day == today:
            found.append(_("Due today: %(work)s") % {"work": work})
        else:
            found.append(_("Due %(day)s: %(work)s") % {"day": day_words(day), "work": work})
    return found


def _moved(week: Week, today: date) -> list[str]:
    """The marks that moved, class by class, and those that were posted."""
    by_class: dict[int, list[Fact]] = defaultdict(list)
    for fact in week.facts:
        if fact.change.kind.startswith("score."):
            by_class[fact.change.section or 0].append(fact)
    said = []
    for section, facts in by_class.items():
        course = week.courses.get(section)
        moved = marks.moved(course, facts, today) if course else None
        if course and moved and moved.is_moved:
            said.append(f"{course.name} {from_to(moved)}")
    posted = [
        f"{fact.change.course} ({fact.change.work}) {mark_words(str(letter))}"
        for fact in week.facts
        if fact.kind == rules.POSTED and (letter := fact.change.said.get("letter"))
    ]
    lines = [_("Marks that moved: %(marks)s") % {"marks": _named(said)}] if said else []
    return [*lines, *([_("Posted: %(marks)s") % {"marks": _named(posted)}] if posted else [])]


def from_to(moved: Moved) -> str:
    """ "from B to B−"; of a first mark only what it is."""
    after = mark_said(moved.letter, moved.after) or "–"
    before = mark_said(moved.letter_before, moved.before)
    if not before:
        return after
    return _("from %(before)s to %(after)s") % {"before": before, "after": after}


def _piece(work: CourseWork) -> str:
    return f"{work.name} ({work.course})"


def _named(every: Sequence[str]) -> str:
    """The first of them by name, and how many there are beside."""
    left = len(every) - NAMED
    if left <= 0:
        return listed(every)
    return _("%(first)s and %(many)s more") % {"first": ", ".join(every[:NAMED]), "many": left}


def _draft(
    way: Way,
    said: Sequence[tuple[str, list[str]]],
    person: int,
    students: Collection[int],
    district: CurrentDistrict,
) -> Delivery:
    if way.way == rules.TEXT:
        text = as_text(said, district.name, whole_page(district.slug, "notice-settings"))
        return draft_text(
            text, way.to, kind=Kind.WEEKLY, district=district, person=person,
            priority=Delivery.Priority.BULK, students=sorted(students), of_each=True,
        )  # fmt: skip
    letter = Letter(
        subject=_("The week at school"),
        paragraphs=tuple("\n".join([*filter(None, [name]), *lines]) for name, lines in said),
        link=(_("See what changed"), whole_page(district.slug, "changes")),
    )
    return draft(
        letter, way.to, kind=Kind.WEEKLY, district=district, person=person,
        priority=Delivery.Priority.BULK, students=sorted(students), of_each=True,
    )  # fmt: skip
