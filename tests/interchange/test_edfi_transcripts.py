"""Course transcripts and academic records of Ed-Fi, as the reader makes rows of them."""

from pathlib import Path

from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import read, write

URI = "uri://ed-fi.org/{0}Descriptor#{1}"
ORG = (
    "<EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>{0}"
    "</EducationOrganizationId></EducationOrganizationIdentity></EducationOrganizationReference>"
)
WHEN = f"<SchoolYear>2021-2022</SchoolYear><Term>{URI.format('Term', 'Fall Semester')}</Term>"
COURSE = (
    "<Course><CourseTitle>Algebra II, AP</CourseTitle>"
    f"<AcademicSubject>{URI.format('AcademicSubject', 'Mathematics')}</AcademicSubject>"
    "<CourseLevelCharacteristic>"
    f"{URI.format('CourseLevelCharacteristic', 'Advanced Placement')}</CourseLevelCharacteristic>"
    "<MaximumAvailableCredits><Credits>1</Credits></MaximumAvailableCredits>"
    f"{ORG.format(9)}<CourseCode>A-1</CourseCode></Course>"
)


def attempt(result: str = "Pass", more: str = "") -> str:
    """A transcript of A-1 in the fall."""
    return (
        f"<CourseTranscript><CourseAttemptResult>{URI.format('CourseAttemptResult', result)}"
        "</CourseAttemptResult><AttemptedCredits><Credits>1</Credits></AttemptedCredits>"
        f"<EarnedCredits><Credits>0.5</Credits></EarnedCredits>{more}"
        "<FinalLetterGradeEarned>B</FinalLetterGradeEarned><CourseReference><CourseIdentity>"
        f"<CourseCode>A-1</CourseCode>{ORG.format(9)}</CourseIdentity></CourseReference>"
        "<StudentAcademicRecordReference><StudentAcademicRecordIdentity>"
        f"{files.student()}{ORG.format(1)}{WHEN}"
        "</StudentAcademicRecordIdentity></StudentAcademicRecordReference></CourseTranscript>"
    )


def test_a_line_has_course_term_credits_area_and_level(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrganization", files.A_SCHOOL + files.AN_AGENCY + COURSE)
    write(tmp_path, "EducationOrgCalendar", files.A_SESSION)
    write(tmp_path, "StudentTranscript", attempt())
    found = read(tmp_path)
    assert found.rejects == []
    line = dict(found.one("transcripts"))
    assert len(str(line.pop("source_id"))) < 100
    assert line == {
        "student": files.STUDENT_ID, "ends_in": "2022", "term_name": "Fall Semester",
        "ended_on": "2021-12-17", "grade_level": "", "school": "school/1",
        "school_name": "Oak School", "course": "course/9/A-1", "course_number": "A-1",
        "course_name": "Algebra II, AP", "mark": "B", "percent": "", "credits_attempted": "1",
        "credits_earned": "0.5", "area": "area/Mathematics", "level": "college",
        "counts": "true", "transfer": "false",
    }  # fmt: skip
    assert found.of("credit_areas", "name") == [("Mathematics",)]
    assert found.of("course_credits", "course", "credits", "level") == [
        ("course/9/A-1", "1", "college")
    ]


def test_an_attempt_that_is_open_or_replaced_is_in_no_average(tmp_path: Path) -> None:
    repeated = f"<CourseRepeatCode>{URI.format('CourseRepeatCode', 'Repeat NotCounted')}"
    write(
        tmp_path,
        "StudentTranscript",
        attempt("Withdrawn") + attempt("Fail", f"{repeated}</CourseRepeatCode>") + attempt("Pass"),
    )
    assert read(tmp_path).of("transcripts", "counts") == [("false",), ("false",), ("true",)]


def test_what_was_taken_elsewhere_is_a_transfer(tmp_path: Path) -> None:
    method = f"<MethodCreditEarned>{URI.format('MethodCreditEarned', 'Transfer credit')}"
    away = (
        "<ExternalEducationOrganizationNameOfInstitution>Pine High"
        "</ExternalEducationOrganizationNameOfInstitution>"
    )
    write(
        tmp_path,
        "StudentTranscript",
        attempt("Pass", f"{method}</MethodCreditEarned>") + attempt("Fail", away),
    )
    found = read(tmp_path).of("transcripts", "transfer", "school_name")
    assert found == [("true", None), ("true", "Pine High")]


def test_a_record_brings_credits_averages_and_rank(tmp_path: Path) -> None:
    averages = "".join(
        f"<GradePointAverage><GradePointAverageType>{URI.format('GradePointAverageType', kind)}"
        f"</GradePointAverageType><IsCumulative>{whole}</IsCumulative>"
        f"<GradePointAverageValue>{value}</GradePointAverageValue></GradePointAverage>"
        for kind, whole, value in (
            ("Unweighted", "true", "3.25"),
            ("Weighted", "true", "3.5"),
            ("Unweighted", "false", "4"),
        )
    )
    write(
        tmp_path,
        "StudentTranscript",
        "<StudentAcademicRecord><CumulativeEarnedCredits><Credits>7</Credits>"
        "</CumulativeEarnedCredits><ClassRanking><ClassRank>12</ClassRank><TotalNumberInClass>204"
        f"</TotalNumberInClass></ClassRanking>{averages}{files.student()}{ORG.format(1)}{WHEN}"
        "</StudentAcademicRecord>",
    )
    record = read(tmp_path).one("academic_records")
    assert record.items() >= {
        "average": "3.25", "weighted_average": "3.5", "rank": "12", "rank_of": "204",
        "credits_earned": "7", "credits_attempted": "", "ends_in": "2022",
    }.items()  # fmt: skip


def test_a_line_of_nobody_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "StudentTranscript", attempt().replace(files.student(), ""))
    (reject,) = read(tmp_path).rejects
    assert (reject.kind, reject.column) == ("transcripts", "StudentReference")
