"""Issued papers in the family's list of documents."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.papers.actions import issue
from openhouse.papers.models import Paper
from tests.access.walk import address
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.papers.test_papers import draft

pytestmark = pytest.mark.django_db


def listed(client: Client, cast: Cast) -> str:
    return client.get(address("north", "documents", cast.ben.id)).content.decode()


def test_a_released_paper_is_in_the_list_and_opens(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    page = listed(client, north)
    paper = north.rows["paper_ben"]
    assert paper.title in page
    assert north.rows["paper_ben_waits"].title not in page
    answer = client.get(address("north", "paper-file", north.ben.id, paper.pk))
    assert answer.content == paper.content
    assert answer.headers["Content-Type"] == "application/pdf"
    about = words_of(client.get(address("north", "paper", north.ben.id, paper.pk)))
    card = paper.kind == Paper.Kind.REPORT_CARD
    assert ("Not excused The school knows no reason" in about) == card


def test_a_correction_stands_beside_what_it_corrects(north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        first = issue(draft(north, kind="report card", title="Quarter 1"), by=None)
        issue(draft(north, title="Quarter 1", kind="report card", corrects=first), by=None)
        kept = bytes(Paper.objects.visible_to(System()).get(pk=first.pk).content)
    page = listed(HouseClient.signed_in(north.mother), north)
    assert page.count("Quarter 1") == 2
    assert "Replaced" in page
    assert "Corrected" in page
    assert kept == first.content


def test_of_papers_made_on_request_the_older_ones_say_so(north: Cast) -> None:
    with scope(district=north.id, students="all", hat="system"):
        for title in ("Made first", "Made next", "Made last"):
            issue(draft(north, kind="transcript", title=title), by=None)
    page = listed(HouseClient.signed_in(north.mother), north)
    assert page.count("There is a newer one") == 2


def test_the_list_sends_eight_statements_at_most(north: Cast) -> None:
    client = HouseClient.signed_in(north.mother)
    sent = []
    for _time in range(3):  # once a minute the session is written as well
        with CaptureQueriesContext(connection) as queries:
            listed(client, north)
        sent.append(len(queries))
    assert min(sent) <= 8
