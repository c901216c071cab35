"""The district sets up what stands on a card, and sees it before it is kept."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from openhouse.districts.models import SchoolYear, Term
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


def test_a_next_year_without_terms_yet_takes_no_preview_away(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        SchoolYear.objects.create(
            school=north.rows["high"],
            ends_in=2099,
            name="2098–99",
            starts_on="2098-08-20",
            ends_on="2099-06-01",
        )
    shown = client_of(north.admin).post(address("north", "card-preview", 0), form(north))
    assert b"data:image/png;base64," in shown.content


def test_what_is_not_saved_says_so_and_why_beside_its_cause(
    north: Cast, client_of: ClientOf
) -> None:
    admin, url = client_of(north.admin), address("north", "card-template", 0)
    typed = form(north, step="save", languages=["en", "es"], note="Hi", note_es="Uno\n\ny *dos")
    answer = admin.post(url, typed)
    assert answer.status_code == 400
    assert b"Not saved" in answer.content
    (wrong,) = re.findall(r'id="id_(\w+)_error">.*?<span>(.*?)</span>', answer.content.decode())
    field, why = wrong
    assert field == "note_es"
    assert why.startswith("Line 3: A * or _ begins bold or italic words and nothing ends them.")
    assert b"y *dos</textarea>" in answer.content
    with in_all(north):
        Term.objects.filter(school_year__school__level="high").update(kind=Term.Kind.YEAR)
    said = admin.post(url, form(north, step="save")).content
    assert b"Not saved</strong><p>There is no school of this level with terms to show" in said
    assert named(north, "Mid-term") == []
