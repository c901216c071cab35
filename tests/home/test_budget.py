"""What a first visit fetches stays within the budget of a slow phone (``benchmarks/phone.py``)."""

import gzip
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders

from openhouse.home.app.worker import script
from tests.access.walk import address
from tests.cast import Cast
from tests.house_client import HouseClient, found_in

pytestmark = pytest.mark.django_db
#: Bytes, compressed, of all that a phone fetches before it shows Today; and of a page after that.
FIRST, LATER = 90_000, 12_000
IMPORTS = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""")
PARTS = "//link[@rel='stylesheet' or contains(@rel, 'icon')]/@href | //script/@src"


def weight(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def part(client: HouseClient, url: str) -> bytes:
    path = url.partition("?")[0]
    if path.startswith("/static/"):
        found: Any = finders.find(path.removeprefix("/static/"))
        assert found, path
        return Path(found).read_bytes()
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer) if answer.streaming else answer.content


def fetched(client: HouseClient, page: Any) -> dict[str, bytes]:
    """The page's style, icons and scripts, and the modules that those read, by address."""
    left, found = found_in(page, PARTS), dict[str, bytes]()
    while left:
        url = left.pop().partition("?")[0]
        if url not in found:
            found[url] = part(client, url)
            if url.endswith(".js"):
                modules = IMPORTS.findall(found[url].decode())
                left += [posixpath.normpath(posixpath.join(url, "..", one)) for one in modules]
    return found


def test_a_first_visit_and_the_pages_after_it_weigh_little(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    mother = client_of(north.mother)
    today = mother.get(f"/{north.slug}/family/")
    parts = fetched(mother, today)
    assert {Path(url).suffix for url in parts} >= {".css", ".js"}, parts.keys()
    first = weight(today.content) + weight(script()[0].encode()) + sum(map(weight, parts.values()))
    assert 20_000 < first <= FIRST
    for page in ("grades", "assignments", "attendance", "schedule", "documents"):
        answer = mother.get(address(north.slug, page, north.ben.id))
        assert answer.status_code == 200
        assert weight(answer.content) <= LATER, page
