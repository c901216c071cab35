"""Today, where little is known."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db


def test_a_parent_of_a_grown_up_child_reads_why_nobody_is_there(
    north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    words = words_of(client_of(north.adult_mother).get("/north/family/"))
    assert "From 18 on, the right to see records is the student’s own." in words
