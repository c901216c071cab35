"""Pages about one announcement: of offices, of teachers."""

from collections.abc import Iterator

import pytest

from tests.access import letters
from tests.access.walk import Visitor, address, outcome
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db


def of_the_school(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str, str]]:
    """Page, address and what is expected of each announcement of the school's pages."""
    kept = letters.ANNOUNCES.get(name)
    numbers = {key: here.rows[key].pk for key in letters.ANNOUNCEMENTS}
    numbers |= {"away": there.rows["notice_class"].pk, "none": 2**62}
    for key, number in numbers.items():
        for page, opened in letters.OF_AN_OFFICES_ANNOUNCEMENT.items():
            comes = "403" if kept is None else opened if key in kept else "404"
            yield page, address("north", page, number), comes
        teaches = name in ("teacher", "teacher_mother", "second_teacher")
        for page, opened in letters.OF_A_CLASS_ANNOUNCEMENT.items():
            comes = "404" if teaches else "403"
            if name == "teacher" and key == "notice_class":
                comes = opened
            yield page, address("north", page, here.rows["algebra"].pk, number), comes


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_announcement_opens_to_who_made_it(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for page, url, expected in of_the_school(north, south, name):
        got = outcome(client.get(url), "north", url)
        got = "404" if got == "405" and expected == "404" else got
        if got != expected:
            wrong.append(f"{page} {url}: {got}, not {expected}")
        if got in ("403", "404"):
            posted = outcome(client.post(url), "north", url)
            if posted not in (expected, "405"):
                wrong.append(f"{page} {url} posted: {posted}")
    assert wrong == []
