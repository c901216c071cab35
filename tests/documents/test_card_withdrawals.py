"""Cards that families saw, taken back: nothing opens, everybody who was told hears of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import set_scope
from openhouse.documents.cards import telling_gone
from openhouse.documents.cards.jobs import go_on
from openhouse.documents.models_cards import CardRelease
from openhouse.grades.models import PostedMark
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from openhouse.papers.models import Paper, PaperWithdrawal, PrintRun
from openhouse.people.models import Guardianship
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import HIGH, page, papers, release, state
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
WHY = {"because": "Marks of the wrong quarter", "because_es": "Notas de otro trimestre"}


@pytest.fixture
def clerk(north: Cast, client_of: ClientOf) -> HouseClient:
    """The clerk of the high school, whose cards families see."""
    client = client_of(north.clerk)
    release(client, north)
    work_off()
    return client


def back(cast: Cast, *student: int) -> str:
    name = "card-student-withdraw" if student else "card-withdraw"
    return address(cast.slug, name, cast.rows["release_high"].pk, *student)


def of_ben(cast: Cast) -> Paper:
    return [paper for paper in papers(cast) if paper.student_id == cast.ben.id][-1]


def told(cast: Cast, kind: str) -> set[int]:
    with in_all(cast):
        found = Delivery.objects.filter(kind__startswith=kind)
        return set(found.values_list("person_id", flat=True))


def files_of(cast: Cast) -> dict[int, bytes]:
    return {paper.pk: bytes(paper.content) for paper in papers(cast)}


def test_a_release_is_taken_back_with_a_reason_and_no_family_opens_it(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    sent, bens, mother = files_of(north), of_ben(north), client_of(north.mother)
    file = address("north", "paper-file", north.ben.id, bens.pk)
    assert mother.get(file).content == bytes(bens.content)  # she has it open
    asked = words_of(clerk.get(back(north)))
    assert "3 people were told of these cards by e-mail" in asked
    said = words_of(clerk.post(back(north), WHY, follow=True))
    assert "Taken back. Who was told of it is told of this too." in said
    assert "Families read in their place: “Marks of the wrong quarter”" in said
    assert files_of(north) == sent  # byte for byte, none is gone
    reason = "Taken back on October 6, 2026: Marks of the wrong quarter. A corrected one will come."
    for name, status in (("paper", 200), ("paper-file", 410), ("paper-save", 410)):
        answer = mother.get(address("north", name, north.ben.id, bens.pk))
        assert answer.status_code == status
        assert reason in answer.content.decode()
        assert b"%PDF" not in answer.content
    assert reason in words_of(mother.get(address("north", "documents", north.ben.id)))
    assert "Taken back" in words_of(clerk.get(address("north", "card-releases")))


def test_an_open_list_is_not_the_same_any_more(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    mother, url = client_of(north.mother), address("north", "documents", north.ben.id)
    tag = mother.get(url).headers["ETag"]
    assert mother.get(url, headers={"If-None-Match": tag}).status_code == 304
    clerk.post(back(north), WHY)
    assert mother.get(url, headers={"If-None-Match": tag}).status_code == 200


def test_the_wall_keeps_the_file_from_the_family_and_not_from_the_office(
    north: Cast, clerk: HouseClient
) -> None:
    clerk.post(back(north), WHY)
    number, sees = of_ben(north).pk, []
    for hat, person in (("family", north.mother), ("view", north.clerk), ("office", north.clerk)):
        set_scope(district=north.id, students=[north.ben.id], person=person.id, hat=hat)
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM papers_paper WHERE id = %s", [number])
            rows = cursor.fetchall()
            cursor.execute(
                "SELECT because FROM papers_paperwithdrawal WHERE paper_id = %s", [number]
            )
            sees.append((len(rows), len(cursor.fetchall())))
    assert sees == [(0, 1), (0, 1), (1, 1)]


def test_the_code_says_that_it_is_not_valid(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    clerk.post(back(north), WHY)
    bens, anybody = of_ben(north), HouseClient()
    url = f"/verify/{bens.code}"
    said = words_of(anybody.get(url))
    assert "The school has taken this paper back" in said
    assert "It was taken back on October 6, 2026 and is not valid" in said
    assert "wrong quarter" not in said
    file = SimpleUploadedFile("card.pdf", bytes(bens.content), "application/pdf")
    compared = words_of(anybody.post(url, {"file": file}))
    assert "is not valid" in compared
    assert "The file is the one that the school had issued, unchanged." in compared
    assert "This file is genuine" not in compared


def test_who_was_told_hears_of_it_once_and_reads_it_in_the_feed(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    before = told(north, "card.released.")
    clerk.post(back(north), WHY)
    work_off()
    assert told(north, "card.withdrawn.") == before
    assert len(before) == 3
    with in_all(north):
        mails = Delivery.objects.filter(kind__startswith="card.withdrawn.")
        assert mails.count() == len(before)
        mail = mails.get(person_id=north.mother.id)
        assert "The school has taken back what you were told of: Report card" in " ".join(
            mail.text.split()
        )
        assert north.ben.name.split(" ", 1)[0] not in mail.text
        lines = Change.objects.filter(kind="paper.withdrawn", after__release=state(north).pk)
        assert sorted(lines.values_list("student_id", flat=True)) == sorted(
            north.persons[key].id for key in HIGH
        )
        assert Change.objects.get(kind="cards.withdrawn").reason == WHY["because"]
    feed = words_of(client_of(north.mother).get(address("north", "changes-child", north.ben.id)))
    assert "was taken back by the school" in feed
    assert "Marks of the wrong quarter" in feed
    assert "Quarter 1, 2026-27 is here" not in feed
    assert "have been told that they were taken back" in words_of(clerk.get(page(north)))
    spanish = words_of(
        client_of(north.long_parent).get(
            address("north", "documents", north.max.id), headers={"Accept-Language": "es"}
        )
    )
    assert "Notas de otro trimestre" in spanish


def test_a_worker_that_is_killed_tells_the_others_later(
    north: Cast, clerk: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling_gone, "AT_ONCE", 1)
    clerk.post(back(north), WHY)
    ((number, _name, _said),) = waiting("documents.tell_withdrawn")
    with connection.cursor() as cursor:  # it went with its worker
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
    go_on(0)
    work_off()
    assert told(north, "card.withdrawn.") == told(north, "card.released.")
    go_on(0)
    assert not waiting("documents.tell_withdrawn")


def test_a_family_hears_of_one_childs_card_after_its_worker_was_killed(
    north: Cast, clerk: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and by the line of the last edition that was taken back."""
    clerk.post(back(north, north.ben.id), WHY)
    ((number, _name, _said),) = waiting("documents.tell_withdrawn")
    with connection.cursor() as cursor:  # it went with its worker
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
    go_on(0)
    assert not waiting("documents.tell_withdrawn"), "a worker may be at it still"
    with in_all(north):
        lines = PaperWithdrawal.objects.visible_to(System())
        lines.update(withdrawn_at=clock.now() - timedelta(minutes=3))
    go_on(0)
    work_off()
    assert told(north, "card.withdrawn.one.") == {north.mother.id}
    go_on(0)
    assert not waiting("documents.tell_withdrawn")
    work_off()
    with in_all(north):
        assert Delivery.objects.filter(kind__startswith="card.withdrawn.one.").count() == 1


def test_who_may_not_see_the_child_any_more_is_not_told(north: Cast, clerk: HouseClient) -> None:
    with in_all(north):
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.mother.id)
        ties.filter(student_id=north.ben.id).update(portal_access=False)
    clerk.post(back(north, north.ben.id), WHY)
    work_off()
    assert told(north, "card.withdrawn.") == set()


def test_one_childs_card_is_taken_back_and_the_others_stay(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    said = words_of(clerk.post(back(north, north.ben.id), WHY, follow=True))
    assert "taken back on Oct 6, 2026 by" in said
    assert "Print for each home" not in said
    assert state(north).state == "released"
    gone = {paper.student_id for paper in papers(north) if paper.withdrawn_at}
    assert gone == {north.ben.id}
    work_off()
    assert told(north, "card.withdrawn.one.") == {north.mother.id}
    assert "Taken back These students’ cards were taken back" in words_of(clerk.get(page(north)))
    printing = address("north", "card-print", state(north).pk)
    one = clerk.get(f"{printing}?what=student&number={north.ben.id}")
    assert one.headers["Location"] == address(
        "north", "card-student", state(north).pk, north.ben.id
    )
    assert "Whole school: " in words_of(clerk.get(printing))


def test_taken_back_twice_nothing_is_done_twice(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    other = client_of(north.admin)
    for url in (back(north, north.ben.id), back(north)):
        clerk.post(url, WHY)
        again = words_of(other.post(url, {"because": "Another reason"}, follow=True))
        assert "This is taken back already. Nothing was done twice." in again
    with in_all(north):
        rows = PaperWithdrawal.objects.visible_to(System()).filter(paper__release=state(north).pk)
        assert rows.count() == len(papers(north))
        assert set(rows.values_list("because", flat=True)) == {WHY["because"]}
        assert Change.objects.filter(kind="cards.withdrawn").count() == 1


def test_a_reason_is_asked_for_and_what_nobody_has_seen_is_not_taken_back_so(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    early = words_of(clerk.post(back(north), WHY, follow=True))
    assert "These cards are not released yet" in early
    release(clerk, north)
    work_off()
    answer = clerk.post(back(north), {"because": " "})
    assert answer.status_code == 400
    assert "Say why: families read it in the place of the card." in answer.content.decode()
    assert state(north).state == "released"


@pytest.mark.parametrize("name", ["teacher", "mother", "nurse", "south clerk"])
def test_nobody_else_takes_cards_back(
    name: str, north: Cast, south: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    del clerk
    person = south.clerk if name == "south clerk" else getattr(north, name)
    for url in (back(north), back(north, north.ben.id)):
        assert client_of(person).post(url, WHY).status_code in (302, 403, 404)
    assert not [paper for paper in papers(north) if paper.withdrawn_at]


def test_a_clerk_of_another_school_finds_nothing_to_take_back(
    north: Cast, client_of: ClientOf
) -> None:
    elementary = address("north", "card-withdraw", north.rows["release_elementary"].pk)
    release(client_of(north.admin), north, school="elementary")
    work_off()
    assert client_of(north.clerk).post(elementary, WHY).status_code == 404
    assert state(north, "elementary").state == "released"


def test_one_guardian_alone_saw_it_and_she_alone_reads_of_it(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    release(clerk, north)
    work_off()
    clerk.post(back(north, north.ben.id), WHY)
    number = of_ben(north).pk
    for person, status in ((north.mother, 410), (north.father, 404), (north.no_portal, 404)):
        url = address("north", "paper-file", north.ben.id, number)
        assert client_of(person).get(url).status_code == status


@pytest.fixture
def corrected(north: Cast, clerk: HouseClient) -> Paper:
    """Ben's card of the release that replaces the one that was taken back; his drawing is an A."""
    clerk.post(back(north), WHY)
    said = {"template": north.rows["template_high"].pk, "term": north.rows["high_q1"].pk}
    begun = clerk.post(address("north", "card-releases"), said).headers["Location"]
    words = "replaces the cards of Oct 6, 2026, taken back on Oct 6, 2026"
    assert words in words_of(clerk.get(begun))
    with in_all(north):
        drawn = PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, section=north.rows["drawing"]
        )
        drawn.update(letter="A")
        new = CardRelease.objects.get(replaces=state(north).pk)
    assert begun == address("north", "card-release", new.pk)
    clerk.post(begun, {"step": "release-now", "sure": "yes"})
    work_off()
    with in_all(north):
        found = Paper.objects.visible_to(System()).filter(release=new.pk, is_twin=False)
        assert found.count() == len(HIGH)
        return found.get(student_id=north.ben.id)


def test_a_corrected_card_says_which_one_it_replaces_and_not_what_stood_there(
    north: Cast, corrected: Paper
) -> None:
    assert (corrected.edition, corrected.corrects_id) == (2, of_ben(north).pk)
    words = "Corrected edition 2, replaces the one of October 6, 2026"
    assert corrected.facts["replaces"] == words
    assert "differs" not in corrected.facts
    with in_all(north):
        kind = f"card.released.{corrected.release}"
        mail = Delivery.objects.get(kind=kind, person_id=north.mother.id)
    assert "It replaces the one that the school took back." in " ".join(mail.text.split())


def test_the_pages_of_both_lead_to_each_other(
    north: Cast, corrected: Paper, client_of: ClientOf
) -> None:
    mother, first = client_of(north.mother), of_ben(north)
    listed = words_of(mother.get(address("north", "documents", north.ben.id)))
    assert "A corrected one has come." in listed
    assert "Corrected" in listed
    url = address("north", "paper", north.ben.id, corrected.pk)
    assert "the one of October 6, 2026, taken back on October 6, 2026" in words_of(mother.get(url))
    old: Any = mother.get(address("north", "paper-file", north.ben.id, first.pk))
    assert url in old.content.decode()
    checked = words_of(HouseClient().get(f"/verify/{first.code}"))
    assert "The school has issued a corrected edition since." in checked
    assert "Open the cards that replace these" in words_of(client_of(north.clerk).get(page(north)))


def test_one_childs_corrected_card_comes_even_where_nothing_differs(
    north: Cast, clerk: HouseClient, client_of: ClientOf
) -> None:
    clerk.post(back(north, north.ben.id), WHY)
    url = address("north", "card-student", state(north).pk, north.ben.id)
    assert "Corrected" in words_of(clerk.post(url, follow=True))
    work_off()
    bens = of_ben(north)
    assert (bens.edition, bens.withdrawn_at) == (2, None)
    file = address("north", "paper-file", north.ben.id, bens.pk)
    assert client_of(north.mother).get(file).status_code == 200
    with in_all(north):
        mail = Delivery.objects.get(kind=f"card.corrected.{bens.pk}", person_id=north.mother.id)
    assert "It replaces the one that was taken back." in " ".join(mail.text.split())
    clerk.post(back(north, north.ben.id), {"because": "Still wrong"})
    assert client_of(north.mother).get(file).status_code == 410


def test_what_was_printed_of_them_is_forgotten_and_nothing_prints_them_again(
    north: Cast, clerk: HouseClient
) -> None:
    url = address("north", "card-print", state(north).pk)
    clerk.post(f"{url}?what=school", {"print": "school"})
    work_off()
    clerk.post(back(north), WHY)
    with in_all(north):
        assert (
            not PrintRun.objects.filter(about=state(north).pk)
            .exclude(task="")
            .exclude(made_of="another time")
        )
    for what in (
        "what=school&save=1",
        f"what=student&number={north.ben.id}",
        "what=class&number=1",
    ):
        assert clerk.get(f"{url}?{what}").headers["Location"] == page(north)
    assert "so they are not printed either" in words_of(clerk.get(url))
