"""A rule for messages, while several workers look and several people change it at one moment."""

import pytest
from django.http import HttpResponse

from openhouse.messages.models_rules import EventRule
from openhouse.messages.sending import jobs
from tests.cast import TODAY, Cast, in_all
from tests.messages.test_event_rule_pages import form
from tests.messages.test_event_rules import (
    EVENTS,
    MONDAY,
    Clients,
    ask,
    away,
    crossings,
    of_the_rule,
)
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_four_workers_that_look_at_one_moment_write_one_message(
    north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(north, grades=["09"])
    away(north, "max", MONDAY, TODAY)
    monkeypatch.setenv("OPENHOUSE_TODAY", "2026-10-06T15:30")

    def look() -> HttpResponse:
        jobs.events_of(district=north.id)
        return HttpResponse()

    assert at_once(look, look, look, look) == [200] * 4
    assert len(of_the_rule(north)) == len(crossings(north, "max")) == 1


def test_of_four_changes_at_one_moment_one_is_kept(north: Cast, client_of: Clients) -> None:
    clerk, admin = client_of(north.clerk), client_of(north.admin)
    url = f"{EVENTS}{north.rows['event_high'].pk}/"
    sends = [
        lambda one=one, name=name: one.post(url, form(north, name=name, edition="1"))
        for one, name in ((clerk, "A"), (admin, "B"), (clerk, "C"), (admin, "D"))
    ]
    assert at_once(*sends) == [302] * 4
    with in_all(north):
        rule = EventRule.objects.get(pk=north.rows["event_high"].pk)
    assert rule.edition == 2 and rule.name in "ABCD"
