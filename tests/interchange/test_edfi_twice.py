"""Rows that Ed-Fi's keys tell apart and this house does not: one stands, the others are listed."""

from pathlib import Path

import pytest

from openhouse.interchange.report import Report
from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import SCHOOL, write
from tests.interchange.juniper import Juniper, juniper
from tests.interchange.test_edfi_people import named, tie
from tests.interchange.test_edfi_records import event

__all__ = ["juniper"]
DAY = (
    "SELECT c.name FROM attendance_attendancemark m JOIN attendance_attendancecode c"
    " ON c.id = m.code_id WHERE m.section_id IS {} NULL"
)
PERIOD = (
    f"<GradingPeriod><GradingPeriod>Six Weeks</GradingPeriod><BeginDate>2021-08-23</BeginDate>"
    f"<EndDate>2021-10-01</EndDate><GradingPeriodName>Q1</GradingPeriodName>{SCHOOL}"
    "<SchoolYear>2021-2022</SchoolYear></GradingPeriod>"
)


def day(category: str, school: str = "1", session: str = "Fall") -> str:
    """A school's attendance event."""
    body = event(category).replace(files.section(), SCHOOL + files.SESSION)
    body = body.replace("StudentSection", "StudentSchool").replace(">Fall<", f">{session}<")
    return body.replace("<SchoolId>1<", f"<SchoolId>{school}<")


def school(folder: Path, **interchanges: str) -> Path:
    """A school with one section and one student in it, and these interchanges."""
    folder.mkdir(exist_ok=True)
    other = files.A_SCHOOL.replace(">1<", ">2<").replace("Oak", "Ash")
    write(folder, "EducationOrganization", files.AN_AGENCY + files.A_SCHOOL + other)
    write(folder, "EducationOrgCalendar", files.A_SESSION + PERIOD)
    course = (
        "<Course><CourseCode>A-1</CourseCode><CourseTitle>Algebra</CourseTitle>"
        "<EducationOrganizationReference><EducationOrganizationIdentity>"
        "<EducationOrganizationId>9</EducationOrganizationId></EducationOrganizationIdentity>"
        "</EducationOrganizationReference></Course>"
    )
    write(folder, "MasterSchedule", course + files.offering())
    write(folder, "Student", named("Student", "100", "Ada"))
    again = files.placed().replace("2021-08-23", "2021-11-01")
    first = files.placed().replace("2021-12-17", "2021-10-15")
    write(folder, "StudentEnrollment", first + again)
    for name, body in interchanges.items():
        write(folder, name, body)
    return folder


def left_out(report: Report) -> list[tuple[str, str]]:
    assert report.status in ("imported", "unchanged"), report.message
    assert report.rejected == []
    return [(each.value, str(each.expected)) for each in report.aside]


@pytest.mark.parametrize("turned", [False, True], ids=["in order", "the other way round"])
@pytest.mark.parametrize(
    ("stands", "less"),
    [
        ("Excused Absence", "Partial"),
        ("Unexcused Absence", "Partial"),
        ("Partial", "Tardy"),
        ("Tardy", "Early departure"),
        ("Early departure", "In Attendance"),
        ("Excused Absence", "Unexcused Absence"),
    ],
)
def test_of_two_events_of_a_day_the_more_telling_stands_and_the_other_is_listed(
    juniper: Juniper, tmp_path: Path, stands: str, less: str, turned: bool
) -> None:
    both = [day(stands), day(less)]
    folder = school(tmp_path / "d", StudentAttendance="".join(both[:: -1 if turned else 1]))
    report = juniper.take(folder)
    ((value, why),) = left_out(report)
    assert value == f"2021-09-07: {less} (Fall, 1)"
    assert why.startswith(f"{stands} (Fall, 1) (StudentAttendance.xml, line")
    assert "an absence counts before part of a day" in why
    count = report.counts["attendance"]
    assert (count.read, count.added, count.not_taken, count.rejected) == (2, 1, 1, 0)
    name = juniper.one(DAY.format(""))
    assert name.lower().startswith("absent part" if stands == "Partial" else stands.lower())
    again = juniper.take(folder)
    assert again.status == "unchanged"
    assert len(left_out(again)) == 1
    assert again.as_json()["set_aside"][0]["value"] == value


def test_of_two_events_of_a_section_and_day_one_stands_too(
    juniper: Juniper, tmp_path: Path
) -> None:
    body = event("Tardy") + event("Unexcused Absence")
    report = juniper.take(school(tmp_path / "d", StudentAttendance=body))
    assert [value for value, _why in left_out(report)] == ["2021-09-07: Tardy (S1)"]
    assert juniper.one(DAY.format("NOT")) == "Unexcused absence"


def test_the_same_category_at_two_schools_or_in_two_sessions_is_no_mistake(
    juniper: Juniper, tmp_path: Path
) -> None:
    body = day("Tardy") + day("Tardy", school="2") + day("Tardy", session="Whole year")
    report = juniper.take(school(tmp_path / "d", StudentAttendance=body))
    assert len(left_out(report)) == 2
    assert juniper.one("SELECT count(*) FROM attendance_attendancemark") == 1


def test_one_event_sent_twice_is_a_mistake(juniper: Juniper, tmp_path: Path) -> None:
    body = day("Tardy") + day("Tardy") + day("Partial")
    report = juniper.take(school(tmp_path / "d", StudentAttendance=body))
    (again,) = report.rejected
    assert again.expected == "each row once; an earlier line has the same"
    assert [each.value for each in report.aside] == ["2021-09-07: Tardy (Fall, 1)"]
    count = report.counts["attendance"]
    assert (count.read, count.added, count.rejected, count.not_taken) == (3, 1, 1, 1)


def grade(number: str, began: str, type: str = "Grading Period", more: str = "") -> str:
    return (
        "<Grade><StudentSectionAssociationReference><StudentSectionAssociationIdentity>"
        f"{files.student()}{files.section()}<BeginDate>{began}</BeginDate>"
        "</StudentSectionAssociationIdentity></StudentSectionAssociationReference>"
        f"<NumericGradeEarned>{number}</NumericGradeEarned><GradeType>{type}</GradeType>"
        f"<GradingPeriodReference><GradingPeriodIdentity>{SCHOOL}"
        "<SchoolYear>2021-2022</SchoolYear><GradingPeriod>Six Weeks</GradingPeriod>"
        "<GradingPeriodName>Q1</GradingPeriodName></GradingPeriodIdentity>"
        f"</GradingPeriodReference>{more}</Grade>"
    )


def test_the_grade_of_the_later_stay_in_a_section_stands(juniper: Juniper, tmp_path: Path) -> None:
    body = grade("91", "2021-11-01") + grade("62", "2021-08-23")
    report = juniper.take(school(tmp_path / "d", StudentGrade=body))
    ((value, why),) = left_out(report)
    assert value == "Grading Period (2021-08-23)"
    assert "the later stay in the section counts" in why
    assert int(juniper.one("SELECT percent FROM grades_postedmark")) == 91


def test_a_mark_that_is_sent_again_is_told_as_nobodys_but_the_senders(
    juniper: Juniper, tmp_path: Path
) -> None:
    """What the gradebook computed goes with the mark that a teacher posted, not with another."""
    delivery = school(tmp_path / "d", StudentGrade=grade("91", "2021-08-23"))
    juniper.taken(delivery)
    posts = (
        "UPDATE grades_postedmark SET percent = {}, comment = 'Well done', computed_letter = 'B',"
    )
    posts += " computed_percent = 88 RETURNING id"
    columns = "percent::int, comment, computed_letter, computed_percent::int"
    mark = f"SELECT {columns} FROM grades_postedmark"
    for percent, after in ((95, (None, None)), (91, ("B", 88))):
        juniper.rows(posts.format(percent))
        juniper.taken(delivery)
        assert juniper.rows(mark) == [(91, "", *after)]


def test_of_two_interim_grades_the_grading_periods_stands(juniper: Juniper, tmp_path: Path) -> None:
    now = "<CurrentGradeIndicator>true</CurrentGradeIndicator>"
    body = grade("70", "2021-08-23", "Semester", now) + grade("80", "2021-08-23", more=now)
    report = juniper.take(school(tmp_path / "d", StudentGrade=body))
    assert [value for value, _why in left_out(report)] == ["Semester (2021-08-23)"]
    assert int(juniper.one("SELECT percent FROM grades_postedmark")) == 80


def test_a_phone_that_two_records_of_one_person_say_is_one_phone(
    juniper: Juniper, tmp_path: Path
) -> None:
    phone = "<Telephone><TelephoneNumber>555-0101</TelephoneNumber></Telephone>"
    said = (
        f"<StudentEducationOrganizationAssociation>{files.student()}{phone}"
        "</StudentEducationOrganizationAssociation>"
    )
    report = juniper.take(school(tmp_path / "d", StudentEnrollment=said + said))
    assert left_out(report) == []
    assert juniper.one("SELECT count(*) FROM people_contactpoint") == 1


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_contacts_who_are_one_person_the_restricted_tie_stands(
    juniper: Juniper, tmp_path: Path, turned: bool
) -> None:
    person = (
        "<PersonReference><PersonIdentity><PersonId>77</PersonId><SourceSystem>District"
        "</SourceSystem></PersonIdentity></PersonReference>"
    )
    people = named("Contact", "7", "Eve", more=person) + named("Contact", "8", "Eve", more=person)
    mother = "<Relation>Mother</Relation>"
    ties = [
        tie("100", "7", f"{mother}<LegalGuardian>true</LegalGuardian>"),
        tie("100", "8", f"{mother}<ContactRestrictions>No calls.</ContactRestrictions>"),
    ]
    body = people + "".join(ties[:: -1 if turned else 1])
    report = juniper.take(school(tmp_path / "d", Contact=body))
    ((value, why),) = left_out(report)
    assert (value, why[:10]) == ("Mother (7)", "Mother (8)")
    assert juniper.one("SELECT portal_access FROM people_guardianship") is False
