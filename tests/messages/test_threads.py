"""A family and the school write to each other: who reads, when somebody is told, what is kept."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import Error, connection, transaction
from django.db.models import F

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System
from openhouse.ledger.models import Change
from openhouse.messages.models_threads import Post, Thread, ThreadReader
from openhouse.messages.threads.rules import OfficeHours, days_of, told_at
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.notifications.receiver import push_service
from tests.notifications.test_push import subscribe

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
MARK = "0123456789abcdef0123"


def first(cast: Cast, model: Any, **named: Any) -> Any:
    with in_all(cast):
        return model.objects.visible_to(System()).filter(**named).latest("pk")


def many(cast: Cast, model: Any, **named: Any) -> int:
    with in_all(cast):
        return int(model.objects.visible_to(System()).filter(**named).count())


def run(cast: Cast, statement: str, *values: Any) -> None:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount


def mails(cast: Cast, person: int) -> list[Delivery]:
    with in_all(cast):
        found = Delivery.objects.filter(kind="message.thread", person_id=person, way="mail")
        return list(found.order_by("pk"))


def with_addresses(cast: Cast) -> None:
    with in_all(cast):
        ContactPoint.objects.filter(kind="email").delete()
        for name in ("mother", "father", "teacher", "second_teacher", "clerk"):
            ContactPoint.objects.create(
                person_id=cast.persons[name].id, kind="email", value=f"{name}@home.example"
            )


def new(cast: Cast, student: str) -> str:
    return f"/{cast.slug}/family/{cast.persons[student].id}/messages/threads/new/"


def home(cast: Cast, thread: Thread) -> str:
    return f"/{cast.slug}/family/{thread.student_id}/messages/threads/{thread.pk}/"


def school(cast: Cast, thread: Thread) -> str:
    return f"/{cast.slug}/staff/messages/threads/{thread.pk}/"


def words(cast: Cast, section: str = "algebra", **more: str) -> dict[str, str]:
    to = f"c{cast.rows[section].pk}"
    said = {"to": to, "subject": "The test", "body": "Is it\r\n<script>x</script>?", "private": ""}
    return said | {"client": MARK} | more


def test_a_family_writes_the_teacher_answers_and_each_sees_that_the_other_has_read(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    mother, teacher = client_of(north.mother), client_of(north.teacher)
    page = mother.get(new(north, "ben"))
    assert "The school reads messages Monday to Friday, 8:00 AM to 4:00 PM." in words_of(page)
    sent = mother.post(new(north, "ben"), words(north), follow=True)
    assert "Your message is sent" in words_of(sent) and "<script>x" not in sent.content.decode()
    assert "Delivered by e-mail, not read yet" not in words_of(sent)
    assert "a notice is on its way" in words_of(sent)
    thread = first(north, Thread, subject="The test")
    told = mails(north, north.teacher.id)
    assert len(told) == 1 and "Ben" not in told[0].text and "script" not in told[0].text
    listed = words_of(teacher.get("/north/staff/messages/threads/"))
    assert "The test" in listed and "waits since today" in listed
    assert "families wait" in words_of(teacher.get("/north/staff/"))
    shown = teacher.get(school(north, thread))
    assert "Marta" in words_of(shown) and "<script>x</script>?" in words_of(shown)
    assert "Read by" in words_of(mother.get(home(north, thread)))

    teacher.post(school(north, thread), {"body": "It is.", "client": MARK})
    assert len(mails(north, north.mother.id)) == 1
    assert "waits since" not in words_of(teacher.get(school(north, thread)))
    list_of = f"/north/family/{north.ben.id}/messages/threads/"
    assert "New" in words_of(mother.get(list_of))
    assert "It is." in words_of(mother.get(home(north, thread)))
    assert "New" not in words_of(mother.get(list_of)).replace("News", "")
    assert "Read by Marta" in words_of(teacher.get(school(north, thread)))
    with in_all(north):
        lines = Change.objects.filter(about_id=thread.pk, kind__startswith="thread.")
        assert list(lines.order_by("pk").values_list("kind", flat=True)) == [
            "thread.begun", "thread.written",
        ]  # fmt: skip

    teacher.post(f"{school(north, thread)}close/")
    closed = mother.post(home(north, thread), {"body": "More"}, follow=True)
    assert "has been closed" in words_of(closed) and many(north, Post, thread_id=thread.pk) == 2


def test_what_a_teacher_writes_at_night_reaches_a_family_once_in_the_morning(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are there at once; only what rings waits (MSG-05)."""
    with_addresses(north)
    teacher, thread = client_of(north.teacher), north.rows["thread_ben"]
    for at, text in (
        ("T22:10", "Bring boots."),
        ("T22:40", "And gloves."),
        ("T23:30", "And a hat."),
    ):
        monkeypatch.setenv("OPENHOUSE_TODAY", f"2026-10-06{at}")
        teacher.post(school(north, thread), {"body": text, "client": f"{MARK}{at[1:3]}{at[4:]}"})
        with in_all(north):  # the moment at which it was written is the database's own
            Delivery.objects.filter(kind="message.thread").update(
                written_at=F("written_at") - timedelta(hours=1)
            )
    (told,) = mails(north, north.mother.id)
    assert told.not_before == datetime(2026, 10, 7, 7, tzinfo=ZoneInfo("America/Chicago"))
    assert "And a hat." in words_of(client_of(north.mother).get(home(north, thread)))
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-07T07:05")
    teacher.post(school(north, thread), {"body": "See you.", "client": f"{MARK}7"})
    assert [one.not_before for one in mails(north, north.mother.id)][1:] == [None]


def test_a_second_message_rings_too_and_takes_the_place_of_the_first(
    north: Cast, client_of: ClientOf, settings: Any
) -> None:
    """A phone shows once what says the same; that another line was written is another thing."""
    settings.PUSH_ON_THIS_MACHINE = True
    with push_service() as service:
        assert subscribe(north, service.browser()) == 204
        teacher, thread = client_of(north.teacher), north.rows["thread_ben"]
        for number in range(2):
            with in_all(north):
                Delivery.objects.filter(kind="message.thread").update(
                    written_at=F("written_at") - timedelta(hours=1)
                )
            teacher.post(school(north, thread), {"body": "Come.", "client": f"{MARK}{number}"})
    with in_all(north):
        sent = Delivery.objects.filter(kind="message.thread", person_id=north.mother.id, way="push")
        pushes = [json.loads(one.text) for one in sent.order_by("pk")]
    assert {one["tag"] for one in pushes} == {f"thread-{thread.pk}"}
    assert len({one["once"] for one in pushes}) == 2


def test_what_a_phone_sends_twice_is_there_once(north: Cast, client_of: ClientOf) -> None:
    mother, begun = client_of(north.mother), many(north, Thread)
    for _ in range(2):
        assert mother.post(new(north, "ben"), words(north)).status_code == 302
    assert many(north, Thread) == begun + 1
    thread = first(north, Thread)
    for _ in range(2):
        mother.post(home(north, thread), {"body": "Again", "client": f"{MARK}-2"})
    assert many(north, Post, thread_id=thread.pk) == 2


def test_every_adult_reads_what_is_about_the_child_and_nobody_else_what_is_private(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    father, mother = client_of(north.father), client_of(north.mother)
    about, private = north.rows["thread_ana"], north.rows["thread_ana_mother"]
    seen = words_of(mother.get(home(north, about)))
    assert "Guardian" in seen and "Hugo" not in seen and "Santos" not in seen
    assert father.get(home(north, private)).status_code == 404
    teacher = client_of(north.second_teacher)
    teacher.post(school(north, private), {"body": "Yes.", "client": MARK})
    assert mails(north, north.father.id) == []
    teacher.post(school(north, about), {"body": "Yes.", "client": f"{MARK}-2"})
    assert len(mails(north, north.father.id)) == 1 and len(mails(north, north.mother.id)) == 2
    state = words_of(teacher.get(school(north, about)))
    assert "Not read yet, a notice is on its way" in state
    # nothing of it in the ledger that the other parent reads, no look either
    teacher.get(school(north, private))
    with in_all(north):
        lines = Change.objects.filter(about_id=private.pk, kind__startswith="thread.")
        assert {line.student_id for line in lines} == {None}


def test_whose_guardianship_ended_yesterday_sees_nothing_and_her_posts_stay(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    about = north.rows["thread_ana"]
    father, mother = client_of(north.father), client_of(north.mother)
    assert father.get(home(north, about)).status_code == 200
    run(north, "UPDATE people_guardianship SET ends_on = %s WHERE person_id = %s"
        " AND student_id = %s", date(2026, 10, 5), north.father.id, north.ana.id)  # fmt: skip
    assert father.get(home(north, about)).status_code == 404
    assert father.post(home(north, about), {"body": "Still me"}).status_code == 404
    assert "Where do we meet?" in words_of(mother.get(home(north, about)))
    teacher = client_of(north.second_teacher)
    teacher.post(school(north, about), {"body": "At eight.", "client": MARK})
    assert mails(north, north.father.id) == [] and len(mails(north, north.mother.id)) == 1


def test_while_a_teacher_is_away_the_office_reads_what_is_new_and_the_family_is_told(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    mother, clerk = client_of(north.mother), client_of(north.clerk)
    thread = north.rows["thread_ben"]
    assert clerk.get(school(north, thread)).status_code == 404
    url = f"/north/staff/messages/threads/away/{north.teacher.id}/"
    bad = {"starts_on": "2026-10-13", "ends_on": "2026-10-06"}
    assert "lies before" in words_of(client_of(north.teacher).post(url, bad))
    clerk.post(url, {"starts_on": "2026-10-06", "ends_on": "2026-10-13"})
    hers = client_of(north.teacher).get("/north/staff/messages/threads/")
    assert "You are away until Tuesday, Oct 13" in words_of(hers)
    assert "is away until Tuesday, Oct 13. The office reads what you write." in words_of(
        mother.get(home(north, thread))
    )
    mother.post(home(north, thread), {"body": "Who is there?", "client": MARK})
    assert mails(north, north.teacher.id) == [] and len(mails(north, north.clerk.id)) == 1
    shown = words_of(clerk.get(school(north, thread)))
    assert "Who is there?" in shown and "Where do we meet?" not in shown
    clerk.post(school(north, thread), {"body": "We are.", "client": MARK})
    assert "We are." in words_of(mother.get(home(north, thread)))
    assert "Who is there?" in words_of(client_of(north.teacher).get(school(north, thread)))


def test_a_thread_that_nobody_teaches_any_more_is_the_offices(
    north: Cast, client_of: ClientOf
) -> None:
    thread, clerk = north.rows["thread_ben"], client_of(north.clerk)
    assert clerk.get(school(north, thread)).status_code == 404
    which = (north.ben.id, north.rows["algebra"].pk)
    left = "UPDATE courses_placement SET ends_on = %s WHERE (student_id, section_id) = (%s, %s)"
    run(north, left, date(2026, 10, 5), *which)
    assert "Where do we meet?" in words_of(clerk.get(school(north, thread)))


def test_a_long_text_is_refused_in_words_and_kept(north: Cast, client_of: ClientOf) -> None:
    mother, thread = client_of(north.mother), north.rows["thread_ben"]
    answer = mother.post(home(north, thread), {"body": "x" * 10_001, "client": MARK})
    assert "That is 10,001 characters. Please keep it to 10,000." in words_of(answer)
    assert "x" * 10_001 in answer.content.decode() and MARK in answer.content.decode()
    mother.post(home(north, thread), {"body": "x" * 10_000, "client": MARK})
    assert many(north, Post, client=MARK) == 1
    bad = mother.post(new(north, "ben"), words(north, subject="", body="A\x00B"))
    assert "Say in a few words" in words_of(bad) and "cannot be shown" in words_of(bad)


def test_the_district_decides_whether_families_read_answer_or_begin(
    north: Cast, client_of: ClientOf
) -> None:
    mother, admin = client_of(north.mother), client_of(north.admin)
    url, thread = "/north/staff/messages/threads/rules/", north.rows["thread_ben"]
    said = {"week": ["1", "3"], "from_time": "09:00", "until_time": "12:00"}
    assert admin.post(url, said | {"families": "answer"}).status_code == 302
    assert "the school begins" in words_of(mother.get(new(north, "ben")))
    begun = many(north, Thread)
    mother.post(new(north, "ben"), words(north))
    assert many(north, Thread) == begun
    assert "Monday, Wednesday, 9:00 AM to 12:00 PM" in words_of(mother.get(home(north, thread)))
    admin.post(url, said | {"families": "read"})
    mother.post(home(north, thread), {"body": "No?", "client": MARK})
    assert many(north, Post, client=MARK) == 0
    assert "not after" in words_of(
        admin.post(url, said | {"families": "read", "until_time": "08:00"})
    )


def test_a_teacher_writes_to_every_adult_of_a_student_of_hers_and_of_no_other(
    north: Cast, client_of: ClientOf
) -> None:
    with_addresses(north)
    teacher = client_of(north.second_teacher)
    url = "/north/staff/messages/threads/new/"
    to = f"{north.rows['homeroom'].pk}-{north.ana.id}"
    said = {"subject": "Reading", "body": "She reads well.", "client": MARK}
    assert teacher.post(url, said | {"to": to}).status_code == 302
    assert len(mails(north, north.father.id)) == len(mails(north, north.mother.id)) == 1
    thread = first(north, Thread, subject="Reading")
    for name in ("mother", "father"):
        seen = words_of(client_of(north.persons[name]).get(home(north, thread)))
        assert "She reads well." in seen
    other = f"{north.rows['algebra'].pk}-{north.ben.id}"
    refused = teacher.post(url, said | {"to": other, "client": f"{MARK}-2"})
    assert refused.status_code == 200 and many(north, Post, client=f"{MARK}-2") == 0


def test_who_reads_is_kept_by_each_for_herself_and_never_goes_back(
    north: Cast, client_of: ClientOf
) -> None:
    thread = north.rows["thread_ana"]
    mother, father = client_of(north.mother), client_of(north.father)
    teacher = client_of(north.second_teacher)
    teacher.post(school(north, thread), {"body": "One", "client": MARK})
    for one in (mother, father):
        one.get(home(north, thread))
    newest = first(north, Post, thread_id=thread.pk).pk
    with in_all(north):
        found = ThreadReader.objects.visible_to(System()).filter(thread_id=thread.pk, side="family")
        read = dict(found.values_list("person_id", "read_to"))
    assert read == {north.mother.id: newest, north.father.id: newest}
    shown = words_of(teacher.get(school(north, thread)))
    assert "Read by Marta" in shown and "Read by Hugo" in shown
    assert "Hugo" not in words_of(mother.get(home(north, thread)))


@pytest.mark.parametrize("field", ["person_id", "student_id", "thread_id", "side"])
def test_the_wall_takes_no_post_in_anothers_name_child_or_thread(north: Cast, field: str) -> None:
    """With the second lock left out: SQL of her own, as the mother of ana and ben."""
    mine = north.rows["thread_ben"]
    row = {"thread_id": mine.pk, "student_id": mine.student_id, "person_id": north.mother.id}
    wrong = {
        "person_id": north.father.id,
        "student_id": north.ana.id,
        "thread_id": north.rows["thread_by_ben"].pk,
        "side": "school",
    }
    statement = (
        "INSERT INTO school_messages_post (thread_id, student_id, person_id, side, name, body, at,"
        " client) VALUES (%(thread_id)s, %(student_id)s, %(person_id)s, %(side)s, 'x', 'x', now(),"
        " %(client)s)"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        enter(Address("north", "family"), north.mother.account)
        good = row | {"side": "family"}
        cursor.execute(statement, good | {"client": "good"})
        with pytest.raises(Error), transaction.atomic():
            cursor.execute(statement, good | {"client": "bad", field: wrong[field]})
        cursor.execute("UPDATE school_messages_post SET body = 'other'")
        assert cursor.rowcount == 0


HOURS = OfficeHours(days_of("12345"), time(8), time(16))
CHICAGO = ZoneInfo("America/Chicago")


def at(day: int, clock: str, month: int = 10) -> datetime:
    """A moment of autumn 2026 in Missouri."""
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), CHICAGO)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (at(6, "08:00"), None),
        (at(6, "15:59"), None),
        (at(6, "16:00"), at(7, "08:00")),
        (at(6, "07:59"), at(6, "08:00")),
        (at(9, "20:00"), at(12, "08:00")),
        # the night in which the clocks are set back: eight o'clock stays eight o'clock
        (at(31, "23:00"), at(2, "08:00", month=11)),
    ],
)
def test_staff_are_told_within_the_hours(now: datetime, told: datetime | None) -> None:
    assert told_at(now, HOURS) == told


def test_without_a_day_nobody_waits_for_ever() -> None:
    assert told_at(at(6, "20:00"), OfficeHours(frozenset(), time(8), time(16))) is None
