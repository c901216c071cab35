"""Calls by a machine: to her own phone, for danger and attendance, by day, in her language."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import apprise
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.config.mail import gateway
from openhouse.contact.choosing import BY_CALL
from openhouse.notifications.actions import draft_call, send_off
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import aloud
from openhouse.notifications.models import Delivery
from openhouse.notifications.models_contact import PhoneProof
from openhouse.notifications.sending import Run, too_late_to_ring
from openhouse.notifications.ways import ways_of
from openhouse.people.models import ContactPoint
from tests.cast import Cast, in_all
from tests.contact.test_own import PLACE, added_phone, ticked
from tests.house_client import HouseClient, words_of
from tests.messages.test_sending import OFFICE, send, write
from tests.notifications.post import send_all
from tests.notifications.test_mail import district_of
from tests.notifications.text_gateway import Gateway, running

pytestmark = pytest.mark.django_db
NUMBER = "+15735550142"
LONG = "Water pipe.\nPick up your child at noon & wait < 5 minutes. " + 60 * "Bring a coat. "


@pytest.fixture
def calls(settings: Any) -> Iterator[Gateway]:
    with running() as (found, url):
        settings.CALL_GATEWAY = gateway(url, "CALL_GATEWAY")
        yield found


def proved(cast: Cast, *, by_call: bool = False) -> int:
    """The mother's phone, shown to be hers; the id of its row."""
    with in_all(cast):
        point = ContactPoint.objects.create(
            person_id=cast.mother.id, kind="phone", value="(573) 555-0142"
        )
        PhoneProof.objects.create(
            person_id=cast.mother.id, number=NUMBER, proved_at=timezone.now(), by_call=by_call
        )
        return int(point.pk)


def reached(cast: Cast, kind: str) -> set[str]:
    with in_all(cast):
        found = ways_of([cast.mother.id], kind)[cast.mother.id]
    return {way.way for way in found if way.to == NUMBER}


def test_a_phone_at_home_is_verified_by_a_call_and_gets_calls_alone(
    north: Cast, calls: Gateway, settings: Any
) -> None:
    settings.TEXT_GATEWAY = ""
    client = HouseClient.signed_in(north.mother)
    place = f"{PLACE}points/{added_phone(north, client)}/verify/"
    assert "Call me with the code" in words_of(client.get(place))
    client.post(place, {"call": "yes"})
    send_all(north)
    (spoken,) = calls.took
    assert spoken["to"] == NUMBER
    (code,) = re.findall(r"\d(?:, \d){5}", spoken["message"])
    assert client.post(place, {"code": code.replace(", ", "")}).status_code == 302
    assert reached(north, Kind.EMERGENCY) == {"call"}
    page = words_of(client.get(PLACE))
    assert "Calls only" in page
    assert "Attendance, by a phone call" in page


def test_a_phone_that_gets_texts_still_gets_them_after_a_call(north: Cast, calls: Gateway) -> None:
    client, place = HouseClient.signed_in(north.mother), f"{PLACE}points/{proved(north)}/verify/"
    client.post(place, {"call": "yes"})
    send_all(north)
    (code,) = re.findall(r"\d(?:, \d){5}", calls.took[0]["message"])
    client.post(place, {"code": code.replace(", ", "")})
    assert reached(north, Kind.EMERGENCY) == {"text", "call"}


def test_a_wrong_code_by_call_proves_nothing(north: Cast, calls: Gateway) -> None:
    client = HouseClient.signed_in(north.mother)
    place = f"{PLACE}points/{added_phone(north, client)}/verify/"
    client.post(place, {"call": "yes"})
    send_all(north)
    (code,) = re.findall(r"\d(?:, \d){5}", calls.took[0]["message"])
    right = code.replace(", ", "")
    wrong = "111111" if right != "111111" else "222222"
    assert "This is not the code" in words_of(client.post(place, {"code": wrong}))
    assert reached(north, Kind.EMERGENCY) == set()


def test_danger_always_calls_attendance_by_choice_and_nothing_else(
    north: Cast, calls: Gateway
) -> None:
    number = proved(north)
    client = HouseClient.signed_in(north.mother)
    assert reached(north, Kind.EMERGENCY) == {"text", "call"}
    assert reached(north, Kind.ATTENDANCE) == {"text"}, "nobody is called who has not asked"
    said = ticked(client)
    said["on"].append(f"{number}:{BY_CALL}{Kind.ATTENDANCE}")
    client.post(PLACE, said)
    assert reached(north, Kind.ATTENDANCE) == {"text", "call"}
    said["on"].append(f"{number}:{BY_CALL}{Kind.GENERAL}")
    client.post(PLACE, said)
    assert reached(north, Kind.GENERAL) == set()


def test_without_a_gateway_nobody_is_called_and_no_page_speaks_of_it(
    north: Cast, settings: Any
) -> None:
    settings.CALL_GATEWAY = settings.MAIL_SHOWN_IN = ""
    number, client = proved(north), HouseClient.signed_in(north.mother)
    assert reached(north, Kind.EMERGENCY) == {"text"}
    assert "by a phone call" not in words_of(client.get(PLACE))
    place = f"{PLACE}points/{number}/verify/"
    assert "Call me" not in words_of(client.get(place))
    client.post(place, {"call": "yes"})
    with in_all(north):
        assert not Delivery.objects.filter(way="call").exists()


def test_an_emergency_is_spoken_from_whom_first(north: Cast, calls: Gateway) -> None:
    proved(north)
    office = HouseClient.signed_in(north.clerk)
    url = f"{OFFICE}new/?school={north.rows['high'].pk}"
    write(office, url, kind="emergency", title_en="The school is closed", body_en=LONG)
    send(office, north)
    with in_all(north):
        call = Delivery.objects.get(way="call", person_id=north.mother.id)
    assert call.to == NUMBER
    assert call.text.startswith("A message from ")
    assert "The school is closed. Water pipe. Pick up" in call.text
    assert call.text.endswith(". You can read it in the portal.")
    assert len(call.text) < 1200, "nobody listens for longer"
    assert "http" not in call.text, "an address cannot be heard"


@pytest.mark.parametrize(("language", "voice"), [("en", "en-US"), ("es", "es-MX")])
def test_what_is_spoken_is_well_formed_whatever_was_written(language: str, voice: str) -> None:
    (say,) = ET.fromstring(aloud('Pipes & <Play>x</Play> "now"', language))
    assert say.attrib == {"language": voice, "loop": "2"}
    assert say.text == 'Pipes & <Play>x</Play> "now"'


def test_the_address_that_the_handbook_names_is_one_of_a_call() -> None:
    found = apprise.Apprise.instantiate(
        gateway(
            "twilio://AC" + "a" * 32 + ":" + "b" * 32 + "@15735550100/{to}?method=call"
        ).replace("{to}", "%2B15735550142")
    )
    assert found.method == "call"
    assert found.targets
    with pytest.raises(ImproperlyConfigured, match="CALL_GATEWAY is not understood"):
        gateway("twilio://no-number", "CALL_GATEWAY")


@pytest.mark.parametrize(
    ("kind", "hour", "waits"),
    [
        (Kind.ATTENDANCE, 3, 4), (Kind.ATTENDANCE, 22, 9), (Kind.ATTENDANCE, 12, None),
        (Kind.EMERGENCY, 3, None), ("account.phone_code", 23, None),
    ],
)  # fmt: skip
def test_a_call_that_was_put_off_into_the_night_waits_for_the_morning(
    kind: str, hour: int, waits: int | None, north: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone = ZoneInfo("America/Chicago")
    monkeypatch.setattr(
        timezone, "localtime", lambda *_, **__: datetime(2026, 10, 6, hour, 0, tzinfo=zone)
    )
    with scope(district=north.id, students="all", hat="system"):
        call = draft_call(
            "Hello", NUMBER, "en", kind=kind, district=district_of(north), person=north.mother.id
        )
        found = too_late_to_ring(Run(district_of(north), 0), call)  # type: ignore[arg-type]
    assert (found.after.total_seconds() / 3600 if found and found.after else None) == waits


def test_a_call_goes_to_its_number_and_what_it_said_is_forgotten(
    north: Cast, calls: Gateway
) -> None:
    with scope(district=north.id, students="all", hat="system"):
        call = draft_call(
            "Hello & <b>", NUMBER, "en", kind=Kind.EMERGENCY, district=district_of(north),
            person=north.mother.id, priority=0,
        )  # fmt: skip
        send_off([call], district_of(north))
    for _ in range(2):
        send_all(north)
    (took,) = calls.took
    assert (took["to"], took["message"]) == (NUMBER, "Hello & <b>")
    with in_all(north):
        sent = Delivery.objects.get(pk=call.pk)
    assert (sent.state, sent.tries, sent.text, sent.html) == ("sent", 1, "", "")


def test_a_phone_that_is_the_last_way_stays_though_it_is_two_ways(
    north: Cast, calls: Gateway
) -> None:
    with in_all(north):
        ContactPoint.objects.filter(person_id=north.mother.id).delete()
    client = HouseClient.signed_in(north.mother)
    page = words_of(client.get(f"{PLACE}points/{proved(north)}/"))
    assert "This is the last way by which an emergency reaches you" in page
