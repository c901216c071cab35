"""Report cards: each release is of its school's office, templates are the district's."""

import pytest

from tests.access import issued
from tests.access.walk import Visitor, address, outcome
from tests.cast import ACCOUNTS, OFFICE, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("district", ["north", "south"])
def test_a_release_is_its_schools_office(
    name: str, district: str, north: Cast, south: Cast
) -> None:
    here, there = (north, south) if district == "north" else (south, north)
    client, wrong = Visitor.of(here, name), []
    keys = ("release_high", "release_elementary", "release_out", "release_back")
    numbers = {key: here.rows[key].pk for key in keys}
    for key, number in (*numbers.items(), ("away", there.rows["release_high"].pk), ("none", 2**62)):
        closed = "in" if name == "nobody" else "404" if name in OFFICE else "403"
        expected = issued.CARDS.get(name, {}).get(key, closed)
        student = (here.ana if key == "release_elementary" else here.ben).id
        urls = [address(here.slug, page, number) for page in issued.OF_A_RELEASE]
        if key not in ("release_out", "release_back"):  # of a term without a mark
            urls.append(address(here.slug, "card-proof", number, student))
        wrong += [
            f"{url} of {key}: {got}, not {expected}"
            for url in urls
            if (got := outcome(client.get(url), here.slug, url)) != expected
        ]
        # nobody has a card yet, and another district's student never
        none = "404" if expected == "200" else expected
        for page in issued.ABOUT_A_CARD:
            url = address(here.slug, page, number, there.ben.id)
            if (got := outcome(client.get(url), here.slug, url)) != none:
                wrong.append(f"{url} of {key}: {got}, not {none}")
        url = address(here.slug, "card-file", number, student, 1)
        if (got := outcome(client.get(url), here.slug, url)) != none:
            wrong.append(f"{url} of {key}: {got}, not {none}")
        if expected != "200":
            for page in ("card-release", "card-student", "card-withdraw", "card-student-withdraw"):
                more = (student,) if "student" in page else ()
                url = address(here.slug, page, number, *more)
                said = {"step": "release-now", "because": "wrong"}
                posted = outcome(client.post(url, said), here.slug, url)
                wrong += [f"{url} posted: {posted}"] if posted != expected else []
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_cards_are_taken_back_by_their_schools_office(name: str, north: Cast, south: Cast) -> None:
    client, closed = Visitor.of(north, name), "in" if name == "nobody" else "403"
    known = {"release_out": "200", "release_back": "302", "release_high": "302"}
    known |= {"away": "404", "release_elementary": "302" if name == "admin" else "404"}
    for key, there in known.items():
        row = south.rows["release_out"] if key == "away" else north.rows[key]
        url = address("north", issued.TAKES_BACK, row.pk)
        answer = client.get(url)
        found = str(answer.status_code) if name in OFFICE else outcome(answer, "north", url)
        assert found == (there if name in OFFICE else closed), (name, key)


@pytest.mark.parametrize("name", EVERYBODY)
def test_templates_are_the_districts(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    closed = "in" if name == "nobody" else "403"
    known = {0: "200", north.rows["template_high"].pk: "200"}
    known |= {south.rows["template_high"].pk: "404", 2**62: "404"}
    for number, there in known.items():
        expected = there if name == "admin" else closed
        url = address("north", "card-template", number)
        if (got := outcome(client.get(url), "north", url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
        url = address("north", "card-preview", number)
        expected = "405" if name == "admin" else closed
        if (got := outcome(client.get(url), "north", url)) != expected:
            wrong.append(f"{url}: {got}, not {expected}")
    url = address("north", "card-templates")
    expected = "200" if name == "admin" else closed
    assert (outcome(client.get(url), "north", url), wrong) == (expected, [])
