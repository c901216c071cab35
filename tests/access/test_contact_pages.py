"""Contact data is one's own, and the office's that decides; nobody else's."""

from collections.abc import Iterator

import pytest

from tests.access import matrix, reached
from tests.access.walk import Walker, address, outcome, words_on
from tests.cast import ACCOUNTS, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
STAFF = ("teacher", "teacher_mother", "second_teacher", "clerk", "admin", "nurse")
OWNERS = ("mother", "father", "ben", "clerk")
HOMES = {"first_home": ("mother", "ben"), "second_home": ("father",)}


def own_pages(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str]]:
    """Each page about somebody's own, and what *name* gets."""

    def got(opened: str, *, mine: bool) -> str:
        if name == "nobody":
            return "in"
        return opened if mine or opened == "405" else "404"

    for page, opened in reached.OF_A_KIND.items():
        yield address(here.slug, page, "phone"), got(opened, mine=True)
        yield address(here.slug, page, "fax"), got("404", mine=True)
    for page, opened in reached.OF_A_POINT.items():
        for owner in OWNERS:
            url = address(here.slug, page, here.rows[f"{owner}_email"].pk)
            yield url, got(opened, mine=name == owner)
        yield address(here.slug, page, there.rows["mother_email"].pk), got(opened, mine=False)
        yield address(here.slug, page, 2**63 + 5), got(opened, mine=False)
    for page, opened in reached.OF_A_HOME.items():
        for home, members in HOMES.items():
            yield address(here.slug, page, here.rows[home].pk), got(opened, mine=name in members)
        yield address(here.slug, page, there.rows["first_home"].pk), got(opened, mine=False)
    for page, opened in reached.OF_AN_OWN_REQUEST.items():
        yield address(here.slug, page, here.rows["asked_mother"].pk), got(opened, mine=True)
    for page, opened in reached.OF_AN_UNCONFIRMED.items():
        waits = here.rows["unconfirmed_mother"].pk
        yield address(here.slug, page, waits), got(opened, mine=name == "mother")
        yield address(here.slug, page, here.rows["asked_mother"].pk), got("404", mine=True)
        yield address(here.slug, page, 2**63 + 5), got(opened, mine=False)


@pytest.mark.parametrize("name", EVERYBODY)
def test_ones_own_contact_data_is_ones_own(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    for url, expected in own_pages(north, south, name):
        answer = client.get(url)
        if (got := outcome(answer, north.slug, url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
        strange = [
            word
            for word in words_on(answer)
            if not word.public and name not in (word.families or ())
        ]
        wrong += [f"{url}: shows {word.table} {word.key}" for word in strange]
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_an_office_decides_for_those_whom_it_reaches(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    for key, readers in {**reached.READ_IT, "away": ()}.items():
        row = south.rows["asked_mother"] if key == "away" else north.rows[key]
        for page, opened in reached.OF_A_REQUEST.items():
            url = address(north.slug, page, row.pk)
            in_an_office = name in ("clerk", "admin")
            expected = "in" if name == "nobody" else "404" if in_an_office else "403"
            expected = opened if name in readers else expected
            answer = client.get(url)
            if (got := outcome(answer, north.slug, url)) != expected:
                wrong.append(f"{url} of {key}: {got}, not {expected}")
            if expected != "200" and [word for word in words_on(answer) if not word.public]:
                wrong.append(f"{url} of {key}: shows words")
            posted = outcome(client.post(url), north.slug, url)
            if name not in readers and posted != expected:
                wrong.append(f"{url} of {key}, posted: {posted}")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_calendar_is_made_and_ended_by_its_family_alone(name: str, north: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    arguments: dict[str, tuple[object, ...]] = {
        "calendar-make": (),
        "calendar-end": (north.rows["feed_mother"].pk,),
        "calendar-feed": ("never-made",),
    }
    family = matrix.table(matrix.OF_THE_DISTRICT)[name]["more"]
    for page, opened in reached.OF_A_CALENDAR.items():
        url = address(north.slug, page, *arguments[page])
        expected = opened if page == "calendar-feed" or family == "200" else family
        if (got := outcome(client.get(url), north.slug, url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
    if name != "mother":
        url = address(north.slug, "calendar-end", *arguments["calendar-end"])
        posted = outcome(client.post(url), north.slug, url)
        wrong += [f"{url} posted: {posted}"] if posted not in ("in", "403", "404") else []
    assert wrong == []
