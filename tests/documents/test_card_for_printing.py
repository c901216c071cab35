"""Cards for printing only: made, printed, frozen and checked as any other, seen by no family."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common.scope import set_scope
from openhouse.documents.models_cards import CardRelease, CardTemplate
from openhouse.grades.models import PostedMark
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from openhouse.papers.models import Paper, PaperWithdrawal
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import HIGH, page, papers, release, state
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
PLAIN = "For printing only; families do not see these here."


def show(cast: Cast, to_families: bool) -> None:
    with in_all(cast):
        template = CardTemplate.objects.filter(pk=cast.rows["template_high"].pk)
        template.update(to_families=to_families)


@pytest.fixture
def clerk(north: Cast, client_of: ClientOf) -> HouseClient:
    """The clerk of the high school, who has released cards for printing only."""
    show(north, False)
    client = client_of(north.clerk)
    release(client, north)
    work_off()
    return client


def of_ben(cast: Cast) -> Paper:
    return [paper for paper in papers(cast) if paper.student_id == cast.ben.id][-1]


def told(cast: Cast) -> list[str]:
    with in_all(cast):
        return list(
            Delivery.objects.filter(kind__startswith="card.").values_list("kind", flat=True)
        )


def seen_by_ben(cast: Cast, client_of: ClientOf) -> str:
    """All that his mother and he himself read where a card would stand."""
    read = []
    for who in (cast.mother, cast.ben):
        client = client_of(who)
        pages = [
            address("north", "documents", cast.ben.id),
            address("north", "documents-all"),
            address("north", "changes"),
            address("north", "today"),
        ]
        read += [words_of(client.get(url, follow=True)) for url in pages]
    return " ".join(read)


def test_the_pages_say_plainly_that_no_family_sees_them(north: Cast, client_of: ClientOf) -> None:
    show(north, False)
    clerk = client_of(north.clerk)
    before = clerk.get(page(north))
    assert PLAIN in words_of(before)
    assert "Or at an hour" not in words_of(before)
    assert PLAIN in release(clerk, north)
    work_off()
    after = words_of(clerk.get(page(north)))
    assert PLAIN in after
    assert "Families have seen" not in after
    assert PLAIN in words_of(clerk.get(address("north", "card-releases")))


def test_every_card_is_made_and_printed_and_no_family_page_or_mail_tells_of_one(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    made = papers(north)
    assert len(made) == len(HIGH)
    assert all(one.released_at and not one.to_families for one in made)
    one = clerk.get(
        address("north", "card-print", north.rows["release_high"].pk),
        {"what": "student", "number": north.ben.id},
    )
    assert one.content.startswith(b"%PDF")
    bens = of_ben(north)
    assert bens.title not in seen_by_ben(north, client_of)
    mother = client_of(north.mother)
    for name in ("paper", "paper-file", "paper-save"):
        assert mother.get(address("north", name, north.ben.id, bens.pk)).status_code == 404
    assert told(north) == []
    assert state(north).told_at is not None
    with in_all(north):
        lines = Change.objects.filter(about_id__in=[one.pk for one in made])
        kinds = set(lines.filter(student_id__isnull=False).values_list("kind", flat=True))
    assert kinds == {"cards.printed"}


def test_the_code_on_it_is_genuine(north: Cast, clerk: HouseClient) -> None:
    del clerk
    said = words_of(HouseClient().get(f"/verify/{of_ben(north).code}"))
    assert "The school issued a paper with this code" in said


def test_the_wall_keeps_it_from_the_family_and_not_from_the_office(
    north: Cast, clerk: HouseClient
) -> None:
    why = {"because": "A misprint in the head"}
    student = address("north", "card-student-withdraw", north.rows["release_high"].pk, north.mia.id)
    clerk.post(student, why)
    bens, sees = of_ben(north).pk, []
    for hat, person in (
        ("family", north.mother), ("view", north.clerk), ("staff", north.teacher),
        ("office", north.clerk),
    ):  # fmt: skip
        set_scope(
            district=north.id, students=[north.ben.id, north.mia.id], person=person.id, hat=hat
        )
        with connection.cursor() as cursor:
            found = []
            for sql in (
                f"SELECT FROM papers_paper WHERE id = {bens}",
                f"SELECT FROM papers_paperwithdrawal WHERE student_id = {north.mia.id}",
                "SELECT FROM ledger_change WHERE kind = 'cards.printed'"
                f" AND student_id = {north.ben.id} AND about_id = {bens}",
            ):
                cursor.execute(sql)
                found.append(len(cursor.fetchall()))
        sees.append(found)
    assert sees == [[0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 1, 1]]


def test_what_is_ordered_stays_so_when_the_template_is_changed(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    show(north, True)
    assert PLAIN in words_of(clerk.get(page(north)))
    assert of_ben(north).title not in seen_by_ben(north, client_of)
    assert told(north) == []
    # and the other way round
    again = begun_anew(north, clerk)
    work_off()
    show(north, False)
    assert "Families have seen these cards since" in words_of(
        clerk.get(address("north", "card-release", again))
    )
    with in_all(north):
        bens = Paper.objects.visible_to(System()).get(
            release=again, student_id=north.ben.id, is_twin=False
        )
    assert bens.edition == 1  # what no family saw is replaced for none
    assert bens.title in seen_by_ben(north, client_of)
    with in_all(north):
        mail = Delivery.objects.filter(kind=f"card.released.{again}").first()
    assert mail is not None
    assert "It replaces" not in mail.text


def begun_anew(cast: Cast, clerk: HouseClient) -> int:
    """All of them are taken back, and made anew; the new release's number."""
    clerk.post(
        address("north", "card-withdraw", cast.rows["release_high"].pk),
        {"because": "A misprint in the head"},
    )
    work_off()
    began = clerk.post(
        address("north", "card-releases"),
        {"template": cast.rows["template_high"].pk, "term": cast.rows["high_q1"].pk},
    )
    clerk.post(began.headers["Location"], {"step": "release-now"})
    with in_all(cast):
        found: int = CardRelease.objects.filter(replaces=cast.rows["release_high"].pk).values_list(
            "pk", flat=True
        )[0]
    return found


def test_taken_back_no_family_reads_of_it(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    back = address("north", "card-withdraw", north.rows["release_high"].pk)
    asked = words_of(clerk.get(back))
    assert "The portal tells no family of it: ask for the paper back yourself." in asked
    assert "Families have seen this" not in asked
    said = words_of(clerk.post(back, {"because": "A misprint in the head"}, follow=True))
    assert "They were for printing only; families did not see them here." in said
    work_off()
    read = seen_by_ben(north, client_of)
    assert of_ben(north).title not in read
    assert "misprint" not in read
    assert told(north) == []
    with in_all(north):
        gone = PaperWithdrawal.objects.visible_to(System()).filter(paper=of_ben(north).pk).get()
    assert not gone.to_families
    assert "is not valid" in words_of(HouseClient().get(f"/verify/{of_ben(north).code}"))


def test_a_correction_is_for_printing_too_and_told_to_nobody(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    with in_all(north):
        mark = PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, task=north.rows["task"], term=north.rows["high_q1"]
        )
        mark.update(letter="D")
    here = address("north", "card-student", north.rows["release_high"].pk, north.ben.id)
    said = words_of(clerk.post(here, follow=True))
    assert "Corrected. Print it for the family: it does not see it here." in said
    work_off()
    bens = of_ben(north)
    assert (bens.edition, bens.to_families) == (2, False)
    assert bens.title not in seen_by_ben(north, client_of)
    assert told(north) == []


def test_a_page_that_said_otherwise_releases_nothing(north: Cast, client_of: ClientOf) -> None:
    """The district ticks the box while the clerk reads that no family sees them."""
    clerk: Any = client_of(north.clerk)
    url = page(north)
    answer = clerk.post(url, {"step": "release-now", "shown": "no"}, follow=True)
    assert "Who sees these cards was changed just now. Please look again." in words_of(answer)
    assert state(north).state == "begun"


def test_the_district_chooses_it_on_the_template(north: Cast, client_of: ClientOf) -> None:
    admin, number = client_of(north.admin), north.rows["template_high"].pk
    url = address("north", "card-template", number)
    assert "Show to families" in words_of(admin.get(url))
    sent = {
        "name": "Report card", "level": "high", "kind": "report card", "layout": "secondary",
        "columns": [f"{north.rows['task'].pk}:"], "languages": ["en"], "step": "save",
    }  # fmt: skip
    admin.post(url, sent)
    with in_all(north):
        assert CardTemplate.objects.get(pk=number).to_families is False
    assert "For printing only" in words_of(admin.get(address("north", "card-templates")))
    admin.post(url, sent | {"to_families": "on"})
    with in_all(north):
        assert CardTemplate.objects.get(pk=number).to_families is True
