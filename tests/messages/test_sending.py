"""Messages of staff: to whom they go, what is shown before, what families get, who read them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from openhouse.access.viewer import System
from openhouse.attendance.models import AttendanceMark
from openhouse.districts.models import District
from openhouse.ledger.models import Change
from openhouse.messages.models import Message, MessageTemplate, Recipient
from openhouse.messages.models_threads import ThreadRules
from openhouse.messages.rules import filled, for_each, rings_at
from openhouse.messages.sending import writing
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint, Guardianship
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
OFFICE = "/north/office/messages/"
INBOX = "/north/family/messages/"


def said(kind: str = "general", **more: Any) -> dict[str, Any]:
    return {
        "title_en": "Owl night",
        "body_en": "Bring a lamp. <b>now</b>",
        "kind": f"message.{kind}",
    } | more


def newest(cast: Cast) -> Message:
    with in_all(cast):
        found = Message.objects.visible_to(System()).order_by("-pk").first()
    assert found
    return found


def write(client: HouseClient, url: str, **more: Any) -> Any:
    """Write a message; the page that shows who gets it."""
    return client.post(url, said(**more), follow=True)


def send(client: HouseClient, cast: Cast, base: str = OFFICE, **more: str) -> Message:
    """Send the newest one and let the workers write it out."""
    message = newest(cast)
    client.post(f"{base}{message.pk}/send/", more)
    work_off()
    return newest(cast)


def got_by(cast: Cast, message: Message) -> dict[str, tuple[int, ...]]:
    names = {one.id: name for name, one in cast.persons.items()}
    with in_all(cast):
        rows = Recipient.objects.filter(message_id=message.pk)
        return {names[row.person_id]: tuple(row.students) for row in rows}


def mails(cast: Cast, message: Message) -> list[Delivery]:
    with in_all(cast):
        return list(Delivery.objects.filter(kind=message.kind, about=message.pk).order_by("pk"))


def of_algebra(cast: Cast) -> str:
    return f"/north/staff/sections/{cast.rows['algebra'].pk}/messages/"


def test_a_school_gets_it_and_the_sender_sees_before_who(north: Cast, client_of: Clients) -> None:
    """Whom a guardianship does not open to, gets nothing; each household is by itself."""
    clerk = client_of(north.clerk)
    page = write(clerk, f"{OFFICE}new/?school={north.rows['high'].pk}")
    before = words_of(page)
    assert "Nothing is sent yet." in before
    assert "Marta" in before and "Hana" in before
    assert "Ivan" not in before and "Ngozi" not in before and "Rosa" not in before
    message = send(clerk, north)
    assert message.state == "sent"
    assert got_by(north, message) == {
        "mother": (north.ben.id,), "grandmother": (north.cai.id,), "long_parent": (north.max.id,)
    }  # fmt: skip
    after = words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    assert "Marta" in after
    inbox = words_of(client_of(north.mother).get(INBOX))
    assert "Owl night" in inbox and "Hana" not in inbox
    assert "Owl night" not in words_of(client_of(north.father).get(INBOX))


def test_grades_students_too_and_one_family(north: Cast, client_of: Clients) -> None:
    clerk, school = client_of(north.clerk), f"{OFFICE}new/?school={north.rows['high'].pk}"
    write(clerk, school, grades=["10"], students_too="on")
    assert set(got_by(north, send(clerk, north))) == {"mother", "ben"}
    write(clerk, f"{OFFICE}new/?student={north.max.id}")
    assert set(got_by(north, send(clerk, north))) == {"long_parent"}
    assert clerk.get(f"{OFFICE}new/?student={north.leo.id}").status_code == 404
    assert clerk.get(f"{OFFICE}new/?school={north.rows['west'].pk}").status_code == 404
    assert clerk.get(f"{OFFICE}new/?all=1").status_code == 404


def test_who_is_absent_today_is_counted_when_it_goes_out(north: Cast, client_of: Clients) -> None:
    """The draft was written before the roll was taken."""
    clerk = client_of(north.clerk)
    write(clerk, f"{OFFICE}new/?absent={north.rows['high'].pk}", kind="attendance")
    with in_all(north):
        AttendanceMark(
            student_id=north.max.id,
            school_id=north.rows["high"].pk,
            on=TODAY,
            code=north.rows["code_absent_excused"],
        ).save()
    assert "It is for 1 person" in words_of(clerk.get(f"{OFFICE}{newest(north).pk}/"))
    assert got_by(north, send(clerk, north)) == {"long_parent": (north.max.id,)}


def test_a_teacher_writes_of_missing_work_to_those_who_lack_it(
    north: Cast, client_of: Clients
) -> None:
    teacher, base = client_of(north.teacher), of_algebra(north)
    form = teacher.get(f"{base}new/?missing=1&text=missing").content.decode()
    assert "{first_name}: missing work in {class}" in form
    text = {"title_en": "{first_name}: missing work", "body_en": "In {class}: {missing}."}
    page = write(teacher, f"{base}new/?missing=1", kind="teacher", **text)
    assert "(Mother" in words_of(page) and "Marta" not in words_of(page)
    message = send(teacher, north, base)
    assert got_by(north, message) == {"mother": (north.ben.id,), "grandmother": (north.cai.id,)}
    mother = client_of(north.mother)
    shown = words_of(mother.get(f"{INBOX}{message.pk}/"))
    assert ": missing work" in shown
    work = str(north.rows["work_missing"].name)
    assert work in shown
    got = [one for one in mails(north, message) if one.way == "mail"]
    hers = [one.text for one in got if one.person_id == north.mother.id]
    assert hers
    assert all(work in text for text in hers)
    other = client_of(north.second_teacher).get(f"{base}{message.pk}/")
    assert other.status_code == 404


def test_a_teacher_sends_no_emergency_and_names_no_strange_field(
    north: Cast, client_of: Clients
) -> None:
    teacher, url = client_of(north.teacher), f"{of_algebra(north)}new/?class=1"
    write(teacher, url, kind="emergency")
    page = write(teacher, url, kind="teacher", body_en="Dear {mother}")
    assert "There is no field {mother}." in words_of(page)
    with in_all(north):
        assert not Message.objects.visible_to(System()).filter(whom_words="Algebra").exists()
    assert newest(north).pk < 100000
    clerk = client_of(north.clerk)
    page = write(clerk, f"{OFFICE}new/?student={north.max.id}", body_en="In {class}")
    assert "There is no field {class}." in words_of(page)


def test_each_gets_her_language_by_mail_and_in_the_inbox(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    more = {"title_es": "Noche del búho", "body_es": "Traiga una lámpara.", "machine_es": "on"}
    write(clerk, f"{OFFICE}new/?school={north.rows['high'].pk}", **more)
    message = send(clerk, north)
    sent = [one for one in mails(north, message) if one.way == "mail"]
    by_person = {mail.person_id: mail for mail in sent}
    spanish = by_person[north.long_parent.id]
    assert spanish.subject == "Noche del búho"
    assert "Traducido por una máquina" in spanish.text
    assert by_person[north.mother.id].subject == "Owl night"
    assert "&lt;b&gt;now" in by_person[north.mother.id].html
    page = client_of(north.long_parent).get(f"{INBOX}{message.pk}/")
    assert "Noche del búho" in words_of(page) and "Bring a lamp." in words_of(page)


def test_new_until_read_and_gone_once_removed(north: Cast, client_of: Clients) -> None:
    clerk, mother = client_of(north.clerk), client_of(north.mother)
    write(clerk, f"{OFFICE}new/?student={north.ben.id}")
    message = send(clerk, north)
    today = mother.get("/north/family/")
    assert "3 new messages" in words_of(today)
    assert "Read in the portal" not in words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    assert "2 new messages" in words_of(mother.get(f"{INBOX}{message.pk}/"))
    again = mother.get("/north/family/", headers={"if-none-match": today.headers["ETag"]})
    assert again.status_code == 200
    assert "2 new messages" in words_of(again)
    assert "Read in the portal" in words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    page = mother.post(f"{INBOX}{message.pk}/remove/", follow=True)
    assert "Owl night" not in words_of(page)
    assert mother.get(f"{INBOX}{message.pk}/").status_code == 404
    assert "Marta" in words_of(clerk.get(f"{OFFICE}{message.pk}/"))


def test_with_the_tie_the_message_is_gone(north: Cast, client_of: Clients) -> None:
    clerk, mother = client_of(north.clerk), client_of(north.mother)
    write(clerk, f"{OFFICE}new/?student={north.ben.id}")
    message = send(clerk, north)
    with in_all(north):
        mine = Guardianship.objects.visible_to(System()).filter(person_id=north.mother.id)
        mine.filter(student_id=north.ben.id).update(ends_on="2026-10-05")
    assert mother.get(f"{INBOX}{message.pk}/").status_code == 404
    assert "Owl night" not in words_of(mother.get(INBOX))


def test_a_large_picture_is_refused_and_what_was_typed_stays(
    north: Cast, client_of: Clients
) -> None:
    clerk = client_of(north.clerk)
    picture = SimpleUploadedFile("gym.jpg", b"\xff\xd8\xff" + b"0" * 30_000_000)
    page = write(clerk, f"{OFFICE}new/?student={north.max.id}", upload=picture)
    assert "This file is larger than 10 MB." in words_of(page)
    assert 'value="Owl night"' in page.content.decode()
    assert newest(north).pk < 100000


def test_it_waits_for_its_time_and_can_be_taken_back(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    write(clerk, f"{OFFICE}new/?student={north.max.id}", keep_as="Owls")
    message = send(clerk, north, send_at="2026-10-07T09:00")
    assert message.state == "waiting"
    assert got_by(north, message) == {}
    page = words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    assert "It goes out" in page and "It waits for its time." in page
    clerk.post(f"{OFFICE}{message.pk}/cancel/")
    assert newest(north).state == "cancelled"
    with in_all(north):
        kinds = Change.objects.filter(kind__startswith="message.").order_by("pk")
        assert list(kinds.values_list("kind", flat=True)) == ["message.sent", "message.cancelled"]
        (text,) = MessageTemplate.objects.filter(person_id=north.clerk.id)
    page = clerk.get(f"{OFFICE}new/?student={north.max.id}&text={text.pk}")
    assert 'value="Owl night"' in page.content.decode()


def test_who_has_no_way_is_named_and_another_way_is_tried(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    with in_all(north):
        ContactPoint.objects.filter(person_id=north.long_parent.id, kind="email").delete()
    page = write(clerk, f"{OFFICE}new/?student={north.max.id}")
    assert "1 person is not told" in words_of(page)
    message = send(clerk, north)
    assert mails(north, message) == []
    url = f"{OFFICE}{message.pk}/"
    shown = words_of(clerk.get(url))
    assert "Send by another way" not in shown and "Please call" in shown
    assert "There is no other way" in words_of(clerk.post(f"{url}again/", follow=True))
    with in_all(north):
        ContactPoint.objects.create(
            person_id=north.long_parent.id, kind="email", value="new@home.example"
        )
    shown = words_of(clerk.get(url))
    assert "Send by another way" in shown and "Please call" not in shown
    assert "Sent by another way to 1 person" in words_of(clerk.post(f"{url}again/", follow=True))
    assert [mail.to for mail in mails(north, message)] == ["new@home.example"]


class Killed(Exception):
    pass


def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    north: Cast, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person a part; killed before each part is kept, and begun again."""
    monkeypatch.setattr(writing, "BATCH", 1)
    clerk = client_of(north.clerk)
    write(clerk, f"{OFFICE}new/?school={north.rows['high'].pk}", students_too="on")
    message = newest(north)
    clerk.post(f"{OFFICE}{message.pk}/send/")
    district = District.objects.get(pk=north.id)
    for kept in range(5):
        with pytest.raises(Killed), transaction.atomic():
            _die_after(_one_part(district, message))
        assert len(got_by(north, message)) == kept
        _one_part(district, message)
    work_off()
    people = got_by(north, message)
    assert set(people) == {"mother", "grandmother", "long_parent", "ben", "mia"}
    written = [(one.person_id, one.way, one.to) for one in mails(north, message)]
    assert len(written) == len(set(written))
    assert newest(north).state == "sent"


def _die_after(written: int) -> None:
    assert written == 1
    raise Killed


def _one_part(district: District, message: Message) -> int:
    """One part of a message by a worker that lives so long."""
    from openhouse.access.district import as_current
    from openhouse.common.scope import ALL, scope

    with scope(district=district.pk, students=ALL, hat="system"):
        due = writing._due(message.pk)
        assert due
        return writing._write_part(due, writing._people(due), as_current(district))


@pytest.mark.parametrize(
    ("at", "kind", "rings"),
    [
        ("2026-10-06T06:59", "message.general", "2026-10-06T07:00"),
        ("2026-10-06T07:00", "message.general", "2026-10-06T07:00"),
        ("2026-10-06T20:59", "message.teacher", "2026-10-06T20:59"),
        ("2026-10-06T21:00", "message.priority", "2026-10-07T07:00"),
        ("2026-10-06T23:30", "message.emergency", "2026-10-06T23:30"),
    ],
)
def test_nobodys_phone_rings_at_night_but_for_danger(at: str, kind: str, rings: str) -> None:
    assert rings_at(datetime.fromisoformat(at), kind) == datetime.fromisoformat(rings)


def test_a_text_is_said_once_where_it_names_nobody() -> None:
    two = [{"first_name": "Ana"}, {"first_name": "Ben"}]
    assert for_each("Snow day.", two) == "Snow day."
    assert for_each("{first_name} is late.", two) == "Ana is late.\n\nBen is late."
    assert filled("{first_name} {x}", {"first_name": "{x}"}) == "{x} {x}"


def test_before_and_after_sending_an_office_reads_whom_it_has_to_call(
    north: Cast, client_of: Clients
) -> None:
    """A phone that is on file takes no texts until it is proved; a teacher reads no number."""
    clerk, adult = client_of(north.clerk), north.long_parent
    with in_all(north):
        ContactPoint.objects.filter(person_id=adult.id, kind="email").delete()
        ContactPoint.objects.create(person_id=adult.id, kind="phone", value="(573) 555-0177")
    page = write(clerk, f"{OFFICE}new/?student={north.max.id}")
    assert "call (573) 555-0177" in words_of(page)
    assert any("Maximiliano" in one for one in found_in(page, "//main//li//small/text()"))
    assert "1 person reads Spanish and gets it in English." in words_of(page)
    message = send(clerk, north)
    assert "call (573) 555-0177" in words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    write(clerk, f"{OFFICE}new/?student={north.max.id}", title_es="Noche", body_es="Lámpara.")
    both = clerk.get(f"{OFFICE}{newest(north).pk}/")
    assert "Not everybody reads it" not in words_of(both)


def test_a_family_answers_a_message_in_a_conversation_where_the_district_lets_it(
    north: Cast, client_of: Clients
) -> None:
    """With the class that wrote it and its headline; about each child whom it is about."""
    teacher, base, mother = client_of(north.teacher), of_algebra(north), client_of(north.mother)
    write(teacher, f"{base}new/?class=1", kind="teacher")
    message = send(teacher, north, base)
    page = mother.get(f"{INBOX}{message.pk}/")
    (url,) = [one for one in found_in(page, "//main//a/@href") if "threads/new" in one]
    assert url.startswith(f"/north/family/{north.ben.id}/messages/threads/new/")
    form = mother.get(url)
    assert found_in(form, "//input[@name='subject']/@value") == ["Owl night"]
    chosen = found_in(form, "//select[@name='to']/option[@selected]/@value")
    assert chosen == [f"c{north.rows['algebra'].pk}"]
    clerk = client_of(north.clerk)
    write(clerk, f"{OFFICE}new/?school={north.rows['high'].pk}")
    office = mother.get(f"{INBOX}{send(clerk, north).pk}/")
    (url,) = [one for one in found_in(office, "//main//a/@href") if "threads/new" in one]
    chosen = found_in(mother.get(url), "//select[@name='to']/option[@selected]/@value")
    assert chosen == [f"s{north.rows['high'].pk}"]
    with in_all(north):
        ThreadRules.objects.update(families="answer")
    assert "threads/new" not in mother.get(f"{INBOX}{message.pk}/").content.decode()
