"""A form that Back has shown again: other words with the old mark are written all the same."""

from collections.abc import Callable
from typing import Any

import pytest

from openhouse.notifications.models_notices import NoticeTimes
from tests.cast import Cast, in_all
from tests.house_client import HouseClient
from tests.messages.test_sending import mails, of_algebra, send, write
from tests.messages.test_threads import MARK
from tests.notifications.receiver import push_service

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]


def test_other_words_with_the_same_mark_are_not_lost(north: Cast, client_of: Clients) -> None:
    mother = client_of(north.mother)
    urls = [
        f"/north/family/{north.ben.id}/messages/threads/{north.rows[name].pk}/"
        for name in ("thread_ben", "thread_office")
    ]
    for url, words in ((urls[0], "First words"), (urls[0], "OTHER WORDS"), (urls[1], "TO OFFICE")):
        mother.post(url, {"body": words, "client": MARK})
        page = mother.post(url, {"body": words, "client": MARK}, follow=True).content.decode()
        assert page.count(f">{words}<") <= 1 and words in page
    assert mother.get(urls[0]).content.decode().count("First words") == 1


def test_a_mark_that_is_none_breaks_no_page(north: Cast, client_of: Clients) -> None:
    url = f"/north/family/{north.ben.id}/messages/threads/{north.rows['thread_ben'].pk}/"
    page = client_of(north.mother).post(url, {"body": "x", "client": "a" * 64 + "\n"})
    assert page.status_code in (200, 302)


def test_a_locked_screen_says_no_more_than_that_there_is_something_new(
    north: Cast, client_of: Clients, settings: Any
) -> None:
    settings.PUSH_ON_THIS_MACHINE = True
    teacher, words = client_of(north.teacher), {"kind": "teacher", "title_en": "{first_name}: work"}
    with push_service() as service:
        asked = service.browser().asks()
        mother = HouseClient.signed_in(north.mother)
        assert mother.post("/north/family/push/", asked, "application/json").status_code == 204
    for safe in (False, True):
        with in_all(north):
            NoticeTimes.objects.update_or_create(person_id=north.mother.id, defaults={"safe": safe})
        write(teacher, of_algebra(north) + "new/?class=1", **words)
        message = send(teacher, north, of_algebra(north))
        (push,) = [one for one in mails(north, message) if one.way == "push"]
        assert ("Ben" in push.text) is not safe
