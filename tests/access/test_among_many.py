"""A family's documents and announcements are found by index, whatever other schools have said."""

from datetime import date

import pytest
from django.db import connection

from openhouse.access.enter import Address, enter
from openhouse.access.viewer import Viewer, viewer_from
from openhouse.districts.models import School
from openhouse.documents.published.queries import shown_to, withdrawn_from
from openhouse.messages.queries import all_announcements, announcements_for
from tests.cast import Cast, in_all

pytestmark = pytest.mark.django_db
TODAY, MANY = date(2026, 10, 6), 1500
TABLES = ["documents_publishedfile", "documents_publishededition", "school_messages_announcement"]
COPIES = """
INSERT INTO {0} SELECT (jsonb_populate_record(t, jsonb_build_object(
    'id', t.id + 1000000 * n, 'school_id', %s, 'published_id', %s + 1000000 * n))).*
FROM {0} t CROSS JOIN generate_series(1, %s) n WHERE t.id = %s
"""


def publish_elsewhere(north: Cast) -> None:
    """Another school's documents, each with its file, and its announcements."""
    rows = [(TABLES[0], "doc_school"), (TABLES[1], "doc_school_file"), (TABLES[2], "notice_high")]
    with in_all(north), connection.cursor() as cursor:
        other = School.objects.create(name="Other School", level="other").pk
        for table, key in rows:
            copied = [other, north.rows["doc_school"].pk, MANY, north.rows[key].pk]
            cursor.execute(COPIES.format(table), copied)


def mother_of(north: Cast) -> Viewer:
    address = Address("north", "family")
    found = enter(address, north.mother.account)
    assert found
    return viewer_from(found, "family")


def rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables"
            " WHERE relname = ANY (%s)",
            [TABLES],
        )
        return int(cursor.fetchone()[0])


def test_what_other_schools_publish_and_announce_is_not_looked_through(north: Cast) -> None:
    def seen() -> list[str]:
        viewer = mother_of(north)
        found = [
            *shown_to(viewer, viewer.children, TODAY),
            *withdrawn_from(viewer, viewer.children, TODAY),
            *announcements_for(viewer, viewer.children, TODAY),
            *all_announcements(viewer, viewer.children, TODAY),
        ]
        return sorted(map(str, found))

    before = seen()
    assert before
    publish_elsewhere(north)
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
    read = rows_read()
    assert seen() == before
    assert rows_read() - read < MANY
