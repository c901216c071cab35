"""A test client that reads every page it fetches and refuses what no page of the house may have."""

import re
import time
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpResponse
from django.test import Client
from django.test.client import ClientHandler
from lxml import html

from openhouse.access.sessions import SessionStore
from tests.cast import Somebody, hashed_password

UNLABELLED = {"hidden", "submit", "button", "reset", "image"}


def faults(text: str) -> list[str]:
    """What is wrong with a page or a fragment of one; nothing for a good one."""
    whole = "<html" in text[:1000].lower()
    tree = html.document_fromstring(text or "<p></p>")
    found = []
    if whole:
        count = len(tree.findall(".//h1"))
        if count != 1:
            found.append(f"{count} h1")
        if not tree.get("lang"):
            found.append("no lang")
        if not (tree.findtext(".//title") or "").strip():
            found.append("no title")
    ids = [str(name) for name in tree.xpath("//@id")]
    found += [f"id {name!r} twice" for name in sorted({n for n in ids if ids.count(n) > 1})]
    found += ["an inline script"] * len(tree.xpath("//script[not(@src)][normalize-space()]"))
    found += ["an inline style"] * len(tree.xpath("//style | //*[@style]"))
    if tree.xpath("//script[contains(@src, 'htmx')]") and not tree.xpath(
        "//meta[@name='htmx-config'][contains(@content, '\"includeIndicatorStyles\":false')]"
    ):
        found.append("htmx writes a style into the page")
    names = {name for element in tree.iter("*") for name in element.attrib}
    found += [f"an inline {name}" for name in sorted(names) if name.startswith("on")]
    found += [f"{field} without a label" for field in unlabelled(tree)]
    found += ["a link that leads nowhere"] * len(tree.xpath("//a[@href='']"))
    found += ["an image without alt"] * len(tree.xpath("//img[not(@alt)]"))
    for part in tree.xpath("//script | //style | //template"):
        part.drop_tree()
    words = " ".join(tree.xpath("//text() | //@alt | //@title | //@aria-label | //@href"))
    if re.search(r"\bNone\b|\{\{|\}\}|\{%", words):
        found.append(f"None or a template tag in its words: …{around(words)}…")
    if "Select an option" in words:
        found.append("Django's own words for no choice yet, which are in English only")
    return found


def around(words: str) -> str:
    place = re.search(r"\bNone\b|\{\{|\}\}|\{%", words)
    start = max(place.start() - 40, 0) if place else 0
    return " ".join(words[start : start + 90].split())


def holds_after_a_file(page: str, there: str, here: str) -> bool:
    """If *page*, which stands at *there*, has a form that answers with a file from *here* and yet
    waits for a next page (``ui/js/app.js``)."""
    tree = html.document_fromstring(page or "<p></p>")
    for form in tree.xpath("//form[@method='post'][not(@data-file)]"):
        asks = [form.get("action") or there, *form.xpath(".//@formaction")]
        if here in asks:
            return True
    return False


def words_of(response: Any) -> str:
    """The words of a page that was found, those of each element apart, each space a plain one."""
    assert response.status_code == 200, response.status_code
    tree = html.document_fromstring(response.content.decode())
    for part in tree.xpath("//head | //script"):
        part.drop_tree()
    return " ".join(" ".join(tree.xpath("//text()")).split())


def found_in(response: Any, path: str) -> list[str]:
    """What the XPath *path* finds on a page, each as its text."""
    tree = html.document_fromstring(response.content.decode())
    found = tree.xpath(path)
    return [str(each) if isinstance(each, str) else each.text_content() for each in found]


def unlabelled(tree: Any) -> list[str]:
    """The fields that say no name."""
    labels = {label.get("for") for label in tree.iter("label")}
    found = []
    for field in tree.xpath("//input | //select | //textarea"):
        named = (
            field.get("type") in UNLABELLED
            or field.get("id") in labels - {None}
            or field.get("aria-label")
            or field.get("aria-labelledby")
            or any(parent.tag == "label" for parent in field.iterancestors())
        )
        if not named:
            found.append(field.get("name") or field.tag)
    for button in tree.xpath("//button | //a[@href]"):
        named = (
            button.text_content().strip()
            or button.get("aria-label")
            or button.xpath(".//*[@aria-label] | .//img[@alt]")
        )
        if not named:
            found.append(f"{button.tag} {button.get('href') or button.get('name') or ''}")
    return found


@cache
def handler() -> ClientHandler:
    """The house's middleware, made once: whitenoise reads all static files at its start."""
    return ClientHandler(enforce_csrf_checks=False)


class HouseClient(Client):
    """Django's client, with every HTML answer checked. ``person`` is who is signed in."""

    person: Somebody | None = None
    #: Where the last page stood, and the page.
    _last: tuple[str, str] = ("", "")

    def __init__(self, **every: Any) -> None:
        super().__init__(**every)
        if not self.handler.enforce_csrf_checks:
            self.handler = handler()

    def request(self, **request: Any) -> HttpResponse:
        response: Any = super().request(**request)
        kind = response.headers.get("Content-Type", "")
        if kind.startswith("text/html") and not response.streaming:
            found = faults(response.content.decode())
            where = f"{request.get('REQUEST_METHOD')} {request.get('PATH_INFO')}"
            assert not found, f"{where}: {'; '.join(found)}"
            self._last = (str(request.get("PATH_INFO")), response.content.decode())
        if request.get("REQUEST_METHOD") == "POST" and "Content-Disposition" in response.headers:
            there, page = self._last
            held = holds_after_a_file(page, there, str(request.get("PATH_INFO")))
            assert not held, f"the form on {there} answers with a file and has no data-file"
        return response  # type: ignore[no-any-return]

    @classmethod
    def signed_in(cls, person: Somebody) -> "HouseClient":
        """A client whose session is *person*'s."""
        client = cls()
        client.person = person
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(person)
        return client


def proof_of(person: Somebody) -> dict[str, Any]:
    """What allauth notes in a session when somebody has just typed her password."""
    return {
        "account_authentication_methods": [{"method": "password", "at": time.time()}],
        "account_authentication_methods_user": str(person.account),
    }


def session_of(person: Somebody) -> str:
    """The key of a new session of *person*; written where Django's connection writes."""
    from openhouse.people.models import Account

    account = Account(id=person.account, password=hashed_password())
    session = SessionStore()
    session[SESSION_KEY] = str(person.account)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.update(proof_of(person))
    session.create()
    assert session.session_key
    return session.session_key
