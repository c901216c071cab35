"""What the worker of an installed app makes of a push. How one comes to it: ``test_heard.py``."""

from playwright.sync_api import Playwright

from tests.cast import Cast
from tests.journeys.installed import installed_app, notices_shown, push_to, tap
from tests.live import Live

#: Without a window only a real finger may open one: where it would lead is written down.
WRITE_DOWN = "self.clients.openWindow = async (url) => void (self.opened = url)"
QUIZ = {"title": "Ben", "body": "Quiz 7 of 10", "url": "/north/family/changes/", "tag": "a"}


def test_a_push_is_shown_once_counted_and_opened_inside_the_house(
    live: Live, north: Cast, playwright: Playwright
) -> None:
    with installed_app(playwright, live, north.mother) as app:
        assert app.page.evaluate("matchMedia('(display-mode: standalone)').matches")
        before = app.badge  # what the page shows as new
        # A worker that is being started hears nothing; and Chromium drops a notice that somebody
        # asks for before it lies in the bar. So another push, of another thing, until one is there.
        for time in range(8):
            quiz = QUIZ | {"once": f"score-{time}"}
            push_to(app.page, quiz | {"lang": "ar", "dir": "rtl", "news": 4})
            if notices_shown(app.page, 1, seconds=3):
                break
        assert notices_shown(app.page) == [QUIZ | {"lang": "ar", "dir": "rtl"}]
        after = app.badge_above(before)
        assert after - before in range(4, 4 * time + 5, 4)
        app.page.goto(f"{live.url}/north/account/")
        assert app.badge == after, "a page that does not know the number leaves it"
        tap(app.page, "a")
        app.page.wait_for_url(f"**{QUIZ['url']}")
        push_to(app.page, quiz)  # the service hands it over once more
        push_to(app.page, {"title": "Away", "url": "https://example.org/", "tag": "b"})
        push_to(app.page, {"title": "Away", "url": "//example.org/", "tag": "c", "news": "many"})
        push_to(app.page, b"no words at all")
        those = {notice["tag"]: notice["url"] for notice in notices_shown(app.page, 3)}
        assert those == {"b": "/", "c": "/", "": "/"}
        assert app.badge < before, "the page that was opened says the number again"
        wrote = {"title": "A new message", "url": "/north/family/", "tag": "thread-1"}
        for body, once in (("One", "post-1"), ("Two", "post-2"), ("One once more", "post-1")):
            push_to(app.page, wrote | {"body": body, "once": once})
            notices_shown(app.page, 4)
        (last,) = (one for one in notices_shown(app.page, 4) if one["tag"] == "thread-1")
        assert last["body"] == "Two", "in the place of the first, and what was shown not again"
        (worker,) = app.page.context.service_workers
        worker.evaluate(WRITE_DOWN)
        push_to(app.page, QUIZ | {"tag": "d"})
        notices_shown(app.page, 5)
        app.page.close()
        tap(app.page, "d")
        assert worker.evaluate("self.opened") == live.url + QUIZ["url"]
