"""When the district and each person may be told of something, as the rules take it."""

from collections.abc import Collection
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from openhouse.common.rows import rows
from openhouse.districts.models import Day
from openhouse.notifications.calm import rules
from openhouse.notifications.models_notices import NoticeRules, NoticeTimes

#: By day from when to when some school of the district shows no scores and marks.
_SHUT = """
SELECT d.on::date, min(h.starts_at), max(h.ends_at)
FROM generate_series(%s::date, %s::date, interval '1 day') AS d ("on")
CROSS JOIN LATERAL openhouse_grade_hours(
    current_setting('openhouse.district')::bigint, d.on::date) h
GROUP BY d.on
"""


def rules_now() -> NoticeRules:
    """What the district decides; without a row the defaults."""
    return NoticeRules.objects.first() or NoticeRules()


def times_of(persons: Collection[int]) -> dict[int, NoticeTimes]:
    """When each of *persons* wants to hear; who has said nothing has the defaults."""
    found = {each.person_id: each for each in NoticeTimes.objects.filter(person_id__in=persons)}
    return {person: found.get(person) or NoticeTimes(person_id=person) for person in persons}


def as_times(row: NoticeTimes) -> rules.Times:
    return rules.Times(row.pace, row.hour, row.weekday, row.quiet_from, row.quiet_until)


def house_now(zone: ZoneInfo, today: date) -> rules.House:
    """The hours of the district in scope."""
    row = rules_now()
    first, last = today - timedelta(3), today + timedelta(14)
    days = Day.objects.filter(on__range=(first, last))
    shut = {on: (begins, ends) for on, begins, ends in rows(_SHUT, [first, last])}
    known = dict.fromkeys(days.values_list("on", flat=True), False)
    known |= dict.fromkeys(days.filter(instructional=True).values_list("on", flat=True), True)
    return rules.House(
        zone,
        row.earliest,
        row.latest,
        row.hold_from,
        row.hold_until,
        timedelta(hours=row.head_start),
        timedelta(minutes=row.fold),
        lambda on: known.get(on, on.weekday() < 5),
        shut.get,
    )
