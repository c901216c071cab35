"""What may go wrong between writing and sending: two tabs, a teacher who has left, an answer."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection

from openhouse.common import clock
from openhouse.courses.models import SectionTeacher
from openhouse.messages.models import MessageWords
from openhouse.messages.sending.jobs import write_due
from openhouse.notifications.models import PushSubscription
from tests.cast import TODAY, Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off
from tests.messages.test_sending import OFFICE, mails, newest, of_algebra, said, send, write
from tests.notifications.post import Office, mail_server, send_all

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


class Talkative(Office):
    """Refuses as the usual mail servers do: with the address in it."""

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"


def test_nobody_reads_an_address_in_a_mail_servers_answer(
    north: Cast, client_of: Clients, settings: Any
) -> None:
    teacher = client_of(north.teacher)
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher")
    message = send(teacher, north, of_algebra(north))
    with in_all(north):
        PushSubscription.objects.all().delete()
    with mail_server(Talkative()) as port:
        settings.MAILERS = {"default": {"OPTIONS": {"host": "127.0.0.1", "port": port}}}
        send_all(north)
    hers = words_of(teacher.get(f"{of_algebra(north)}{message.pk}/"))
    assert "By e-mail: Refused" in hers and "550" not in hers and "@" not in hers
    office = words_of(client_of(north.clerk).get(f"{OFFICE}{message.pk}/"))
    assert "User unknown" in office and "@" not in office
    assert not any("@" in each.answer for each in mails(north, message))


def test_what_cannot_be_seen_is_in_no_text(north: Cast, client_of: Clients) -> None:
    write(
        client_of(north.clerk), f"{OFFICE}new/?student={north.max.id}", body_en="a\u202eb\x08c\nd"
    )
    with in_all(north):
        assert MessageWords.objects.get(message=newest(north)).body == "abc\nd"


def test_an_office_sees_and_sends_no_draft_of_a_teacher(north: Cast, client_of: Clients) -> None:
    write(client_of(north.teacher), of_algebra(north) + "new/?class=1", kind="teacher")
    message, clerk = newest(north), client_of(north.clerk)
    assert f"{OFFICE}{message.pk}/" not in clerk.get(OFFICE).content.decode()
    assert clerk.get(f"{OFFICE}{message.pk}/").status_code == 404
    assert clerk.post(f"{OFFICE}{message.pk}/edit/", said()).status_code == 404
    assert clerk.post(f"{OFFICE}{message.pk}/send/").status_code == 404
    assert newest(north).state == "draft"


def test_what_waits_for_its_time_waits_for_the_office_once_its_teacher_is_gone(
    north: Cast, client_of: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    teacher, clerk = client_of(north.teacher), client_of(north.clerk)
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher")
    at = (clock.now() + timedelta(days=2)).strftime("%Y-%m-%dT09:00")
    message = send(teacher, north, of_algebra(north), send_at=at)
    with in_all(north):
        hers = SectionTeacher.objects.filter(person_id=north.teacher.id)
        hers.update(ends_on=TODAY - timedelta(days=1))
    monkeypatch.setenv("OPENHOUSE_TODAY", (TODAY + timedelta(days=2)).isoformat() + "T09:05")
    write_due(0)
    work_off()
    assert newest(north).state == "held" and mails(north, message) == []
    waits = "1 message of a teacher waits for you"
    assert waits in words_of(clerk.get("/north/staff/"))
    assert waits not in words_of(client_of(north.second_teacher).get("/north/staff/"))
    assert "send it in the office’s name, or take it back" in words_of(clerk.get(OFFICE))
    assert "This waits for the office." in words_of(clerk.get(f"{OFFICE}{message.pk}/"))
    sent = send(clerk, north)
    assert (sent.state, sent.written_by_id) == ("sent", north.clerk.id)
    assert waits not in words_of(clerk.get("/north/staff/"))
    assert mails(north, message)


def waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            " AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_is_sent_while_it_is_changed_keeps_its_words(
    north: Cast, owner: psycopg.Connection
) -> None:
    """The form was looked at while it was a draft; another tab sends it before it is kept."""
    teacher = HouseClient.signed_in(north.teacher)
    write(teacher, of_algebra(north) + "new/?class=1", kind="teacher", title_en="First words")
    message, answers = newest(north), list[Any]()

    def change() -> None:
        try:
            url = f"{of_algebra(north)}{message.pk}/edit/"
            answers.append(teacher.post(url, said("teacher", title_en="Second words"), follow=True))
        finally:
            connection.close()

    other = threading.Thread(target=change)
    with owner.transaction():
        owner.execute("SELECT set_config('openhouse.district', %s, true)", [str(north.id)])
        sent = "UPDATE school_messages_message SET state = 'waiting' WHERE id = %s"
        assert owner.execute(sent, [message.pk]).rowcount == 1
        other.start()
        until = time.monotonic() + 30
        while not waiting_for_a_lock() and time.monotonic() < until:
            time.sleep(0.02)
    other.join(30)
    assert "It has gone out already." in words_of(answers[0])
    assert newest(north).state == "waiting"
    with in_all(north):
        assert MessageWords.objects.get(message=message).subject == "First words"
