"""The pages on which an office makes a rule for messages, and sees whom it would find (NOT-09)."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.districts.models import School
from openhouse.ledger.models import Change
from openhouse.messages.models_rules import EventRule
from tests.cast import TODAY, Cast, in_all
from tests.house_client import words_of
from tests.messages.test_event_rules import (
    EVENTS,
    MONDAY,
    At,
    Clients,
    ask,
    away,
    of_the_rule,
    run,
)

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["run"]


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "name": "Away a lot", "school": cast.rows["high"].pk, "what": "absences", "least": "5",
        "during": "term", "tells": ["guardians"], "often": "term", "at": "15:30",
    } | more  # fmt: skip


def test_an_office_makes_changes_turns_on_and_ends_a_rule(north: Cast, client_of: Clients) -> None:
    clerk = client_of(north.clerk)
    clerk.post(f"{EVENTS}new/", form(north, added_en="Call us.", added_es="Llámenos."))
    with in_all(north):
        rule = EventRule.objects.get(name="Away a lot")
    assert rule.state == "off" and rule.added == {"en": "Call us.", "es": "Llámenos."}
    url = f"{EVENTS}{rule.pk}/"
    page = words_of(clerk.post(url, {"turn": "on", "edition": "1"}, follow=True))
    assert "It is on." in page
    clerk.post(url, form(north, least="4", edition="2"))
    assert "Turned off" in words_of(clerk.post(url, {"turn": "off", "edition": "3"}, follow=True))
    assert "Ended" in words_of(clerk.post(url, {"turn": "ended", "edition": "4"}, follow=True))
    assert clerk.post(url, {"turn": "on", "edition": "5"}).status_code == 404
    assert clerk.post(url, form(north, edition="5")).status_code == 404
    with in_all(north):
        lines = Change.objects.filter(kind__startswith="message.event_rule", about_id=rule.pk)
        kinds = [one.kind.removeprefix("message.event_rule_") for one in lines.order_by("pk")]
        assert {one.actor_id for one in lines} == {north.clerk.id}
    assert kinds == ["made", "on", "changed", "off", "ended"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"least": "0"}, "1"),
        ({"least": "-1"}, "1"),
        ({"least": "1e400"}, "whole number"),
        ({"least": "8,5"}, "whole number"),
        ({"least": ""}, "Write how many"),
        ({"tells": []}, "Choose who is told."),
        ({"tells": ["everybody"]}, "Please choose one of those offered."),
        ({"tells": ["teacher"]}, "A teacher is told of her class"),
        ({"at": "03:00"}, "Choose a time from"),
        ({"what": "mark", "below": "NaN"}, "number"),
        ({"what": "mark", "below": "1e400"}, "digits"),
        ({"what": "mark", "below": "0"}, "Write a percent above 0"),
        ({"what": "posted"}, "Write a percent above 0"),
        ({"what": "posted", "letters": "D," * 30 + "x" * 30}, "Write up to 20 marks"),
        ({"added_es": "Hola {first_name}"}, "without braces"),
        ({"what": "weather"}, "Please choose one of those offered."),
    ],
)
def test_a_rule_that_says_nothing_sensible_is_refused_in_words(
    north: Cast, client_of: Clients, wrong: dict[str, Any], said: str
) -> None:
    page = client_of(north.clerk).post(f"{EVENTS}new/", form(north, **wrong))
    assert page.status_code == 200 and said in words_of(page)
    with in_all(north):
        assert not EventRule.objects.filter(name="Away a lot").exists()


def test_of_two_who_change_a_rule_at_once_the_second_is_told(
    north: Cast, client_of: Clients
) -> None:
    clerk, admin = client_of(north.clerk), client_of(north.admin)
    url = f"{EVENTS}{north.rows['event_high'].pk}/"
    for client in (clerk, admin):
        assert 'name="edition" value="1"' in client.get(url).content.decode()
    clerk.post(url, form(north, name="Hers", edition="1"))
    page = words_of(admin.post(url, form(north, name="His", edition="1"), follow=True))
    assert "Somebody else has changed this rule since you looked." in page
    page = words_of(admin.post(url, {"turn": "ended", "edition": "1"}, follow=True))
    assert "Somebody else has changed this rule" in page
    with in_all(north):
        rule = EventRule.objects.get(pk=north.rows["event_high"].pk)
    assert (rule.name, rule.state, rule.edition) == ("Hers", "on", 2)


def test_a_school_reads_the_districts_rule_and_changes_only_its_own(
    north: Cast, client_of: Clients
) -> None:
    clerk, url = client_of(north.clerk), f"{EVENTS}{north.rows['event_all'].pk}/"
    page = clerk.get(url)
    assert "Save" not in words_of(page) and "Turn on" not in words_of(page)
    assert clerk.post(url, {"turn": "on", "edition": "1"}).status_code == 404
    wrong = clerk.post(f"{EVENTS}new/", form(north, school=""))
    assert wrong.status_code == 200 and "All schools" not in words_of(wrong)
    wrong = clerk.post(f"{EVENTS}new/", form(north, school=north.rows["west"].pk))
    assert wrong.status_code == 200
    assert "All schools" in words_of(client_of(north.admin).get(f"{EVENTS}new/"))


def test_before_it_is_on_an_office_sees_whom_it_would_find(
    north: Cast, client_of: Clients, run: At
) -> None:
    away(north, "max", MONDAY, TODAY)
    ask(north, state="off", grades=["09"])
    url = f"{EVENTS}{north.rows['event_high'].pk}/"
    page = words_of(client_of(north.clerk).get(f"{url}?look=1"))
    assert "It is so of 1 student today." in page
    assert "In the last 14 days it came about 1 time." in page
    assert "1 person at home would be told of them." in page and "Max" in page
    run("15:45")
    assert of_the_rule(north) == []
    assert "Max" not in words_of(client_of(north.clerk).get(url))


def test_with_its_school_a_rule_goes(north: Cast, client_of: Clients, run: At) -> None:
    with in_all(north):
        school = School.objects.create(name="Closed School")
        rule = EventRule.objects.get(pk=north.rows["event_high"].pk)
        rule.pk, rule.school = None, school
        rule.save(force_insert=True)
        School.objects.filter(pk=school.pk).delete()
        assert not EventRule.objects.filter(pk=rule.pk).exists()
    run("15:45")
    assert client_of(north.admin).get(f"{EVENTS}{rule.pk}/").status_code == 404


def test_the_list_takes_the_same_statements_however_many_rules_there_are(
    north: Cast, client_of: Clients
) -> None:
    clerk = client_of(north.clerk)
    clerk.get(EVENTS)
    with CaptureQueriesContext(connection) as few:
        clerk.get(EVENTS)
    with in_all(north):
        rule = EventRule.objects.get(pk=north.rows["event_high"].pk)
        for number in range(8):
            rule.pk, rule.name = None, f"Rule {number}"
            rule.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        assert "Rule 7" in words_of(clerk.get(EVENTS))
    assert len(few) == len(many)
