"""What a private device has kept and sends once there is network: once, or it hears why not."""

from collections.abc import Callable

import pytest

from openhouse.messages.models_threads import Post, Thread
from tests.cast import Cast
from tests.house_client import HouseClient
from tests.messages.test_threads import first, home, many, new, run, words

pytestmark = pytest.mark.django_db
OF_A_DEVICE = {"Openhouse-Device": "1"}
CLOSE = "UPDATE school_messages_thread SET closed_at = now() WHERE id = %s"
END = "UPDATE people_guardianship SET ends_on = '2026-10-05' WHERE person_id = %s"


def test_a_message_arrives_once_whatever_has_become_of_the_conversation(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    mother = client_of(north.mother)

    def sends(url: str, said: dict[str, str]) -> tuple[int, list[str]]:
        answer = mother.post(url, said, headers=OF_A_DEVICE)
        return answer.status_code, answer.json()["words"] if answer.content else []

    begun = words(north, subject="Written on the bus")
    assert [sends(new(north, "ben"), begun) for _twice in "12"] == [(204, [])] * 2
    thread = first(north, Thread, subject="Written on the bus")
    assert many(north, Thread, subject="Written on the bus") == 1
    one, other = ({"body": "On time?", "client": mark * 16} for mark in "ab")
    assert sends(home(north, thread), one) == (204, [])
    run(north, CLOSE, thread.pk)
    assert sends(home(north, thread), one) == (204, []), "it is there since before"
    closed = "This conversation has been closed. Please begin a new one."
    assert sends(home(north, thread), other) == (422, [closed])
    empty = (422, ["Your message: Write your message first."])
    assert sends(home(north, thread), {"body": " ", "client": "c" * 16}) == empty
    assert many(north, Post, thread_id=thread.pk) == 2
    run(north, END, north.mother.id)
    for url, said in ((home(north, thread), other), (new(north, "ben"), begun)):
        assert mother.post(url, said, headers=OF_A_DEVICE).status_code == 404


def test_what_is_kept_ahead_is_not_read(north: Cast, client_of: Callable[..., HouseClient]) -> None:
    mother, letter = client_of(north.mother), north.rows["message_high"]
    read = "UPDATE school_messages_recipient SET read_at = NULL WHERE message_id = %s"
    run(north, read, letter.pk)
    url = f"/north/family/messages/{letter.pk}/"
    for headers, is_new in (({"Openhouse-Ahead": "yes"}, True), ({}, False)):
        assert mother.get(url, headers=headers).status_code == 200
        page = mother.get("/north/family/messages/").content.decode()
        assert (f'href="{url}"' in page, ">New<" in page) == (True, is_new)
