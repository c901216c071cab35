"""The mail server's daily limit: kept to over all districts, emergencies first, and foretold."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from openhouse.common.scope import scope
from openhouse.config.mail import limit
from openhouse.notifications.actions import draft, send_off
from openhouse.notifications.letters import Letter
from openhouse.notifications.models import Delivery
from openhouse.notifications.queries import done_by
from tests.cast import Cast
from tests.notifications.post import Office, post_office, send_all
from tests.notifications.test_mail import district_of

pytestmark = pytest.mark.django_db
EMERGENCY, URGENT, NORMAL, BULK = Delivery.Priority


@pytest.fixture
def office(settings: Any) -> Iterator[Office]:
    settings.MAIL_A_DAY = 20  # two of them kept back
    with post_office(settings) as found:
        yield found


def write(cast: Cast, many: int, priority: int) -> list[int]:
    """Ids of *many* e-mails to as many people, whose subject says how urgent they are."""
    with scope(district=cast.id, students="all", hat="system"):
        drafts = [
            draft(Letter(str(priority), ("Words",)), f"p{n}@home.example", kind="x",
                  district=district_of(cast), priority=priority)
            for n in range(many)
        ]  # fmt: skip
        send_off(drafts, district_of(cast))
    return [int(one.pk) for one in drafts]


def arrived(office: Office) -> Counter[int]:
    return Counter(int(message["Subject"]) for message in office.arrived)


def foretold(cast: Cast, *args: Any, **more: Any) -> datetime:
    with scope(district=cast.id, students="all", hat="system"):
        return done_by(*args, **more)


def later(cast: Cast, hours: int) -> None:
    """As if the clock had gone on so far since the e-mails were sent."""
    with scope(district=cast.id, students="all", hat="system"):
        for mail in Delivery.objects.filter(state="sent", sent_at__isnull=False):
            mail.sent_at -= timedelta(hours=hours)
            mail.save(update_fields=["sent_at"])


def test_the_limit_is_of_all_districts_and_the_most_urgent_go_first(
    north: Cast, south: Cast, office: Office
) -> None:
    write(north, 15, BULK)
    write(south, 9, NORMAL)
    write(north, 4, URGENT)
    send_all(north)  # what is more urgent elsewhere keeps its place in the limit
    assert arrived(office) == {URGENT: 4, BULK: 5}
    send_all(south)
    assert arrived(office) == {URGENT: 4, BULK: 5, NORMAL: 9}
    send_all(north)
    assert len(office.arrived) == 18
    write(north, 4, EMERGENCY)
    send_all(north)
    assert arrived(office)[EMERGENCY] == 2  # the tenth that was kept back, and not one more
    later(north, 25)
    send_all(north)
    assert arrived(office) == {URGENT: 4, BULK: 12, NORMAL: 9, EMERGENCY: 4}  # 9 of south count


def test_who_writes_is_told_when_it_will_be_done(north: Cast, office: Office) -> None:
    def hours(*args: Any, **more: Any) -> int:
        return round((foretold(north, *args, **more) - timezone.now()) / timedelta(hours=1))

    assert hours(more=18) == 0
    assert hours(more=19) == 24
    assert hours(more=19, priority=EMERGENCY) == 0
    first = write(north, 10, NORMAL)
    assert hours(more=8) == 0
    assert hours(more=9) == 24
    send_all(north)
    later(north, 6)
    second = write(north, 30, NORMAL)
    assert hours(first) == hours(second[:8]) == 0
    assert hours(second[:9]) == hours(second[:18]) == 18  # as the first ten grow a day old
    assert hours(second) == hours() == 42
    assert hours(more=3, priority=URGENT) == 0


def test_without_a_limit_it_is_done_now(north: Cast, settings: Any) -> None:
    assert settings.MAIL_A_DAY == 0
    write(north, 5, BULK)
    assert foretold(north, more=100_000) - timezone.now() < timedelta(seconds=5)


@pytest.mark.parametrize("text", ["many", "-1", "2.5"])
def test_a_limit_is_a_number(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="expected a number"):
        limit(text)
