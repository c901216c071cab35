"""Where staff start."""

from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from openhouse.common.scope import scope
from openhouse.courses.models import Section
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_bare_number_of_a_room_says_that_it_is_a_room(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        Section.objects.filter(pk=north.rows["algebra"].pk).update(room="214")
    words = client_of(north.teacher).get("/north/staff/").content.decode()
    assert "Room 214" in words
    assert "Room Room" not in words


def test_staff_can_leave_from_a_phone_which_has_no_rail(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    tree = html.fromstring(client_of(north.clerk).get("/north/staff/").content.decode())
    assert tree.xpath("//main//form[@action='/north/sign-out/']")
    assert tree.xpath("//main//button[@lang='es']")
