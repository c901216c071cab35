"""No name and no address, wherever it is from, makes another header or reader of a mail."""

import email.policy
from email import message_from_bytes
from typing import Any

import pytest

from openhouse.access.district import as_current
from openhouse.common.scope import scope
from openhouse.districts.models import District
from openhouse.notifications.actions import write
from openhouse.notifications.by_mail import message_of
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from tests.cast import Cast
from tests.notifications.post import send_all

pytestmark = pytest.mark.django_db


def written(cast: Cast, to: str) -> tuple[Delivery, District]:
    with scope(district=cast.id, students="all", hat="system"):
        district = District.objects.get(pk=cast.id)
        number = write(Letter("Hello", ("Words",)), to, kind="x", district=as_current(district))
        return Delivery.objects.get(pk=number), district


@pytest.mark.parametrize(
    "to",
    [
        "mom@home.example, stranger@else.example",
        "mom@home.example; dad@home.example",
        "mom@home.example\nBcc: stranger@else.example",
        "Mom <mom@home.example>",
        "no address",
        "",
    ],
)
def test_what_is_not_one_address_is_refused_and_says_so(to: str, north: Cast) -> None:
    """Some import filled it in; the desk shows it beside the address."""
    mail, _district = written(north, to)
    send_all(north)
    with scope(district=north.id, students="all", hat="system"):
        mail.refresh_from_db()
    assert (mail.state, mail.answer) == ("refused", "This is not one e-mail address")
    assert mail.text == ""


@pytest.mark.parametrize(
    "name",
    [
        "North\nBcc: stranger@else.example",
        'North "the best" Schools',
        "North\\",
        "North <stranger@else.example>, South",
        "Distrito Núñez 学区 🏫",
    ],
)
def test_a_district_is_one_sender_whatever_it_is_called(
    name: str, north: Cast, settings: Any
) -> None:
    mail, district = written(north, "mom@home.example")
    district.name = name
    raw = message_of(mail, mail.to, district)
    message = message_from_bytes(raw, policy=email.policy.default)
    (sender,) = message["From"].addresses
    assert sender.addr_spec == settings.MAIL_FROM
    assert sender.display_name == " ".join(name.split())
    assert message["Bcc"] is None
