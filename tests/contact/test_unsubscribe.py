"""One click in a mail turns its kind off without signing in; an emergency comes all the same."""

import re
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.test import Client

from openhouse.access.district import as_current
from openhouse.districts.models import District
from openhouse.ledger.models import Change
from openhouse.notifications.actions import draft, send_off
from openhouse.notifications.by_mail import message_of
from openhouse.notifications.kinds import Kind
from openhouse.notifications.letters import Letter
from openhouse.notifications.models_contact import ContactChoice
from openhouse.notifications.ways import ways_of
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of

pytestmark = pytest.mark.django_db
LETTER = Letter("News", ("The school play is on Friday.",))


def mail_of(cast: Cast, kind: str, key: str = "mother") -> Any:
    """The mail that goes over the wire, as a mailbox reads it."""
    with in_all(cast):
        district = District.objects.get(pk=cast.id)
        to, person = cast.rows[f"{key}_email"].value, cast.persons[key].id
        mail = draft(LETTER, to, kind=kind, district=as_current(district), person=person)
        send_off([mail], as_current(district))
        raw = message_of(mail, to, district)
    found = message_from_bytes(raw, policy=policy.default)
    if found["List-Unsubscribe"]:
        # mailboxes look for the address as it is, not for encoded words
        plain = b"".join(raw.split(b"List-Unsubscribe: ")[1].split(b"\r\nList-Unsub")[0].split())
        assert plain.startswith(b"<http"), plain
    return found


def link_of(mail: Any) -> str:
    said = str(mail["List-Unsubscribe"])
    (path,) = re.fullmatch(r"<http://localhost:8000(/north/unsubscribe/[\w.:=-]+/)>", said).groups()  # type: ignore[union-attr]
    return str(path)


def reached(cast: Cast, kind: Kind, key: str = "mother") -> bool:
    with in_all(cast):
        found = ways_of([cast.persons[key].id], kind)[cast.persons[key].id]
    return any(way.way == "mail" for way in found)


def test_the_mailboxs_own_button_turns_it_off(north: Cast) -> None:
    mail = mail_of(north, Kind.NOTICE_GRADES)
    link = link_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in mail.get_body(("plain",)).get_content()
    assert link in mail.get_body(("html",)).get_content()
    mailbox = Client(enforce_csrf_checks=True)
    body = "List-Unsubscribe=One-Click"
    answer = mailbox.post(link, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not reached(north, Kind.NOTICE_GRADES)
    assert not reached(north, Kind.NOTICE_ATTENDANCE), "notices are off as one"
    assert reached(north, Kind.GENERAL)
    assert reached(north, Kind.EMERGENCY), "an emergency comes all the same"
    mailbox.post(link, body, content_type="application/x-www-form-urlencoded")
    with in_all(north):
        line = Change.objects.get(kind="account.unsubscribed")
        assert (line.person_id, line.actor_id) == (north.mother.id, None)
        assert ContactChoice.objects.get(person_id=north.mother.id, kind="notice").by_link


def test_who_only_looks_turns_nothing_off_and_the_page_says_the_way_back(north: Cast) -> None:
    link, client = link_of(mail_of(north, Kind.GENERAL)), HouseClient()
    page = words_of(client.get(link))
    assert "“News from the school” comes to" in page
    assert north.rows["mother_email"].value not in page
    client.head(link)
    assert reached(north, Kind.GENERAL), "a scanner of mails follows links"
    page = words_of(client.post(link, {"off": "yes"}))
    assert "do not come" in page
    assert "Emergencies still come" in page
    assert not reached(north, Kind.GENERAL)
    assert "“News from the school” comes to" in words_of(client.post(link, {"again": "yes"}))
    assert reached(north, Kind.GENERAL)
    client.post(link, {"everything": "yes"})
    assert not reached(north, Kind.ATTENDANCE)
    assert reached(north, Kind.EMERGENCY)
    page = HouseClient.signed_in(north.mother).get("/north/account/contact/").content.decode()
    mine = north.rows["mother_email"].pk
    assert f'value="{mine}:message.general" checked' not in page


@pytest.mark.parametrize("kind", ["account.link", Kind.EMERGENCY, "account.contact_confirm"])
def test_what_nobody_turns_off_has_no_such_link(kind: str, north: Cast) -> None:
    mail = mail_of(north, kind)
    assert mail["List-Unsubscribe"] is None
    assert "unsubscribe" not in mail.as_string()


def test_a_link_is_of_one_person_one_address_one_district(north: Cast) -> None:
    link = link_of(mail_of(north, Kind.GENERAL))
    assert Client().post(link.replace("/north/", "/south/")).status_code == 404
    assert Client().post(f"{link[:-2]}x/").status_code == 404
    assert "does not work any more" in words_of(HouseClient().get(f"{link[:-2]}x/"))
    Client().post(link)
    assert reached(north, Kind.GENERAL, "father")
