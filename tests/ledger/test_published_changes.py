"""What a school publishes is told under What changed, until it is opened."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.walk import address
from tests.cast import Cast
from tests.documents.test_published import newest, publish
from tests.house_client import words_of

pytestmark = pytest.mark.django_db


def test_a_document_is_news_until_it_is_opened(north: Cast, client_of: Callable[..., Any]) -> None:
    mother = client_of(north.mother)
    mother.get("/north/family/changes/")
    told = {"asks": "sign", "due_on": "2026-10-09"}
    publish(client_of(north.clerk), north, f"student={north.ben.id}", **told)
    today = words_of(mother.get("/north/family/"))
    assert "1 new change" in today
    listed = words_of(mother.get(f"/north/family/{north.ben.id}/changes/"))
    assert "“Field trip” is published, to be signed by Friday, Oct 9" in listed
    assert "Published by Ms. Novak" in listed
    mother.get(address("north", "document-file", north.ben.id, newest(north).pk))
    assert "1 new change" not in words_of(mother.get("/north/family/"))
    father = words_of(client_of(north.father).get("/north/family/changes/"))
    assert "Field trip" not in father
