"""Cards that cannot be made are set aside; the others go out."""

from collections.abc import Callable

import pytest

from openhouse.access.viewer import System
from openhouse.documents.cards.jobs import go_on, prepare_cards
from openhouse.documents.models_cards import CardTemplate, SetAsideCard
from openhouse.ledger.models import Change
from openhouse.notifications.models import Delivery
from tests.cast import Cast, in_all
from tests.documents.test_card_releases import HIGH, page, papers, release, state
from tests.house_client import HouseClient, words_of
from tests.jobs import waiting, work_off

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
OTHERS = sorted(set(HIGH) - {"max"})


def say(cast: Cast, **notes: str) -> None:
    """Change the template behind the page, which would not keep what does not compile."""
    with in_all(cast):
        CardTemplate.objects.filter(pk=cast.rows["template_high"].pk).update(**notes)


def with_a_card(cast: Cast) -> list[str]:
    names = {person.id: key for key, person in cast.persons.items()}
    return sorted(names[paper.student_id] for paper in papers(cast) if paper.released_at)


def told_of(cast: Cast, kind: str) -> list[int | None]:
    with in_all(cast):
        found = Delivery.objects.filter(kind__startswith=kind).values_list("person_id", flat=True)
        return sorted(found, key=str)


def test_one_bad_card_holds_no_other_up_and_comes_out_when_it_is_tried_again(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    say(north, note_es="#nowhere(1)")  # max alone reads Spanish
    release(clerk, north)
    work_off()
    assert (state(north).state, state(north).made) == ("released", len(OTHERS))
    assert with_a_card(north) == OTHERS
    said = words_of(clerk.get(page(north)))
    assert "1 card could not be made" in said
    assert "Max" in said
    assert "most often in one language" in said
    before = told_of(north, "card.")
    say(north, note_es="Gracias")
    clerk.post(page(north), {"step": "again"})
    with in_all(north):
        asked = SetAsideCard.objects.visible_to(System()).filter(asked_at__isnull=False)
        asked.update(asked_at="2026-01-01T00:00Z")  # its worker was killed
    go_on(0)
    work_off()
    assert with_a_card(north) == sorted(HIGH)
    assert len(papers(north)) == state(north).made == len(HIGH)
    assert "could not be made" not in words_of(clerk.get(page(north)))
    late = [one for one in papers(north) if one.student_id == north.max.id]
    with in_all(north):
        assert Change.objects.filter(kind="paper.issued", about_id=late[0].pk).count() == 1
        issued = Change.objects.filter(kind="paper.issued", about_id__in=[
            one.pk for one in papers(north)
        ])  # fmt: skip
        assert issued.count() == len(HIGH)
    heard = told_of(north, "card.late.")
    assert heard
    assert len(told_of(north, "card.")) == len(before) + len(heard)


def test_what_is_broken_still_is_set_aside_once_more(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    say(north, note_es="#nowhere(1)")
    release(clerk, north)
    work_off()
    clerk.post(page(north), {"step": "again"})
    assert "These cards are being tried again" in words_of(clerk.get(page(north)))
    twice = words_of(clerk.post(page(north), {"step": "again"}, follow=True))
    assert "A colleague has asked for these cards already" in twice
    assert len(waiting("documents.cards_again")) == 1
    work_off()
    assert with_a_card(north) == OTHERS
    assert "Try again" in words_of(clerk.get(page(north)))


def test_a_card_tried_again_before_the_hour_waits_for_it(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    say(north, note_es="#nowhere(1)")
    release(clerk, north, "2026-10-07T15:00")
    work_off()
    say(north, note_es="Gracias")
    clerk.post(page(north), {"step": "again"})
    work_off()
    assert len(papers(north)) == len(HIGH)
    assert with_a_card(north) == []
    assert told_of(north, "card.") == []


def test_taken_back_nothing_is_set_aside_any_more(north: Cast, client_of: ClientOf) -> None:
    clerk = client_of(north.clerk)
    say(north, note_es="#nowhere(1)")
    release(clerk, north, "2026-10-07T15:00")
    work_off()
    clerk.post(page(north), {"step": "back"})
    say(north, note_es="Gracias")
    release(clerk, north)
    work_off()
    assert with_a_card(north) == sorted(HIGH)


def test_a_template_that_no_card_compiles_with_stops_the_run(
    north: Cast, client_of: ClientOf
) -> None:
    clerk = client_of(north.clerk)
    say(north, note="#nowhere(1)", note_es="#nowhere(1)")
    release(clerk, north)
    work_off()
    said = words_of(clerk.get(page(north)))
    assert "The template does not compile any more" in said
    assert (state(north).state, papers(north)) == ("preparing", [])
    assert "could not be made" not in said
    say(north, note="Thanks", note_es="Gracias")
    prepare_cards(district=north.id, release=state(north).pk)
    work_off()
    assert with_a_card(north) == sorted(HIGH)
