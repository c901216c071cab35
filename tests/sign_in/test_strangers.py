"""Invented senders fill no desk: they share one measure, and a clerk declines them at once."""

from collections.abc import Iterator
from typing import Any

import pytest

from openhouse.config.inbox import inboxes
from openhouse.sign_in.inbox.receiving import Became
from openhouse.sign_in.jobs import poll_inboxes, take_mail
from openhouse.sign_in.models import AccountRequest
from openhouse.sign_in.opening import strangers
from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.sign_in.imap_server import Mailbox, imap_server
from tests.sign_in.mails import mails
from tests.sign_in.test_left_open import confirmed
from tests.sign_in.test_receiving import file, house, written

pytestmark = pytest.mark.django_db
DECLINE = "/north/office/requests/unknown/decline/"


@pytest.fixture(autouse=True)
def small_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strangers, "MOST_WAITING", 4)


def flood(cast: Cast, many: int = 6) -> list[Became]:
    return [
        take_mail(cast.id, written(cast, f"Mail {n}", email=f"nobody{n}@else{n}.example"))
        for n in range(many)
    ]


def states(cast: Cast) -> dict[str, str]:
    with house(cast):
        rows = AccountRequest.objects.filter(source="mail", email__contains="@else")
        return dict(rows.values_list("email", "state"))


def decline(cast: Cast, who: str = "clerk") -> Any:
    client = HouseClient.signed_in(cast.persons[who])
    page = client.get("/north/office/").content.decode()
    newest = page.partition('name="newest" value="')[2].partition('"')[0]
    return client.post(DECLINE, {"newest": newest}, follow=True)


def test_invented_senders_share_a_measure_and_those_on_file_come_past_them(north: Cast) -> None:
    mine = file(north, "father", "his@home.example")
    confirmed(north, "hers@home.example")
    became = flood(north)
    assert became == [Became.ON_THE_DESK] * 4 + [Became.DESK_FULL] * 2
    for known in (mine.upper(), "hers@home.example"):
        assert take_mail(north.id, written(north, "Me", email=known)) == Became.ON_THE_DESK


def test_a_clerk_declines_all_of_them_and_nobody_else(north: Cast) -> None:
    file(north, "father", "his@home.example")
    take_mail(north.id, written(north, "Me", email="his@home.example"))
    flood(north)
    with house(north):
        taken = AccountRequest.objects.get(email="nobody2@else2.example")
    admin = HouseClient.signed_in(north.admin)
    admin.post(f"/north/office/requests/{taken.pk}/take/")
    before = len(mails(north, "account.way_in"))
    assert "3 requests were declined." in words_of(decline(north))
    assert states(north) == {
        "nobody0@else0.example": "declined",
        "nobody1@else1.example": "declined",
        "nobody2@else2.example": "waiting",
        "nobody3@else3.example": "declined",
    }
    assert len(mails(north, "account.way_in")) == before
    with house(north):
        assert AccountRequest.objects.filter(email="his@home.example", state="waiting").exists()
        waiting = AccountRequest.objects.filter(state="waiting", source="form")
        assert waiting.exists(), "what was asked on the page is read one by one"
    assert flood(north, 2) == [Became.ON_THE_DESK] * 2, "there is room again"


def test_what_came_after_she_looked_is_not_declined(north: Cast) -> None:
    flood(north, 2)
    client = HouseClient.signed_in(north.clerk)
    page = client.get("/north/office/").content.decode()
    assert "Nobody waits" not in page
    newest = page.partition('name="newest" value="')[2].partition('"')[0]
    take_mail(north.id, written(north, "Late", email="late@else9.example"))
    client.post(DECLINE, {"newest": newest})
    assert states(north)["late@else9.example"] == "waiting"
    for nonsense in ("", "x", "99999999999999999999"):
        client.post(DECLINE, {"newest": nonsense})
    assert states(north)["late@else9.example"] == "waiting"


def test_a_mail_of_another_schools_desk_stays_there(north: Cast) -> None:
    west = north.rows["west"].name
    take_mail(north.id, written(north, f"My child is at {west}.", email="nobody@else.example"))
    clerk = HouseClient.signed_in(north.clerk)
    assert "unknown senders" not in words_of(clerk.get("/north/office/"))
    clerk.post(DECLINE, {"newest": str(10**9)})
    assert states(north) == {"nobody@else.example": "waiting"}


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with imap_server() as box:
        settings.INBOXES = inboxes(box.url())
        yield box


def test_what_finds_no_room_stays_in_the_mailbox_for_a_person(
    mailbox: Mailbox, north: Cast
) -> None:
    for n in range(5):
        mailbox.put(written(north, f"Mail {n}", email=f"nobody{n}@else.example"))
    poll_inboxes(0)
    flagged = [uid for uid, flags in mailbox.flags.items() if r"\Flagged" in flags]
    assert flagged == [5]
    assert all(r"\Seen" in flags for flags in mailbox.flags.values())


def test_the_start_page_of_an_office_says_how_many_wait(north: Cast) -> None:
    clerk, admin = (HouseClient.signed_in(north.persons[who]) for who in ("clerk", "admin"))
    with house(north):
        AccountRequest.objects.filter(state="waiting").update(state="declined")
    assert "request" not in words_of(clerk.get("/north/staff/")).partition("Help desk")[2][:12]
    flood(north, 1)
    west = north.rows["west"].name
    take_mail(north.id, written(north, f"My child is at {west}.", email="nobody@else.example"))
    assert "1 request waits" in words_of(clerk.get("/north/staff/"))
    assert "2 requests wait" in words_of(admin.get("/north/staff/"))
    teacher = HouseClient.signed_in(north.teacher)
    assert "request waits" not in words_of(teacher.get("/north/staff/"))
