"""Pushes: a browser subscribes, gets what was written for it alone, and ends as it says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.notifications import by_push
from openhouse.notifications.actions import draft_push, send_off
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Push
from openhouse.notifications.models import Delivery, PushSubscription
from openhouse.notifications.vapid import public_key
from openhouse.notifications.ways import ways_of
from openhouse.people.models import Account
from tests.cast import PASSWORD, Cast, in_all
from tests.house_client import HouseClient, session_of
from tests.notifications.post import send_all
from tests.notifications.receiver import Browser, Service, push_service
from tests.notifications.test_mail import district_of

pytestmark = pytest.mark.django_db
QUIZ = Push(
    "Mia: Fractions quiz 7 of 10", "Math is now B-. “Ñandú”", "/north/family/", "score-1", 3
)


@pytest.fixture
def service(settings: Any) -> Iterator[Service]:
    settings.PUSH_ON_THIS_MACHINE = True
    with push_service() as found:
        yield found


def subscribe(cast: Cast, browser: Browser, name: str = "mother", **more: str) -> int:
    """The status of asking as *name* does."""
    client = HouseClient.signed_in(cast.persons[name])
    asked = browser.asks(**more)
    return client.post(f"/{cast.slug}/family/push/", asked, "application/json").status_code


def live(cast: Cast, browser: Browser) -> list[PushSubscription]:
    with scope(district=cast.id, students="all", hat="system"):
        return list(PushSubscription.objects.filter(endpoint=browser.url, ended_at=None))


def push(cast: Cast, browser: Browser, *pushes: Push, priority: int = 2) -> list[Delivery]:
    """Write *pushes* to the browser, and hand over what is due."""
    drafts = written(cast, browser, *pushes, priority=priority)
    send_all(cast)
    with scope(district=cast.id, students="all", hat="system"):
        return [Delivery.objects.get(pk=draft.pk) for draft in drafts]


def written(cast: Cast, browser: Browser, *pushes: Push, priority: int = 2) -> list[Delivery]:
    """Write *pushes* to the browser; they wait."""
    (subscription,) = live(cast, browser)
    with scope(district=cast.id, students="all", hat="system"):
        drafts = [
            draft_push(
                one, subscription.pk, kind="notice.grades", district=district_of(cast),
                person=subscription.person_id, priority=priority,
            )
            for one in pushes or (QUIZ,)
        ]  # fmt: skip
        send_off(drafts, district_of(cast))
    return drafts


def test_a_browser_shows_what_was_written_for_it_and_nobody_else_can_read_it(
    north: Cast, service: Service
) -> None:
    client = HouseClient.signed_in(north.mother)
    assert client.get("/north/family/push/").json() == {"key": public_key()}
    browser, other = service.browser(), service.browser()
    assert subscribe(north, browser, app="parent", device="Firefox on Android") == 204
    assert subscribe(north, other, name="father") == 204
    (sent,) = push(north, browser)
    assert (sent.state, sent.tries, sent.text) == ("sent", 1, "")
    said = {"title": QUIZ.title, "body": QUIZ.body, "url": QUIZ.url, "tag": "score-1", "news": 3}
    assert browser.shown == [said | {"once": "", "lang": "en", "dir": "ltr"}]
    assert other.shown == []
    (headers,) = browser.headers
    assert (headers["urgency"], headers["ttl"]) == ("normal", "259200")
    assert public_key() in headers["authorization"]
    assert len(headers["topic"]) == 32
    assert "score" not in headers["topic"]


def test_pushes_of_one_person_come_in_order_and_long_words_are_cut(
    north: Cast, service: Service
) -> None:
    browser = service.browser()
    subscribe(north, browser)
    many = [Push(f"{number}", "ñ" * 9000, "/north/", "same") for number in range(5)]
    push(north, browser, *many)
    assert [one["title"] for one in browser.shown] == ["0", "1", "2", "3", "4"]
    assert all(one["body"].endswith("ñ…") for one in browser.shown)
    assert browser.on_screen == {"same": "4"}
    assert service.connections == 1


@pytest.mark.parametrize("answer", ["404", "410", "403"])
def test_a_browser_that_is_gone_is_not_asked_again(
    answer: str, north: Cast, service: Service
) -> None:
    browser = service.browser(answer)
    subscribe(north, browser)
    (first, second) = push(north, browser, QUIZ, QUIZ)
    assert (first.state, first.answer[:3]) == ("refused", answer)
    assert (second.state, second.answer) == ("refused", "The browser takes no more")
    assert len(service.asked) == 1
    assert live(north, browser) == []


@pytest.mark.parametrize("hour", [False, True])
def test_a_service_that_wants_to_be_left_alone_is_left_alone(
    hour: bool, north: Cast, service: Service
) -> None:
    at = timezone.now() + timedelta(hours=1)
    service.more_headers["Retry-After"] = (
        at.strftime("%a, %d %b %Y %H:%M:%S GMT") if hour else "3600"
    )
    browser = service.browser("429")
    subscribe(north, browser)
    (first, second) = push(north, browser, QUIZ, QUIZ)
    assert (first.state, first.answer) == ("waiting", "429")
    assert abs(first.next_try_at - at) < timedelta(seconds=20)
    assert (second.state, second.tries) == ("waiting", 0)  # it keeps its place
    assert len(live(north, browser)) == 1


def test_a_service_that_hangs_is_cut_off_and_holds_up_nobody_else(
    north: Cast, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_push, "LONGEST", 0.5)
    slow, browser = service.browser("slow"), service.browser()
    subscribe(north, slow)
    subscribe(north, browser, name="father")
    began = timezone.now()
    (late,) = push(north, slow)
    (sent,) = push(north, browser)
    assert timezone.now() - began < timedelta(seconds=5)
    assert late.state == "waiting"
    assert late.answer
    assert sent.state == "sent"


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://10.0.0.7/x",
        "https://192.168.1.1:8443/x",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/x",
        "https://[fd00::1]/x",
        "https://[::ffff:10.0.0.7]/x",
        "http://203.0.113.7/x",
        "https://user:secret@203.0.113.7/x",
        "ftp://203.0.113.7/x",
        "https:///x",
        "https://203.0.113.7/" + "x" * 1000,
        "",
    ],
)
def test_an_address_inside_the_network_is_refused_twice(
    url: str, north: Cast, settings: Any
) -> None:
    settings.PUSH_ON_THIS_MACHINE = False
    browser = Browser(url)
    assert subscribe(north, browser) == 400
    assert live(north, browser) == []
    with scope(district=north.id, students="all", hat="system"):
        PushSubscription.objects.create(
            person_id=north.mother.id,
            endpoint=url[:1000] or "x",
            session_key=session_of(north.mother),
            **browser.asks()["keys"],
        )
    (delivery,) = push(north, Browser(url[:1000] or "x"))
    if url.startswith("https://203.0.113.7/x"):
        return  # only too long: a documentation address, which is not a public one either
    assert (delivery.state, delivery.answer) == ("refused", "Its address is not a public one")


def test_the_last_account_on_a_browser_has_its_pushes_alone(north: Cast, service: Service) -> None:
    browser = service.browser()
    assert subscribe(north, browser) == 204
    assert subscribe(north, browser) == 204
    (mothers,) = live(north, browser)
    assert subscribe(north, browser, name="father") == 204
    (fathers,) = live(north, browser)
    assert (mothers.person_id, fathers.person_id) == (north.mother.id, north.persons["father"].id)


def test_only_its_owner_ends_a_subscription(north: Cast, service: Service) -> None:
    browser = service.browser()
    subscribe(north, browser)
    for name, left in (("father", 1), ("mother", 0)):
        client = HouseClient.signed_in(north.persons[name])
        answer = client.delete("/north/family/push/", browser.asks(), "application/json")
        assert answer.status_code == 204
        assert len(live(north, browser)) == left


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", "null", '{"endpoint": "x", "keys": {"p256dh": "AA", "auth": "AA"}}']
)
def test_what_is_no_subscription_is_refused(body: str, north: Cast, service: Service) -> None:
    client = HouseClient.signed_in(north.mother)
    assert client.post("/north/family/push/", body, "application/json").status_code == 400
    names_one = "endpoint" in body
    answer = client.delete("/north/family/push/", body, "application/json")
    assert answer.status_code == (204 if names_one else 400)


def test_nobody_is_subscribed_from_another_site(
    north: Cast, service: Service, settings: Any
) -> None:
    client = HouseClient(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(north.mother)
    browser = service.browser()
    answer = client.post("/north/family/push/", browser.asks(), "application/json")
    assert answer.status_code == 403
    assert live(north, browser) == []


def test_a_browser_whose_keys_are_none_holds_up_nobody(north: Cast, service: Service) -> None:
    broken, other = service.browser(), service.browser()
    subscribe(north, broken)
    subscribe(north, other)
    with scope(district=north.id, students="all", hat="system"):
        PushSubscription.objects.filter(endpoint=broken.url).update(p256dh="", auth="")
    (refused,) = push(north, broken)
    assert (refused.state, live(north, broken)) == ("refused", [])
    (sent,) = push(north, other)
    assert (sent.state, len(other.shown)) == ("sent", 1)


@pytest.mark.parametrize("how", ["signs out", "ended elsewhere", "closed"])
def test_a_browser_that_is_signed_out_hears_nothing_more(
    north: Cast, service: Service, how: str
) -> None:
    """Nor what was written before and waits; a new password keeps the browser that gave it."""
    phone, browser = HouseClient.signed_in(north.mother), service.browser()
    phone.post("/north/family/push/", browser.asks(), "application/json")
    assert push_ways(north) == 1
    (waits,) = written(north, browser)
    if how == "signs out":
        phone.post("/north/sign-out/")
    elif how == "ended elsewhere":
        HouseClient.signed_in(north.mother).post("/north/account/devices/others/out/")
    else:
        with in_all(north):
            Account.objects.filter(person_id=north.mother.id).update(is_active=False)
        assert push_ways(north) == 0
        return
    assert push_ways(north) == 0
    send_all(north)
    with in_all(north):
        assert Delivery.objects.get(pk=waits.pk).state == "refused"
    assert browser.shown == []


def test_a_new_password_keeps_the_browser_that_gave_it(north: Cast, service: Service) -> None:
    phone, browser = HouseClient.signed_in(north.mother), service.browser()
    phone.post("/north/family/push/", browser.asks(), "application/json")
    new = "lanterns-7-by-the-harbour"
    said = {"password": PASSWORD, "password1": new, "password2": new}
    assert phone.post("/north/account/password/", said).headers["Location"] == "/north/account/"
    assert push_ways(north) == 1


def push_ways(cast: Cast) -> int:
    found = ways_of([cast.mother.id], Kind.TEACHER)[cast.mother.id]
    return sum(way.way == "push" for way in found)
