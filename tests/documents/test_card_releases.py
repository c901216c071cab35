"""Report cards from the first look to the corrected edition."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import psycopg
import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.documents.cards import making
from openhouse.documents.cards.jobs import go_on, prepare_cards
from openhouse.documents.cards.making import Stopped
from openhouse.documents.models_cards import CardRelease
from openhouse.grades.models import PostedMark
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from openhouse.papers.models import Paper
from openhouse.papers.signing import digest_of
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
HIGH = ("ben", "cai", "max", "mia")


def page(cast: Cast, school: str = "high") -> str:
    return address(cast.slug, "card-release", cast.rows[f"release_{school}"].pk)


def papers(cast: Cast, school: str = "high") -> list[Paper]:
    with in_all(cast):
        found = Paper.objects.visible_to(System()).filter(release=cast.rows[f"release_{school}"].pk)
        return list(found.order_by("student_id", "edition"))


def state(cast: Cast, school: str = "high") -> CardRelease:
    with in_all(cast):
        return CardRelease.objects.get(pk=cast.rows[f"release_{school}"].pk)


def release(client: HouseClient, cast: Cast, at: str = "", school: str = "high") -> str:
    step = "release" if at else "release-now"
    return words_of(client.post(page(cast, school), {"step": step, "at": at}, follow=True))


def test_a_release_from_what_is_missing_to_the_parents_phone(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    began = clerk.post(
        address("north", "card-releases"),
        {"template": north.rows["template_high"].pk, "term": north.rows["high_q1"].pk},
    )
    assert began.headers["Location"] == page(north)  # there is one already: no second
    said = words_of(clerk.get(page(north)))
    assert "Every mark is posted" in said
    assert "No family sees these cards yet" in said
    assert papers(north) == []
    release(clerk, north)
    work_off()
    names = {person.id: key for key, person in north.persons.items()}
    made = papers(north)
    assert sorted(names[paper.student_id] for paper in made) == sorted(HIGH)
    assert all(
        paper.released_at and paper.digest == digest_of(bytes(paper.content)) for paper in made
    )
    assert "Families have seen these cards since" in words_of(clerk.get(page(north)))
    bens = next(paper for paper in made if paper.student_id == north.ben.id)
    answer = client_of(north.mother).get(address("north", "paper-file", north.ben.id, bens.pk))
    assert answer.content == bytes(bens.content)
    with in_all(north):
        told = set(
            Delivery.objects.filter(kind__startswith="card.").values_list("person_id", flat=True)
        )
        lines = Change.objects.filter(kind="paper.issued", about_id__in=[p.pk for p in made])
        assert lines.count() == len(made)
    assert told == {north.mother.id, north.grandmother.id, north.long_parent.id}
    with in_all(north):
        of_it = CardRelease.objects.get(pk=north.rows["release_high"].pk)
        to_mother = Delivery.objects.get(kind__startswith="card.", person_id=north.mother.id)
        which = f"new: Report card, {of_it.term.name}, {of_it.school.name}."
        assert which in " ".join(to_mother.text.split())
        assert north.ben.name.split(" ", 1)[0] not in to_mother.text
    assert north.no_portal.id not in told


def test_what_a_card_says_and_that_it_reads_aloud(north: Cast, client_of: ClientOf) -> None:
    release(client_of(north.clerk), north)
    work_off()
    by_student = {paper.student_id: paper for paper in papers(north)}
    ben, maxs = by_student[north.ben.id], by_student[north.max.id]
    courses = {line["name"].split(" ZQ")[0]: line for line in ben.facts["courses"]}
    assert set(courses) == {"Algebra II", "Drawing", "US History"}
    assert courses["Drawing"]["marks"][0].startswith("B")
    assert courses["Drawing"]["comment"].startswith("A good start.")
    assert maxs.language == "es"
    assert maxs.title.startswith("Boleta de calificaciones")
    assert "Gracias" in maxs.facts["note"]
    with pikepdf.open(io.BytesIO(bytes(maxs.content))) as file:
        root: Any = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "es"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert str(about["dc:title"]).startswith("Boleta")
        tags = list(tags_of(root.StructTreeRoot))
        kinds = [kind for kind, _ in tags]
        assert {"H1", "H2", "Table", "TH", "TD"} <= set(kinds)
        assert all("/Alt" in tag for kind, tag in tags if kind == "Figure")
        for sheet in file.pages:
            for font in sheet.Resources.Font.values():
                below = font.DescendantFonts[0].FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(below.keys())


def tags_of(tag: Any) -> Iterator[tuple[str, Any]]:
    if "/S" in tag:
        yield str(tag.S).removeprefix("/"), tag
    below = tag.get("/K")
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") != "/MCR":
            yield from tags_of(each)


def test_nobody_sees_a_card_before_its_hour(
    north: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, mother = client_of(north.clerk), client_of(north.mother)
    release(clerk, north, "2026-10-06T15:00")
    work_off()
    assert state(north).state == "ready"
    waiting = next(paper for paper in papers(north) if paper.student_id == north.ben.id)
    url = address("north", "paper-file", north.ben.id, waiting.pk)
    assert mother.get(url).status_code == 404
    asks_again = 'hx-trigger="every 2s"'
    assert asks_again not in clerk.get(page(north)).content.decode()
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:01")
    assert asks_again in clerk.get(page(north)).content.decode(), "they go in a moment"
    go_on(0)
    work_off()
    assert mother.get(url).status_code == 200
    assert "Too late" in words_of(clerk.post(page(north), {"step": "back"}, follow=True))
    assert len(papers(north)) == len(HIGH)


def test_what_nobody_has_seen_can_be_taken_back(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    release(clerk, north, "2026-10-07T15:00")
    work_off()
    clerk.post(page(north), {"step": "back"})
    assert (state(north).state, papers(north)) == ("begun", [])


def test_two_clerks_release_once(north: Cast, client_of: ClientOf) -> None:
    first, second = client_of(north.clerk), client_of(north.admin)
    release(first, north)
    assert "A colleague has released these cards already" in release(second, north)
    work_off()
    assert state(north).released_by_id == north.clerk.id
    assert len(papers(north)) == len(HIGH)


def test_a_release_without_posted_marks_is_refused_in_words(
    north: Cast, client_of: ClientOf
) -> None:
    with in_all(north):
        PostedMark.objects.visible_to(System()).delete()
    clerk = client_of(north.clerk)
    said = words_of(clerk.get(page(north)))
    assert "They can be released as soon as one is." in said and "Release now" not in said
    assert "is posted yet that these cards would show" in release(clerk, north)
    assert (state(north).state, work_off()) == ("begun", 0)


def test_where_marks_are_missing_a_second_page_asks(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    with in_all(north):
        bens = PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id)
        bens.filter(section=north.rows["drawing"]).delete()
    said = release(clerk, north, "2026-10-07T15:00")
    assert "Not posted yet: 1 mark, in 1 class." in said
    assert "4 cards , one for each student with a mark." in said
    assert "Families see them from Wednesday, Oct 7, 3:00 PM." in said
    assert state(north).state == "begun"
    clerk.post(page(north), {"step": "release", "at": "2026-10-07T15:00:00", "sure": "yes"})
    assert state(north).state == "preparing"


def test_an_hour_is_a_coming_one_and_now_is_a_button_of_its_own(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    passed = release(clerk, north, "2026-01-01T08:00")
    assert passed.count("This hour has passed.") == 2  # on top, and at the field
    release(clerk, north, "2026-10-07T15:00")
    assert b'value="2026-10-07T15:00"' in clerk.get(page(north)).content
    asked = words_of(clerk.post(page(north), {"step": "hour", "at": ""}))
    assert "Choose a day and an hour" in asked
    work_off()
    assert state(north).state == "ready"
    clerk.post(page(north), {"step": "now"})
    work_off()
    assert state(north).state == "released"


def test_any_students_card_can_be_looked_at_before(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    found = clerk.get(page(north), {"q": "Ben Rivera"}).content.decode()
    proof = address("north", "card-proof", north.rows["release_high"].pk, north.ben.id)
    assert f'href="{proof}"' in found.partition('name="q"')[2]
    of_another_school = words_of(clerk.get(page(north), {"q": "Ana Rivera"}))
    assert "Nobody of this name would get a card here" in of_another_school


FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.student_id = {student} THEN RAISE disk_full USING MESSAGE = 'no room'; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON papers_paper FOR EACH ROW EXECUTE FUNCTION full_disk()
"""
ROOM = "DROP TRIGGER full_disk ON papers_paper; DROP FUNCTION full_disk()"


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fills_leaves_nothing_by_half_and_the_run_goes_on(
    north: Cast,
    client_of: ClientOf,
    owner: "psycopg.Connection[tuple[object, ...]]",
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk = client_of(north.clerk)
    monkeypatch.setattr(making, "BATCH", 2)
    release(clerk, north)
    last = max(north.persons[key].id for key in HIGH)
    owner.execute(FULL.format(student=last))
    try:
        with pytest.raises(Stopped):
            prepare_cards(district=north.id, release=north.rows["release_high"].pk)
        kept = papers(north)
        assert len(kept) == 2
        assert not any(paper.released_at for paper in kept)
        assert "The disk of the database is full" in words_of(clerk.get(page(north)))
    finally:
        owner.execute(ROOM)
    work_off()
    found = papers(north)
    assert [bytes(p.content) for p in found if p.pk in {k.pk for k in kept}] == [
        bytes(paper.content) for paper in kept
    ]
    assert len({paper.student_id for paper in found}) == len(found) == len(HIGH)
    assert state(north).state == "released"


def test_why_nothing_is_corrected_is_said(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    release(clerk, north)
    url = address("north", "card-student", north.rows["release_high"].pk, north.ben.id)
    work_off()
    assert "Nothing differs any more" in words_of(clerk.post(url, follow=True))
    with in_all(north):
        PostedMark.objects.visible_to(System()).filter(student_id=north.ben.id).delete()
    assert "No mark that this card would show" in words_of(clerk.post(url, follow=True))
    hidden = (
        "UPDATE papers_paper SET released_at = NULL WHERE student_id = %s AND withdrawn_at IS NULL"
    )
    with in_all(north), connection.cursor() as cursor:
        cursor.execute(hidden, [north.ben.id])
    assert "This card is not released yet" in words_of(clerk.post(url, follow=True))


def test_a_correction_is_a_second_edition_that_says_so(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    release(clerk, north)
    work_off()
    before = next(paper for paper in papers(north) if paper.student_id == north.ben.id)
    url = address("north", "card-student", north.rows["release_high"].pk, north.ben.id)
    assert "a card made today would say the same" in words_of(clerk.get(url))
    assert "every card would say the same today" in words_of(clerk.get(page(north)))
    assert "Nothing differs any more" in words_of(clerk.post(url, follow=True))
    with in_all(north):
        drawn = PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, section=north.rows["drawing"]
        )
        drawn.update(letter="A")
    assert url in clerk.get(page(north)).content.decode()
    said = words_of(clerk.get(url))
    assert "Drawing" in said
    assert ", now A" in said
    assert "Corrected" in words_of(clerk.post(url, follow=True))
    work_off()
    first, second = [paper for paper in papers(north) if paper.student_id == north.ben.id]
    assert bytes(first.content) == bytes(before.content)
    assert (second.edition, second.corrects_id) == (2, first.pk)
    assert second.facts["replaces"] == "Corrected edition 2, replaces the one of October 6, 2026"
    assert second.facts["differs"].startswith("What differs: Drawing")
    assert "every card would say the same today" in words_of(clerk.get(page(north)))
    with in_all(north):
        line = Change.objects.get(kind="paper.corrected")
        drawing = before.facts["courses"][1]
        column = before.facts["columns"][0]
        assert line.after["differs"] == [[drawing["name"], column, drawing["marks"][0], "A"]]
        assert Delivery.objects.filter(kind__startswith="card.corrected").count() == 1
    mother = client_of(north.mother)
    listed = words_of(mother.get(address("north", "documents", north.ben.id)))
    assert "Drawing" in listed
    assert ", now A" in listed
    for paper in (first, second):
        answer = mother.get(address("north", "paper-file", north.ben.id, paper.pk))
        assert answer.content == bytes(paper.content)
