"""PESC High School Transcripts, version 1.x: one student a document, or a batch of documents.

Read by the names of the elements alone, so that the versions of the standard are as one.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from openhouse.interchange.edfi.elements import Element, Unusable, element_of, records, rooted
from openhouse.interchange.rows import Item, Reject, Row
from openhouse.interchange.source import Source
from openhouse.interchange.transcripts.lines import Lines, ends_in, source_id

_ROOTS = "HighSchoolTranscript|AcademicRecordBatch"
_GRADES = {
    "SixthGrade": "06", "SeventhGrade": "07", "EighthGrade": "08", "NinthGrade": "09",
    "TenthGrade": "10", "EleventhGrade": "11", "TwelfthGrade": "12",
}  # fmt: skip


def is_pesc(source: Source, file: str) -> bool:
    """If the root of *file* is such a document. Raises Broken for one with a DTD."""
    return bool(rooted(source, file, _ROOTS))


def read_pesc(source: Source, file: str, lines: Lines) -> Iterator[Item]:
    """The rows of *file*. Raises Broken for XML that is damaged or made to do harm."""
    for name, node in records(source, file):
        element, line = element_of(node), node.sourceline or 0
        student = element if name == "Student" else element.first("Student")
        if student is None:
            continue
        try:
            yield from _student(student, file, line, lines)
        except Unusable as bad:
            yield Reject(file, line, bad.column, bad.value, bad.expected, "transcripts")


def _student(student: Element, file: str, line: int, lines: Lines) -> Iterator[Item]:
    person = student.first("Person") or student
    number = person.get("SchoolAssignedPersonID")
    if not number:
        raise Unusable("SchoolAssignedPersonID", "", _("the student’s number"))
    for record in student.all("AcademicRecord"):
        last = ""
        home = record.get("School", "OrganizationName")
        for session in record.all("AcademicSession"):
            detail = session.first("AcademicSessionDetail") or session
            when = {"ends_in": _year(detail), "term_name": detail.get("SessionName")}
            last = max(last, when["ends_in"])
            school = session.get("School", "OrganizationName") or home
            level = session.get("StudentLevel", "StudentLevelCode")
            for course in session.all("Course"):
                said = _course(course, level) | when
                said["ended_on"] = detail.get("SessionEndDate")
                said["school_name"] = course.get("CourseOverrideSchool", "OrganizationName")
                said["school_name"] = said["school_name"] or school
                yield from lines.rows(said, number, "", file, line)
        yield from _sums(record, number, last, file, line)


def _year(detail: Element) -> str:
    """The year in which the session's school year ends."""
    if said := detail.get("SessionSchoolYear"):
        return ends_in(said)
    year, _dash, month = detail.get("SessionDesignator").partition("-")
    if not (year.isdigit() and month[:2].isdigit()):
        raise Unusable("SessionSchoolYear", "", _("a school year such as 2021-2022"))
    return str(int(year) + (int(month[:2]) >= 7))


def _course(course: Element, level: str) -> dict[str, str]:
    grade = course.get("CourseCreditLevel") or level
    tried, earned = course.get("CourseCreditValue"), course.get("CourseCreditEarned")
    return {
        "course_name": course.need("CourseTitle", "CourseNumber"),
        "course_number": course.get("CourseNumber"),
        "grade_level": _GRADES.get(grade, ""),
        "mark": course.get("CourseAcademicGrade"),
        "credits_attempted": tried or earned,
        "credits_earned": earned,
        "transfer": "true" if "Transfer" in course.get("CourseCreditBasis") else "false",
    }


def _sums(record: Element, number: str, year: str, file: str, line: int) -> Iterator[Row]:
    """The sums of an AcademicRecord, as of its last session."""
    values: dict[str, str] = {}
    for summary in record.all("AcademicSummary"):
        weighted = summary.get("AcademicSummaryType") == "Weighted"
        column = "weighted_average" if weighted else "average"
        values[column] = summary.get("GPA", "GradePointAverage")
        values["credits_attempted"] = summary.get("GPA", "CreditHoursAttempted")
        values["credits_earned"] = summary.get("GPA", "CreditHoursEarned")
        values["rank"] = summary.get("ClassRank")
        values["rank_of"] = summary.get("ClassSize")
    if year and any(values.values()):
        values["source_id"] = source_id("record", "number", number, year)
        student = {"student": f"number:{number}", "ends_in": year}
        yield Row("academic_records", values | student, file, line)
