"""Two guardians of a child in one conversation at the same moment, each on her own connection."""

from collections.abc import Callable

import pytest

from openhouse.access.viewer import System
from openhouse.messages.models_threads import Post, ThreadReader
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.messages.test_threads import MARK, first, home, many, school
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ClientOf = Callable[..., HouseClient]


def test_two_guardians_read_at_the_same_moment_and_neither_reading_is_lost(
    north: Cast, client_of: ClientOf
) -> None:
    thread, teacher = north.rows["thread_ana"], client_of(north.second_teacher)
    mother, father = client_of(north.mother), client_of(north.father)
    url = home(north, thread)
    for number in range(3):
        said = {"body": f"Word {number}", "client": f"{MARK}-{number}"}
        teacher.post(school(north, thread), said)
        # each on two devices at once: her row is made once, and never goes back
        reads = [lambda one=one: one.get(url) for one in (mother, father, mother, father)]
        assert at_once(*reads) == [200] * 4
        newest = first(north, Post, thread_id=thread.pk).pk
        with in_all(north):
            found = ThreadReader.objects.visible_to(System()).filter(
                thread_id=thread.pk, side="family"
            )
            read = list(found.order_by("person_id").values_list("person_id", "read_to"))
        assert read == sorted([(north.mother.id, newest), (north.father.id, newest)])
    shown = words_of(teacher.get(school(north, thread)))
    assert "Read by Marta" in shown and "Read by Hugo" in shown


def test_two_who_answer_at_the_same_moment_and_a_phone_that_sends_twice(
    north: Cast, client_of: ClientOf
) -> None:
    thread, url = north.rows["thread_ana"], home(north, north.rows["thread_ana"])
    before = many(north, Post, thread_id=thread.pk)
    hers, his = {"body": "I come", "client": MARK}, {"body": "I do", "client": f"{MARK}-2"}
    mother, father = client_of(north.mother), client_of(north.father)
    sends = [lambda: mother.post(url, hers), lambda: father.post(url, his)] * 2
    assert at_once(*sends) == [302] * 4
    assert many(north, Post, thread_id=thread.pk) == before + 2
