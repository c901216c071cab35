"""Papers on Today: what waits for an answer, and a report card that is new."""

from collections.abc import Callable
from datetime import date

import pytest

from openhouse.access.viewer import System
from openhouse.documents.models import PublishedFile
from tests.cast import Cast, in_all
from tests.documents.test_published import page, sign
from tests.house_client import HouseClient, found_in, words_of

pytestmark = pytest.mark.django_db
Client = Callable[..., HouseClient]


def test_what_is_to_be_signed_is_one_line_until_it_is_signed(
    north: Cast, client_of: Client
) -> None:
    mother = client_of(north.mother)
    title = north.rows["doc_school"].title
    first = mother.get("/north/family/")
    assert f"Sign: {title}, by Monday, Oct 12" in words_of(first)
    assert page(north, "ben", "doc_school") in found_in(first, "//li[@class='row']//a/@href")
    # what she has declined, or read, is answered
    assert north.rows["doc_ana"].title not in words_of(first)
    sign(mother, north, "ben", "doc_school")
    assert title not in words_of(mother.get("/north/family/"))
    with in_all(north):
        asked = PublishedFile.objects.visible_to(System()).filter(pk=north.rows["doc_class"].pk)
        asked.update(due_on=date(2026, 10, 9))
    # read already; of a child whose guardian has not: another's Today
    assert f"Read: {north.rows['doc_class'].title}" in words_of(
        client_of(north.grandmother).get("/north/family/")
    )


def test_a_student_who_is_not_asked_has_no_such_line(north: Cast, client_of: Client) -> None:
    assert "Sign: " not in words_of(client_of(north.ben).get("/north/family/"))


def test_a_new_card_stands_there_until_what_changed_was_read(
    north: Cast, client_of: Client
) -> None:
    mother, paper = client_of(north.mother), north.rows["paper_ben"]
    today = mother.get(f"/north/family/{north.ben.id}/")
    assert f"{paper.title} New" in words_of(today)
    assert north.rows["paper_ben_waits"].title not in words_of(today)
    assert paper.title not in words_of(mother.get(f"/north/family/{north.ana.id}/"))
    mother.get("/north/family/changes/")
    assert paper.title not in words_of(mother.get("/north/family/"))


def test_a_form_that_is_not_right_brings_its_reader_to_the_place(
    north: Cast, client_of: Client
) -> None:
    mother = client_of(north.mother)
    wrong = sign(mother, north, "ben", "doc_school", agree="")
    assert found_in(wrong, "//*[@autofocus]/@name") == ["agree"]
    wrong = sign(mother, north, "ben", "doc_school", typed="Another")
    assert found_in(wrong, "//*[@autofocus]/@name") == ["typed"]
