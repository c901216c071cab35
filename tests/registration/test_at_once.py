"""Two clerks at the same moment: one writes, the other reads what has happened."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connections, transaction

from openhouse.access.viewer import System
from openhouse.people.models import Person
from openhouse.registration.models import Application, Candidate, Part
from openhouse.registration.models_office import Posting
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.applying import again, new_family

DESK = "/north/office/registration/"


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_post_at_once_one_writes(north: Cast) -> None:
    _, (candidate,) = new_family(north)
    clerks = [HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin")]
    place = f"{DESK}{candidate.pk}/decide/"
    clerks[0].post(place, {"act": "accept", "revision": 0, "everything": "yes"})
    revision, start = again(north, candidate).revision, Barrier(2)

    def posts(client: HouseClient) -> str:
        try:
            start.wait(30)
            answer = client.post(place, {"act": "post", "revision": revision})
            return words_of(client.get(answer.headers["Location"]))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        read = sorted(pool.map(posts, clerks), key=lambda page: "Nothing was written" in page)
    assert "Enrolled. The family is told." in read[0]
    assert "Somebody has changed this registration since you opened the page." in read[1]
    with in_all(north):
        assert Posting.objects.visible_to(System()).filter(candidate=candidate).count() == 1
        assert Person.objects.filter(given_name="Nadia").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_an_adult_is_is_not_taken_back_while_a_brother_is_written(north: Cast) -> None:
    applied, children = new_family(north, children=2)
    clerk, start = HouseClient.signed_in(north.clerk), Barrier(2)

    def writes() -> None:
        try:
            with in_all(north), transaction.atomic():
                mine = Application.objects.visible_to(System()).select_for_update(of=("self",))
                mine.get(pk=applied.application.pk)
                start.wait(30)
                sleep(0.7)
                Candidate.objects.visible_to(System()).filter(pk=children[0].pk).update(
                    state="posted"
                )
        finally:
            connections.close_all()

    with in_all(north):
        mother = Part.objects.visible_to(System()).get(
            application=applied.application, kind="guardian"
        )
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(writes)
        start.wait(30)
        said = {"part": mother.pk, "choice": "undo"}
        page = clerk.post(f"{DESK}{children[1].pk}/people/", said, follow=True)
        done.result(30)
    assert "It is written into the records already." in words_of(page)
    with in_all(north):
        mother.refresh_from_db()
        assert mother.matched_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_children_of_a_home_posted_at_once_share_what_is_made(north: Cast) -> None:
    _, children = new_family(north, children=2)
    clerks = [HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin")]
    for child in children:
        clerks[0].post(
            f"{DESK}{child.pk}/decide/", {"act": "accept", "revision": 0, "everything": "yes"}
        )
    start = Barrier(2)

    def posts(number: int) -> str:
        try:
            child = children[number]
            start.wait(30)
            sent = {"act": "post", "revision": 1}
            clerks[number].post(f"{DESK}{child.pk}/decide/", sent)
            return again(north, child).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(posts, (0, 1))) == ["posted", "posted"]
    with in_all(north):
        assert Person.objects.filter(given_name="Nadia").count() == 1
