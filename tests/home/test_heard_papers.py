"""A paper that the school has taken back, told as any other change is."""

from collections.abc import Callable

import pytest

from openhouse.ledger.actions import record
from openhouse.notifications.models import Delivery
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import release
from tests.home.hearing import At, at, sent
from tests.house_client import HouseClient
from tests.jobs import work_off

__all__ = ["at"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_who_reads_of_the_child_hears_that_a_card_was_taken_back(north: Cast, at: At) -> None:
    paper = north.rows["paper_ben_back"]
    after = {"school_id": north.rows["high"].pk}
    with in_all(north):
        record("paper.withdrawn", actor=north.clerk.id, student=north.ben.id, about=paper.pk,
               after=after)  # fmt: skip
    at("10:06")
    at("2026-10-07T18:00")
    told = sent(north)
    assert set(told) == {"mother", "ben"}
    words = " ".join(" ".join(told["mother"]).split())
    assert f"{north.rows['gone_ben'].title} was taken back by the school" in words


def test_whom_an_e_mail_has_told_of_a_card_hears_it_by_no_second_one(
    north: Cast, client_of: Callable[..., HouseClient], at: At
) -> None:
    at("10:05")
    release(client_of(north.clerk), north)
    work_off()
    at("10:06")
    at("2026-10-07T18:00")
    with in_all(north):
        every = Delivery.objects.filter(way="mail").order_by("pk")
        of_cards = set(
            every.filter(kind__startswith="card.released.").values_list("person_id", flat=True)
        )
    told = sent(north)
    assert of_cards >= {north.mother.id, north.long_parent.id}
    assert not {"mother", "grandmother", "long_parent"} & set(told)
    assert "Report card" in told["ben"][0]
