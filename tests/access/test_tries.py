"""Wrong passwords are counted, however they come."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from openhouse.sign_in.rules import FREE_TRIES
from tests.live import Live

AT_ONCE = 12
#: What one address may type wrong, and try at all, in a minute (``ACCOUNT_RATE_LIMITS``).
WRONG_A_MINUTE, A_MINUTE = 20, 30
NAMES = 40


def sent(live: Live, address: str, path: str, **fields: str) -> tuple[int, str]:
    """Status and page of a form that is opened and sent from *address*."""
    browser = HTTPConnection(urlsplit(live.url).netloc, source_address=(address, 0))
    browser.request("GET", path)
    page = browser.getresponse()
    page.read()
    token = SimpleCookie(page.headers["Set-Cookie"])["csrftoken"].value
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={token}",
    }
    browser.request("POST", path, urlencode({**fields, "csrfmiddlewaretoken": token}), headers)
    answer = browser.getresponse()
    return answer.status, answer.read().decode()


def test_tries_that_come_at_once_count_each(live: Live) -> None:
    """A wrong password for one name, typed at once on many computers."""

    def one(n: int) -> str:
        return sent(live, f"127.0.9.{n}", "/north/sign-in/", login="father", password="wrong")[1]

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        tried = list(crowd.map(one, range(1, AT_ONCE + 1)))
    assert sum("do not belong together" in page for page in tried) == FREE_TRIES
    assert sum("too many tries" in page for page in tried) == AT_ONCE - FREE_TRIES


def test_many_names_that_one_address_tries_at_once_count_each(live: Live) -> None:
    """The limit of an address holds though no name is tried twice, and nobody waits her turn."""

    def one(n: int) -> tuple[int, str]:
        where = ("127.0.8.1", "/north/sign-in/")
        return sent(live, *where, login=f"somebody-{n}", password="wrong")

    with ThreadPoolExecutor(NAMES) as crowd:
        tried = list(crowd.map(one, range(NAMES)))
    assert sum("do not belong together" in page for _, page in tried) == WRONG_A_MINUTE
    assert sum(status == 429 for status, _ in tried) == NAMES - A_MINUTE


def test_codes_that_one_address_guesses_at_once_count_each(live: Live) -> None:
    with ThreadPoolExecutor(NAMES) as crowd:
        tried = list(
            crowd.map(
                lambda n: sent(live, "127.0.8.2", "/north/open/", code=f"no {n}")[0], range(NAMES)
            )
        )
    assert sum(status == 200 for status in tried) == 10
