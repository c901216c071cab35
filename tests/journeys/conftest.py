"""One demonstration district for all the journeys of a process that need it."""

from collections.abc import Iterator

import pytest

from tests.journeys.demonstration import Demonstration, demonstrated


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with demonstrated(tmp_path_factory.mktemp("demonstration")) as shown:
        yield shown
