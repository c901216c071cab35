"""The school begins: an office, a teacher, with all adults or one; and what is new is counted."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from openhouse.access.viewer import System
from openhouse.messages.models_threads import Post, Thread
from openhouse.messages.threads.rules import MOST_WAITING
from openhouse.people.models import Guardianship, HouseholdMember
from tests.access.test_wall import step_in
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.messages.test_threads import (
    MARK,
    first,
    home,
    mails,
    many,
    new,
    school,
    with_addresses,
    words,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
NEW = "/north/staff/messages/threads/new/"
SAID = {"subject": "The bus", "body": "It comes at seven.", "client": MARK}


def test_an_office_finds_a_student_of_its_school_and_writes_to_every_adult(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    clerk = client_of(north.clerk)
    page = clerk.get(NEW, {"q": north.ben.name.split()[0]})
    (url,) = [u for u in found_in(page, "//main//a/@href") if u.endswith(f"-{north.ben.id}")]
    asked = clerk.get(f"{NEW}?to={url.partition('to=')[2]}")
    assert "Every adult who sees the student’s records, in each home" in words_of(asked)
    key = f"s{north.rows['high'].pk}-{north.ben.id}"
    assert clerk.post(NEW, SAID | {"to": key}).status_code == 302
    thread = first(north, Thread, subject="The bus")
    assert (thread.section_id, thread.person_id, thread.kind) == (None, None, "about")
    assert "It comes at seven." in words_of(client_of(north.mother).get(home(north, thread)))
    assert len(mails(north, north.mother.id)) == 1
    # with the office it stays: no teacher reads it
    assert client_of(north.teacher).get(school(north, thread)).status_code == 404


def test_who_writes_to_one_adult_is_read_by_no_other(north: Cast, client_of: ClientOf) -> None:
    with_addresses(north)
    teacher = client_of(north.second_teacher)
    key = f"{north.rows['homeroom'].pk}-{north.ana.id}"
    page = words_of(teacher.get(f"{NEW}?to={key}"))
    assert "Only Marta" in page and "Only Hugo" in page and "Write your message first" not in page
    said = SAID | {"to": key, "reader": str(north.father.id)}
    assert teacher.post(NEW, said).status_code == 302
    thread = first(north, Thread, subject="The bus")
    assert (thread.kind, thread.person_id) == ("private", north.father.id)
    assert "It comes at seven." in words_of(client_of(north.father).get(home(north, thread)))
    assert client_of(north.mother).get(home(north, thread)).status_code == 404
    assert mails(north, north.mother.id) == [] and len(mails(north, north.father.id)) == 1


@pytest.mark.parametrize(
    ("who", "to", "reader"),
    [
        ("clerk", "s{elementary}-{ana}", ""),
        ("clerk", "s{high}-{ana}", ""),
        ("teacher", "s{high}-{ben}", ""),
        ("second_teacher", "{algebra}-{ben}", ""),
        ("second_teacher", "{homeroom}-{ana}", "{barred}"),
        ("second_teacher", "{homeroom}-{ana}", "{teacher}"),
        ("second_teacher", "s1-9999999999999999999999", ""),
    ],
)
def test_nobody_begins_about_anothers_student_or_with_whom_it_is_closed_to(
    north: Cast, client_of: ClientOf, who: str, to: str, reader: str
) -> None:
    rows = {name: north.rows[name].pk for name in ("elementary", "high", "algebra", "homeroom")}
    people = {name: one.id for name, one in north.persons.items()}
    said = SAID | {"to": to.format(**people | rows), "reader": reader.format(**people | rows)}
    answered = client_of(north.persons[who]).post(NEW, said)
    assert answered.status_code == 200 and many(north, Post, client=MARK) == 0


def number(page: Any) -> int:
    """What stands beside Messages."""
    found = re.search(r"(\d+) new messages?", words_of(page))
    return int(found[1]) if found else 0


def test_what_is_new_in_threads_counts_beside_messages_and_of_a_child_its_own(
    north: Cast, client_of: ClientOf
) -> None:
    mother, teacher = client_of(north.mother), client_of(north.teacher)
    before = number(mother.get("/north/family/messages/"))
    teacher.post(school(north, north.rows["thread_ben"]), {"body": "One", "client": MARK})
    second = client_of(north.second_teacher)
    for key in ("thread_ana", "thread_ana_mother", "thread_ana_father"):
        second.post(
            school(north, north.rows[key]),
            {"body": "Two", "client": MARK + key[-6:].replace("_", "-")},
        )
    page = mother.get("/north/family/messages/")
    # one about ben, two about ana; of the father's private one nothing
    assert number(page) == before + 3
    of_ben = words_of(mother.get(f"/north/family/{north.ben.id}/messages/"))
    of_ana = words_of(mother.get(f"/north/family/{north.ana.id}/messages/"))
    assert "1 new" in of_ben and "1 new" not in of_ana
    # while she reads it, it is new no more
    assert number(mother.get(home(north, north.rows["thread_ben"]))) == before + 2
    after = mother.get("/north/family/messages/")
    assert number(after) == before + 2


def test_one_familys_conversations_do_not_bury_those_of_others(
    north: Cast, client_of: ClientOf
) -> None:
    mother = client_of(north.mother)
    for number in range(MOST_WAITING):
        said = words(north, subject=f"Number {number}", client=f"{number:032}")
        mother.post(new(north, "ben"), said)
    page = mother.post(new(north, "ben"), words(north, body="One more", client="9" * 32))
    assert "wait for an answer already" in words_of(page) and "One more" in words_of(page)
    with in_all(north):
        asked = Thread.objects.visible_to(System()).filter(
            person_id=north.mother.id, subject__startswith="Number"
        )
        assert asked.count() <= MOST_WAITING
        asked.update(waits_since=None)
    sent = mother.post(new(north, "ben"), words(north, client="8" * 32), follow=True)
    assert "Your message is sent" in words_of(sent)


def test_of_one_child_conversations_come_by_the_ways_that_were_chosen_or_by_none(
    north: Cast, client_of: ClientOf
) -> None:
    """Of another child, and to another adult, they come as before."""
    with_addresses(north)
    mother, clerk = client_of(north.mother), client_of(north.clerk)
    key = f"s{north.rows['high'].pk}-{north.ben.id}"
    page = mother.get("/north/account/notices/").content.decode()
    field = f"ways-{north.ben.id}-thread"
    assert f'name="{field}"' in page and "Nothing reaches you yet" not in page
    times = {"pace": "daily", "safe": "0", "hour": "17:00", "weekday": "4"}
    for chosen, comes in (("off", 0), ("text", 1), ("mail", 2), ("push", 2)):
        mother.post("/north/account/notices/", times | {field: chosen})
        clerk.post(f"{NEW}?to={key}", SAID | {"client": f"{MARK}{chosen}"})
        assert len(mails(north, north.mother.id)) == comes, chosen
    assert "The bus" in words_of(mother.get("/north/family/messages/threads/"))


def test_a_teacher_finds_her_whole_class_beside_the_conversations(
    north: Cast, client_of: ClientOf
) -> None:
    page = client_of(north.teacher).get("/north/staff/messages/threads/")
    url = f"/north/staff/sections/{north.rows['algebra'].pk}/messages/"
    assert url in found_in(page, "//main//a/@href")
    office = client_of(north.clerk).get("/north/staff/messages/threads/")
    assert "To a whole class" not in words_of(office)


def one_home(cast: Cast) -> None:
    """The grandmother lives with the mother of Ana now, and sees her; the father lives apart."""
    with_addresses(cast)
    with in_all(cast):
        Guardianship(
            person_id=cast.grandmother.id, student_id=cast.ana.id, relation="Grandmother",
            portal_access=True,
        ).save()  # fmt: skip
        HouseholdMember.objects.create(
            household=cast.rows["first_home"], person_id=cast.grandmother.id
        )


def test_who_writes_to_one_home_is_read_by_its_adults_and_not_in_the_other(
    north: Cast, client_of: ClientOf
) -> None:
    one_home(north)
    teacher, key = client_of(north.second_teacher), f"{north.rows['homeroom'].pk}-{north.ana.id}"
    home_key = f"home-{north.rows['first_home'].pk}"
    asked = found_in(teacher.get(f"{NEW}?to={key}"), "//input[@name='reader']/@value")
    assert [one for one in asked if one.startswith("home")] == [home_key]
    whose = (north.mother, north.grandmother)
    before = [number(client_of(one).get("/north/family/")) for one in whose]
    assert teacher.post(NEW, SAID | {"to": key, "reader": home_key}).status_code == 302
    after = [number(client_of(one).get("/north/family/")) for one in whose]
    assert after == [many + 1 for many in before]
    thread = first(north, Thread, subject="The bus")
    assert {thread.person_id, *thread.readers} == {north.mother.id, north.grandmother.id}
    for reader in whose:
        page = client_of(reader).get(home(north, thread))
        assert "Only the adults of your home and the school read this." in words_of(page)
    assert client_of(north.father).get(home(north, thread)).status_code == 404
    assert mails(north, north.father.id) == [] and len(mails(north, north.mother.id)) == 1
    answer = {"body": "We will be there.", "client": f"{MARK}b"}
    assert client_of(north.grandmother).post(home(north, thread), answer).status_code == 302
    assert "We will be there." in words_of(client_of(north.mother).get(home(north, thread)))
    page = words_of(teacher.get(school(north, thread)))
    assert "the adults of one home alone read this" in page
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.grandmother.id)
        ties.filter(student_id=north.ana.id).update(ends_on=TODAY - timedelta(days=1))
    assert client_of(north.grandmother).get(home(north, thread)).status_code == 404


def test_a_mother_begins_for_her_home_alone_and_the_wall_says_who_that_is(
    north: Cast, client_of: ClientOf
) -> None:
    """Who lives with nobody that sees the child is not asked."""
    one_home(north)
    to = f"s{north.rows['elementary'].pk}"
    said = SAID | {"to": to, "private": "home"}
    assert "Only the adults of my home" not in words_of(
        client_of(north.father).get(new(north, "ana"))
    )
    assert client_of(north.father).post(new(north, "ana"), said).status_code == 200
    assert client_of(north.mother).post(new(north, "ana"), said).status_code == 302
    thread = first(north, Thread, subject="The bus")
    assert (thread.person_id, thread.readers) == (north.mother.id, [north.grandmother.id])
    reads = "SELECT count(*) FROM school_messages_post WHERE thread_id = %s"
    seen = {}
    for who in ("mother", "grandmother", "father", "barred", "teacher"):
        with transaction.atomic(), connection.cursor() as cursor:
            step_in(north, who, "family")
            cursor.execute(reads, [thread.pk])
            seen[who] = cursor.fetchone()[0]
    assert seen == {"mother": 1, "grandmother": 1, "father": 0, "barred": 0, "teacher": 0}


def test_where_all_adults_live_together_no_home_is_offered(
    north: Cast, client_of: ClientOf
) -> None:
    one_home(north)
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.father.id)
        ties.update(ends_on=TODAY - timedelta(days=1))
    key = f"{north.rows['homeroom'].pk}-{north.ana.id}"
    page = words_of(client_of(north.second_teacher).get(f"{NEW}?to={key}"))
    assert "Every adult" in page and "Only one home" not in page
    assert "Only the adults of my home" not in words_of(
        client_of(north.mother).get(new(north, "ana"))
    )
