"""Pages about one published document: of families, of offices, of teachers."""

from collections.abc import Iterator

import pytest

from tests.access import matrix, published
from tests.access.walk import Visitor, address, outcome
from tests.cast import ACCOUNTS, Cast
from tests.cast_documents import DOCUMENTS

pytestmark = pytest.mark.django_db
EVERYBODY = ("nobody", *ACCOUNTS)
KEYS = tuple(one[0] for one in DOCUMENTS)


def at(key: str, here: Cast, there: Cast) -> tuple[int, int]:
    """The number of a document, and of a student for whom it is."""
    if key == "none":
        return 2**62, here.ben.id
    row = there.rows["doc_ben"] if key == "away" else here.rows[key]
    return row.pk, here.ben.id if key == "away" else row.student_id or here.ben.id


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_document_opens_to_those_for_whom_it_is(name: str, north: Cast, south: Cast) -> None:
    client, wrong = Visitor.of(north, name), []
    for key, expected in matrix.table(published.DOCUMENTS)[name].items():
        number, student = at(key, north, south)
        for page in published.OF_A_DOCUMENT:
            url = address("north", page, student, number)
            if (got := outcome(client.get(url), "north", url)) != expected:
                wrong.append(f"{page} {key}: {got}, not {expected}")
        if expected != "200":
            url = address("north", "document", student, number)
            posted = outcome(client.post(url, {"do": "read", "edition": "1"}), "north", url)
            if posted != expected:
                wrong.append(f"{key} posted: {posted}")
    assert wrong == []


def of_the_school(here: Cast, there: Cast, name: str) -> Iterator[tuple[str, str, str]]:
    """Page, address and what is expected of each document of the school's pages."""
    kept = published.KEEPS.get(name)
    for key in (*KEYS, "away", "none"):
        number = at(key, here, there)[0]
        for page, opened in published.OF_AN_OFFICES_DOCUMENT.items():
            comes = "403" if kept is None else opened if key in kept else "404"
            yield page, address("north", page, number), comes
        mine = name == "teacher"
        teaches = name in ("teacher", "teacher_mother", "second_teacher")
        for page, opened in published.OF_A_CLASS_DOCUMENT.items():
            comes = "404" if teaches else "403"
            if mine and key == "doc_class":
                comes = opened
            yield page, address("north", page, here.rows["algebra"].pk, number), comes


@pytest.mark.parametrize("name", ACCOUNTS)
def test_what_a_school_published_opens_to_the_school(name: str, north: Cast, south: Cast) -> None:
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


@pytest.mark.parametrize("name", EVERYBODY)
def test_a_line_of_a_transcript_opens_to_its_office(name: str, north: Cast, south: Cast) -> None:
    """Under its own student's address alone; posted to, it is as closed as looked at."""
    client, wrong = Visitor.of(north, name), []
    opens = published.LINES.get(name, {})
    usual = "in" if name == "nobody" else "404" if name in published.LINES else "403"
    asked = [
        (key, north.rows[key].student_id, north.rows[key].pk, opens.get(key, usual))
        for key in ("line_ben_english", "line_ben_struck", "line_cai")
    ]
    asked += [
        ("another's", north.mia.id, north.rows["line_ben_english"].pk, usual),
        ("away", south.ben.id, south.rows["line_ben_english"].pk, usual),
        ("mixed", north.ben.id, south.rows["line_ben_english"].pk, usual),
        ("none", north.ben.id, 2**62, usual),
    ]
    for key, student, number, expected in asked:
        url = address("north", "transcript-line", student, number)
        if (got := outcome(client.get(url), "north", url)) != expected:
            wrong.append(f"{key}: {got}, not {expected}")
        if expected == "200":
            continue
        posted = outcome(client.post(url, {"strike": "1", "reason": "x"}), "north", url)
        if posted != expected:
            wrong.append(f"{key} posted: {posted}, not {expected}")
    assert wrong == []
