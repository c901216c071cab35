"""Texts: they go through the installation's gateway, and none goes twice that need not."""

import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.config.mail import gateway
from openhouse.notifications.actions import draft_text, send_off
from openhouse.notifications.lanes import ON_ITS_WAY
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.notifications.post import send_all
from tests.notifications.test_mail import district_of
from tests.notifications.text_gateway import Gateway, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(settings: Any) -> Iterator[Gateway]:
    with running() as (found, url):
        settings.TEXT_GATEWAY = gateway(url)
        yield found


def written(cast: Cast, phone: str = "+15735550123", priority: int = 2) -> int:
    with scope(district=cast.id, students="all", hat="system"):
        draft = draft_text(
            "Mia: 2 missing. “Ñu” & <b>", phone, kind="weekly", district=district_of(cast),
            person=cast.mother.id, priority=priority,
        )  # fmt: skip
        send_off([draft], district_of(cast))
        return int(draft.pk)


def state_of(cast: Cast, number: int) -> Delivery:
    with scope(district=cast.id, students="all", hat="system"):
        return Delivery.objects.get(pk=number)


def test_a_text_goes_to_its_number_through_the_gateway(north: Cast, texts: Gateway) -> None:
    number = written(north)
    for _ in range(2):
        send_all(north)
    (took,) = texts.took
    assert (took["to"], took["message"]) == ("+15735550123", "Mia: 2 missing. “Ñu” & <b>")
    sent = state_of(north, number)
    assert (sent.state, sent.tries, sent.answer, sent.text) == ("sent", 1, "", "")


@pytest.mark.parametrize(
    ("phone", "says", "state", "answer"),
    [
        ("573-555-0123", 200, "refused", "This is not one phone number"),
        ("+15735550123", 400, "refused", "The gateway says 400"),
        ("+15735550123", 429, "waiting", "The gateway says 429"),
        ("+15735550123", 503, "waiting", "The gateway says 503"),
    ],
)
def test_what_a_gateway_says_is_kept(
    phone: str, says: int, state: str, answer: str, north: Cast, texts: Gateway
) -> None:
    texts.answers = says
    number = written(north, phone)
    send_all(north)
    found = state_of(north, number)
    assert (found.state, found.answer) == (state, answer)


def test_no_log_says_what_a_text_said_or_to_whom_it_went(north: Cast, texts: Gateway) -> None:
    """What a gateway is sent, its password with it, is no line of the server's log."""
    said = io.StringIO()
    log = logging.StreamHandler(said)
    logging.getLogger().addHandler(log)
    try:
        for says in (200, 400):
            texts.answers = says
            written(north)
            send_all(north)
        logging.getLogger("openhouse").error("It is heard")
    finally:
        logging.getLogger().removeHandler(log)
    assert len(texts.took) == 2
    assert said.getvalue() == "It is heard\n"


def test_without_a_gateway_a_text_is_refused_and_says_so(north: Cast, settings: Any) -> None:
    settings.TEXT_GATEWAY = ""
    number = written(north)
    send_all(north)
    assert state_of(north, number).answer == "This installation sends no texts"


@pytest.mark.parametrize(("priority", "went", "state"), [(0, 1, "sent"), (2, 0, "given up")])
def test_a_text_that_was_on_its_way_goes_again_only_where_it_must_arrive(
    priority: int, went: int, state: str, north: Cast, texts: Gateway
) -> None:
    """As a worker leaves it that is killed after it wrote down that the text goes."""
    number = written(north, priority=priority)
    with scope(district=north.id, students="all", hat="system"):
        its_turn = timezone.now() + timedelta(minutes=2)
        Delivery.objects.filter(pk=number).update(answer=ON_ITS_WAY, next_try_at=its_turn)
    send_all(north)
    assert texts.took == []  # it may be in another worker's hands
    send_all(north, put_off_too=True)
    assert len(texts.took) == went
    assert state_of(north, number).state == state


@pytest.mark.parametrize("url", ["twilio", "twilio://a:b@c/d", "json://{to}/{to}"])
def test_a_gateway_without_a_place_for_the_number_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="expected an address of apprise"):
        gateway(url)
