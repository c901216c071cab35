"""Pages about one announcement or message: of offices, of teachers, of families."""

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


def of_messages(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str, str]]:
    """The same of each message, of either district, for an office and for a class."""
    numbers = {key: here.rows[key].pk for key in letters.MESSAGES}
    numbers |= {"away": there.rows["message_class"].pk, "none": 2**62}
    kept, algebra = letters.SENDS.get(name), here.rows["algebra"].pk
    teaches = name in ("teacher", "teacher_mother", "second_teacher")
    for key, number in numbers.items():
        answers = letters.MESSAGES.get(key, letters.SENT)
        for page, which in letters.of_messages("school").items():
            opens = answers[which] if kept and key in kept else "404"
            yield page, address("north", page, number), "403" if kept is None else opens
        for page, which in letters.of_messages("class").items():
            opens = answers[which] if name == "teacher" and key in letters.OF_THE_TEACHER else "404"
            yield page, address("north", page, algebra, number), opens if teaches else "403"


def of_rules(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str, str]]:
    """The same of each rule about absences, and about what comes about, for an office."""
    numbers = {key: here.rows[key].pk for key in letters.RULES["admin"]}
    numbers |= {"away": there.rows["rule_high"].pk, "none": 2**62}
    kept = letters.RULES.get(name)
    for key, number in numbers.items():
        comes = "403" if kept is None else "200" if key in kept else "404"
        yield "attendance-rule", address("north", "attendance-rule", number), comes
    numbers = {key: here.rows[key].pk for key in letters.EVENTS["admin"]}
    numbers |= {"away": there.rows["event_high"].pk, "none": 2**62}
    kept = letters.EVENTS.get(name)
    for key, number in numbers.items():
        comes = "403" if kept is None else "200" if key in kept else "404"
        yield "event-rule", address("north", "event-rule", number), comes


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
def test_a_message_opens_to_who_got_it(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    family = {"nobody": "in", **dict.fromkeys(letters.NO_FAMILY, "403")}
    for cast, key in ((north, key) for key in letters.MESSAGES):
        row = cast.rows[key]
        file = cast.rows.get(f"{key}_file", cast.rows["message_high_file"])
        for page, opened in letters.OF_A_FAMILYS_MESSAGE.items():
            more = [file.pk] if page == "message-file" else []
            url = address("north", page, row.pk, *more)
            reads = key in letters.READS.get(name, ())
            opened = "404" if more and file.message_id != row.pk else opened  # noqa: PLW2901
            expected = family.get(name, opened if reads else "404")
            got = outcome(client.get(url), "north", url)
            if got not in (expected, "405" if page == "message-remove" else expected):
                wrong.append(f"{page} {key}: {got}, not {expected}")
    for number in (south.rows["message_high"].pk, 2**62, 2**63 + 5):
        got = outcome(client.get(address("north", "message", number)), "north",
                      address("north", "message", number))  # fmt: skip
        if got != family.get(name, "404"):
            wrong.append(f"{number}: {got}")
    assert wrong == []


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_announcement_opens_to_who_made_it(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    asked = (*of_the_school(north, south, name), *of_messages(north, south, name))
    asked += tuple(of_rules(north, south, name))
    for page, url, expected in asked:
        got = outcome(client.get(url), "north", url)
        got = "404" if got == "405" and expected == "404" else got
        if got != expected:
            wrong.append(f"{page} {url}: {got}, not {expected}")
        if got in ("403", "404"):
            posted = outcome(client.post(url), "north", url)
            if posted not in (expected, "405"):
                wrong.append(f"{page} {url} posted: {posted}")
    assert wrong == []
