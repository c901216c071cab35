"""What somebody unknown sends: no more is read than the page needs."""

import socket
from urllib.parse import urlsplit

import pytest

from tests.access.walk import address
from tests.cast import Cast
from tests.cast_registration import SECRET
from tests.house_client import HouseClient
from tests.live import Live

pytestmark = pytest.mark.django_db
KB = 1024


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/north/sign-in/", 65 * KB, 413), ("/north/sign-in/", KB, 200),
        ("/language/", 65 * KB, 413),
        ("/verify/", 65 * KB, 413), ("/verify/7KQ2M9XD4TRA", 10 * KB * KB, 404),
        ("/verify/7KQ2M9XD4TRA", 12 * KB * KB, 413), ("/north/sso/1/acs-none/", 65 * KB, 404),
    ],
)  # fmt: skip
def test_a_body_larger_than_the_page_needs_is_refused(
    path: str, size: int, status: int, north: Cast
) -> None:
    answer = HouseClient().post(path, {"login": "a" * size})
    assert answer.status_code == status


def test_who_is_signed_out_meanwhile_is_led_to_sign_in_and_her_file_not_read(north: Cast) -> None:
    page = f"/north/family/{north.ben.id}/attendance/notes/new/"
    answer = HouseClient().post(page, {"upload": "a" * 70 * KB})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/north/sign-in/")


def test_more_fields_than_any_form_has_are_refused(north: Cast) -> None:
    many = "&".join(["a"] * 20_001)
    kind = "application/x-www-form-urlencoded"
    answer = HouseClient().post("/north/sign-in/", many, content_type=kind)
    assert answer.status_code == 400


def test_a_gigabyte_to_the_sign_in_page_is_refused_while_it_is_still_sent(live: Live) -> None:
    with socket.create_connection(("127.0.0.1", urlsplit(live.url).port or 80), 10) as wire:
        wire.sendall(
            b"POST /north/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n"
            b"Content-Type: multipart/form-data; boundary=a\r\n\r\n" + b"a" * KB
        )
        assert wire.recv(12) == b"HTTP/1.1 413"


@pytest.mark.parametrize("does", ["page", "save", "item", "reply"])
def test_files_of_a_new_family_are_taken_of_who_has_its_link_alone(does: str, north: Cast) -> None:
    number, part = north.rows["app_new"].pk, north.rows["part_home_new"].pk
    page, large = address("north", f"register-{does}", number, part), "a" * 70 * KB
    other = address("north", f"register-{does}", north.rows["app_rivera"].pk, part)
    assert HouseClient().post(page, {"x": large}).status_code == 413
    client = HouseClient()
    client.post(address("north", "register-link", f"north{SECRET}"))
    assert client.post(page, {"x": large}).status_code != 413
    assert client.post(other, {"x": large}).status_code == 413
    client.post(address("north", "register-leave"))
    assert client.post(page, {"x": large}).status_code == 413
