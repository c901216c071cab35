"""A child that was sent is read by its school alone: the office, and each desk its own part."""

import pytest

from tests.access import registrations
from tests.access.walk import Walker, address, outcome, words_on
from tests.cast import ACCOUNTS, CANARIES, Cast

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
CHILDREN = ("rivera0", "rivera1", "santos0", "new0")
#: Whose office or desk reads which: ana is to go to the elementary school, and santos is not sent.
OFFICE = {"clerk": ("rivera0", "new0"), "admin": ("rivera0", "rivera1", "new0")}
NURSE = {"nurse": ("rivera0", "new0")}
#: What stands on file of those of the application, whatever her school: the office compares it.
SHOWN_TOO = {"people_person", "people_guardianship", "people_household"}


def pages_of(here: Cast, key: str) -> list[tuple[str, str, str, str]]:
    """Name, address, what it answers there, and whose it is, of each page about a child."""
    number, file = here.rows[f"candidate_{key}"].pk, here.rows[f"file_{key}"].pk
    found = [
        (page, address(here.slug, page, number), opened, whose)
        for whose, pages in (
            ("office", registrations.OF_AN_OFFICES_CHILD),
            ("nurse", registrations.OF_A_DESKS_CHILD),
        )
        for page, opened in pages.items()
    ]
    office, nurse = registrations.OF_A_CHILDS_FILE
    found.append((office, address(here.slug, office, number, file), "404", "office"))
    found.append((nurse, address(here.slug, nurse, number, file), "200", "nurse"))
    return found


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_child_is_read_by_its_school(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Walker.of(north, name), []
    for key in CHILDREN:
        for _page, url, opened, whose in pages_of(north, key):
            theirs = OFFICE if whose == "office" else NURSE
            expected = "in" if name == "nobody" else "403"
            if name in theirs:
                expected = opened if key in theirs[name] or opened == "405" else "404"
            answer = client.get(url)
            if (got := outcome(answer, north.slug, url)) != expected:
                wrong.append(f"{url}: {got}, not {expected}")
            if got == "200":
                readers = "office" if whose == "office" else "staff"
                wrong += [
                    f"{url}: shows {one.table} {one.key}"
                    for one in words_on(answer)
                    if not one.public
                    and getattr(one, readers) is not None
                    and name not in getattr(one, readers)
                    and one.table not in SHOWN_TOO
                ]
    away = address(north.slug, "registration-child", south.rows["candidate_rivera0"].pk)
    assert outcome(client.get(away), north.slug, away) in ("404", "403", "in")
    assert wrong == []


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_desks_list_is_the_desks(name: str, north: Cast) -> None:
    url = address(north.slug, "registration-parts")
    got = outcome(Walker.of(north, name).get(url), north.slug, url)
    assert got == {"nobody": "in", "nurse": "200"}.get(name, "403")


def test_an_office_reads_no_word_that_is_the_nurses(north: Cast) -> None:
    """The district too, whose wall is open: what it reads is the office's part."""
    health = {
        one.word
        for one in CANARIES.values()
        if one.district == "north" and one.key.startswith(("answer_ill_", "item_", "file_"))
    }
    assert len(health) > 5
    for name, keys in OFFICE.items():
        client = Walker.of(north, name)
        for key in keys:
            url = address(north.slug, "registration-child", north.rows[f"candidate_{key}"].pk)
            assert not health & {one.word for one in words_on(client.get(url))}
