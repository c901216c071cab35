"""A registrar posts marks to transcripts, settles what changed since, and saves a transcript."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pikepdf
import pytest
from django.db import connection
from lxml import etree

from openhouse.access.viewer import System
from openhouse.documents.models_transcript import TranscriptLine
from openhouse.papers.models import Paper
from tests.cast import Cast, in_all
from tests.house_client import HouseClient, words_of
from tests.pdf_words import words_of_pages

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., HouseClient]
DESK = "/north/office/transcripts/"


def run(cast: Cast, statement: str, *values: Any) -> int:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def asked(cast: Cast, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with in_all(cast), connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def mark(cast: Cast, student: str, letter: str, task: str = "task") -> None:
    """Post a mark of algebra for the cast's first quarter."""
    run(
        cast,
        "INSERT INTO grades_postedmark (student_id, section_id, term_id, task_id, letter,"
        " percent, posted_on, comment) VALUES (%s, %s, %s, %s, %s, NULL, %s, '')"
        " ON CONFLICT (student_id, section_id, term_id, task_id)"
        " DO UPDATE SET letter = excluded.letter, percent = NULL",
        cast.persons[student].id,
        cast.rows["algebra"].pk,
        term_of(cast),
        cast.rows[task].pk,
        letter,
        date(2026, 10, 2),
    )


def term_of(cast: Cast) -> int:
    """The first quarter of the high school."""
    return int(cast.rows["high_q1"].pk)


def what(cast: Cast, task: str = "task") -> str:
    return f"{cast.rows['high'].pk}-{term_of(cast)}-{cast.rows[task].pk}"


def lines(cast: Cast) -> list[TranscriptLine]:
    with in_all(cast):
        found = TranscriptLine.objects.visible_to(System()).filter(origin="posted")
        return list(found.order_by("student_id"))


def test_posting_adds_what_is_new_and_overwrites_nothing(north: Cast, client_of: ClientOf) -> None:
    run(north, "DELETE FROM grades_postedmark WHERE section_id = %s", north.rows["algebra"].pk)
    mark(north, "ben", "B")
    clerk = client_of(north.clerk)
    looked = words_of(clerk.get(f"{DESK}?what={what(north)}"))
    assert "1 new" in looked
    assert "1 line was added" in words_of(clerk.post(DESK, {"what": what(north)}, follow=True))
    (line,) = lines(north)
    assert (line.mark, line.student_id, line.course_name[:7]) == ("B", north.ben.id, "Algebra")
    assert line.credits_earned == line.credits_attempted > 0
    assert (line.value, line.weighted_value, line.grade_level) == (3, 3, "10")

    mark(north, "ben", "A")
    mark(north, "cai", "F")
    assert "1 line was added" in words_of(clerk.post(DESK, {"what": what(north)}, follow=True))
    first, second = lines(north)
    assert {(first.student_id, first.mark), (second.student_id, second.mark)} == {
        (north.ben.id, "B"),
        (north.cai.id, "F"),
    }
    failed = next(each for each in (first, second) if each.mark == "F")
    assert failed.credits_earned == 0 < failed.credits_attempted
    again = clerk.post(DESK, {"what": what(north)}, follow=True)
    assert "There was nothing new" in words_of(again)
    told = asked(north, "SELECT kind, actor_id FROM ledger_change WHERE kind LIKE 'transcript.%%'")
    assert told == [("transcript.posted", north.clerk.id)] * 2


@pytest.mark.parametrize(("button", "stands"), [("accept", "A"), ("leave", "B")])
def test_a_later_mark_is_a_difference_to_accept_or_leave(
    north: Cast, client_of: ClientOf, button: str, stands: str
) -> None:
    run(north, "DELETE FROM grades_postedmark WHERE section_id = %s", north.rows["algebra"].pk)
    mark(north, "ben", "B")
    clerk = client_of(north.clerk)
    clerk.post(DESK, {"what": what(north)})
    assert "Nothing has changed since" in words_of(clerk.get(f"{DESK}differences/"))
    mark(north, "ben", "A")
    assert "1 line has another mark by now" in words_of(clerk.get(DESK))
    shown = words_of(clerk.get(f"{DESK}differences/"))
    assert "B → A" in shown
    mine = words_of(clerk.get(f"{DESK}students/{north.ben.id}/"))
    assert "A teacher has changed a mark since" in mine
    (line,) = lines(north)
    clerk.post(f"{DESK}differences/", {"line": line.pk, button: "1"})
    (line,) = lines(north)
    assert (line.mark, line.value) == (stands, {"A": 4, "B": 3}[stands])
    assert "Nothing has changed since" in words_of(clerk.get(f"{DESK}differences/"))
    mark(north, "ben", "C")
    assert f"{stands} → C" in words_of(clerk.get(f"{DESK}differences/"))


def test_a_course_gives_no_more_credit_than_it_is_worth(north: Cast, client_of: ClientOf) -> None:
    run(north, "DELETE FROM grades_postedmark WHERE section_id = %s", north.rows["algebra"].pk)
    mark(north, "ben", "B", "task_final")
    clerk = client_of(north.clerk)
    clerk.post(DESK, {"what": what(north, "task_final")})
    mark(north, "ben", "A")
    looked = words_of(clerk.get(f"{DESK}?what={what(north)}"))
    assert "the course has given all its credit" in looked
    clerk.post(DESK, {"what": what(north)})
    assert [line.mark for line in lines(north)] == ["B"]


def test_an_office_posts_for_its_own_school_alone(
    north: Cast, south: Cast, client_of: ClientOf
) -> None:
    mark(north, "ben", "B")
    clerk = client_of(north.clerk)
    run(
        north,
        "UPDATE people_staffpost SET school_id = %s WHERE person_id = %s",
        north.rows["west"].pk,
        north.clerk.id,
    )
    assert "There was nothing new" not in words_of(
        clerk.post(DESK, {"what": what(north)}, follow=True)
    )
    assert lines(north) == []
    assert clerk.get(f"{DESK}students/{north.ben.id}/").status_code == 404
    assert clerk.get(f"{DESK}students/{south.ben.id}/").status_code == 404


def test_a_family_gets_a_paper_that_says_unofficial_on_each_page(
    north: Cast, client_of: ClientOf
) -> None:
    mother, url = client_of(north.mother), f"/north/family/{north.ben.id}/transcript/"
    saved = mother.post(url, follow=True)
    assert saved["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(saved.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Unofficial transcript"
        assert str(pdf.Root.Lang) == "en" and pdf.Root.MarkInfo.Marked
        pages = len(pdf.pages)
    text = words_of_pages(saved.content)
    assert len(text) == pages and all("UNOFFICIAL" in page for page in text)
    whole = " ".join(text)
    for words in (
        "English 9",
        "World Geography",
        "Transfer",
        "2.250",
        "12 of 204, as saved for",
        "A− 3.7",
        "Honors +0.5",
    ):
        assert words in whole
    with in_all(north):
        papers = Paper.objects.visible_to(System()).filter(kind="transcript")
        assert papers.count() == 1
        mother.post(url)
        assert papers.count() == 1
    assert client_of(north.grandmother).post(url).status_code == 404
    assert client_of(north.father).post(url).status_code == 404


def test_an_office_saves_a_transcript_as_pesc_xml(north: Cast, client_of: ClientOf) -> None:
    url = f"{DESK}students/{north.ben.id}/"
    clerk = client_of(north.clerk)
    saved = clerk.post(url, {"xml": "1"})
    tree = etree.fromstring(saved.content)
    assert etree.QName(tree).namespace == "urn:org:pesc:message:HighSchoolTranscript:v1.5.0"
    assert tree.findtext("TransmissionData/DocumentOfficialCode") == "Unofficial"
    record = tree.find("Student/AcademicRecord")
    assert record is not None
    order = [child.tag for child in record]
    assert order == sorted(order, key=RECORD.index)
    courses = record.findall("AcademicSession/Course")
    found = {
        (course.findtext("CourseTitle") or "")[:9]: (
            course.findtext("CourseCreditBasis"),
            course.findtext("CourseCreditValue"),
            course.findtext("CourseCreditEarned"),
            course.findtext("CourseAcademicGrade"),
        )
        for course in courses
    }
    assert found["English 9"] == ("Regular", "1", "1", "B+")
    assert found["World Geo"] == ("HighSchoolTransferCredit", "1", "1", "C")
    assert found["Spanish I"] == ("Regular", "1", "0", "F")
    averages = {
        summary.findtext("AcademicSummaryType"): summary.findtext("GPA/GradePointAverage")
        for summary in record.findall("AcademicSummary")
    }
    assert averages == {"NonWeighted": "2.250", "Weighted": "2.375"}
    told = asked(north, "SELECT subject FROM ledger_change WHERE kind = 'record.exported'")
    assert told == [("xml",)]


#: The order of the parts of an AcademicRecord in the standard.
RECORD = ("School", "StudentLevel", "AcademicAward", "AcademicSummary", "AcademicSession", "Course")


def test_an_office_saves_a_transcript_as_a_spreadsheet(north: Cast, client_of: ClientOf) -> None:
    saved = client_of(north.clerk).post(f"{DESK}students/{north.ben.id}/", {"csv": "1"})
    rows = list(csv.DictReader(io.StringIO(saved.content.decode("utf-8-sig"))))
    assert len(rows) == 5
    marks = {row["course_name"][:6]: (row["mark"], row["transfer"]) for row in rows}
    assert marks["World "] == ("C", "yes") and marks["Englis"] == ("B+", "no")


def test_ranks_are_saved_and_stand_until_they_are_saved_again(
    north: Cast, client_of: ClientOf
) -> None:
    clerk, url = client_of(north.clerk), f"/north/family/{north.ben.id}/transcript/"
    run(north, "DELETE FROM documents_academicrecord")
    run(
        north,
        "UPDATE people_enrollment SET grade_level = '10' WHERE student_id = ANY (%s)",
        [north.ben.id, north.mia.id, north.cai.id],
    )
    said = {"school": str(north.rows["high"].pk)}
    for url_ in (DESK, f"{DESK}?what={what(north)}"):
        assert "3 ranks are saved" in words_of(clerk.post(url_, said, follow=True))
    ranks = asked(north, "SELECT student_id, rank, rank_of FROM documents_academicrecord")
    assert sorted(ranks) == sorted(
        [(north.ben.id, 3, 3), (north.mia.id, 1, 3), (north.cai.id, 2, 3)]
    )
    assert "3 of 3" in words_of(client_of(north.ben).get(url))
    for other in (north.rows["west"].pk, north.rows["elementary"].pk, "x"):
        clerk.post(DESK, {"school": other})
    assert len(asked(north, "SELECT id FROM documents_academicrecord")) == 3


def test_the_district_says_what_marks_and_courses_are_worth(
    north: Cast, client_of: ClientOf
) -> None:
    admin = client_of(north.admin)
    area = north.rows["area_other"]
    said = {
        "mark-0": "B+", "worth-0": "3", "mark-1": "A-", "worth-1": "4", "mark-2": "F",
        "worth-2": "0", "mark-3": "C", "worth-3": "2", "honors_adds": "1", "college_adds": "1",
        "shows_average": "on", "shows_weighted": "on", "area-0": "Free choice",
        "area-was-0": str(area.pk), "credits-0": "8",
    }  # fmt: skip
    assert admin.post(f"{DESK}rules/", said | {"worth-0": "many"}).status_code == 400
    assert admin.post(f"{DESK}rules/", said).status_code == 302
    words = words_of(client_of(north.mother).get(f"/north/family/{north.ben.id}/transcript/"))
    assert "Free choice" in words and "3.5 of 8 earned" in words
    assert "2.250" in words and "2.500" in words and "12 of 204" not in words
    course = north.rows["algebra"].course_id
    credits_ = {f"credits-{course}": "0.5", f"area-{course}": str(area.pk)}
    url = f"{DESK}courses/?school={north.rows['high'].pk}"
    assert admin.post(url, credits_ | {f"credits-{course}": "x"}).status_code == 400
    assert admin.post(url, credits_).status_code == 302
    words = words_of(client_of(north.mother).get(f"/north/family/{north.ben.id}/transcript/"))
    assert "0.5 in progress" in words


def test_one_school_asks_for_more_than_the_others(north: Cast, client_of: ClientOf) -> None:
    admin, area = client_of(north.admin), north.rows["area_other"]
    url = f"{DESK}needs/?school={north.rows['high'].pk}&first=2028"
    said = {"area-was-0": str(area.pk), "credits-0": "9.5"}
    assert admin.post(url, said | {"credits-0": "many"}).status_code == 400
    assert admin.post(url, said).status_code == 302
    family = f"/north/family/{north.ben.id}/transcript/"
    assert "of 9.5 earned" in words_of(client_of(north.mother).get(family))
    assert admin.post(url, said | {"credits-0": ""}).status_code == 302
    assert "of 9.5 earned" not in words_of(client_of(north.mother).get(family))
    assert client_of(north.clerk).get(url).status_code == 403


@pytest.mark.parametrize("said", ["first=2016", "first=2O28", "first=-1", "school=9", "first=²"])
def test_a_class_or_school_that_is_not_there_is_told_and_keeps_nothing(
    north: Cast, client_of: ClientOf, said: str
) -> None:
    """To fall back to everyone would change what all need."""
    admin, url = client_of(north.admin), f"{DESK}needs/?{said}"
    before = asked(north, "SELECT id FROM documents_creditneed ORDER BY id")
    need = {"area-was-0": str(north.rows["area_other"].pk), "credits-0": "9.5"}
    for answer in (admin.get(url), admin.post(url, need)):
        assert answer.status_code == 400
        words = answer.content.decode()
        assert "in the list" in words or "choose one of the list" in words
        assert "2028 (now 11th grade)" in words and "Toward graduation" not in words
    assert asked(north, "SELECT id FROM documents_creditneed ORDER BY id") == before
