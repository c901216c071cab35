"""A message to five thousand people, of whom three hundred have no way."""

from collections.abc import Callable
from typing import Any

import pytest

from openhouse.common.rows import rows
from openhouse.messages.sending.writing import BATCH, FIRST_PART
from tests.cast import Cast, in_all
from tests.house_client import found_in, words_of
from tests.messages.many import fill
from tests.messages.test_sending import OFFICE, newest, said, work_off

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
MANY, NO_WAY = 5000, 300
#: Those at the school before.
THERE = 3
#: However many they are.
MOST_STATEMENTS, LARGEST = 40, 60_000
#: While it is counted.
FEW_STATEMENTS = 20


def test_five_thousand_are_counted_listed_and_paged_in_few_statements(
    north: Cast, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    fill(north, MANY, NO_WAY)
    clerk = client_of(north.clerk)
    clerk.post(f"{OFFICE}new/?school={north.rows['high'].pk}", said())
    url = f"{OFFICE}{newest(north).pk}/"
    with django_assert_max_num_queries(FEW_STATEMENTS):
        at_once = clerk.get(url)
    said_first = words_of(at_once)
    assert "Families of about 5,0" in said_first
    assert "is being counted" in said_first and "Bring a lamp" in said_first
    assert not found_in(at_once, "//form[contains(@action, '/send/')]"), "first one looks who"
    (then,) = found_in(at_once, "//*[@hx-trigger='load']/@hx-get")
    with django_assert_max_num_queries(MOST_STATEMENTS):
        page = clerk.get(then)
    assert len(page.content) < LARGEST, "counts and a hundred names, not all of them"
    words = words_of(page)
    assert f"It is for {MANY + THERE} people" in words
    assert f"{NO_WAY} people are not told" in words
    assert len(found_in(page, "//main//li[contains(., 'Adult')]")) <= 100
    last = clerk.get(f"{url}?show=none&page=3")
    assert len(found_in(last, "//main//li[@class='row'][contains(., 'Adult')]")) == 100
    assert "Page 3 of 3" in words_of(last)


def test_the_first_of_an_emergency_go_out_before_the_others_are_written(
    north: Cast, client_of: Clients
) -> None:
    """By the transactions in which the recipients were written; of other messages 200 in each."""
    fill(north, 240, 0)
    clerk = client_of(north.clerk)
    for kind, first in (("emergency", FIRST_PART), ("general", BATCH)):
        clerk.post(f"{OFFICE}new/?school={north.rows['high'].pk}", said(kind=kind))
        message = newest(north)
        clerk.post(f"{OFFICE}{message.pk}/send/", {})
        work_off()
        with in_all(north):
            parts = rows(
                "SELECT count(*) FROM school_messages_recipient WHERE message_id = %s"
                " GROUP BY xmin::text ORDER BY min(id)",
                [message.pk],
            )
        assert [many for (many,) in parts][:2] == [first, min(BATCH, 243 - first)]
