"""What a teacher keeps beside a piece of work: files for families, notes for herself alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openhouse.access.viewer import System
from openhouse.common.scope import scope
from openhouse.grades.models import Assignment
from openhouse.grades.models_work import ScoreNote, WorkFile, WorkNote
from tests.cast import Cast
from tests.cast_documents import PAPER as PDF
from tests.house_client import found_in, words_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db
Clients = Callable[..., Any]
ZIP = b"PK\x03\x04 a document"


def book(cast: Cast, more: str = "") -> str:
    return f"/{cast.slug}/staff/sections/{cast.rows['algebra'].pk}/gradebook/{more}"


def send(client: Any, cast: Cast, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    url = book(cast, f"work/{cast.rows['work_plain'].pk}/files/")
    return client.post(url, {"files": sent}, follow=True)


def names(cast: Cast) -> list[str]:
    with scope(district=cast.id, students="all", hat="system"):
        found = WorkFile.objects.filter(assignment_id=cast.rows["work_plain"].pk).order_by("id")
        return list(found.values_list("name", flat=True))


def family(cast: Cast, child: str, file: str, of: Cast | None = None) -> str:
    number = (of or cast).rows[file].pk
    section = cast.rows["algebra"].pk
    return f"/{cast.slug}/family/{cast.persons[child].id}/grades/{section}/files/{number}/"


def test_files_are_handed_out_to_families_as_downloads(north: Cast, client_of: Clients) -> None:
    before = names(north)
    page = send(client_of(north.teacher), north, ("Week 1.pdf", PDF), ("Plan.docx", ZIP))
    assert "Week 1.pdf" in words_of(page)
    assert names(north) == [*before, "Week 1.pdf", "Plan.docx"]
    with scope(district=north.id, students="all", hat="system"):
        Assignment.objects.filter(pk=north.rows["work_plain"].pk).update(
            description="Do <b>all</b> of it."
        )
    mother = client_of(north.mother)
    course = mother.get(f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/")
    assert "Do all of it." in words_of(course)
    urls = found_in(course, "//a[@download]/@href")
    assert len(urls) == len(names(north))
    answer = mother.get(urls[-2])
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="Week 1.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.html", b"<script>alert(1)</script>", "none of the kinds"),
        ("sheet.pdf", b"<html>", "none of the kinds"),
        ("sheet.pdf", b"%PDF-1.7 cut", "its end is missing"),
        ("picture.svg", b"<svg/>", "none of the kinds"),
        ("tool.zip", ZIP, "none of the kinds"),
        ("words.txt", b"\xff\xfe\x00", "none of the kinds"),
        ("large.pdf", PDF + b" " * 10 * 1024 * 1024, "larger than 10 MB"),
    ],
)
def test_a_file_of_another_kind_or_too_large_is_refused_with_all_others(
    name: str, content: bytes, says: str, north: Cast, client_of: Clients
) -> None:
    before = names(north)
    page = send(client_of(north.teacher), north, ("Good.pdf", PDF), (name, content))
    assert says in words_of(page)
    assert names(north) == before


def test_there_are_ten_files_at_most_and_one_is_taken_away(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    many = [(f"{number}.pdf", PDF) for number in range(10)]
    assert "at most 10 files" in words_of(send(client, north, *many))
    assert "Choose a file" in words_of(send(client, north))
    file = north.rows["file_plain"].pk
    assert client.post(book(north, f"files/{file}/remove/")).status_code == 302
    assert names(north) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_send_at_once_stay_within_ten_files(north: Cast, client_of: Clients) -> None:
    client = client_of(north.teacher)
    many = [(f"{number}.pdf", PDF) for number in range(6)]
    assert at_once(*[lambda: send(client, north, *many)] * 2) == [200, 200]
    assert len(names(north)) == 7  # with the one of the cast


@pytest.mark.parametrize(
    ("who", "child", "status"),
    [
        ("mother", "ben", 200), ("ben", "ben", 200), ("grandmother", "cai", 200),
        ("grandmother", "ben", 404), ("mother", "cai", 404), ("father", "ben", 404),
        ("barred", "ben", 404), ("no_portal", "ben", 404), ("mother", "ana", 404),
        ("teacher", "ben", 403), ("clerk", "ben", 403), ("admin", "ben", 403),
    ],
)  # fmt: skip
def test_a_file_opens_where_its_work_does(
    who: str, child: str, status: int, north: Cast, south: Cast, client_of: Clients
) -> None:
    client = client_of(north.persons[who])
    assert client.get(family(north, child, "file_plain")).status_code == status
    hidden = 403 if status == 403 else 404
    assert client.get(family(north, child, "file_hidden")).status_code == hidden
    assert client.get(family(north, child, "file_plain", of=south)).status_code == hidden


def test_a_file_is_not_there_while_its_work_is_hidden_or_the_school_shows_none(
    north: Cast, client_of: Clients
) -> None:
    mother, url = client_of(north.mother), family(north, "ben", "file_plain")
    with scope(district=north.id, students="all", hat="system"):
        work = Assignment.objects.filter(pk=north.rows["work_plain"].pk)
        work.update(visible=False)
    assert mother.get(url).status_code == 404
    with scope(district=north.id, students="all", hat="system"):
        work.update(visible=True)
        schools = type(north.rows["high"]).objects.filter(pk=north.rows["high"].pk)
        schools.update(shows_assignments=False)
    assert mother.get(url).status_code == 404
    course = mother.get(f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/")
    assert not found_in(course, "//a[@download]")


def test_a_private_note_is_read_by_who_teaches_the_class_and_by_no_family(
    north: Cast, client_of: Clients
) -> None:
    client, work = client_of(north.teacher), north.rows["work_plain"].pk
    at = f"{north.ben.id}-{work}"
    url = book(north, f"students/{north.ben.id}/")
    seen = found_in(client.get(url), f"//textarea[@name='noted-{at}']/text()")[0].strip()
    assert "Was tired that day" in seen
    said = {f"note-{at}": "Call home", f"noted-{at}": seen}
    assert client.post(url, said).status_code == 302
    assert "Call home" in client.get(book(north, f"work/{work}/")).content.decode()
    for who in ("mother", "ben"):
        for page in ("", f"{north.rows['algebra'].pk}/", f"{north.rows['algebra'].pk}/why/"):
            home = f"/north/family/{north.ben.id}/grades/{page}"
            assert "Call home" not in client_of(north.persons[who]).get(home).content.decode()
    client.post(url, {f"note-{at}": "Or write", f"noted-{at}": "What it was before"})
    with scope(district=north.id, students="all", hat="system"):
        kept = ScoreNote.objects.visible_to(System()).get().text
    assert kept == "Call home\nOr write"  # of two who write, neither's words are lost
    client.post(url, {f"note-{at}": "", f"noted-{at}": kept})
    with scope(district=north.id, students="all", hat="system"):
        assert not ScoreNote.objects.visible_to(System()).exists()


@pytest.mark.parametrize("hat", ["family", "view", "office", "account", ""])
def test_the_wall_shows_a_private_note_under_no_other_hat(hat: str, north: Cast) -> None:
    with scope(district=north.id, students="all", hat=hat), connection.cursor() as cursor:
        for table in ("grades_scorenote", "grades_worknote"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)
    with scope(district=north.id, students="all", hat="staff"):
        assert ScoreNote.objects.visible_to(System()).count() == WorkNote.objects.count() == 1


def test_a_note_about_the_work_is_kept_with_its_form(north: Cast, client_of: Clients) -> None:
    client, url = client_of(north.teacher), book(north, f"work/{north.rows['work_plain'].pk}/edit/")
    assert "Take a shorter one" in client.get(url).content.decode()
    said = {"name": "Plain", "points": "10", "multiplier": "1", "private": "Too easy"}
    said |= {"visible": "on", "counts": "on", "due_on": "2026-09-01"}
    assert client.post(url, said).status_code == 302
    assert "Too easy" in client.get(url).content.decode()


def test_what_lies_beside_work_goes_with_it_whoever_deletes_it(north: Cast) -> None:
    number = north.rows["work_plain"].pk
    with scope(district=north.id, students="all", hat="system"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM grades_score WHERE assignment_id = %s", [number])
        cursor.execute("DELETE FROM grades_assignment WHERE id = %s", [number])
        assert not WorkFile.objects.filter(assignment_id=number).exists()
        assert not WorkNote.objects.exists()


def test_files_cost_the_familys_page_one_statement(north: Cast, client_of: Clients) -> None:
    client = client_of(north.mother)
    with CaptureQueriesContext(connection) as page:
        client.get(f"/north/family/{north.ben.id}/grades/{north.rows['algebra'].pk}/")
    asked = [said["sql"] for said in page if "grades_workfile" in said["sql"]]
    assert len(asked) == 1
