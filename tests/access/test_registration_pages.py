"""An application is its home's, a new family's is its link's, and nobody else's."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from openhouse.access.viewer import System
from openhouse.registration.models import Candidate
from tests.access import matrix, registrations
from tests.access.walk import Visitor, Walker, address, outcome, words_on
from tests.cast import ACCOUNTS, Cast, in_all
from tests.cast_registration import SECRET

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)


@pytest.fixture(autouse=True)
def sent_back(north: Cast) -> None:
    """The schools have sent their questions; what is only noted is on no family's page."""
    with in_all(north):
        rows = Candidate.objects.visible_to(System()).filter(sent_at__isnull=False)
        rows.update(state=Candidate.State.ASKED)


def pages_of(here: Cast, key: str, side: str) -> Iterator[tuple[str, str]]:
    """Each page about an application of the cast: its address, and what its family gets."""
    name, number = key.removeprefix("app_"), here.rows[key].pk
    sent = here.rows[key].sent_at is not None
    of_home = registrations.OF_A_HOMES if side == "registration" else {}
    for page, opened in (registrations.OF_AN_APPLICATION | of_home).items():
        leads = address(here.slug, f"{side}-open", number) if sent and page == "review" else opened
        yield address(here.slug, f"{side}-{page}", number), leads
    part = here.rows[f"part_{name}0"].pk
    for page, opened in registrations.OF_A_PART.items():
        leads = address(here.slug, f"{side}-open", number) if sent and page == "page" else opened
        yield address(here.slug, f"{side}-{page}", number, part) + "?section=child", leads
    file, item = here.rows[f"file_{name}0"].pk, here.rows[f"item_{name}0"].pk
    yield address(here.slug, f"{side}-file", number, file), "200"
    yield address(here.slug, f"{side}-item", number, item), "200"
    asked = here.rows[f"says_{name}0"].pk
    yield address(here.slug, f"{side}-reply", number, asked), "200" if sent else "404"


def asked(url: str) -> str:
    """The address as the way back from signing in has it."""
    return url.replace("?", "%3F").replace("section=", "section%3D")


def others_words(name: str, url: str, answer: Any) -> list[str]:
    """What the page at *url* shows of rows that are not for *name*."""
    return [
        f"{url}: shows {one.table} {one.key}"
        for one in words_on(answer)
        if not one.public and one.families is not None and name not in one.families
    ]


@pytest.mark.parametrize("name", EVERYBODY)
def test_an_application_is_its_homes(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    family = matrix.table(matrix.OF_THE_DISTRICT)[name]["more"]
    for key, owner in registrations.WHOSE.items():
        for url, opened in pages_of(north, key, "registration"):
            expected = opened if name == owner else "404"
            expected = "405" if opened == "405" else expected
            expected = family if family != "200" else expected
            answer = client.get(url)
            got = outcome(answer, north.slug, asked(url))
            if got != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            wrong += others_words(name, url, answer)
    away = address(north.slug, "registration-open", south.rows["app_rivera"].pk)
    got = outcome(client.get(away), north.slug, away)
    assert got == (family if family != "200" else "404")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_what_somebody_said_to_a_consent_is_hers_alone(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    family = matrix.table(matrix.OF_THE_DISTRICT)[name]["more"]
    for cast in (north, south):
        for key, giver in registrations.GIVEN.items():
            url = address(north.slug, "registration-consent", cast.rows[key].pk)
            hers = cast is north and name == giver
            expected = family if family != "200" else "200" if hers else "404"
            answer = client.get(url)
            if (got := outcome(answer, north.slug, url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            wrong += others_words(name, url, answer)
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_without_a_link_nobody_opens_a_new_familys(name: str, north: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    for key in registrations.WHOSE:
        for url, opened in pages_of(north, key, "register"):
            got = outcome(client.get(url), north.slug, url)
            if got != ("405" if opened == "405" else "404"):
                wrong.append(f"{url}: {got}")
    assert wrong == []


def by_link(cast: Cast, secret: str) -> Client:
    """A browser in which the link with *secret* was opened."""
    client = Visitor()
    url = address(cast.slug, "register-link", secret)
    assert client.get(url).status_code == 200
    client.post(url)
    return client


def test_a_link_opens_its_own_application_and_nothing_else(north: Cast, south: Cast) -> None:
    client, wrong = by_link(north, f"north{SECRET}"), []
    for key in registrations.WHOSE:
        for url, opened in pages_of(north, key, "register"):
            expected = opened if key == "app_new" else "404"
            expected = "405" if opened == "405" else expected
            answer = client.get(url)
            if (got := outcome(answer, north.slug, url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            strange = [
                one
                for one in words_on(answer)
                if one.families is not None and not one.public and "new" not in one.key
            ]
            wrong += [f"{url}: shows {one.table} {one.key}" for one in strange]
        for url, _opened in pages_of(north, key, "registration"):
            if (got := outcome(client.get(url), north.slug, asked(url))) != "in":
                wrong.append(f"{url}: {got}")
    for url in (
        address(north.slug, "today"),
        address(north.slug, "staff-home"),
        address(south.slug, "register-open", south.rows["app_new"].pk),
    ):
        assert client.get(url).status_code in (302, 404), url
    assert wrong == []


def test_a_link_of_another_district_opens_nothing(north: Cast, south: Cast) -> None:
    client = by_link(north, f"south{SECRET}")
    for cast in (north, south):
        url = address(cast.slug, "register-open", cast.rows["app_new"].pk)
        assert client.get(url).status_code == 404


def test_a_link_that_was_ended_opens_nothing(north: Cast) -> None:
    from django.db.models import QuerySet

    from openhouse.common import clock
    from openhouse.registration.models import ApplicationKey
    from tests.cast import in_all

    client = by_link(north, f"north{SECRET}")
    url = address(north.slug, "register-open", north.rows["app_new"].pk)
    assert client.get(url).status_code == 200
    digest = hashlib.sha256(f"north{SECRET}".encode()).hexdigest()
    with in_all(north):
        QuerySet(ApplicationKey).filter(digest=digest).update(ended_at=clock.now())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_district_alone_says_when_it_is_open(name: str, north: Cast) -> None:
    client = Walker.of(north, name)
    rules = matrix.table(matrix.OF_THE_DESK)[name]["account-rules"]
    for year in (2028, 2029, 2**63 + 5):
        url = address(north.slug, "registration-window", year)
        got = outcome(client.get(url), north.slug, url)
        assert got == (("200" if year == 2028 else "404") if rules == "200" else rules), url


#: Whose office reads each child of the cast that was sent; a family's that was not is nobody's.
OFFICES = {"candidate_rivera0": "clerk", "candidate_new0": "clerk", "candidate_rivera1": ""}


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_child_is_decided_by_the_office_of_its_school(name: str, north: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    desk = matrix.table(matrix.OF_THE_DESK)[name]["help-desk"]
    for key, clerk in OFFICES.items():
        for page, opened in registrations.OF_A_CANDIDATE.items():
            url = address(north.slug, page, north.rows[key].pk)
            expected = desk if desk != "200" else opened if name in (clerk, "admin") else "404"
            answer = client.get(url)
            got = outcome(answer, north.slug, url)
            if got != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            for one in words_on(answer):
                strange = not one.public and one.office is not None and name not in one.office
                # but a name of another school's, proposed because the child may move (0034)
                if strange and one.table != "people_person":
                    wrong.append(f"{url}: shows {one.table} {one.key}")
    assert not wrong
