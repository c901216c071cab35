"""A mail about a card that waits goes to nobody who may not see the child any more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from openhouse.access.viewer import System
from openhouse.contact.choosing import keep
from openhouse.notifications.kinds import NOTICES
from openhouse.notifications.models import Delivery
from openhouse.people.models import ContactPoint, Guardianship
from tests.access.walk import address
from tests.cast import TODAY, Cast, in_all
from tests.documents.test_card_killed_telling import corrected
from tests.house_client import HouseClient
from tests.jobs import work_off
from tests.notifications.post import post_office, send_all

pytestmark = pytest.mark.django_db
Clients = Callable[..., HouseClient]


@pytest.mark.parametrize("about", ["released", "corrected", "withdrawn"])
def test_a_mail_about_a_card_that_waited_does_not_go_to_whose_tie_has_ended(
    about: str, north: Cast, client_of: Clients, settings: Any
) -> None:
    """It waits for days where the mail server has a limit, and names the child's school."""
    clerk = client_of(north.clerk)
    corrected(north, clerk)
    work_off()
    if about == "withdrawn":
        url = address("north", "card-withdraw", north.rows["release_high"].pk)
        assert clerk.post(url, {"because": "The wrong quarter"}).status_code == 302
        work_off()
    kind = {"kind__startswith": f"card.{about}."}
    with in_all(north):
        hers = Delivery.objects.filter(person_id=north.mother.id, **kind)
        assert {one.state for one in hers} == {"waiting"}
        ties = Guardianship.objects.visible_to(System()).filter(person_id=north.mother.id)
        ties.update(ends_on=TODAY - timedelta(days=1))
        Delivery.objects.update(written_at=F("written_at") - timedelta(hours=9))
    with post_office(settings):
        send_all(north)
    with in_all(north):
        assert {one.state for one in hers.all()} == {"cancelled"}
        others = Delivery.objects.filter(**kind).exclude(person_id=north.mother.id)
        # of the corrected card nobody else hears
        assert {one.state for one in others} == (set() if about == "corrected" else {"sent"})


def test_who_has_turned_notices_off_gets_no_mail_about_a_card(
    north: Cast, client_of: Clients
) -> None:
    with in_all(north):
        hers = ContactPoint.objects.filter(person_id=north.mother.id, kind="email")
        for value in hers.values_list("value", flat=True):
            keep(north.mother.id, "mail", value.lower(), NOTICES, on=False)
    corrected(north, client_of(north.clerk))
    work_off()
    with in_all(north):
        told = Delivery.objects.filter(kind__startswith="card.").values_list("person_id", flat=True)
        assert set(told) and north.mother.id not in told
