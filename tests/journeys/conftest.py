"""One demonstration district for all the journeys of a process that need it, and who visits it."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.demonstration import Demonstration, demonstrated
from tests.journeys.visitor import Visitor, at_a_browser


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with demonstrated(tmp_path_factory.mktemp("demonstration")) as shown:
        yield shown


@pytest.fixture
def visitor(house: Demonstration, browser: Browser, language: str, size: Any) -> Iterator[Visitor]:
    """Somebody from a family; the test says in which language and on which screen (``LOOKS``)."""
    with at_a_browser(house, browser, language, size) as found:
        yield found
