"""The worker's part: a message becomes recipients and deliveries, some at a time.

Each part is one transaction that holds the message's row: who has it already is not written again,
and a worker that is killed leaves nothing half done. The next one goes on with who is left.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.viewer import System
from openhouse.attendance.notices import without_who_told
from openhouse.common import clock
from openhouse.common.scope import ALL, Sees, scope
from openhouse.districts.models import District
from openhouse.messages.models import Message, Recipient
from openhouse.messages.models_rules import EventRule
from openhouse.messages.sending.addressing import labels, people_of, ways_for
from openhouse.messages.sending.by_rule import days_of, left_of, students_of_rule
from openhouse.messages.sending.held import is_held
from openhouse.messages.sending.outgoing import drafts_of
from openhouse.messages.sending.told import Facts, facts_of_event, told_of
from openhouse.messages.sending.whom import students_of, whom_from
from openhouse.notifications.actions import send_off
from openhouse.notifications.calm.days import first_to_tell
from openhouse.notifications.kinds import Kind

State = Message.State
#: People of one part.
BATCH = 200
#: The same of the first part of an emergency: its first e-mails go while the next part is written.
FIRST_PART = 20


def write_out(district: District, number: int) -> int:
    """Write all of a message that is due and not written; how many people it were."""
    people: People | None = None
    many = 0
    while True:
        with (
            timezone.override(clock.zone(district.time_zone)),
            scope(district=district.pk, students=ALL, hat="system"),
        ):
            message = _due(number)
            if message is None or is_held(message):
                return many
            if people is None:
                people = _people(message)
            written = _write_part(message, people, as_current(district))
        many += written
        if not written:
            return many


def _due(number: int) -> Message | None:
    """The message, held, if it is to be written now."""
    there = Message.objects.visible_to(System()).select_for_update()
    found = there.filter(pk=number, state__in=(State.WAITING, State.SENDING)).first()
    if found is None or (found.send_at and found.send_at > clock.now()):
        return None
    return found


@dataclass(slots=True)
class People:
    """Who gets it: by each person her students, and how the sender calls her.

    ``left`` are those of whom it was not looked yet whether they have it, the next one last.
    ``facts`` are what a rule tells of each student: of a district that is a look into all its
    records, once and not for each part.
    """

    students: dict[int, tuple[int, ...]]
    called: dict[int, str]
    facts: Facts
    left: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.left = sorted(self.called, reverse=True)


def _people(message: Message) -> People:
    facts = facts_of_event(message)
    people = people_for(System(), message, clock.today(), facts)
    return People(people, labels(System(), people, by_name=message.section_id is None), facts)


def people_for(
    viewer: Sees, message: Message, today: date, facts: Facts | None = None
) -> dict[int, tuple[int, ...]]:
    """Who would get it on a day, each with the students whom it is about.

    Of a message that a rule wrote by its *facts*, where they were read already.
    """
    whom = whom_from(message.whom)
    if message.event is not None:
        return _people_of_event(message, facts_of_event(message) if facts is None else facts, today)
    rule, on = message.rule, message.about_on
    if rule is not None and on is not None:
        students = students_of_rule(viewer, rule, on)
    else:
        students = students_of(viewer, whom, today)
    found = people_of(
        viewer, students, today, students_too=message.students_too, language=whom.language
    )
    return found if rule is None or on is None else without_who_told(viewer, found, on)


def _people_of_event(
    message: Message, students: Collection[int], today: date
) -> dict[int, tuple[int, ...]]:
    """Whom a rule tells of what came about: the students themselves, or their guardians."""
    alone = message.students_too
    found = people_of(System(), students, today, students_too=alone)
    if not alone:
        return found
    return {person: (person,) for person, theirs in found.items() if person in theirs}


def _write_part(message: Message, people: People, district: CurrentDistrict) -> int:
    """The next part; nobody left: the message is sent. How many people it were."""
    left = _next(message, people)
    now = clock.now()
    if left:
        told = told_of(
            message, {student for one in left for student in people.students[one]}, people.facts
        )
        recipients = [
            Recipient(
                message=message, school_id=message.school_id, section_id=message.section_id,
                person_id=one, called=people.called[one][:300], written_at=now,
                students=list(people.students[one]),
                told={str(s): told[s] for s in people.students[one]} if told else {},
            )
            for one in left
        ]  # fmt: skip
        Recipient.objects.bulk_create(recipients)
        ways = ways_for(left, message.kind, message.ways)
        send_off(drafts_of(message, recipients, ways, district, now), district)
    message.state = State.SENDING if left else State.SENT
    message.worked_at = timezone.now()
    message.done_at = None if left else now
    message.save(update_fields=["state", "worked_at", "done_at"])
    return len(left)


def _next(message: Message, people: People) -> list[int]:
    """Whom the next part is for: not who has it from a worker before. Of an absence nobody is told
    twice (K20): whom a notice or another rule has told of it in between is left out, and until the
    part is kept nobody else tells her. Who waits hears nothing of a rule that was turned off.
    """
    if message.event is not None and message.event.state != EventRule.State.ON:
        return []
    hurries = message.kind == Kind.EMERGENCY and message.worked_at is None
    most = FIRST_PART if hurries else BATCH
    while people.left:
        looked = [people.left.pop() for _one in range(min(most, len(people.left)))]
        got = Recipient.objects.filter(message=message, person_id__in=looked)
        has = set(got.values_list("person_id", flat=True))
        left = [one for one in looked if one not in has]
        if not left:
            continue
        if message.about_on is None:
            return left
        part = {one: people.students[one] for one in left}
        fresh = first_to_tell(days_of(part, message.about_on), clock.now())
        if message.rule_id is None:
            return left
        people.students.update(still := left_of(part, fresh))
        if still:
            return sorted(still)
    return []
