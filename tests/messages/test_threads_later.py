"""What is written to the school without network: sent later, once."""

from collections.abc import Callable

import pytest

from openhouse.access.on_device import AHEAD, ITS_OWN
from openhouse.access.viewer import System
from openhouse.messages.models_threads import Post, Thread, ThreadReader
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.messages.test_threads import first, home, many, new, school, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
#: As the worker asks, and by which number it knows what it sends.
OWN = {ITS_OWN: "1"}
NUMBER = "6f1a0a38-6f07-4a3a-9d0b-2f6a7f4f1c11"


def test_an_answer_of_a_device_is_filed_once_and_answered_without_a_page(
    north: Cast, client_of: ClientOf
) -> None:
    mother, thread = client_of(north.mother), north.rows["thread_ben"]
    assert "data-later" in mother.get(home(north, thread)).content.decode()
    for _ in range(2):
        sent = mother.post(home(north, thread), {"body": "Later", "client": NUMBER}, headers=OWN)
        assert sent.status_code == 204
    assert many(north, Post, client=NUMBER) == 1
    begun, said = many(north, Thread), words(north, client=NUMBER.replace("6", "7"))
    assert "data-later" in mother.get(new(north, "ben")).content.decode()
    for _ in range(2):
        assert mother.post(new(north, "ben"), said, headers=OWN).status_code == 204
    assert many(north, Thread) == begun + 1


def test_what_cannot_be_sent_later_says_why(north: Cast, client_of: ClientOf) -> None:
    mother, thread = client_of(north.mother), north.rows["thread_ben"]
    client_of(north.teacher).post(f"{school(north, thread)}close/")
    for body, why in (("Later", "has been closed"), ("", "Write your message first")):
        sent = mother.post(home(north, thread), {"body": body, "client": NUMBER}, headers=OWN)
        assert sent.status_code == 422 and why in " ".join(sent.json()["words"])
    assert many(north, Post, client=NUMBER) == 0


def test_a_thread_that_a_device_fetches_ahead_is_not_read_yet(
    north: Cast, client_of: ClientOf
) -> None:
    mother, thread = client_of(north.mother), north.rows["thread_ben"]
    client_of(north.teacher).post(school(north, thread), {"body": "New", "client": NUMBER})
    newest = first(north, Post, client=NUMBER).pk

    def read() -> bool:
        with in_all(north):
            rows = ThreadReader.objects.visible_to(System())
            return rows.filter(person_id=north.mother.id, read_to=newest).exists()

    assert mother.get(home(north, thread), headers={AHEAD: "1"}).status_code == 200 and not read()
    assert mother.get(home(north, thread)).status_code == 200 and read()
