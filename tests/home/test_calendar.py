"""The calendar feed: a secret address, read as its owner, right for every calendar program."""

import re
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client
from icalendar import Calendar

from openhouse.access.viewer import Child, System
from openhouse.home.feed.calendar import written
from openhouse.home.feed.days import Days
from openhouse.ledger.actions import record
from openhouse.ledger.models import Change
from openhouse.people.models import Account, Guardianship
from openhouse.schedule.models import CalendarFeed
from openhouse.schedule.rules import Meeting
from tests.access.walk import words_in
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.sign_in.mails import mails

pytestmark = pytest.mark.django_db
PLACE = "/north/family/calendar/"
FEEDS = f"{PLACE}feeds/"


def made(cast: Cast, key: str = "mother", child: str = "", *, classes: bool = True) -> str:
    """The path of a new address of *key*'s, for *child* or for all."""
    client = HouseClient.signed_in(cast.persons[key])
    said = {"child": str(cast.persons[child].id if child else 0)}
    page = client.post(f"{PLACE}make/", said | ({"classes": "on"} if classes else {}))
    assert page.status_code == 200, page.status_code
    (url,) = re.findall(r'value="http://localhost:8000([^"]+\.ics)"', page.content.decode())
    return str(url)


def events(answer: Any) -> list[Any]:
    """The events as an independent parser reads them."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(answer.content.decode())
    calendar.validate(raiseException=True)
    return list(calendar.vevent_list)


def test_work_days_off_and_classes_of_all_children_are_in_it(north: Cast) -> None:
    work = north.rows["work_plain"]
    with in_all(north):
        type(work).objects.filter(pk=work.pk).update(due_on=date(2026, 10, 20))
    found = events(Client().get(made(north)))
    summaries = [each.summary.value for each in found]
    assert all(re.match(r"(Ana|Ben) ZQ\d+north: ", each) for each in summaries)
    (due,) = [each for each in found if work.name in each.summary.value]
    assert due.dtstart.value == date(2026, 10, 20)
    assert any("No school: " in each for each in summaries)
    classes = [each for each in found if each.uid.value.startswith("class-")]
    (first,) = [
        each for each in classes
        if f"-{north.rows['algebra'].pk}-2026-10-06-" in each.uid.value
    ]  # fmt: skip
    period = north.rows["high_a2"]
    local = first.dtstart.value.astimezone(ZoneInfo("America/Chicago"))
    assert (local.date(), local.time()) == (TODAY, period.starts_at)
    uids = [each.uid.value for each in found]
    assert len(uids) == len(set(uids))


def test_nobody_but_the_child_is_named_and_of_her_the_first_name_alone(north: Cast) -> None:
    text = Client().get(made(north)).content.decode().replace("\r\n ", "")
    assert north.rows["ben"].family_name not in text
    seen = words_in(text)
    named = {word.key for word in seen if word.table == "people_person"}
    assert named == {"ana", "ben"}
    assert {word.table for word in seen} <= {
        "people_person", "grades_assignment", "courses_section", "districts_day",
        "districts_term",
    }, {word.table for word in seen}  # fmt: skip
    assert "Marchetti" not in text, "a teacher"


@pytest.mark.parametrize(
    ("on", "utc"),
    [
        (date(2026, 10, 30), 13),
        (date(2026, 11, 2), 14),
        (date(2027, 3, 12), 14),
        (date(2027, 3, 15), 13),
    ],
)
def test_times_are_right_on_both_sides_of_the_change_of_the_clock(on: date, utc: int) -> None:
    """8:00 in Missouri is 13:00 UTC in summer and 14:00 in winter, a Friday and a Monday apart."""
    meeting = Meeting("1", 1, time(8), time(8, 50), 7, "Algebra", "12", "T. Teacher", 1, "High")
    days = [Days(Child(1, "Ana", "", "Rivera", ()), (), (), ((on, meeting),))]
    zone = ZoneInfo("America/Chicago")
    content = written(days, "School", zone, "north", datetime(2026, 10, 6, tzinfo=zone))
    (event,) = vobject.readOne(content.decode()).vevent_list
    assert event.dtstart.value == datetime(on.year, on.month, on.day, utc, tzinfo=UTC)
    assert "Teacher" not in content.decode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_no_line_of_the_file_begins_in_a_name(end: str) -> None:
    """A name comes from another system as it stands there, or from a form that a program fills."""
    said = f"Ana{end}ATTACH:https://thief.example"
    meeting = Meeting("1", 1, time(8), time(8, 50), 7, said, said, "T. Teacher", 1, "High")
    days = [Days(Child(1, said, "", "Rivera", ()), (), (), ((TODAY, meeting),))] * 2
    zone = ZoneInfo("America/Chicago")
    content = written(days, said, zone, "north", datetime(2026, 10, 6, tzinfo=zone))
    calendar = vobject.readOne(content.decode())
    assert {name.upper() for name in calendar.contents} == {
        "PRODID", "VERSION", "METHOD", "X-WR-CALNAME", "X-WR-TIMEZONE", "X-PUBLISHED-TTL", "VEVENT",
    }  # fmt: skip
    assert {name.upper() for name in calendar.vevent_list[0].contents} == {
        "UID", "SUMMARY", "DTSTART", "DTEND", "TRANSP", "LOCATION", "DTSTAMP",
    }  # fmt: skip
    assert not [line for line in content.decode().splitlines() if line.startswith("ATTACH")]


def test_an_address_is_kept_as_a_digest_and_shown_once(north: Cast) -> None:
    url = made(north)
    secret = url.rsplit("/", 1)[1].removesuffix(".ics")
    page = HouseClient.signed_in(north.mother).get(FEEDS).content.decode()
    assert secret not in page
    with in_all(north):
        kept = CalendarFeed.objects.get(person_id=north.mother.id, student_id=None, ended_at=None)
        assert secret not in str(vars(kept))
        lines = Change.objects.filter(kind="account.feed_made")
        assert secret not in str([vars(line) for line in lines])
        assert lines.get().person_id == north.mother.id
    assert "not read yet" in page


def test_a_new_address_ends_the_one_before_and_any_can_be_ended(north: Cast) -> None:
    first, of_ben = made(north), made(north, child="ben")
    second = made(north)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client = HouseClient.signed_in(north.mother)
    assert "Last read on" in words_of(client.get(FEEDS))
    with in_all(north):
        number = CalendarFeed.objects.get(
            person_id=north.mother.id, student_id=north.ben.id, ended_at=None
        ).pk
    father = HouseClient.signed_in(north.father)
    assert father.post(f"{PLACE}{number}/end/").status_code == 404
    assert Client().get(of_ben).status_code == 200
    assert client.post(f"{PLACE}{number}/end/").status_code == 302
    assert Client().get(of_ben).status_code == 404
    with in_all(north):
        assert Change.objects.filter(kind="account.feed_revoked").count() == 1


def test_an_address_is_made_by_who_says_who_she_is_told_by_mail_and_ends_with_all(
    north: Cast,
) -> None:
    url, client = made(north), HouseClient.signed_in(north.mother)
    (told,) = mails(north, "account.feed_made")
    assert told.to == north.rows["mother_email"].value
    assert url.rsplit("/", 1)[1][:20] not in told.text
    assert Client().get(url).status_code == 200
    client.post("/north/account/devices/others/out/")
    assert Client().get(url).status_code == 404
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    asked = client.post(f"{PLACE}make/", {"child": "0"})
    assert asked.headers["Location"].startswith("/north/account/again/?next=")


def test_an_address_that_ended_with_all_stays_ended_whatever_is_written_after(north: Cast) -> None:
    """Anybody can have lines written in her account's story: who asks for a new password in her
    name, or turns mails off and on by the link in one that was passed on."""
    url, client = made(north), HouseClient.signed_in(north.mother)
    client.post("/north/account/devices/others/out/")
    assert Client().get(url).status_code == 404
    with in_all(north):
        for _nth in range(201):
            record("account.reset_asked", person=north.mother.id)
    is_not_there(url)


def is_not_there(url: str) -> None:
    """The answer is the one for an address that was never made."""
    slug = url.split("/")[1]
    answer, never = Client().get(url), Client().get(f"/{slug}/calendar/never-made.ics")
    assert (answer.status_code, never.status_code) == (404, 404)
    said = re.compile(r'value="[^"]*"')  # the way back, and the word against forged forms
    assert said.sub("", answer.content.decode()) == said.sub("", never.content.decode())


def test_it_is_read_exactly_as_its_owner_may_today(north: Cast) -> None:
    both, of_ben = made(north), made(north, child="ben")
    with in_all(north):
        ties = Guardianship.objects.visible_to(System())
        ties.filter(pk=north.rows["mother_of_ben"].pk).update(ends_on=date(2026, 10, 5))
    is_not_there(of_ben)
    assert north.rows["ben"].given_name not in Client().get(both).content.decode()
    with in_all(north):
        ties = Guardianship.objects.visible_to(System())
        ties.filter(pk=north.rows["mother_of_ana"].pk).update(barred=True)
    is_not_there(both)


def test_a_closed_account_has_no_calendar(north: Cast) -> None:
    url = made(north)
    with in_all(north):
        Account.objects.filter(person_id=north.mother.id).update(is_active=False)
    is_not_there(url)
    is_not_there(url.replace("/north/", "/south/"))


def test_no_address_is_made_for_anothers_child(north: Cast) -> None:
    client = HouseClient.signed_in(north.father)
    for child in (north.ben.id, 0, "all"):
        assert client.post(f"{PLACE}make/", {"child": str(child)}).status_code == 404
    barred = HouseClient.signed_in(north.barred)
    assert barred.post(f"{PLACE}make/", {"child": "0"}).status_code == 404


def test_what_has_not_changed_is_not_sent_again(north: Cast) -> None:
    url = made(north)
    etag = Client().get(url).headers["ETag"]
    again = Client().get(url, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    with in_all(north):
        work = north.rows["work_plain"]
        type(work).objects.filter(pk=work.pk).update(due_on=date(2026, 10, 20))
    changed = Client().get(url, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    old = {str(each["uid"]) for each in Calendar.from_ical(changed.content).walk("VEVENT")}
    assert any(uid.startswith(f"work-{north.ben.id}-{work.pk}@north.") for uid in old)


def test_without_classes_it_has_work_days_off_and_ends_of_terms(north: Cast) -> None:
    found = events(Client().get(made(north, classes=False)))
    kinds = {each.uid.value.partition("-")[0] for each in found}
    assert kinds == {"work", "day", "term"}


def test_one_address_is_asked_only_so_often(north: Cast, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {
        "feed": "2/h/key", "feed_unknown": "2/m/ip",
    }  # fmt: skip
    url, other = made(north), made(north, child="ben")
    assert [Client().get(url).status_code for _ in range(3)] == [200, 200, 429]
    assert Client().get(other).status_code == 200, "each address is counted by itself"
    unknown = [Client().get(f"/north/calendar/{n}.ics").status_code for n in range(3)]
    assert unknown == [404, 404, 429]


def test_a_student_has_her_own_days(north: Cast) -> None:
    found = events(Client().get(made(north, "ben", "ben")))
    assert all("Ben" not in each.summary.value for each in found)
    assert found
