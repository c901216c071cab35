"""The district sets up what stands on a card, and sees it before it is kept."""

from collections.abc import Callable
from typing import Any

import pytest

from openhouse.documents.models_cards import CardTemplate
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Mid-term",
        "level": "high",
        "kind": "progress",
        "layout": "secondary",
        "columns": [f"{cast.rows['task'].pk}:"],
        "header": ["grade", "number"],
        "languages": ["en"],
        "comments": "on",
    } | more


def named(cast: Cast, name: str) -> list[CardTemplate]:
    with in_all(cast):
        return list(CardTemplate.objects.filter(name=name))


def test_a_template_is_kept_and_shown_as_a_picture(north: Cast, client_of: ClientOf) -> None:
    admin = client_of(north.admin)
    sent = form(north, note="See you on *February 4*.")
    shown = admin.post(address("north", "card-preview", 0), sent)
    assert b"data:image/png;base64," in shown.content
    assert named(north, "Mid-term") == []
    admin.post(address("north", "card-template", 0), sent | {"step": "save"})
    (kept,) = named(north, "Mid-term")
    assert (kept.kind, kept.columns) == ("progress", [[north.rows["task"].pk, ""]])
