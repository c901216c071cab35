"""What every test stands on: a real database with the cast in it, clients, servers, a browser.

``db`` / ``@pytest.mark.django_db``   the test's changes are rolled back; connected as the
                                      restricted role, with nothing in scope
``django_db(transaction=True)``       changes are committed; the database is copied anew afterwards
``owner``                             a psycopg connection as the owner, which the wall does not
                                      stop; the database is copied anew afterwards
``north``, ``south``                  the cast (tests/cast.py)
``client_of(person)``                 a house client, signed in
``live``                              a real server on a database of its own, with the cast
"""

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests import database

if TYPE_CHECKING:
    import psycopg

    from tests.cast import Cast, Somebody
    from tests.house_client import HouseClient
    from tests.live import Live

#: Seen by every process that the tests start. The data may go with the machine, so that nothing
#: waits for the disk.
os.environ["OPENHOUSE_HOME"] = str(database.HOME)
os.environ["OPENHOUSE_TODAY"] = "2026-10-06T10:05"
# The folders of tests are there too: some begin a PostgreSQL of their own.
if database.HOME.parent == database.MEMORY:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(database.MEMORY))
# Playwright keeps an event loop running in the process of the tests; no test uses Django from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
os.environ["OPENHOUSE_POSTGRES_OPTIONS"] = (
    "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_wal_size = 256MB\n"
)
# Kept for the hundred processes that tests start: each would compile all of Django anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
KEPT = ("OPENHOUSE_HOME", "OPENHOUSE_TEST_HOME", "OPENHOUSE_TODAY", "OPENHOUSE_POSTGRES_OPTIONS")
for name in [name for name in os.environ if name.startswith(("OPENHOUSE_", "DATABASE_"))]:
    if name not in KEPT:
        del os.environ[name]

pytest_plugins = ["tests.browser"]
MINE = f"test_{os.getpid()}"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Make this process's database before Django reads its settings."""
    import django
    from django.conf import settings

    if settings.configured:
        raise pytest.UsageError("Run the tests without DJANGO_SETTINGS_MODULE in the environment")
    database.HOME.mkdir(parents=True, exist_ok=True)
    database.template()
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        database.copy(MINE)
        os.environ["DATABASE_URL"] = database.url_of(MINE)
        os.environ["DATABASE_APP_URL"] = database.url_of(MINE, database.ROLE)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()
    database.drop(MINE)


#: First come the tests that take long and share a server and a browser: at the end one process
#: would be left alone with them.
LONG = ("tests/journeys/", "tests/config/", "tests/interchange/test_demo")
#: Tests that open the same pages for the same person: beside each other, her answers are shared.
OF_A_PERSON = ("tests/access/test_matrix.py", "tests/access/test_canary.py")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in an order that takes less time."""

    def place(item: pytest.Item) -> tuple[int, str]:
        if item.nodeid.startswith(OF_A_PERSON):
            return 2, item.nodeid.partition("[")[2]
        return (0 if item.nodeid.startswith(LONG) else 1), ""

    items.sort(key=place)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """The language of a test's last request is not the next test's."""
    yield
    from django.utils import translation

    translation.deactivate()


def copy_anew() -> None:
    """Forget everything that was committed to this process's database."""
    from django.db import connections

    from openhouse.registration.queries import _FORMS

    connections.close_all()
    database.copy(MINE)
    # numbers are given again in it, and another form may get one that a former test read
    _FORMS.clear()


@pytest.fixture(scope="session", autouse=True)
def plain_templates(django_test_environment: None) -> None:
    """Pages are rendered as outside of tests; no test asks which templates made one."""
    from django.template.base import Template
    from django.test.utils import _TestState  # type: ignore[attr-defined]

    Template._render = _TestState.saved_data.template_render  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is there; what commits gets a new copy afterwards, for nobody may truncate."""
    from django.test import TransactionTestCase

    TransactionTestCase._fixture_teardown = lambda self: copy_anew()  # type: ignore[attr-defined]


@pytest.fixture
def owner(django_db_setup: None) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """The owner's own connection, for rows that should not be; what it does is committed at once.

    Ask for it before ``db`` has opened a transaction that the copy would have to wait for.
    """
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection
    copy_anew()


@pytest.fixture(scope="session")
def north() -> "Cast":
    from tests.cast import NORTH

    return NORTH


@pytest.fixture(scope="session")
def south() -> "Cast":
    from tests.cast import SOUTH

    return SOUTH


@pytest.fixture
def client() -> "HouseClient":
    """Nobody's client."""
    from tests.house_client import HouseClient

    return HouseClient()


@pytest.fixture
def client_of(db: None) -> Callable[["Somebody"], "HouseClient"]:
    """A client signed in as a person of the cast."""
    from tests.house_client import HouseClient

    return HouseClient.signed_in


@pytest.fixture(scope="session")
def live() -> Iterator["Live"]:
    """A real server, shared by the tests of this process; see tests/live.py."""
    from tests.live import serve

    with serve(f"live_{os.getpid()}") as server:
        yield server
