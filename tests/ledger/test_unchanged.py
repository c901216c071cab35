"""What else makes a page another one: who asks, when, in which language, and how."""

from collections.abc import Callable
from typing import Any

import django
import pytest
from django.conf import settings
from django.contrib.messages import INFO
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from openhouse.access.on_device import EVERYTHING
from openhouse.access.sessions import SessionStore
from openhouse.access.unchanged import release
from tests.cast import Cast
from tests.house_client import HouseClient, found_in, words_of
from tests.ledger.changes import PAGES
from tests.ledger.test_stamps import asked, changed, seen

pytestmark = pytest.mark.django_db
#: The numbers in the rail and in the bottom bar.
COUNT = "//b[@class='count'][contains(., 'change')]"


def on_her_own_device(client: HouseClient) -> None:
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session.set_expiry(60 * 86400)
    session.save()


def test_on_a_shared_device_the_browser_keeps_nothing(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    assert asked(client, "grades", north)["Cache-Control"] == "private, no-store"
    on_her_own_device(client)
    response = asked(client, "grades", north)
    assert response["Cache-Control"] == "private, no-cache"
    again = asked(client, "grades", north, asked(client, "grades", north)["ETag"])
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")


def test_signing_out_takes_the_pages_with_it(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    assert client_of(north.mother).post("/north/sign-out/")["Clear-Site-Data"] == EVERYTHING


def test_another_day_and_another_minute_are_another_page(
    client_of: Callable[..., HouseClient], north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(north.mother)
    tags = {page: seen(client, page, north)[1] for page in ("today", "schedule", "grades")}
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T10:06")
    found = {page: asked(client, page, north, tag).status_code for page, tag in tags.items()}
    assert found == {"today": 200, "schedule": 200, "grades": 304}
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-07T10:05")
    for page, tag in tags.items():
        assert asked(client, page, north, tag).status_code == 200, page


def test_another_language_is_another_page(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "grades", north)
    client.cookies["openhouse_language"] = "es"
    response = asked(client, "grades", north, tag)
    assert response.status_code == 200
    assert 'lang="es"' in response.content.decode()


def test_a_tag_is_good_for_one_session_and_one_page(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    _, tag = seen(client_of(north.mother), "grades", north)
    for other in (north.mother, north.ben):
        assert asked(client_of(other), "grades", north, tag).status_code == 200
    client = client_of(north.mother)
    _, tag = seen(client, "grades", north)
    assert asked(client, "assignments", north, tag).status_code == 200
    more = f"/north/family/{north.ben.id}/grades/?term=1"
    assert client.get(more, headers={"If-None-Match": tag}).status_code == 200


def test_a_release_is_part_of_the_tag(
    client_of: Callable[..., HouseClient], north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "grades", north)
    assert asked(client, "grades", north, tag).status_code == 304
    with monkeypatch.context() as another:
        another.setattr(django, "VERSION", (99, 0, 0, "final", 0))
        release.cache_clear()
        assert asked(client, "grades", north, tag).status_code == 200
    release.cache_clear()
    assert asked(client, "grades", north, tag).status_code == 304


def test_a_message_that_is_shown_once_is_shown(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "grades", north)
    message = Message(INFO, "The owls have landed")
    client.cookies["messages"] = CookieStorage(HttpRequest())._encode([message])
    response = asked(client, "grades", north, tag)
    assert "ETag" not in response.headers
    assert "The owls have landed" in words_of(response)
    assert asked(client, "grades", north, tag).status_code == 304


def test_what_is_sent_is_never_as_it_was(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    _, tag = seen(client, "grades", north)
    url = f"/north/family/{north.ben.id}/grades/"
    assert client.post(url, headers={"If-None-Match": tag}).status_code == 405
    head: Any = client.head(url, headers={"If-None-Match": tag})
    assert head.status_code == 304


def test_a_page_that_is_not_there_has_no_tag(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    response = client.get(f"/north/family/{north.leo.id}/grades/", headers={"If-None-Match": "*"})
    assert (response.status_code, response.headers.get("ETag")) == (404, None)


def test_the_number_of_unread_changes_is_as_fresh_as_its_page(
    client_of: Callable[..., HouseClient], north: Cast, django_assert_max_num_queries: Any
) -> None:
    client = client_of(north.mother)
    for page in PAGES:
        asked(client, page, north)
        with django_assert_max_num_queries(10):  # eight, and around them begin and end
            response = asked(client, page, north)
        assert found_in(response, COUNT) == ["4 new changes"] * 2, page
        assert asked(client, page, north, response["ETag"]).status_code == 304, page
    _, tag = seen(client, "grades", north)
    of_a_sibling = "UPDATE attendance_attendancemark SET comment = 'Bus' WHERE student_id = {ana}"
    changed(north, of_a_sibling.replace("{ana}", str(north.ana.id)))
    response = asked(client, "grades", north, tag)
    assert found_in(response, COUNT) == ["5 new changes"] * 2
    assert "5 new" in words_of(client.get("/north/family/more/"))
    one = client.get(f"/north/family/{north.ben.id}/changes/")
    assert found_in(one, "//nav[@class='switch']//b") == ["4 new changes", "1 new change"]
    client.get("/north/family/changes/")
    response = asked(client, "grades", north, response["ETag"])
    assert response.status_code == 200


def test_what_is_unread_is_counted_once_as_long_as_nothing_changes(
    client_of: Callable[..., HouseClient], north: Cast
) -> None:
    client = client_of(north.mother)
    page = f"/north/family/{north.ben.id}/attendance/"
    client.get(page)
    with CaptureQueriesContext(connection) as again:
        client.get(page)
    assert not [one for one in again if "openhouse_changes(" in one["sql"]]
    of_a_sibling = "UPDATE attendance_attendancemark SET comment = 'Bus' WHERE student_id ="
    changed(north, f"{of_a_sibling} {north.ana.id}")
    with CaptureQueriesContext(connection) as then:
        assert found_in(client.get(page), COUNT) == ["5 new changes"] * 2
    assert [one for one in then if "openhouse_changes(" in one["sql"]]


def test_hidden_changes_are_not_counted(client_of: Callable[..., HouseClient], north: Cast) -> None:
    client = client_of(north.mother)
    changed(north, "UPDATE grades_score SET points = 1 WHERE assignment_id = {hidden}")
    assert found_in(asked(client, "grades", north), COUNT) == ["4 new changes"] * 2
    for reader in (north.father, north.grandmother):
        assert found_in(client_of(reader).get("/north/family/"), COUNT) == []
