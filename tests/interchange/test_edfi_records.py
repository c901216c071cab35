"""Ed-Fi's gradebook, marks and attendance."""

from pathlib import Path

import pytest

from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import SCHOOL, read, write

ENTRY = (
    "<GradebookEntry><GradebookEntryIdentifier>E1</GradebookEntryIdentifier>"
    f"<Namespace>ours</Namespace>{files.section()}<DateAssigned>2021-09-01</DateAssigned>"
    "<Title>Quiz 1</Title><DueDate>2021-09-03</DueDate>{}</GradebookEntry>"
)
OF_20 = "<MaxPoints>20</MaxPoints>"
SCORE = (
    "<StudentGradebookEntry><GradebookEntryReference><GradebookEntryIdentity>"
    "<GradebookEntryIdentifier>E1</GradebookEntryIdentifier><Namespace>ours</Namespace>"
    f"</GradebookEntryIdentity></GradebookEntryReference>{files.student()}{{}}"
    "</StudentGradebookEntry>"
)


def test_an_assignment_has_its_category_term_and_points(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrgCalendar", files.A_SESSION)
    write(tmp_path, "MasterSchedule", files.offering())
    more = "<GradebookEntryType>Quiz</GradebookEntryType><MaxPoints>20</MaxPoints>"
    second = ENTRY.format("").replace("E1", "E2").replace("<DueDate>2021-09-03</DueDate>", "")
    write(tmp_path, "StudentGradebook", ENTRY.format(more) + ENTRY.format(more) + second)
    found = read(tmp_path)
    category = "category/Quiz/1/2022/Fall/ALG/S1"
    assert found.of("categories", "source_id", "section", "name") == [
        (category, files.SECTION_ID, "Quiz")
    ]
    rows = found.of("assignments", "source_id", "category", "term", "points", "due_on")
    term = "session/1/2022/Fall"
    assert rows[0] == ("work/ours/E1", category, term, "20", "2021-09-03")
    assert rows[2] == ("work/ours/E2", "", term, "100", "")


@pytest.mark.parametrize(
    ("said", "points", "text", "flag"),
    [
        ("<NumericGradeEarned>92.50</NumericGradeEarned>", "18.5", "", ""),
        ("<NumericGradeEarned>105</NumericGradeEarned>", "21", "", ""),
        ("<NumericGradeEarned>0</NumericGradeEarned>", "0", "", ""),
        ("<NumericGradeEarned>full</NumericGradeEarned>", "full", "", ""),
        (
            "<NumericGradeEarned>90</NumericGradeEarned><PointsEarned>18</PointsEarned>"
            "<AssignmentLateStatus>Late</AssignmentLateStatus>",
            "18",
            "",
            "late",
        ),
        ("<LetterGradeEarned>B+</LetterGradeEarned>", "", "B+", ""),
        ("<SubmissionStatus>Not Submitted</SubmissionStatus>", "", "", "missing"),
        ("<SubmissionStatus>Exempt</SubmissionStatus>", "", "", "exempt"),
        ("<SubmissionStatus>Submitted</SubmissionStatus>", "", "", "turned in"),
        ("<SubmissionStatus>Returned</SubmissionStatus>", "", "", "incomplete"),
        (
            "<SubmissionStatus>Graded</SubmissionStatus>"
            "<AssignmentLateStatus>Not Late</AssignmentLateStatus>",
            "",
            "",
            "",
        ),
    ],
)
def test_a_score_has_points_or_a_letter_and_a_flag(
    tmp_path: Path, said: str, points: str, text: str, flag: str
) -> None:
    write(tmp_path, "StudentGradebook", SCORE.format(said) + ENTRY.format(OF_20))
    row = read(tmp_path).one("scores")
    assert (row["student"], row["assignment"]) == (files.STUDENT_ID, "work/ours/E1")
    assert (row["points"], row["text"], row["flag"]) == (points, text, flag)


def test_a_percentage_of_work_without_points_is_out_of_100(tmp_path: Path) -> None:
    said = SCORE.format("<NumericGradeEarned>92.00</NumericGradeEarned>")
    write(tmp_path, "StudentGradebook", said + ENTRY.format(""))
    found = read(tmp_path)
    assert (found.one("scores")["points"], found.one("assignments")["points"]) == ("92", "100")


def test_a_percentage_of_work_that_is_not_in_the_delivery_stays_one(tmp_path: Path) -> None:
    said = SCORE.format("<NumericGradeEarned>92.00</NumericGradeEarned>")
    write(tmp_path, "StudentGradebook", said)
    row = read(tmp_path).one("scores")
    assert (row["points"], row["text"]) == ("", "92.00%")


def test_a_gradebook_before_the_fifth_standard_is_known_by_title_and_day(tmp_path: Path) -> None:
    key = (
        f"{files.section()}<DateAssigned>2021-09-01</DateAssigned>"
        "<GradebookEntryTitle>Quiz 1</GradebookEntryTitle>"
    )
    place = (
        "<StudentSectionAssociationReference><StudentSectionAssociationIdentity>"
        f"{files.student()}{files.section()}<BeginDate>2021-08-23</BeginDate>"
        "</StudentSectionAssociationIdentity></StudentSectionAssociationReference>"
    )
    body = (
        f"<GradebookEntry>{key}</GradebookEntry><StudentGradebookEntry>"
        f"<NumericGradeEarned>48</NumericGradeEarned>{place}<GradebookEntryReference>"
        f"<GradebookEntryIdentity>{key}</GradebookEntryIdentity></GradebookEntryReference>"
        "</StudentGradebookEntry>"
    )
    write(tmp_path, "StudentGradebook", body, space="http://ed-fi.org/0320")
    found = read(tmp_path)
    assert found.one("assignments")["name"] == "Quiz 1"
    assert found.one("scores")["assignment"] == found.one("assignments")["source_id"]
    assert found.one("scores")["student"] == files.STUDENT_ID


def grade(more: str, type: str = "Grading Period", student: str = "100") -> str:
    """A Grade in the first six weeks."""
    return (
        f"<Grade>{more}<GradeType>uri://ed-fi.org/GradeTypeDescriptor#{type}</GradeType>"
        "<StudentSectionAssociationReference><StudentSectionAssociationIdentity>"
        f"{files.student(student)}{files.section()}<BeginDate>2021-08-23</BeginDate>"
        "</StudentSectionAssociationIdentity></StudentSectionAssociationReference>"
        f"<GradingPeriodReference><GradingPeriodIdentity>{SCHOOL}<GradingPeriod>First Six Weeks"
        "</GradingPeriod><GradingPeriodName>P1</GradingPeriodName><SchoolYear>2021-2022"
        "</SchoolYear></GradingPeriodIdentity></GradingPeriodReference></Grade>"
    )


NINETY = "<NumericGradeEarned>90</NumericGradeEarned>"


@pytest.mark.parametrize(
    ("type", "name", "kind"),
    [
        ("Grading Period", "Grading period", "term"),
        ("Exam", "Exam", "exam"),
        ("Semester", "Semester", "semester"),
        ("Final", "Final", "final"),
        ("Mid-Term Grade", "Mid-term grade", "progress"),
        ("Progress Report", "Progress report", "progress"),
    ],
)
def test_the_type_of_a_grade_is_its_task(tmp_path: Path, type: str, name: str, kind: str) -> None:
    write(tmp_path, "StudentGrade", grade(NINETY, type) * 2)
    found = read(tmp_path)
    assert found.of("tasks", "source_id", "name", "kind") == [(f"task/{type}", name, kind)]
    mark = found.rows["marks"][0].values
    assert (mark["task"], mark["percent"], mark["letter"]) == (f"task/{type}", "90", "")
    assert mark["term"] == "grading-period/1/2022/First Six Weeks/P1"
    assert (mark["student"], mark["section"]) == (files.STUDENT_ID, files.SECTION_ID)


def test_an_interim_grade_is_progress_and_never_the_periods_mark(tmp_path: Path) -> None:
    interim = f"{NINETY}<CurrentGradeIndicator>true</CurrentGradeIndicator>"
    write(tmp_path, "StudentGrade", grade(interim) + grade(NINETY))
    found = read(tmp_path)
    assert found.of("tasks", "name", "kind") == [
        ("Interim", "progress"),
        ("Grading period", "term"),
    ]
    assert len(set(found.of("marks", "source_id"))) == 2


def test_a_grade_without_a_mark_is_not_taken(tmp_path: Path) -> None:
    write(tmp_path, "StudentGrade", grade(""))
    found = read(tmp_path)
    assert not found.rows
    assert found.not_taken == {"grades without a mark": 1}


def test_a_grade_of_somebody_who_is_not_in_the_section_is_rejected(tmp_path: Path) -> None:
    write(tmp_path, "StudentGrade", grade(NINETY) + grade(NINETY, student="200"))
    write(tmp_path, "StudentEnrollment", files.placed())
    found = read(tmp_path)
    assert found.of("marks", "student") == [(files.STUDENT_ID,)]
    assert [(each.kind, each.value) for each in found.rejects] == [("marks", "200")]


def event(category: str, more: str = "", reason: str = "", student: str = "100") -> str:
    """A section's attendance event."""
    return (
        f"<StudentSectionAttendanceEvent><AttendanceEvent><EventDate>2021-09-07</EventDate>"
        f"<AttendanceEventCategory>{category}</AttendanceEventCategory>"
        f"<AttendanceEventReason>{reason}</AttendanceEventReason></AttendanceEvent>"
        f"{files.student(student)}{files.section()}{more}</StudentSectionAttendanceEvent>"
    )


def test_a_sections_event_is_the_teachers_mark(tmp_path: Path) -> None:
    more = "<ArrivalTime>09:05:00</ArrivalTime>"
    write(tmp_path, "StudentAttendance", event("Tardy", more, "Bus was late"))
    found = read(tmp_path)
    code = found.one("attendance_codes")
    assert (code["code"], code["status"], code["excuse"]) == ("Tardy", "tardy", "unknown")
    said = {
        "student": files.STUDENT_ID, "school": "school/1", "section": files.SECTION_ID,
        "period": "", "on": "2021-09-07", "taken_by": "teacher", "arrived_at": "09:05:00",
        "left_at": "", "comment": "Bus was late", "code": code["source_id"],
    }  # fmt: skip
    assert found.one("attendance").items() >= said.items()


def test_a_schools_event_is_the_offices_mark_of_the_day(tmp_path: Path) -> None:
    body = event("Excused Absence", reason="Absent excused").replace("Section", "School", 1)
    body = body.replace(files.section(), SCHOOL + files.SESSION)
    body = body.replace("</StudentSection", "</StudentSchool")
    write(tmp_path, "StudentAttendance", body)
    mark = read(tmp_path).one("attendance")
    assert (mark["section"], mark["taken_by"], mark["comment"]) == ("", "office", "")


def test_a_corrected_event_is_the_same_mark(tmp_path: Path) -> None:
    ids = []
    for category in ("Unexcused Absence", "Excused Absence"):
        write(tmp_path, "StudentAttendance", event(category))
        ids.append(read(tmp_path).one("attendance")["source_id"])
    assert ids[0] == ids[1]


def test_an_event_of_somebody_who_is_not_in_the_section_is_rejected(tmp_path: Path) -> None:
    write(tmp_path, "StudentAttendance", "\n" + event("Tardy", student="200"))
    assert not read(tmp_path).rejects, "without rosters nobody can tell"
    write(tmp_path, "StudentEnrollment", files.placed())
    (reject,) = read(tmp_path).rejects
    assert (reject.file, reject.line) == ("StudentAttendance.xml", 4)
    assert (reject.column, reject.value) == ("StudentReference", "200")


def test_a_category_that_nobody_understands_is_rejected(tmp_path: Path) -> None:
    write(tmp_path, "StudentAttendance", event("X7"))
    (reject,) = read(tmp_path).rejects
    assert (reject.column, reject.value) == ("AttendanceEventCategory", "X7")


def test_an_event_in_one_class_period_has_that_period(tmp_path: Path) -> None:
    period = (
        f"<ClassPeriodReference><ClassPeriodIdentity>{SCHOOL}<ClassPeriodName>1</ClassPeriodName>"
        "</ClassPeriodIdentity></ClassPeriodReference>"
    )
    bells = f"<BellSchedule><BellScheduleName>Normal</BellScheduleName>{SCHOOL}{period}"
    write(tmp_path, "MasterSchedule", f"{bells}</BellSchedule>{files.offering('1')}")
    write(tmp_path, "StudentAttendance", event("Tardy", period))
    assert read(tmp_path).one("attendance")["period"] == "bells/1/Normal/1"
