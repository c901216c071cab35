"""The steps of a journey: a server on a day, files that go in, somebody who signs in."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from playwright.sync_api import Page, expect

from tests import database
from tests.live import Live, serve

DATA = database.ROOT.parent / "shared" / "data"
PASSWORD = "lanterns-by-the-harbour"


@contextmanager
def school_on(day: str, name: str) -> Iterator[Live]:
    """A server of its own whose today is *day*."""
    before = os.environ["OPENHOUSE_TODAY"]
    os.environ["OPENHOUSE_TODAY"] = day
    try:
        with serve(f"{name}_{os.getpid()}") as server:
            yield server
    finally:
        os.environ["OPENHOUSE_TODAY"] = before


def openhouse(live: Live, *words: str, said: str = "") -> str:
    """Run the command line against the server's database; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", *words],
        cwd=database.ROOT,
        env=live.environment,
        input=said,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def add_district(live: Live, slug: str, name: str, state: str) -> None:
    openhouse(live, "district", "add", "--slug", slug, "--name", name, "--state", state)


def bring_in(live: Live, slug: str, path: Path, report: Path) -> None:
    """Import a delivery that is to go through."""
    openhouse(live, "import", str(path), "--district", slug, "--report", str(report))
    assert json.loads(report.read_text())["status"] == "imported"


def give_account(live: Live, slug: str, person: str, username: str) -> None:
    openhouse(
        live, "account", "--district", slug, "--person", person, "--username", username,
        said=f"{PASSWORD}\n",
    )  # fmt: skip


def sign_in(page: Page, live: Live, slug: str, username: str) -> None:
    page.goto(f"{live.url}/{slug}/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{live.url}/{slug}/family/")


def asked(live: Live, sql: str, *values: object) -> list[tuple[object, ...]]:
    """The rows of a query, as the owner."""
    with psycopg.connect(live.database_url) as connection:
        return connection.execute(sql, values).fetchall()
