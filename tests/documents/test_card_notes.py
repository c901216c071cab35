"""A district's own note on a card: words in Typst's markup, and what is wrong with them said."""

from collections.abc import Callable
from threading import Timer
from typing import Any

import psycopg
import pypdfium2
import pytest
from django.db import connection

from openhouse.common import clock
from openhouse.documents.cards.previews import preview_of
from openhouse.documents.cards.rules import as_markup, line_of_code
from openhouse.documents.models_cards import CardTemplate
from openhouse.papers.drafts import Draft, dressed
from openhouse.papers.typesetting import typeset
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.documents.test_card_layouts import facts_of
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("", 0),
        ("*Picture day* is on _Friday_.\n- Bring \\$5\n- Room \\#4", 0),
        ('#read("/config/settings.py")', 1),
        ('Hello\n\n#import "@preview/cetz:0.2.0": *', 3),
        ('Hello\n$ read("x") $', 2),
        ("a backslash of its own \\\\#while true {}", 1),
        ("`#`", 1),
    ],
)
def test_where_code_begins(note: str, line: int) -> None:
    assert line_of_code(note) == line


def sent(cast: Cast, note: str) -> dict[str, Any]:
    template = cast.rows["template_high"]
    return {
        "name": template.name,
        "level": template.level,
        "kind": template.kind,
        "layout": template.layout,
        "header": template.header,
        "languages": template.languages,
        "comments": template.comments,
        "columns": [f"{task}:{term}" for task, term in template.columns],
        "note": note,
    }


def previewed(client: HouseClient, cast: Cast, note: str, page: str = "card-preview") -> Any:
    url = address(cast.slug, page, cast.rows["template_high"].pk)
    return client.post(url, sent(cast, note))


def test_a_note_that_does_not_compile_shows_its_line(north: Cast, client_of: ClientOf) -> None:
    said = words_of(previewed(client_of(north.admin), north, "One line\n\nand *two"))
    assert "This does not work yet" in said
    assert "line 3 of the note" in said


def test_what_does_not_compile_says_what_to_do(north: Cast, client_of: ClientOf) -> None:
    said = words_of(previewed(client_of(north.admin), north, "2 * 3 is 6"))
    assert "Write another one where they end" in said
    said = words_of(previewed(client_of(north.admin), north, "Bring $8"))
    assert "A note of the district: Line 1: # and $ begin code" in said


def test_an_address_and_whatever_people_write_stays_as_it_is(
    north: Cast, client_of: ClientOf
) -> None:
    note = "Mail office@school.org, <5 days // or [see] O`Neil https://school.org/a_b \\@ and/or"
    page = previewed(client_of(north.admin), north, note).content
    assert b"data:image/png;base64," in page
    facts = printed_facts(note)
    made = typeset("documents/cards/layouts/secondary.typ", facts, made_at=clock.now())
    with pypdfium2.PdfDocument(made.content) as pdf:
        pages = " ".join(page.get_textpage().get_text_range() for page in pdf)
    said = " ".join(pages.split())
    assert note.replace("\\@", "@") in said


def printed_facts(note: str) -> dict[str, Any]:
    facts = facts_of(("Q1",), ("A",), "secondary") | {"note": as_markup(note)}
    draft = Draft(0, "report card", "Report card", "en", "", facts)
    return dressed(draft, "0" * 12, 1)


def test_a_note_with_code_is_refused_before_anything_runs(north: Cast, client_of: ClientOf) -> None:
    note = 'Hello\n#read("/config/settings.py")'
    answer = previewed(client_of(north.admin), north, note, "card-template")
    assert answer.status_code == 400
    assert b"Line 2" in answer.content
    with in_all(north):
        assert CardTemplate.objects.get(pk=north.rows["template_high"].pk).note != note


def test_a_good_note_is_shown_as_a_picture(north: Cast, client_of: ClientOf) -> None:
    page = previewed(client_of(north.admin), north, "*Conferences* are on Friday.").content
    assert b"data:image/png;base64," in page


@pytest.mark.parametrize(
    "note",
    ["#for i in range(100000) { for j in range(100000) {} }", "#range(1000000000)"],
    ids=["that never ends", "that fills the memory"],
)
def test_a_note_is_ended_with_its_own_process(north: Cast, note: str) -> None:
    # no form lets such a note through; the process is the second fence
    with in_all(north):
        template = CardTemplate.objects.get(pk=north.rows["template_high"].pk)
        template.note = note
        shown = preview_of(template, "en")
    assert shown.wrong == "The note takes too long or too much memory. Make it simpler."
    assert not shown.pages


def test_two_try_their_cards_at_once_and_a_third_waits(north: Cast, client_of: ClientOf) -> None:
    others = connection.copy()
    try:
        with others.cursor() as cursor:
            for turn in (1, 2):
                cursor.execute("SELECT pg_advisory_lock(hashtext('card tried'), %s)", [turn])
        said = words_of(previewed(client_of(north.admin), north, "Hello"))
    finally:
        others.close()
    assert "Others try their cards just now" in said


def test_who_keeps_a_template_waits_for_her_turn(north: Cast, client_of: ClientOf) -> None:
    """Her own preview of a moment ago may have it still."""
    others = connection.copy()
    with others.cursor() as cursor:
        for turn in (1, 2):
            cursor.execute("SELECT pg_advisory_lock(hashtext('card tried'), %s)", [turn])
    # Django lets no other thread close its own wrapper
    ends = Timer(1.5, others.connection.close)
    ends.start()
    answer = previewed(client_of(north.admin), north, "Hello", page="card-template")
    ends.join()
    assert answer.status_code == 302


def test_a_proof_that_does_not_compile_says_why_and_where(north: Cast, client_of: ClientOf) -> None:
    with in_all(north):
        template = CardTemplate.objects.filter(pk=north.rows["template_high"].pk)
        template.update(note="One line\n\nand *two")
    url = address("north", "card-proof", north.rows["release_high"].pk, north.ben.id)
    clerk, admin = client_of(north.clerk).get(url), client_of(north.admin).get(url)
    assert (clerk.status_code, admin.status_code) == (400, 400)
    assert "line 3 of the note" in clerk.content.decode()
    assert "The district can put the note of this template right." in clerk.content.decode()
    assert "Open the template" in admin.content.decode()
    picture = client_of(north.clerk).get(url + "?page=1")
    assert (picture.status_code, picture.headers["Content-Type"]) == (400, "image/svg+xml")
    assert b"Open it to read why" in picture.content


def test_a_proof_of_a_note_that_fills_the_memory_is_cut_off(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        template = CardTemplate.objects.filter(pk=north.rows["template_high"].pk)
        template.update(note="#range(1000000000)")
    url = address("north", "card-proof", north.rows["release_high"].pk, north.ben.id)
    said = client_of(north.clerk).get(url)
    assert said.status_code == 400
    assert "too long or too much memory" in said.content.decode()


def test_a_proof_waits_for_its_turn_and_says_so_in_the_end(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("openhouse.documents.cards.previews.WAITS", 50)
    url = address("north", "card-proof", north.rows["release_high"].pk, north.ben.id)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(
            "SELECT pg_advisory_xact_lock(hashtext('card proof'), s) FROM unnest('{0,1}'::int[]) s"
        )
        said = client_of(north.clerk).get(url)
        assert "Others look at their cards just now." in said.content.decode()
    assert client_of(north.clerk).get(url).headers["Content-Type"] == "application/pdf"
