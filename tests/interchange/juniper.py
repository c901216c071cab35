"""An empty district of its own for a test to import into."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from openhouse.common.scope import scope
from openhouse.districts.models import District
from openhouse.interchange.report import Report
from openhouse.interchange.run import run_import

YESTERDAY = date(2026, 10, 5)


class Juniper:
    """The district: imports into it, and rows of it."""

    def __init__(self, district: District) -> None:
        self.district = district

    def take(self, path: Path, **options: Any) -> Report:
        return run_import(path, self.district, **options)

    def taken(self, path: Path, **options: Any) -> Report:
        """Import what is to go through without a rejected row."""
        report = self.take(path, **options)
        assert report.status == "imported", report.message
        assert report.rejected == []
        return report

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query within the district."""
        everything = scope(district=self.district.pk, students="all", hat="system")
        with everything, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def one(self, query: str) -> Any:
        ((value,),) = self.rows(query)
        return value


@pytest.fixture
def juniper(db: None) -> Iterator[Juniper]:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        owner.execute(
            "INSERT INTO districts_district (slug, name, state, created_at)"
            " VALUES ('juniper', 'Juniper Schools', 'MO', now()) ON CONFLICT DO NOTHING"
        )
        yield Juniper(District.objects.get(slug="juniper"))
        owner.execute("DELETE FROM districts_district WHERE slug = 'juniper'")
