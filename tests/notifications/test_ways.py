"""By which ways somebody is reached: what is on file, what she chose, and what comes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.notifications.kinds import CHOSEN, WORDS, Kind
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.models_contact import ContactChoice, PhoneProof
from openhouse.notifications.ways import Way, standings, ways_of
from openhouse.people.models import ContactPoint
from tests.cast import Cast, in_all
from tests.house_client import session_of

pytestmark = pytest.mark.django_db
GRADES, GENERAL, EMERGENCY = Kind.NOTICE_GRADES, Kind.GENERAL, Kind.EMERGENCY


def files(cast: Cast, key: str, *values: str, kind: str = "email") -> None:
    """Put *values* on file as all that there is of *kind*."""
    person = cast.persons[key].id
    ContactPoint.objects.filter(person_id=person, kind=kind).delete()
    for value in values:
        ContactPoint.objects.create(person_id=person, kind=kind, value=value)


def chooses(cast: Cast, key: str, way: str, to: str, kind: str, *, on: bool) -> None:
    ContactChoice.objects.create(
        person_id=cast.persons[key].id, way=way, to=to, kind=kind, on=on, changed_at=timezone.now()
    )


def reached(cast: Cast, key: str, kind: str = GENERAL) -> list[tuple[str, str]]:
    found = ways_of([cast.persons[key].id], kind)
    return [(way.way, way.to) for way in found[cast.persons[key].id] if way.way != "push"]


def came_back(cast: Cast, key: str, to: str, *days_ago: int, state: str = "bounced") -> None:
    for days in days_ago:
        mail = Delivery.objects.create(
            person_id=cast.persons[key].id, kind="message.general", to=to, state=state,
            subject="News", reference=f"<{days}>",
        )  # fmt: skip
        Delivery.objects.filter(pk=mail.pk).update(written_at=timezone.now() - timedelta(days=days))


def test_each_address_is_one_way_and_nobody_is_mailed_twice(north: Cast) -> None:
    with in_all(north):
        files(north, "mother", "Home@openhouse.example", "home@openhouse.example", "two, three")
        files(north, "father", "home@openhouse.example")
        assert reached(north, "mother") == [("mail", "Home@openhouse.example")]
        assert reached(north, "father") == [("mail", "home@openhouse.example")]


def test_what_was_turned_off_does_not_come_but_an_emergency_does(north: Cast) -> None:
    with in_all(north):
        files(north, "mother", "Home@openhouse.example")
        chooses(north, "mother", "mail", "home@openhouse.example", "message.general", on=False)
        chooses(north, "mother", "mail", "home@openhouse.example", "message.emergency", on=False)
        assert reached(north, "mother") == []
        assert reached(north, "mother", EMERGENCY) == [("mail", "Home@openhouse.example")]
        assert reached(north, "mother", GRADES) == [("mail", "Home@openhouse.example")]
        chooses(north, "mother", "mail", "home@openhouse.example", "notice", on=False)
        assert reached(north, "mother", GRADES) == []


def test_texts_go_to_a_verified_phone_that_is_still_on_file(north: Cast) -> None:
    with in_all(north):
        files(north, "mother")
        files(north, "mother", "(573) 555-0142", kind="phone")
        assert reached(north, "mother", EMERGENCY) == []
        proof = PhoneProof.objects.create(person_id=north.mother.id, number="+15735550142")
        assert reached(north, "mother", EMERGENCY) == []
        PhoneProof.objects.filter(pk=proof.pk).update(proved_at=timezone.now())
        assert reached(north, "mother", EMERGENCY) == [("text", "+15735550142")]
        assert reached(north, "mother", GENERAL) == [], "a text costs: few kinds at first"
        chooses(north, "mother", "text", "+15735550142", "message.general", on=True)
        assert reached(north, "mother", GENERAL) == [("text", "+15735550142")]
        files(north, "mother", "573-555-0199", kind="phone")
        assert reached(north, "mother", EMERGENCY) == []


def test_an_address_that_bounced_for_a_week_is_left_out_and_shown_as_such(north: Cast) -> None:
    with in_all(north):
        files(north, "mother", "gone@openhouse.example", "good@openhouse.example")
        came_back(north, "mother", "Gone@openhouse.example", 9)
        assert len(reached(north, "mother")) == 2, "one that came back may be a full mailbox"
        came_back(north, "mother", "gone@openhouse.example", 1)
        assert reached(north, "mother") == [("mail", "good@openhouse.example")]
        shown = {
            each.way.to: each for each in standings([north.mother.id], GENERAL)[north.mother.id]
        }
        assert shown["gone@openhouse.example"].failing_since
        assert not shown["good@openhouse.example"].failing_since
        assert len(reached(north, "mother", EMERGENCY)) == 2, "an emergency tries all the same"
        came_back(north, "mother", "gone@openhouse.example", 0, state="sent")
        assert len(reached(north, "mother")) == 2


def test_a_device_that_takes_push_is_a_way_until_it_ends(north: Cast) -> None:
    with in_all(north):
        files(north, "mother")
        kept = PushSubscription.objects.create(
            person_id=north.mother.id,
            endpoint="https://push.example/1",
            session_key=session_of(north.mother),
        )
        mine = ways_of([north.mother.id], GRADES)[north.mother.id]
        assert (kept.pk, "push") in [(way.subscription, way.way) for way in mine]
        PushSubscription.objects.filter(person_id=north.mother.id).update(ended_at=timezone.now())
        assert ways_of([north.mother.id], EMERGENCY)[north.mother.id] == []


def test_the_language_is_what_the_account_says_else_the_records(north: Cast) -> None:
    with in_all(north):
        files(north, "long_parent", "one@openhouse.example")
        way = ways_of([north.long_parent.id], GENERAL)[north.long_parent.id][0]
        assert way == Way("mail", "one@openhouse.example", "es")


def test_all_are_read_in_one_statement_by_whoever_writes_to_them(north: Cast) -> None:
    """A teacher sees no family's address, and reaches it all the same; nobody is left out."""
    people = [each.id for each in north.persons.values()]
    with scope(district=north.id, students=[], person=north.teacher.id, hat="staff"):
        assert not ContactPoint.objects.filter(person_id=north.mother.id)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = ways_of([*people, 2**62], GENERAL)
    assert sum("people_contactpoint" in each["sql"] for each in asked) == 1
    assert found[north.mother.id]
    assert found[2**62] == []


def test_another_district_is_reached_by_nobody(north: Cast, south: Cast) -> None:
    with in_all(north):
        assert ways_of([south.mother.id], EMERGENCY) == {south.mother.id: []}


@pytest.mark.parametrize("kind", [*Kind, *CHOSEN])
def test_every_kind_has_words(kind: Any) -> None:
    assert str(WORDS[kind])


def test_thousands_are_not_joined_each_with_each(north: Cast) -> None:
    """Behind the wall PostgreSQL expects few rows; 20,000 persons took it over ten minutes."""
    many = 4000
    with in_all(north), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '5s'")
        cursor.execute(
            "INSERT INTO people_person (id, district_id, given_name, family_name)"
            " SELECT 500000 + n, %s, 'A', 'B' FROM generate_series(1, %s) n",
            [north.id, many],
        )
        cursor.execute(
            "INSERT INTO people_contactpoint (district_id, person_id, kind, value)"
            " SELECT %s, 500000 + n, 'email', 'a' || n || '@x.example'"
            " FROM generate_series(1, %s) n",
            [north.id, many],
        )
        found = ways_of(range(500001, 500001 + many), GENERAL)
    assert all(len(ways) == 1 for ways in found.values())
