"""Transcripts alone: a spreadsheet of lines, and PESC High School Transcripts."""

from pathlib import Path

import pytest

from tests.interchange.deliveries import write
from tests.interchange.juniper import Juniper, juniper

__all__ = ["juniper"]
HEAD = (
    "student_number,school_year,course_name,credits_earned,credits_attempted,mark,term,area,"
    "transfer,in_average,level\n"
)
LINES = (
    "{number},2024-2025,Algebra I,1,1,B+,Spring,Math,no,yes,honors\n"
    "{number},2024-25,Choir,0.5,,P,Spring,Fine arts,yes,no,\n"
)
PESC = """<?xml version="1.0" encoding="UTF-8"?>
<HSTrn:HighSchoolTranscript xmlns:HSTrn="urn:org:pesc:message:HighSchoolTranscript:v1.5.0">
<TransmissionData><DocumentID>1</DocumentID></TransmissionData>
<Student><Person><SchoolAssignedPersonID>{number}</SchoolAssignedPersonID></Person>
<AcademicRecord><School><OrganizationName>Pine High</OrganizationName></School>
<AcademicSummary><AcademicSummaryType>NonWeighted</AcademicSummaryType><GPA>
<CreditHoursEarned>1</CreditHoursEarned><GradePointAverage>3.3</GradePointAverage></GPA>
</AcademicSummary><AcademicSession><AcademicSessionDetail>
<SessionDesignator>2025-01</SessionDesignator><SessionName>Spring</SessionName>
<SessionEndDate>2025-05-23</SessionEndDate></AcademicSessionDetail>
<Course><CourseCreditBasis>HighSchoolTransferCredit</CourseCreditBasis>
<CourseCreditLevel>NinthGrade</CourseCreditLevel><CourseCreditValue>1</CourseCreditValue>
<CourseCreditEarned>1</CourseCreditEarned><CourseAcademicGrade>B+</CourseAcademicGrade>
<CourseNumber>M1</CourseNumber><CourseTitle>Algebra I</CourseTitle></Course>
</AcademicSession></AcademicRecord></Student></HSTrn:HighSchoolTranscript>
"""
STANDS = (
    "SELECT course_name, mark, credits_attempted::float, credits_earned::float, ends_in,"
    " term_name, transfer, counts, level, grade_level FROM documents_transcriptline"
    " ORDER BY course_name"
)


@pytest.fixture
def number(juniper: Juniper, tmp_path: Path) -> str:
    """The number of a student of a district that has taken in its students."""
    juniper.taken(write(tmp_path / "district"))
    return str(juniper.one("SELECT min(number) FROM people_student WHERE number <> ''"))


def folder_with(tmp_path: Path, name: str, text: str) -> Path:
    folder = tmp_path / name.partition(".")[0]
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_spreadsheet_of_lines_is_taken_in_once(
    juniper: Juniper, tmp_path: Path, number: str
) -> None:
    folder = folder_with(tmp_path, "lines.csv", HEAD + LINES.format(number=number))
    report = juniper.taken(folder)
    assert (report.counts["transcripts"].added, report.rejected) == (2, [])
    assert juniper.rows(STANDS) == [
        ("Algebra I", "B+", 1.0, 1.0, 2025, "Spring", False, True, "honors", ""),
        ("Choir", "P", 0.5, 0.5, 2025, "Spring", True, False, "regular", ""),
    ]
    areas = juniper.rows("SELECT name FROM documents_creditarea ORDER BY name")
    assert areas == [("Fine arts",), ("Math",)]
    assert juniper.take(folder).status == "unchanged"


def test_a_line_that_cannot_be_taken_is_listed(
    juniper: Juniper, tmp_path: Path, number: str
) -> None:
    bad = (
        f"nobody,2025,Algebra I,1,1,A,,,,,\n{number},last year,Algebra I,1,1,A,,,,,\n"
        f"{number},2025,,1,1,A,,,,,\n{number},2025,Choir,-1,1,A,,,,,\n{number},2025,Art,many,1,A,,,,,\n"
    )
    report = juniper.take(folder_with(tmp_path, "bad.csv", HEAD + bad))
    found = {(each.line, each.column) for each in report.rejected}
    assert {(3, "school_year"), (4, "course_name")} <= found
    assert {each.line for each in report.rejected} == {2, 3, 4, 5, 6}
    assert juniper.rows(STANDS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('nobody,2025,"Art,1\n', "values of at most 1024 KB whose quotes pair"),
        ("nobody,2025,A\0rt,1\n", "text without NUL bytes"),
        ("x" * 1_100_000, "a line of at most 1024 KB; is the line's end missing?"),
    ],
)
def test_a_spreadsheet_that_is_broken_is_refused_with_its_line(
    juniper: Juniper, tmp_path: Path, text: str, expected: str
) -> None:
    report = juniper.take(folder_with(tmp_path, "torn.csv", HEAD + text))
    assert report.status == "refused"
    assert [(each.line, each.expected) for each in report.rejected] == [(2, expected)]


def test_a_pesc_transcript_brings_lines_and_the_senders_average(
    juniper: Juniper, tmp_path: Path, number: str
) -> None:
    folder = folder_with(tmp_path, "one.xml", PESC.format(number=number))
    report = juniper.taken(folder)
    assert report.rejected == []
    assert juniper.rows(STANDS) == [
        ("Algebra I", "B+", 1.0, 1.0, 2025, "Spring", True, True, "regular", "09")
    ]
    records = "SELECT ends_in, average::float, credits_earned::float FROM documents_academicrecord"
    assert juniper.rows(records) == [(2025, 3.3, 1.0)]
    assert juniper.take(folder).status == "unchanged"


def test_a_pesc_file_with_a_document_type_is_refused(
    juniper: Juniper, tmp_path: Path, number: str
) -> None:
    evil = PESC.replace("<HSTrn:High", '<!DOCTYPE a [<!ENTITY b "c">]><HSTrn:High', 1)
    report = juniper.take(folder_with(tmp_path, "evil.xml", evil.format(number=number)))
    assert report.status == "refused"
    assert juniper.rows(STANDS) == []
