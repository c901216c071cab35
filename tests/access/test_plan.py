"""The wall keeps the plan: an index scan for one student, each setting read once a statement."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from openhouse.access.enter import Address, enter
from openhouse.common.wall import Wall, walled_tables
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def plan_of(statement: str, *values: Any) -> list[dict[str, Any]]:
    """The nodes of the plan that ran; a table of 30 rows must not tempt it to read them all."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", values)
        (found,) = cursor.fetchone()
    whole = json.loads(found) if isinstance(found, str) else found
    return list(nodes(whole[0]["Plan"]))


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from nodes(below)


def test_one_students_scores_are_found_by_the_index(north: Cast) -> None:
    enter(Address("north", "family"), north.mother.account)
    plan = plan_of("SELECT * FROM grades_score WHERE student_id = %s", north.ben.id)
    scan = next(node for node in plan if node.get("Relation Name") == "grades_score")
    if scan["Node Type"] == "Bitmap Heap Scan":
        scan = next(node for node in plan if node["Node Type"] == "Bitmap Index Scan")
    assert scan["Node Type"] in ("Index Scan", "Bitmap Index Scan")
    assert scan["Index Name"] == "grades_score_pkey"
    assert scan["Index Cond"] == f"(student_id = '{north.ben.id}'::smallint)"


#: Walls that ask another table about a row. Of a conversation only the school does, of a class that
#: nobody teaches any more; of scores, marks and lines about them only in class hours.
ROW_BY_ROW = (
    *(Wall.HOUSEHOLD, Wall.NOTE_FILE, Wall.OF_ACCOUNT, Wall.OF_ADDRESS, Wall.PROOF),
    *(Wall.THREAD, Wall.THREAD_POST, Wall.THREAD_READER, Wall.OF_POST, Wall.OF_HAND_IN),
    *(Wall.SCORE, Wall.MARK, Wall.LEDGER),
)


@pytest.mark.parametrize("table", sorted(walled_tables()))
def test_each_setting_is_read_once_a_statement(table: str, north: Cast) -> None:
    wall = walled_tables()[table]
    enter(Address("north", "family"), north.mother.account)
    plan = plan_of(f"SELECT * FROM {table}")
    inner = [node for node in plan if "Subplan Name" in node]
    once = [node for node in inner if node["Parent Relationship"] == "InitPlan"]
    assert all(node["Actual Loops"] <= 1 for node in inner), inner
    if wall not in ROW_BY_ROW:
        assert inner == once
    assert once or wall is Wall.PUBLIC
