"""The two apps: what a phone installs, the district that is chosen once, and the wrong app."""

from collections.abc import Callable
from gzip import decompress as unzip
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client as DjangoClient

from openhouse.access.on_device import WORD
from openhouse.config.stores import android, apple
from openhouse.notifications.models import PushSubscription
from tests.access.test_on_device import on_own_device
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.notifications.receiver import Browser

pytestmark = pytest.mark.django_db
Client = Callable[..., HouseClient]


def test_each_app_of_a_district_has_its_own_name_start_and_icons(
    north: Cast, client: HouseClient
) -> None:
    said = {
        app: client.get(f"/north/app/{app}/manifest.webmanifest").json()
        for app in ("parent", "student")
    }
    assert said["parent"]["name"] == f"{north.rows['district'].name} Parent"
    assert said["student"]["name"] == f"{north.rows['district'].name} Student"
    assert said["parent"]["id"] == said["parent"]["start_url"] == "/north/app/parent/"
    assert said["parent"]["theme_color"].startswith("#")
    for app, each in said.items():
        assert {icon["purpose"] for icon in each["icons"]} == {"any", "maskable"}
        assert all(f"/{app}-" in icon["src"] for icon in each["icons"])
        assert [client.get(icon["src"]).status_code for icon in each["icons"]] == [200] * 4
        assert len(each["shortcuts"]) == 3
    spanish = client.get("/north/app/parent/manifest.webmanifest?in=es").json()
    assert spanish["lang"] == "es"
    assert spanish["short_name"] == "Padres"


def test_a_first_start_asks_for_the_district_once(north: Cast, client: HouseClient) -> None:
    first = client.get("/app/parent/manifest.webmanifest").json()
    assert first["name"] == "Openhouse Parent"
    page = client.get(first["start_url"], follow=True)
    assert "this device remembers it" in words_of(page)
    hits = client.get(f"/?name={north.rows['district'].name[:4]}&state=MO")
    assert 'href="/app/at/north/"' in hits.content.decode()
    chosen = client.get("/app/at/north/", follow=True)
    assert chosen.redirect_chain[-1][0].startswith("/north/sign-in/?next=/north/app/parent/")
    again = client.get(first["start_url"], follow=True)
    assert again.redirect_chain[-1][0] == chosen.redirect_chain[-1][0]
    assert "Find your school district" in words_of(client.get("/?other=1"))


@pytest.mark.parametrize(
    ("name", "state", "found"),
    [("nor", "MO", True), ("NOR", "", True), ("orth", "MO", False), ("nor", "KS", False)],
)
def test_the_first_letters_of_a_name_within_a_state_find_it(
    name: str, state: str, found: bool, client: HouseClient
) -> None:
    page = client.get(f"/?name={name}&state={state}").content.decode()
    assert ("/app/at/north/" in page) is found


@pytest.mark.parametrize(
    ("who", "app", "leads"),
    [
        ("mother", "parent", "/north/family/"),
        ("mother", "student", "This is the app for students"),
        ("ben", "student", "/north/family/"),
        ("ben", "parent", "This is the app for parents"),
        ("teacher", "parent", "/north/staff/"),
    ],
)
def test_the_wrong_app_says_so_and_leads_to_the_other(
    who: str, app: str, leads: str, north: Cast, client_of: Client
) -> None:
    page = client_of(north.persons[who]).get(f"/north/app/{app}/", follow=True)
    if leads.startswith("/"):
        assert page.redirect_chain[-1][0] == leads
    else:
        assert leads in words_of(page)
        other = "student" if app == "parent" else "parent"
        assert f'href="/north/app/{other}/"' in page.content.decode()


def test_a_shortcut_leads_to_its_page(north: Cast, client_of: Client) -> None:
    mother = client_of(north.mother)
    for to, page in (
        ("changes", "/north/family/changes/"),
        ("absence", f"/north/family/{north.ben.id}/attendance/notes/new/"),
        ("nonsense", "/north/"),
    ):
        assert mother.get(f"/north/app/parent/?to={to}").headers["Location"] == page


def test_a_page_names_the_app_of_who_reads_it(north: Cast, client_of: Client) -> None:
    def page_of(who: str, path: str) -> str:
        return client_of(north.persons[who]).get(path).content.decode()

    assert "/north/app/parent/manifest" in page_of("mother", "/north/family/")
    assert "/north/app/student/manifest" in page_of("ben", "/north/family/")
    assert "manifest.webmanifest" not in page_of("teacher", "/north/staff/")


@pytest.mark.parametrize(("who", "app"), [("mother", "parent"), ("ben", "student")])
def test_each_app_asks_for_its_own_pushes(
    who: str, app: str, north: Cast, client_of: Client, settings: Any
) -> None:
    """A student's own app gets pushes as her parents' does; that of staff is asked for none."""
    settings.PUSH_ON_THIS_MACHINE = True
    somebody, phone = on_own_device(north.persons[who]), Browser("http://127.0.0.1:1/ok/0")
    today = somebody.get("/north/family/")
    (url,), (named,) = (found_in(today, f"//@data-{each}") for each in ("push", "app"))
    assert (url, named) == ("/north/family/push/", app)
    said = phone.asks(app=named)
    assert somebody.post(url, said, "application/json").status_code == 204
    with in_all(north):
        made = PushSubscription.objects.get(endpoint=phone.url)
        assert (made.person_id, made.app) == (north.persons[who].id, app)
    assert client_of(north.clerk).post(url, said, "application/json").status_code == 403


def test_stores_learn_which_apps_are_the_servers(client: HouseClient, settings: Any) -> None:
    """Digital Asset Links, and what iPhones ask for."""
    assert client.get("/.well-known/assetlinks.json").status_code == 404
    print_ = ":".join(["AB"] * 32)
    settings.ANDROID_APPS = android(
        f"org.example.parent={print_}+{print_}, org.example.kid={print_}"
    )
    settings.APPLE_APPS = apple("ABCDE12345.org.example.parent")
    found = client.get("/.well-known/assetlinks.json").json()
    assert [each["target"]["package_name"] for each in found] == [
        "org.example.parent",
        "org.example.kid",
    ]
    assert found[0]["target"]["sha256_cert_fingerprints"] == [print_, print_]
    said = client.get("/.well-known/apple-app-site-association")
    assert said.headers["Content-Type"] == "application/json"
    assert said.json()["webcredentials"]["apps"] == ["ABCDE12345.org.example.parent"]
    for wrong in ("org.example.parent", "org.example.parent=AB:CD", "x=" + print_):
        with pytest.raises(ImproperlyConfigured):
            android(wrong)
    with pytest.raises(ImproperlyConfigured):
        apple("org.example.parent")


def test_only_our_own_questions_are_answered_compressed(north: Cast, client_of: Client) -> None:
    mother, gzip = client_of(north.mother), {"Accept-Encoding": "gzip"}

    def packed(path: str, **headers: str) -> bool:
        answer = mother.get(path, headers=gzip | headers)
        assert answer.status_code == 200
        return answer.headers.get("Content-Encoding") == "gzip"

    today, site = "/north/family/more/", "Sec-Fetch-Site"
    assert not packed(today)
    assert not packed(today, **{site: "cross-site"})
    assert not packed(today, **{site: "same-site"})
    assert not packed(today, **{site: "same-origin", "Openhouse-Plain": "yes"})
    assert packed("/sw.js", **{site: "cross-site"})
    # the house client reads pages as they are, so the last is asked of Django's
    plain = DjangoClient()
    plain.cookies = mother.cookies
    answer = plain.get(today, headers=gzip | {site: "same-origin"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"Ben" in unzip(answer.content)


def test_more_offers_to_keep_pages_on_ones_own_device_until_it_does(north: Cast) -> None:
    """On a browser that others use too nothing is offered."""
    url, offered = "/north/family/more/", "Read without network"
    assert offered not in words_of(HouseClient.signed_in(north.mother).get(url))
    mother = on_own_device(north.mother, **{WORD: ""})
    assert offered in words_of(mother.get(url))
    mother.post("/north/account/devices/keep/yes/")
    assert offered not in words_of(mother.get(url))
