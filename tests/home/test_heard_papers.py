"""A paper that the school has taken back, told as any other change is."""

import pytest

from openhouse.ledger.actions import record
from tests.cast import Cast, in_all
from tests.home.hearing import At, at, sent

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
