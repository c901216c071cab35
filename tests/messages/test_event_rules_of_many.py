"""A rule for messages that finds very many, or fails: told in parts, looked at once."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from openhouse.access.viewer import System
from openhouse.messages.models import Message, Recipient
from openhouse.messages.models_rules import EventRule
from openhouse.messages.sending import jobs
from openhouse.messages.sending.writing import BATCH
from tests.cast import TODAY, Cast, in_all
from tests.jobs import waiting, work_off
from tests.messages.many import FIRST, fill
from tests.messages.test_event_rules import ask, of_the_rule

pytestmark = pytest.mark.django_db(transaction=True)
MANY = BATCH + 50
AWAY = (
    'INSERT INTO attendance_attendancemark (student_id, school_id, "on", code_id, taken_by)'
    f" SELECT {FIRST} + n, %s, d, (SELECT min(id) FROM attendance_attendancecode"
    " WHERE status = 'absent' AND excuse = 'unexcused'), 'teacher'"
    f" FROM generate_series(1, {MANY}) n, unnest('{{2026-10-05,2026-10-06}}'::date[]) d"
)


@pytest.fixture
def message(north: Cast, monkeypatch: pytest.MonkeyPatch) -> Message:
    """What a rule writes of so many who were away on two days, to be written out now."""
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:30")
    fill(north, MANY, 0)
    ask(north, grades=["10"], tells=["guardians"])
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(AWAY, [north.rows["high"].pk])
    jobs.events_of(district=north.id)
    (found,) = of_the_rule(north)
    with in_all(north):
        Message.objects.visible_to(System()).filter(pk=found.pk).update(send_at=None)
    return found


def written(cast: Cast, message: Message) -> list[Recipient]:
    with in_all(cast):
        return list(Recipient.objects.filter(message=message))


def ran_on(cast: Cast) -> date | None:
    with in_all(cast):
        return EventRule.objects.get(pk=cast.rows["event_high"].pk).ran_on


def test_the_records_are_looked_into_once_and_each_is_told_her_fact(
    north: Cast, message: Message
) -> None:
    looks = []

    def count(execute: Any, sql: str, *more: Any) -> Any:
        looks.append("openhouse_attendance_marks" in sql)
        return execute(sql, *more)

    jobs.write_due(timestamp=0)
    with connection.execute_wrapper(count):
        work_off()
    assert sum(looks) == 1
    told = [one.told for one in written(north, message) if one.person_id > FIRST]
    assert len(told) == MANY
    assert all(said["facts"][0]["n"] == 2 for each in told for said in each.values())


def test_who_is_not_written_to_yet_hears_nothing_of_a_rule_that_is_turned_off(
    north: Cast, message: Message
) -> None:
    def turn_off(execute: Any, sql: str, *more: Any) -> Any:
        done = execute(sql, *more)
        if 'INSERT INTO "school_messages_recipient"' in sql:
            transaction.on_commit(lambda: ask(north, state="off"))
        return done

    jobs.write_due(timestamp=0)
    with connection.execute_wrapper(turn_off):
        work_off()
    assert len(written(north, message)) == BATCH
    with in_all(north):
        again = Message.objects.visible_to(System()).get(pk=message.pk)
    assert again.state == Message.State.SENT


def test_a_district_in_which_it_fails_holds_up_no_other(
    north: Cast, south: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:30")
    ask(north, what="absences", during="ever")
    jobs.look_by_rules(timestamp=0)
    jobs.look_by_rules(timestamp=1)
    asked = [said["district"] for _id, _name, said in waiting("messages.events_of")]
    assert asked == [north.id, south.id]
    with pytest.raises(KeyError):
        jobs.events_of(district=north.id)
    jobs.events_of(district=south.id)
    assert ran_on(south) == TODAY and ran_on(north) != TODAY
