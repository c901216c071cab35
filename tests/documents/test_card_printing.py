"""Printed cards: each home its own copy behind its own address."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.papers.jobs import print_on
from openhouse.papers.models import PrintRun
from openhouse.papers.printing import MOST_TRIES, SILENT
from openhouse.people.models import Guardianship, Household
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.jobs import waiting, work_off
from tests.pdf_words import words_of_pages

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]


def printed(client: HouseClient, cast: Cast, what: str) -> Any:
    release = cast.rows["release_elementary"].pk
    return client.get(f"{address('north', 'card-print', release)}?{what}")


def here(cast: Cast) -> str:
    return address("north", "card-print", cast.rows["release_elementary"].pk) + "?what=school"


def by_a_worker(client: HouseClient, cast: Cast) -> bytes:
    """The whole school, asked for, made and saved."""
    assert client.post(here(cast), {"print": "school"}).status_code == 302
    assert "0 of " in words_of(client.get(here(cast)))
    work_off()
    assert "It is kept until" in words_of(client.get(here(cast)))
    answer: Any = client.get(f"{here(cast)}&save=1")
    content = b"".join(answer.streaming_content)
    assert int(answer.headers["Content-Length"]) == len(content)
    return content


def runs(cast: Cast) -> list[PrintRun]:
    with in_all(cast):
        return list(PrintRun.objects.filter(about=cast.rows["release_elementary"].pk))


@pytest.fixture
def admin(north: Cast, client_of: ClientOf) -> HouseClient:
    """The elementary school's cards are released."""
    client = client_of(north.admin)
    url = address("north", "card-release", north.rows["release_elementary"].pk)
    client.post(url, {"step": "release-now"})
    work_off()
    return client


def test_what_was_printed_is_made_anew_when_an_address_changes(
    north: Cast, admin: HouseClient
) -> None:
    by_a_worker(admin, north)
    (first,) = runs(north)
    admin.post(here(north), {"print": "school"})
    assert (work_off(), runs(north)) == (0, [first])  # nothing has changed: nothing is made
    with in_all(north):
        home = Household.objects.filter(pk=north.rows["first_home"].pk)
        home.update(street="1 New Street")
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
    assert "It is kept until" not in words_of(admin.get(here(north)))
    assert b"PDF" not in admin.get(f"{here(north)}&save=1").content[:10]
    by_a_worker(admin, north)
    (second,) = runs(north)
    assert second.pk != first.pk


def test_looking_how_far_it_is_reads_no_card(north: Cast, admin: HouseClient) -> None:
    admin.post(here(north), {"print": "school"})
    (look,) = found_in(admin.get(here(north)), "//*[@id='printing']/@hx-get")
    with CaptureQueriesContext(connection) as sent:
        first = admin.get(look)
    assert "0 of " in words_of(first) and b"<html" not in first.content
    assert found_in(first, "//*[@id='printing']/@hx-get") == [look]
    asked = " ".join(each["sql"] for each in sent.captured_queries)
    assert not any(table in asked for table in ("papers_paper", "people_household"))
    assert len(sent) <= 8
    work_off()
    assert "It is kept until" in words_of(admin.get(look))
    # a run of another release is none of this one
    other = look.replace(
        f"/{north.rows['release_elementary'].pk}/", f"/{north.rows['release_high'].pk}/"
    )
    assert b"<html" in admin.get(other).content


def test_a_print_run_of_a_killed_worker_is_begun_anew_and_at_last_given_up(
    north: Cast, admin: HouseClient
) -> None:
    admin.post(here(north), {"print": "school"})
    ((number, _task, _given),) = waiting("documents.print_cards")
    for _ in range(MOST_TRIES + 1):
        with in_all(north):  # a worker began it, and was never heard of again
            asked = PrintRun.objects.filter(task="documents.print_cards", made_at=None)
            asked.update(attempt=F("attempt") + 1, worked_at=timezone.now() - SILENT * 2)
        print_on(0)
    again = waiting("documents.print_cards")
    assert [job for job, _task, _given in again] == [number]  # one job waits, however often
    work_off()
    assert "It could not be made" in words_of(admin.get(here(north)))
    by_a_worker(admin, north)


def test_a_print_run_is_forgotten_after_its_days_and_with_what_is_taken_back(
    north: Cast, admin: HouseClient, client_of: ClientOf
) -> None:
    by_a_worker(admin, north)
    with in_all(north):
        PrintRun.objects.filter(asked_at__gt=timezone.now() - SILENT).update(until=clock.now())
    print_on(0)
    assert runs(north) == []
    clerk = client_of(north.clerk)
    release = north.rows["release_high"].pk
    page = address("north", "card-release", release)
    clerk.post(page, {"step": "release", "at": "2026-10-09T15:00"})
    work_off()
    clerk.post(address("north", "card-print", release), {"print": "school"})
    work_off()
    clerk.post(page, {"step": "back"})
    with in_all(north):
        assert not PrintRun.objects.filter(about=release, kind="report card").exists()


def test_two_households_get_two_copies_and_neither_the_others_address(
    north: Cast, admin: HouseClient
) -> None:
    with in_all(north):
        for place, home in enumerate(("first_home", "second_home", "fourth_home")):
            Household.objects.filter(pk=north.rows[home].pk).update(
                street=f"{place + 1} Own Street", postal_code=f"6500{9 - place}"
            )
        Guardianship.objects.visible_to(System()).update(receives_mail=True)
    ana = printed(admin, north, f"what=student&number={north.ana.id}").content
    pages = words_of_pages(ana)
    covers = [page for page in pages if "Own Street" in page]
    assert len(covers) == 2
    assert ["Hugo" in page for page in covers] == [True, False]
    assert ["2 Own Street" in page for page in covers] == [True, False]
    assert ["1 Own Street" in page for page in covers] == [False, True]
    assert not any("Gail" in page for page in pages)
    cards = [page for page in pages if "Own Street" not in page]
    assert cards[0] == cards[1]
    whole = words_of_pages(by_a_worker(admin, north))
    order = [page.split("Own Street")[0].split()[-1] for page in whole if "Own Street" in page]
    assert order == sorted(order, reverse=True)  # by ZIP code, which falls as the number grows
    room = north.rows["homeroom"].pk
    a_class = words_of_pages(printed(admin, north, f"what=class&number={room}").content)
    assert not any("Own Street" in page for page in a_class)
    with pikepdf.open(io.BytesIO(ana)) as file:
        assert len(file.pages) == len(pages)
