"""The head of a school's papers: logo and street where there are, else letters and phone."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest

from openhouse.access.viewer import System
from openhouse.districts.models import School, SchoolLogo
from openhouse.documents.models_cards import CardTemplate
from openhouse.papers.models import Paper
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def logos(content: bytes) -> list[tuple[int, int]]:
    """The sizes of the JPEGs in a PDF, wherever they are."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams: Iterator[Any] = (each for each in pdf.objects if isinstance(each, pikepdf.Stream))
        return [
            (int(each.Width), int(each.Height))
            for each in streams
            if each.get("/Filter") == pikepdf.Name.DCTDecode
        ]


def text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return " ".join(pages[0].get_textpage().get_text_range().split())


def bare(cast: Cast) -> None:
    """The high school with neither street nor logo."""
    with in_all(cast):
        School.objects.filter(pk=cast.rows["high"].pk).update(street="")
        SchoolLogo.objects.filter(pk=cast.rows["high"].pk).delete()


def test_a_card_begins_with_logo_and_street_unless_its_template_says_no(
    north: Cast, client_of: ClientOf
) -> None:
    client = client_of(north.clerk)
    url = address("north", "card-proof", north.rows["release_high"].pk, north.ben.id)
    card = client.get(url).content
    assert logos(card) == [(96, 64)]
    assert "100 Sample Street" in text(card)
    with in_all(north):
        CardTemplate.objects.filter(pk=north.rows["template_high"].pk).update(logo=False)
    card = client.get(url).content
    assert (logos(card), "100 Sample Street" in text(card)) == ([], True)
    bare(north)
    found = text(client.get(url).content)
    assert "HS High School" in found
    assert ("100 Sample Street" in found, "555-0101" in found) == (False, True)


def test_a_record_says_which_logo_it_bears_and_a_new_one_makes_a_new_paper(
    north: Cast, client_of: ClientOf
) -> None:
    client, url = client_of(north.mother), address("north", "immunizations", north.ben.id)

    def papers() -> list[Paper]:
        client.post(url + "paper/")
        with in_all(north):
            rows = Paper.objects.visible_to(System()).exclude(pk__in=cast_papers)
            return list(rows.filter(kind="immunizations").order_by("pk"))

    cast_papers = [row.pk for row in north.rows.values() if isinstance(row, Paper)]
    (first,) = papers()
    assert first.facts["from"]["logo"] == north.rows["logo_high"].sha256
    assert "logo" not in first.facts
    assert logos(bytes(first.content)) == [(96, 64)]
    assert len(papers()) == 1
    bare(north)
    frozen, second = papers()
    assert logos(bytes(frozen.content)) == [(96, 64)]
    assert logos(bytes(second.content)) == []
    assert "100 Sample Street" not in text(bytes(second.content))
