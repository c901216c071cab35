"""Somebody sends while the other parent types: what is signed is what stands there."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import connections

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.enter import Address, enter
from openhouse.access.viewer import System, viewer_from
from openhouse.common.rows import rows
from openhouse.common.scope import own_scope
from openhouse.districts.models import District
from openhouse.registration.family.answering import keep
from openhouse.registration.family.sending import Became, Signed, send, withdraw
from openhouse.registration.models import Candidate
from openhouse.registration.models_answers import Answer, Signature
from openhouse.registration.standing.state import Standing, standing_of
from openhouse.registration.standing.whose import application_of, filler_of
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.registration.test_bad_input import picture
from tests.registration.test_family import HOME, begun_and_filled, page_of, parts, showed
from tests.registration.test_taking_out import put_in, there

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
ROW_WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
MOVED = {"street": "5 Brook Lane", "city": "Columbia", "state": "MO", "postal_code": "65201"}


@contextmanager
def before_it(cast: Cast, number: int) -> Iterator[Standing]:
    """The grandmother before the application, in a transaction of her own."""
    with own_scope():
        entry = enter(Address("north", "family"), cast.grandmother.account)
        assert entry
        filler = filler_of(viewer_from(entry, "family"))
        yield standing_of(filler, application_of(filler, number))


def until_somebody_waits(how: str) -> None:
    for _ in range(600):
        ((waiting,),) = rows(how, [])
        if waiting:
            return
        time.sleep(0.05)
    raise TimeoutError("Nobody waits")


@contextmanager
def under_way[T](
    cast: Cast, number: int, acts: Callable[[Standing], T], how: str = WAITING
) -> Iterator[Future[T]]:
    """The grandmother *acts* in a connection of her own, and ends once somebody waits for her:
    what happens inside comes while she is at it."""
    begun_it = Event()

    def runs() -> T:
        try:
            with before_it(cast, number) as standing:
                done = acts(standing)
                begun_it.set()
                until_somebody_waits(how)
                return done
        finally:
            begun_it.set()
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(runs)
        begun_it.wait(30)
        yield running


def district() -> CurrentDistrict:
    return as_current(District.objects.get(slug="north"))


def test_an_answer_that_is_under_way_is_in_what_is_signed(north: Cast) -> None:
    client = HouseClient.signed_in(north.grandmother)
    number = begun_and_filled(client, north)

    def answers(standing: Standing) -> None:
        home, section = standing.of("household")[0], standing.form.section("home")
        assert section
        there = standing.answers[home.pk]["address"].revision
        keep(standing, section, home, {"address": (MOVED, there)})

    with under_way(north, number, answers) as answered:
        client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
        answered.result()
    with in_all(north):
        signed = Signature.objects.visible_to(System()).get(application=number, key="")
        assert MOVED["street"] in bytes(signed.content).decode()


def test_an_answer_that_comes_while_somebody_sends_is_told_so(north: Cast) -> None:
    client = HouseClient.signed_in(north.grandmother)
    number = begun_and_filled(client, north)
    home = parts(north, number, "household")[0]
    page = page_of(number, home, "home")
    typed = {f"{home.pk}-address-{piece}": value for piece, value in MOVED.items()}
    before = showed(client, page)

    def sends(standing: Standing) -> Became:
        signed = Signed("Hana Tanaka", "True and complete.")
        return send(standing.filler, standing.application, signed, district())

    with under_way(north, number, sends) as sent:
        late = client.post(
            page.replace("/?", "/save/?"), {"showed": before, "sent": " ".join(typed), **typed}
        )
        assert sent.result() == Became.DONE
    assert late.status_code == 409
    with in_all(north):
        kept = Answer.objects.visible_to(System()).get(part=home, key="address")
        assert kept.value["street"] == "4 Hill Rd"


def test_a_file_that_somebody_takes_out_while_it_is_sent_stays(north: Cast) -> None:
    client = HouseClient.signed_in(north.grandmother)
    number = begun_and_filled(client, north)
    child = parts(north, number, "student")[0]
    page = page_of(number, child, "health")
    put_in(client, page, child, "shots.png", picture())
    ((file, _name),) = there(north, child)

    def sends(standing: Standing) -> Became:
        signed = Signed("Hana Tanaka", "True and complete.")
        return send(standing.filler, standing.application, signed, district())

    with under_way(north, number, sends) as sent:
        late = client.post(page, {"showed": "{}", "do": f"out-{file}"}, follow=True)
        assert sent.result() == Became.DONE
    assert "It was sent meanwhile, so nothing in it was changed." in words_of(late)
    assert [pk for pk, _each in there(north, child)] == [file]


def test_what_is_kept_just_after_it_was_sent_is_told_so(north: Cast) -> None:
    """As by who was overtaken, and whose request began anew."""
    client = HouseClient.signed_in(north.grandmother)
    number = begun_and_filled(client, north)
    page = page_of(number, parts(north, number, "student")[0], "health")
    before = showed(client, page)
    client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
    late = client.post(page, {"showed": before}, follow=True)
    assert "It was sent meanwhile, so nothing in it was changed." in words_of(late)
    assert "It was sent meanwhile" not in words_of(client.get(page, follow=True))


def test_a_child_who_is_taken_back_while_somebody_sends_is_not_sent(north: Cast) -> None:
    client = HouseClient.signed_in(north.grandmother)
    number = begun_and_filled(client, north)
    child = parts(north, number, "student")[0].candidate_id
    assert child

    def takes_back(standing: Standing) -> Became:
        return withdraw(standing.filler, number, child, district())

    with under_way(north, number, takes_back, ROW_WAITS) as back:
        client.post(f"{HOME}{number}/review/", {"agree": "on", "typed": "Hana Tanaka"})
        assert back.result() == Became.DONE
    with in_all(north):
        assert Candidate.objects.visible_to(System()).get(pk=child).state == "withdrawn"
