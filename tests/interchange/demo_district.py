"""A database with the demonstration district in it, and what tests ask of it."""

import hashlib
from datetime import date
from typing import Any

import psycopg
import pytest
from psycopg import sql

from openhouse.interchange.demo import SLUG
from tests import database

STUDENTS = 120
#: A Thursday after the first quarter, so that there are posted marks.
TODAY = date(2026, 12, 3)
#: What differs from run to run: the salt of a password, the moment of making.
NOT_COMPARED = {"password", "created_at", "settled_at"}
Rows = list[tuple[Any, ...]]


class Made:
    """A database with the district in it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.connection = psycopg.connect(database.url_of(name), autocommit=True)
        (self.district,) = self.rows("SELECT id FROM districts_district WHERE slug = %s", SLUG)[0]

    def rows(self, query: str, *values: object) -> Rows:
        return self.connection.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any:
        return self.rows(query, *values)[0][0]

    def count(self, query: str) -> int:
        """How many rows *query*, from FROM on, finds in the district; it names a table ``t``."""
        return int(self.one(f"SELECT count(*) {query}", *([self.district] * query.count("%s"))))

    def checksum(self, table: str) -> str:
        """A digest of all the district's rows of *table*, in the order of their text."""
        cursor = self.connection.execute(
            sql.SQL("SELECT * FROM {} WHERE district_id = %s").format(sql.Identifier(table)),
            [self.district],
        )
        names = [column.name for column in cursor.description or []]
        kept = [place for place, name in enumerate(names) if name not in NOT_COMPARED]
        lines = sorted(repr([row[place] for place in kept]) for row in cursor)
        assert lines, f"{table} is empty"
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def enter(self, username: str, hat: str, on: date = TODAY) -> dict[str, Any]:
        """What a page learns of somebody who has signed in."""
        account = self.one(
            "SELECT id FROM people_account WHERE district_id = %s AND username = %s",
            self.district,
            username,
        )
        found = self.one("SELECT openhouse_enter(%s, %s, %s, %s)", SLUG, account, hat, on)
        assert isinstance(found, dict)
        return found


def make(name: str, students: int, on: date = TODAY) -> None:
    """Run the command on the database called *name*, on a day at five past ten."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENHOUSE_TODAY", f"{on}T10:05")
        run = ["-m", "openhouse.interchange.demo", "--students", str(students)]
        database.run_as_owner(name, *run)
