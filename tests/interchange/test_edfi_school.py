"""Ed-Fi's schools, calendars, bells and sections."""

from pathlib import Path

from tests.interchange import edfi_files as files
from tests.interchange.edfi_files import SCHOOL, read, write

SECTION = files.SECTION_ID
SIX_WEEKS = (
    f"<GradingPeriod>{SCHOOL}<GradingPeriod>First Six Weeks</GradingPeriod>"
    "<PeriodSequence>1</PeriodSequence><SchoolYear>2021-2022</SchoolYear>"
    "<BeginDate>2021-08-16</BeginDate><EndDate>2021-10-01</EndDate></GradingPeriod>"
)


def calendar(code: str, type: str, *days: tuple[str, str]) -> str:
    """A calendar with its days: a date, and events with ``|`` between them."""
    key = f"<CalendarCode>{code}</CalendarCode>{SCHOOL}<SchoolYear>2021-2022</SchoolYear>"
    dates = "".join(
        f"<CalendarDate><Date>{on}</Date>"
        + "".join(f"<CalendarEvent>{event}</CalendarEvent>" for event in events.split("|"))
        + f"<CalendarReference><CalendarIdentity>{key}</CalendarIdentity></CalendarReference>"
        "</CalendarDate>"
        for on, events in days
    )
    return f"<Calendar><CalendarType>{type}</CalendarType>{key}</Calendar>{dates}"


def bells(name: str, *periods: str, dates: tuple[str, ...] = ()) -> str:
    """A bell schedule of class periods, for some dates."""
    listed = "".join(
        f"<ClassPeriodReference><ClassPeriodIdentity>{SCHOOL}<ClassPeriodName>{period}"
        "</ClassPeriodName></ClassPeriodIdentity></ClassPeriodReference>"
        for period in periods
    )
    on = "".join(f"<Date>{date}</Date>" for date in dates)
    return (
        f"<BellSchedule><BellScheduleName>{name}</BellScheduleName>{SCHOOL}{listed}{on}"
        "</BellSchedule>"
    )


def class_period(name: str, *times: str) -> str:
    """A class period with times such as ``08:00 08:50``."""
    meets = "".join(
        f"<MeetingTime><StartTime>{each[:5]}:00</StartTime><EndTime>{each[6:]}:00</EndTime>"
        "</MeetingTime>"
        for each in times
    )
    return f"<ClassPeriod>{SCHOOL}<ClassPeriodName>{name}</ClassPeriodName>{meets}</ClassPeriod>"


def test_a_year_holds_its_terms_and_its_calendar(tmp_path: Path) -> None:
    days = calendar("A", "School", ("2022-05-27", "Instructional day"))
    write(tmp_path, "EducationOrgCalendar", files.A_SESSION + SIX_WEEKS + days)
    found = read(tmp_path)
    year = found.one("school_years")
    assert (year["source_id"], year["name"]) == ("year/1/2022", "2021-22")
    assert (year["starts_on"], year["ends_on"]) == ("2021-08-16", "2022-05-27")
    assert found.of("terms", "name", "kind", "school_year") == [
        ("Fall Semester", "semester", "year/1/2022"),
        ("First Six Weeks", "grading period", "year/1/2022"),
    ]


def test_a_grading_period_belongs_to_the_session_that_lists_it(tmp_path: Path) -> None:
    reference = (
        f"<GradingPeriodReference><GradingPeriodIdentity>{SCHOOL}<GradingPeriod>First Six Weeks"
        "</GradingPeriod><PeriodSequence>1</PeriodSequence><SchoolYear>2021-2022</SchoolYear>"
        "</GradingPeriodIdentity></GradingPeriodReference>"
    )
    session = files.A_SESSION.replace("</Session>", f"{reference}</Session>")
    named = "<GradingPeriodName>P1</GradingPeriodName>"
    period = SIX_WEEKS.replace("<PeriodSequence>", f"{named}<PeriodSequence>")
    write(tmp_path, "EducationOrgCalendar", session + period)
    session_row, period_row = read(tmp_path).rows["terms"]
    assert period_row.values["parent"] == session_row.values["source_id"]
    assert period_row.values["source_id"] == "grading-period/1/2022/First Six Weeks/P1"


def test_a_students_own_calendar_is_not_the_schools(tmp_path: Path) -> None:
    hers = calendar("604", "Student Specific", ("2022-07-29", "Instructional day"))
    whole = calendar("A", "School", ("2021-08-23", "Instructional day"))
    write(tmp_path, "EducationOrgCalendar", hers + files.A_SESSION + whole)
    found = read(tmp_path)
    assert found.of("days", "on") == [("2021-08-23",)]
    assert found.one("school_years")["ends_on"] == "2021-12-17"
    assert found.not_taken == {"days of other calendars": 1}


def test_days_without_school_say_why_unless_it_is_a_weekend(tmp_path: Path) -> None:
    days = calendar(
        "A",
        "School",
        ("2021-09-06", "Holiday"),
        ("2021-09-11", "Holiday"),
        ("2021-09-18", "Make-up day"),
        ("2021-10-08", "Teacher only day"),
        ("2021-11-24", "Instructional day|Student late arrival/early dismissal"),
        ("2022-01-20", "Instructional day|Weather day"),
    )
    write(tmp_path, "EducationOrgCalendar", days)
    assert read(tmp_path).of("days", "on", "instructional", "note") == [
        ("2021-09-06", "false", "Holiday"),
        ("2021-09-11", "false", ""),
        ("2021-09-18", "true", "Make-up day"),
        ("2021-10-08", "false", "No school: teacher day"),
        ("2021-11-24", "true", "Late arrival or early dismissal"),
        ("2022-01-20", "false", "Weather day"),
    ]


def test_a_day_rings_the_schedule_that_names_it_else_the_usual_one(tmp_path: Path) -> None:
    days = calendar(
        "A", "School", *[(f"2021-09-0{n}", "Instructional day") for n in (1, 2, 3)],
        ("2021-09-06", "Holiday"),
    )  # fmt: skip
    write(tmp_path, "EducationOrgCalendar", days)
    schedules = bells("Assembly", "1", dates=("2021-09-02",)) + bells("Normal", "1", "2")
    write(tmp_path, "MasterSchedule", schedules)
    assert read(tmp_path).of("days", "on", "bell_schedule") == [
        ("2021-09-01", "bells/1/Normal"),
        ("2021-09-02", "bells/1/Assembly"),
        ("2021-09-03", "bells/1/Normal"),
        ("2021-09-06", ""),
    ]


def test_two_schedules_that_could_both_be_the_usual_one_leave_the_day_open(tmp_path: Path) -> None:
    days = calendar("A", "School", ("2021-09-01", "Instructional day"))
    write(tmp_path, "EducationOrgCalendar", days)
    write(tmp_path, "MasterSchedule", bells("A Day", "1") + bells("B Day", "1"))
    assert read(tmp_path).one("days")["bell_schedule"] == ""


def test_periods_ring_by_the_clock_and_a_lesson_around_lunch_is_two(tmp_path: Path) -> None:
    periods = class_period("10", "08:00 08:50") + class_period("4", "11:20 11:45", "12:35 13:00")
    write(tmp_path, "EducationOrganization", files.A_SCHOOL + periods)
    write(tmp_path, "MasterSchedule", bells("Normal", "4", "10") + files.offering("4"))
    found = read(tmp_path)
    assert found.of("periods", "name", "sequence", "starts_at", "ends_at") == [
        ("10", "1", "08:00:00", "08:50:00"),
        ("4", "2", "11:20:00", "11:45:00"),
        ("4 (2)", "3", "12:35:00", "13:00:00"),
    ]
    assert found.of("meetings", "section", "period") == [
        (SECTION, "bells/1/Normal/4"),
        (SECTION, "bells/1/Normal/4/2"),
    ]


def test_a_class_period_in_no_schedule_is_in_the_regular_one(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrganization", class_period("A Day 1", "08:00 08:50"))
    write(tmp_path, "MasterSchedule", bells("Normal", "1") + files.offering("1,A Day 1,B Day 1"))
    found = read(tmp_path)
    assert found.of("bell_schedules", "source_id") == [("bells/1/Normal",), ("bells/1/Regular",)]
    assert found.of("periods", "source_id", "starts_at")[1:] == [
        ("bells/1/Regular/A Day 1", "08:00:00"),
        ("bells/1/Regular/B Day 1", ""),
    ]
    assert len(found.rows["meetings"]) == 3


def course(title: str) -> str:
    return (
        "<Course><CourseCode>A-1</CourseCode>"
        f"<CourseTitle>{title}</CourseTitle><AcademicSubject>Mathematics</AcademicSubject>"
        "<EducationOrganizationReference><EducationOrganizationIdentity>"
        "<EducationOrganizationId>9</EducationOrganizationId></EducationOrganizationIdentity>"
        "</EducationOrganizationReference></Course>"
    )


def test_a_section_has_its_courses_name_and_its_sessions_term(tmp_path: Path) -> None:
    write(tmp_path, "EducationOrganization", files.AN_AGENCY + files.A_SCHOOL + course("Algebra I"))
    write(tmp_path, "MasterSchedule", files.offering())
    found = read(tmp_path)
    assert found.one("courses").items() >= {"source_id": "course/9/A-1", "school": ""}.items()
    said = {
        "source_id": SECTION, "course": "course/9/A-1", "school": "school/1", "number": "S1",
        "term": "session/1/2022/Fall", "name": "Algebra I", "teacher_name": "",
    }  # fmt: skip
    assert found.one("sections").items() >= said.items()


def test_a_section_that_gives_credit_and_never_meets_is_for_grading_only(tmp_path: Path) -> None:
    only = files.offering().replace(
        "</Section>", "<SectionType>Credit Only</SectionType></Section>"
    )
    write(tmp_path, "MasterSchedule", only)
    assert read(tmp_path).one("sections")["for_grading_only"] == "true"
    write(tmp_path, "MasterSchedule", files.offering("1"))
    assert "for_grading_only" not in read(tmp_path).one("sections")


def test_a_section_that_is_a_students_homeroom_is_one(tmp_path: Path) -> None:
    write(tmp_path, "MasterSchedule", files.offering("1"))
    says = "<HomeroomIndicator>true</HomeroomIndicator>"
    home = files.placed().replace("</EndDate>", f"</EndDate>{says}")
    assert says in home
    write(tmp_path, "StudentEnrollment", home)
    assert read(tmp_path).one("sections")["homeroom"] == "true"
    write(tmp_path, "StudentEnrollment", files.placed())
    assert "homeroom" not in read(tmp_path).one("sections")


def staff(id: str, title: str, family: str) -> str:
    return (
        f"<Staff><StaffUniqueId>{id}</StaffUniqueId><Name><PersonalTitlePrefix>{title}"
        f"</PersonalTitlePrefix><FirstName>Ana</FirstName><LastSurname>{family}</LastSurname>"
        "</Name></Staff>"
    )


def teaches(id: str, position: str, starts: str, ends: str) -> str:
    return (
        "<StaffSectionAssociation><StaffReference><StaffIdentity><StaffUniqueId>"
        f"{id}</StaffUniqueId></StaffIdentity></StaffReference>{files.section()}"
        f"<ClassroomPosition>{position}</ClassroomPosition><BeginDate>{starts}</BeginDate>"
        f"<EndDate>{ends}</EndDate></StaffSectionAssociation>"
    )


def test_families_read_the_teacher_of_record_who_teaches_now(tmp_path: Path) -> None:
    write(tmp_path, "MasterSchedule", files.offering())
    write(
        tmp_path,
        "StaffAssociation",
        staff("1", "Ms", "Okafor")
        + staff("2", "Dr.", "Lund")
        + staff("3", "", "Pine")
        + teaches("3", "Assistant Teacher", "2021-08-01", "2022-05-27")
        + teaches("2", "Teacher of Record", "2021-08-23", "2021-12-17")
        + teaches("1", "Teacher of Record", "2022-01-04", "2022-05-27"),
    )
    found = read(tmp_path)
    assert found.one("sections")["teacher_name"] == "Ms. Okafor"
    assert sorted(found.of("section_teachers", "person", "primary")) == [
        ("staff/1", "true"),
        ("staff/2", "false"),
        ("staff/3", "false"),
    ]
    assert found.of("staff", "role", "school") == [("teacher", "school/1")] * 3


def test_a_teacher_who_came_back_to_a_section_is_one_row(tmp_path: Path) -> None:
    write(
        tmp_path,
        "StaffAssociation",
        staff("1", "", "Okafor")
        + teaches("1", "Teacher of Record", "2021-11-01", "2021-12-17")
        + teaches("1", "Teacher of Record", "2021-08-23", "2021-09-30"),
    )
    (only,) = read(tmp_path).of("section_teachers", "starts_on", "ends_on")
    assert only == ("2021-08-23", "2021-12-17")
