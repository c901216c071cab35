"""The server's own pages."""

from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.house_client import HouseClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("", ("/", "/health", "/north/", "/north/sign-in/")),
        ("mother", ("/north/family/", "/north/family/more/")),
        ("admin", ("/north/staff/", "/north/staff/more/", "/north/staff/imports/")),
    ],
)
def test_a_page_answers_head_as_it_does_get(
    who: str, pages: tuple[str, ...], north: Cast, client_of: Callable[..., HouseClient]
) -> None:
    """Monitors ask for no more than the head."""
    client = client_of(north.persons[who]) if who else HouseClient()
    for page in pages:
        answer = client.head(page)
        assert answer.status_code == client.get(page).status_code < 400, page
        assert not answer.content, page
