"""Assignments, long after the last of them."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db


def test_work_of_long_ago_is_shown_where_there_is_none_of_late(
    north: Cast, client_of: Callable[..., HouseClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a pause the page opens with the newest week that has any, not with "No work now"."""
    url = f"/north/family/{north.ben.id}/assignments/"
    client = client_of(north.mother)
    with_work = north.rows["work_late"].name
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-12-20T10:00")
    page = client.get(url).content.decode()
    assert "No work now" not in page
    assert with_work in client.get(f"{url}?weeks=40").content.decode()
