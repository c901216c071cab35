"""What the server says may stay on a private device, page by page and person by person."""

from typing import Any

import pytest
from django.conf import settings

from openhouse.access.on_device import WORD
from openhouse.access.sessions import SessionStore
from tests.cast import Cast, Somebody
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
DEVICE = {"Openhouse-Device": "1"}


def on_own_device(person: Somebody, **more: Any) -> HouseClient:
    """A client whose session is for long, and marked as private."""
    client = HouseClient.signed_in(person)
    session = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    session.update({"_session_expiry": 60 * 24 * 3600, WORD: "a word", **more})
    session.save()
    return client


def said(client: HouseClient, path: str, **headers: str) -> tuple[str, str]:
    """The mark and the word that a page may be kept, of the answer to a worker."""
    answer = client.get(path, headers=DEVICE | headers)
    return answer.headers.get("Openhouse-Mark", ""), answer.headers.get("Openhouse-Keep", "")


def test_only_whole_pages_of_families_may_be_kept(north: Cast) -> None:
    client = on_own_device(north.mother)
    mark, keep = said(client, "/north/family/")
    assert keep == "yes"
    assert "." in mark
    for path in ("/north/account/", "/north/account/devices/", "/north/nothing/"):
        assert said(client, path)[1] == "", path
    assert said(client, "/north/family/", **{"HX-Request": "true"})[1] == ""
    assert said(client, f"/north/family/{north.leo.id}/") == (mark, "")
    own = on_own_device(north.teacher_mother)
    assert said(own, "/north/family/")[1] == "yes"
    assert said(own, "/north/staff/")[1] == ""


def test_of_registration_a_device_keeps_the_list_alone(north: Cast) -> None:
    """Never what is being filled in: its page bears the key of what waits unsent."""
    own = f"/north/family/registration/{north.rows['app_rivera'].pk}/"
    mother, father = on_own_device(north.mother), on_own_device(north.father)
    assert said(mother, "/north/family/registration/")[1] == "yes"
    for path in (own, f"{own}copy/", "/north/family/registration/consents/"):
        assert said(mother, path)[1] == "no", path
    part = north.rows["part_santos0"]
    about = f"/north/family/registration/{part.application_id}/about/{part.pk}/?section=child"
    assert father.get(about).status_code == 200
    assert said(father, about)[1] == "no"
    assert said(mother, "/north/family/calendar/feeds/")[1] == "no"
    assert said(mother, "/north/family/calendar/")[1] == "yes"


def test_only_who_registers_children_is_kept_the_list_ahead(north: Cast) -> None:
    def ahead(who: str) -> list[str]:
        found = on_own_device(north.persons[who]).get("/north/app/kept/", headers=DEVICE)
        return list(found.json()["pages"])

    assert "/north/family/registration/" in ahead("mother")
    assert "/north/family/registration/" not in ahead("ben")
    assert not [path for path in ahead("mother") if "/account/" in path]


def test_nothing_is_said_to_who_does_not_ask_as_a_worker(north: Cast) -> None:
    answer = on_own_device(north.mother).get("/north/family/")
    assert "Openhouse-Mark" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("where", ["nobody", "shared", "unmarked"])
def test_where_nothing_may_stay_the_mark_says_so(where: str, north: Cast) -> None:
    clients = {
        "nobody": HouseClient,
        "shared": lambda: on_own_device(north.mother, _session_expiry=1800),
        "unmarked": lambda: on_own_device(north.mother, **{WORD: ""}),
    }
    client = clients[where]()
    path = "/north/sign-in/" if where == "nobody" else "/north/family/"
    assert said(client, path) == ("none", "")
    if where != "nobody":
        assert client.get("/north/app/kept/", headers=DEVICE).status_code == 404


def test_the_mark_follows_session_password_and_children(north: Cast) -> None:
    mother = on_own_device(north.mother)
    session, _, children = said(mother, "/north/family/")[0].partition(".")
    assert said(mother, "/north/account/")[0] == f"{session}.{children}"
    other_word = on_own_device(north.mother, **{WORD: "another word"})
    assert said(other_word, "/north/family/")[0].partition(".")[0] != session
    assert said(on_own_device(north.father), "/north/family/")[0].partition(".")[2] != children


def test_a_look_at_a_familys_pages_stays_nowhere(north: Cast) -> None:
    clerk = on_own_device(north.clerk)
    clerk.post(f"/north/office/people/{north.mother.id}/look/", {"reason": "She asked"})
    answer = clerk.get("/north/family/", headers=DEVICE)
    assert "Nothing can be changed" in answer.content.decode()
    assert "Openhouse-Keep" not in answer.headers
    assert b"on-device" not in answer.content
    assert clerk.get("/north/app/kept/", headers=DEVICE).status_code == 404


def test_the_key_is_handed_to_the_worker_of_this_session_alone(north: Cast) -> None:
    mother = on_own_device(north.mother)
    assert mother.get("/north/app/kept/").status_code == 404
    one = mother.get("/north/app/kept/", headers=DEVICE)
    assert one.headers["Cache-Control"] == "private, no-store"
    assert one.json()["key"] == mother.get("/north/app/kept/", headers=DEVICE).json()["key"]
    other = on_own_device(north.mother, **{WORD: "another word"})
    assert other.get("/north/app/kept/", headers=DEVICE).json()["key"] != one.json()["key"]
    assert HouseClient().get("/north/app/kept/", headers=DEVICE).status_code == 302


def test_a_page_fetched_ahead_is_not_read(north: Cast) -> None:
    mother = on_own_device(north.mother)
    ahead = {**DEVICE, "Openhouse-Ahead": "yes"}
    news = b'class="count"'
    before = mother.get("/north/family/more/").content.count(news)
    assert before
    mother.get("/north/family/changes/", headers=ahead)
    assert mother.get("/north/family/more/").content.count(news) == before
    mother.get("/north/family/changes/", headers=DEVICE)
    assert mother.get("/north/family/more/").content.count(news) < before
