"""Two clerks at the same moment, each on a connection of her own: nothing is there twice."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from openhouse.access.viewer import System
from openhouse.documents.cards.jobs import let_go_cards
from openhouse.documents.models_cards import CardRelease
from openhouse.grades.models import PostedMark
from openhouse.ledger.models import Change
from tests.access.walk import address
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import HIGH, page, papers, release, state
from tests.house_client import words_of
from tests.jobs import work_off
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_release_is_begun_once_and_the_other_clerk_hears_of_it(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    clerks = client_of(north.clerk), client_of(north.admin)
    url, rows = address("north", "card-releases"), north.rows
    said = {"template": rows["template_high"].pk, "term": rows["high_q1"].pk}
    with in_all(north):
        CardRelease.objects.filter(pk=rows["release_high"].pk).delete()
    asked = [lambda one=one: one.post(url, said) for one in clerks]
    assert at_once(*asked) == [302, 302]
    with in_all(north):
        found = CardRelease.objects.get(school=rows["high"], term=rows["high_q1"])
    here = address("north", "card-release", found.pk)
    heard = ["has begun these cards already" in words_of(one.get(here)) for one in clerks]
    assert sorted(heard) == [False, True]


def test_a_card_is_corrected_once(north: Cast, client_of: Callable[..., Any]) -> None:
    clerks = client_of(north.clerk), client_of(north.admin)
    release(clerks[0], north)
    work_off()
    with in_all(north):
        drawn = PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, section=north.rows["drawing"]
        )
        drawn.update(letter="A")
    url = address("north", "card-student", north.rows["release_high"].pk, north.ben.id)
    asked = [lambda one=one: one.post(url) for one in clerks]
    assert at_once(*asked) == [302, 302]
    editions = [one.edition for one in papers(north) if one.student_id == north.ben.id]
    assert editions == [1, 2]
    heard = [words_of(one.get(url)) for one in clerks]
    told = ["A colleague has corrected" in words or "Nothing differs" in words for words in heard]
    assert sorted(told) == [False, True]
    with in_all(north):
        assert Change.objects.filter(kind="paper.corrected").count() == 1


def test_cards_are_let_go_or_taken_back_and_never_both(
    north: Cast, client_of: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, number = client_of(north.clerk), north.rows["release_high"].pk
    release(clerk, north, "2026-10-06T15:00")
    work_off()
    assert state(north).state == "ready"
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:01")

    def let_go() -> Any:
        let_go_cards(district=north.id, release=number)
        return SimpleNamespace(status_code=200)

    assert at_once(lambda: clerk.post(page(north), {"step": "back"}), let_go) == [200, 302]
    seen = [paper.released_at is not None for paper in papers(north)]
    assert (state(north).state, seen) in (("released", [True] * len(HIGH)), ("begun", []))


def test_cards_are_taken_back_once_by_two_clerks(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    clerks = client_of(north.clerk), client_of(north.admin)
    release(clerks[0], north)
    work_off()
    url = address("north", "card-withdraw", north.rows["release_high"].pk)
    asked = [lambda one=one: one.post(url, {"because": "wrong"}) for one in clerks]
    assert at_once(*asked) == [302, 302]
    heard = ["Nothing was done twice" in words_of(one.get(page(north))) for one in clerks]
    assert sorted(heard) == [False, True]
    with in_all(north):
        assert Change.objects.filter(kind="cards.withdrawn").count() == 1


def test_a_card_is_never_corrected_in_a_release_that_is_taken_back(
    north: Cast, client_of: Callable[..., Any]
) -> None:
    clerks = client_of(north.clerk), client_of(north.admin)
    release(clerks[0], north)
    work_off()
    with in_all(north):
        drawn = PostedMark.objects.visible_to(System()).filter(
            student_id=north.ben.id, section=north.rows["drawing"]
        )
        drawn.update(letter="A")
    number = north.rows["release_high"].pk
    back = address("north", "card-withdraw", number)
    card = address("north", "card-student", number, north.ben.id)
    both = (
        lambda: clerks[0].post(back, {"because": "wrong"}),
        lambda: clerks[1].post(card),
    )
    assert at_once(*both) == [302, 302]
    assert state(north).state == "withdrawn"
    assert all(paper.withdrawn_at for paper in papers(north))
