"""Pages in a language that nobody speaks: all of it from right to left, and each word marked.

The catalog is made for the test (``python -m scripts.words pseudo``): English, each word between
the signs that draw it from right to left. A word of the house that stands without them was never
given to a translator; a page that leaves its screen is laid out by left and right.
"""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from scripts.words import TURNED, TURNED_BACK, pseudo
from tests.cast import Cast
from tests.journeys.pages import PAGES, numbers_of, pages_of
from tests.journeys.visitor import PHONE
from tests.live import Live, serve

LANGUAGE = "ar-xb"
#: All that a reader may read or hear of a page, a line each.
SAID = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const ours = (one) => !one.closest('script, style, textarea, pre, code, [lang]:not(html)');
  while (walk.nextNode()) {
    const one = walk.currentNode;
    if (ours(one.parentElement)) found.push(one.data);
  }
  for (const name of ['aria-label', 'placeholder', 'alt', 'title'])
    for (const one of document.querySelectorAll(`[${name}]`))
      if (ours(one)) found.push(one.getAttribute(name));
  return found;
}"""
#: Names: a state's, of products as the CDC's list of vaccines (CVX) has them, of files and of keys.
NAMES = {"missouri", "mcv", "meningococcal", "pdf", "csv", "ctrl", "shift"}
#: Columns of a file that a district sends, and user names made of names.
NAMES |= {"attempted", "average", "credits", "earned", "level", "percent", "transfer"} | {
    "vega",
    "delaconcep",
}
WORD = re.compile(r"[A-Za-z]{3,}")
MARKED = re.compile(f"{TURNED}[^{TURNED_BACK}]*{TURNED_BACK}")


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that speaks it as well."""
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENHOUSE_LANGUAGES", LANGUAGE)
        patch.setenv("OPENHOUSE_LOCALES", str(folder))
        with serve("turned") as live:
            yield live


@pytest.fixture(scope="module")
def numbers(turned: Live, north: Cast) -> dict[str, int]:
    return numbers_of(turned, north)


@pytest.fixture(scope="module")
def known(turned: Live, numbers: dict[str, int]) -> str:
    """All that the district's own rows say."""
    with psycopg.connect(turned.database_url) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema ="
            " 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        ).fetchall()
        return " ".join(
            (text or "").lower()
            for table, column in columns
            for (text,) in connection.execute(f'SELECT "{column}"::text FROM "{table}"').fetchall()
        )


def at(browser: Browser, live: Live, person: Any, size: ViewportSize) -> BrowserContext:
    with psycopg.connect(live.database_url) as connection:
        connection.execute(
            "UPDATE people_account SET language = %s WHERE id = %s", [LANGUAGE, person.account]
        )
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    context.add_cookies([live.cookie_of(person)])  # type: ignore[list-item]
    return context


def faults(page: Page, known: str) -> list[str]:
    found = []
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width[0] > width[1]:
        found.append(f"is {width[0]} wide")
    if page.locator("html").get_attribute("dir") != "rtl":
        found.append("is not from right to left")
    said = {
        word.lower()
        for text in page.evaluate(SAID)
        for word in WORD.findall(MARKED.sub(" ", text))
        # a key to type, and names that are made of others, each with the mark of the cast
        if not word.isupper() and not word.lower().endswith("zq")
    }
    # a long value of a row is shown cut, so a piece of a known word is known
    return found + sorted(word for word in said - NAMES if word not in known)


@pytest.mark.parametrize("who", [who for who in PAGES if who != "nobody"])
def test_every_word_is_translated_and_each_page_is_turned_around(
    who: str, turned: Live, north: Cast, browser: Browser, known: str, numbers: dict[str, int]
) -> None:
    found = {}
    with at(browser, turned, north.persons[who], PHONE) as context:
        for page in pages_of(who, turned, context.new_page(), numbers):
            if wrong := faults(page, known):
                found[page.url] = wrong
    assert found == {}
