"""The page that shows the mail of a demonstration instead of sending it."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.house_client import HouseClient, words_of
from tests.jobs import work_off

pytestmark = pytest.mark.django_db


def test_the_mail_of_the_invented_district_is_shown_and_no_others(
    north: Cast, south: Cast, settings: Any
) -> None:
    """Links that open accounts stand there: those of a real district beside it do not."""
    settings.MAIL_SHOWN_IN = "north"
    client = HouseClient()
    for slug in ("north", "south"):
        client.post(f"/{slug}/forgot-password/", {"username": "mother"})
    work_off()
    assert "/north/reset/" in words_of(client.get("/north/mail/"))
    assert client.get("/south/mail/").status_code == 404


def test_the_page_says_so_while_no_mail_was_written(north: Cast, settings: Any) -> None:
    settings.MAIL_SHOWN_IN = "north"
    assert "No mail yet" in words_of(HouseClient().get("/north/mail/"))


def test_where_mail_is_sent_there_is_no_such_page(north: Cast) -> None:
    for client in (HouseClient(), HouseClient.signed_in(north.admin)):
        assert client.get("/north/mail/").status_code == 404
