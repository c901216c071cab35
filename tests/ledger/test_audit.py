"""Staff search the ledger: within their reach, page by page, and a look is a line too."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from openhouse.ledger.models import Change
from tests.access import ledgers
from tests.access.walk import Visitor, address
from tests.cast import ACCOUNTS, Cast, in_all
from tests.house_client import HouseClient, found_in, words_of
from tests.ledger.test_changes import CHANGED, OF_PLAIN, done

pytestmark = pytest.mark.django_db
PAGE = "/north/office/changes/"
Client = Callable[..., HouseClient]


def viewed(cast: Cast, student: int) -> list[tuple[int | None, str]]:
    with in_all(cast):
        found = Change.objects.filter(kind="record.viewed", student_id=student)
        found = found.exclude(pk=cast.rows["line_look"].pk)
        return list(found.values_list("actor_id", "subject"))


def test_an_office_finds_what_was_done_to_its_students_and_to_no_others(
    client_of: Client, north: Cast
) -> None:
    done(north, CHANGED, "teacher")
    done(north, "UPDATE grades_score SET points = 33 WHERE assignment_id = {hidden}", "teacher")
    of_leo = (
        f"UPDATE attendance_attendancemark SET comment = 'Bus' WHERE student_id = {north.leo.id}"
    )
    done(north, of_leo, "admin")
    clerk, admin = (
        words_of(client_of(north.clerk).get(PAGE)),
        words_of(client_of(north.admin).get(PAGE)),
    )
    for words in (clerk, admin):
        assert "went from 9 to 7.5 of 10" in words
        assert "by Ms. Marchetti" in words
        assert "33 of 50" in words  # hidden from families, not from staff
    assert "Leo" in admin
    assert "Leo" not in clerk
    assert "Save the file" in admin
    assert "Save the file" not in clerk


def test_a_former_school_finds_no_line_of_after_she_left(client_of: Client, north: Cast) -> None:
    """The office keeps her for 90 days, to help her family; her next school's lines are not its."""
    done(north, CHANGED, "teacher")
    clerk, then = client_of(north.clerk), "went from 6 to 8 of 10"  # on October 5, in the cast
    left = "UPDATE people_enrollment SET ends_on = '2026-10-0{}' WHERE student_id = {{ben}}"
    for day, before, after in ((None, True, True), (5, True, False), (4, False, False)):
        if day:
            done(north, left.format(day))
        for query in ("", f"?student={north.ben.id}", f"?student={north.ben.id}&kind=score"):
            words = words_of(clerk.get(PAGE + query))
            assert (then in words, "to 7.5 of 10" in words) == (before, after), (day, query)
    assert "to 7.5 of 10" in words_of(client_of(north.admin).get(PAGE))


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("kind=score", True),
        ("kind=attendance", False),
        ("staff=marchetti", True),
        ("staff=novak", False),
        ("first=2026-01-01&last=2100-01-01", True),
        ("last=2026-01-01", False),
        ("student={ben}", True),
        ("student={mia}", False),
        ("q=Ben", True),
        ("kind=nonsense&staff=%25&before=-1-x&first=soon", False),
        ("before=99999999999999999999-1", True),
        ("before=0-0", False),
    ],
)
def test_it_is_searched(query: str, finds: bool, client_of: Client, north: Cast) -> None:
    done(north, CHANGED, "teacher")
    query = query.format(ben=north.ben.id, mia=north.mia.id)
    words = words_of(client_of(north.clerk).get(f"{PAGE}?{query}", follow=True))
    assert ("went from 9 to 7.5 of 10" in words) == finds


def test_another_schools_student_is_not_there(client_of: Client, north: Cast, south: Cast) -> None:
    client = client_of(north.clerk)
    for student in (north.leo.id, south.ben.id, 10**17):
        assert client.get(f"{PAGE}?student={student}").status_code == 404
    assert "No student in your reach" in words_of(client.get(f"{PAGE}?q=Leo"))


def test_looking_a_student_up_is_a_line_once_a_day(client_of: Client, north: Cast) -> None:
    client = client_of(north.clerk)
    for _ in range(2):
        client.get(f"{PAGE}?student={north.ben.id}")
        client.get(PAGE)
    assert viewed(north, north.ben.id) == [(north.clerk.id, "audit")]


def test_older_lines_are_a_page_further(client_of: Client, north: Cast) -> None:
    for points in range(60):
        done(north, f"UPDATE grades_score SET points = {points} + 100 WHERE {OF_PLAIN}", "teacher")
    client, told = client_of(north.clerk), list[str]()
    url = f"{PAGE}?student={north.ben.id}&kind=score"
    for _ in range(3):
        page = client.get(url)
        told += found_in(page, "//ul[@class='rows']//span[@class='row-title']")
        links = found_in(page, "//a[contains(@href, 'before=')]/@href")
        if not links:
            break
        [url] = links
    assert len(told) == 62  # two are the cast's
    assert len(set(told)) >= 61


def test_the_district_saves_a_file_and_that_is_a_line(client_of: Client, north: Cast) -> None:
    done(north, CHANGED, "teacher")
    done(north, "UPDATE grades_score SET comment = '=1+1' WHERE student_id = {ben}", "teacher")
    said = {"student": north.ben.id, "kind": "score"}
    answer: Any = client_of(north.admin).post(PAGE + "file/", said)
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert any("went from 9 to 7.5 of 10" in row[3] for row in table)
    with in_all(north):
        line = Change.objects.get(kind="audit.exported")
    assert (line.actor_id, line.student_id) == (north.admin.id, north.ben.id)
    assert client_of(north.clerk).post(PAGE + "file/", said).status_code == 403


@pytest.mark.parametrize("name", ["nobody", *ACCOUNTS])
def test_the_file_is_the_districts_alone(name: str, north: Cast) -> None:
    client = Visitor.of(north, name)
    comes = {"nobody": 302, "admin": 405}.get(name, 403)
    for page in ledgers.SENT_BY_THE_DISTRICT:
        assert client.get(address("north", page)).status_code == comes
    if comes == 403:
        assert client.post(PAGE + "file/").status_code == 403


def test_a_students_day_leads_to_who_changed_her_attendance(client_of: Client, north: Cast) -> None:
    client = client_of(north.clerk)
    done(north, "UPDATE attendance_attendancemark SET comment = 'Bus' WHERE student_id = {ben}")
    day = client.get(address("north", "student-day", north.ben.id))
    [link] = found_in(day, "//a[contains(@href, 'kind=attendance')]/@href")
    words = words_of(client.get(link))
    assert "with something added" in words
    assert "from the school’s records" in words
