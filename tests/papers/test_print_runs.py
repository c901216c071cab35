"""A print run is the house's: what it prints is never said by who looks."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import psycopg
import pypdfium2
import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from openhouse.papers.jobs import print_on
from openhouse.papers.joining import Whole
from openhouse.papers.models import PrintRun
from openhouse.papers.printing import make
from tests.access.test_wall import changed, step_in
from tests.cast import Cast, in_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["clerk", "admin"])
def test_nobody_writes_a_run_or_its_pieces_by_sql(north: Cast, name: str) -> None:
    step_in(north, name, "office")
    with pytest.raises(DatabaseError, match="row-level security"):
        changed(
            "INSERT INTO papers_printrun (school_id, kind, about, part, made_of, students, task,"
            " state, asked_by_name, asked_at, copies, done, attempt, parts, size, until)"
            " SELECT school_id, kind, about, 'other', made_of, students, task, state,"
            " asked_by_name, asked_at, copies, done, attempt, parts, size, until"
            " FROM papers_printrun"
        )
    assert changed("UPDATE papers_printrun SET about = about + 1") == 0
    assert changed("DELETE FROM papers_printpiece") == 0


def test_a_run_that_waits_its_turn_has_one_job(north: Cast) -> None:
    with in_all(north):
        PrintRun.objects.filter(state="ready").update(
            state="waiting", worked_at=None, asked_at=timezone.now() - timedelta(minutes=5)
        )
        waiting = PrintRun.objects.filter(state="waiting").count()
    assert waiting
    before = ProcrastinateJob.objects.count()
    for minute in range(3):
        print_on(minute)
    assert ProcrastinateJob.objects.count() == before + waiting


def sheet(*words: str) -> pikepdf.Pdf:
    """A page a word, with a drawing that is the same on each."""
    found = pikepdf.new()
    for word in words:
        page = found.add_blank_page()
        drawing = found.make_stream(b"0 0 9 9 re f", Type=pikepdf.Name.XObject, BBox=[0, 0, 9, 9])
        page.Resources = {"/XObject": {"/Logo": found.make_indirect(drawing)}}
        page.Contents = found.make_stream(f"% {word} (\\) ) 1 0 R".encode())
        page["/A#b c"] = pikepdf.Array([True, None, pikepdf.String("f(o)o"), 1.5, page.obj])
    return found


def test_papers_are_joined_page_by_page_and_what_is_the_same_is_there_once() -> None:
    into = io.BytesIO()
    whole = Whole(into)
    whole.add(file.pages for file in (sheet("one", "two"), sheet("three")))
    whole.add([])
    whole.add(file.pages for file in [sheet("four")])
    assert whole.end() == len(into.getvalue())
    with pikepdf.open(into) as found:
        assert found.check_pdf_syntax() == []
        words = [page.Contents.read_bytes().split()[1].decode() for page in found.pages]
        assert words == ["one", "two", "three", "four"]
        assert len({page.Resources.XObject.Logo.objgen for page in found.pages}) == 1
        odd: Any = found.pages[2]["/A#b c"]
        assert (odd[0], odd[1], str(odd[2]), float(odd[3])) == (True, None, "f(o)o", 1.5)
        assert odd[4].objgen == found.pages[2].objgen
    with pypdfium2.PdfDocument(into.getvalue()) as again:
        assert len(again) == 4
        assert again[3].get_textpage().get_text_range() == ""


def test_one_worker_alone_has_a_run_however_long_it_is_silent(north: Cast) -> None:
    """The first joins for longer than a worker is given up for; another begins none of it."""
    with in_all(north):
        run = PrintRun.objects.filter(kind="report card").first()
        assert run
        late = timezone.now() - timedelta(minutes=30)
        PrintRun.objects.filter(pk=run.pk).update(state="waiting", worked_at=late, attempt=1)

    def attempts() -> int:
        with in_all(north):
            return PrintRun.objects.get(pk=run.pk).attempt

    def nothing(_run: PrintRun, *_copies: Any) -> list[Any]:
        return []

    with psycopg.connect(**connection.get_connection_params()) as first:
        held = "SELECT pg_advisory_lock(hashtextextended(%s, 0))"
        first.execute(held, [f"print run {run.pk}"])
        assert not make(north.id, run.pk, nothing, nothing)
        assert attempts() == 1
        # as when it is killed: what its connection held is free
        first.execute("SELECT pg_advisory_unlock_all()")
    begun: list[int] = []
    make(north.id, run.pk, lambda it: begun.append(it.attempt) or [], nothing)
    assert begun == [2]
