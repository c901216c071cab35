"""Wrong passwords are counted, however they come."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import pytest

from openhouse.sign_in.rules import FREE_TRIES
from tests.live import Live

AT_ONCE = 12


@pytest.fixture
def tried(live: Live) -> "list[str]":
    """What each of a crowd reads after a wrong password, all typed at once on many computers."""

    def one(n: int) -> str:
        where = urlsplit(live.url).netloc
        browser = HTTPConnection(where, source_address=(f"127.0.9.{n}", 0))
        browser.request("GET", "/north/sign-in/")
        page = browser.getresponse()
        page.read()
        token = SimpleCookie(page.headers["Set-Cookie"])["csrftoken"].value
        fields = {"login": "father", "password": "a wrong one", "csrfmiddlewaretoken": token}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={token}",
        }
        browser.request("POST", "/north/sign-in/", urlencode(fields), headers)
        return browser.getresponse().read().decode()

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        return list(crowd.map(one, range(1, AT_ONCE + 1)))


def test_tries_that_come_at_once_count_each(tried: list[str]) -> None:
    assert sum("do not belong together" in page for page in tried) == FREE_TRIES
    assert sum("too many tries" in page for page in tried) == AT_ONCE - FREE_TRIES
