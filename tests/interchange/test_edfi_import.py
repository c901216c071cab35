"""The Ed-Fi district of ``../shared/data``, imported, against a count of the XML made apart.

The count knows nothing of the reader: it walks the files with ElementTree and compares what a
family would see, by names, numbers and dates.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import psycopg
import pytest

from tests import database

DATA = database.ROOT.parent / "shared" / "data" / "edfi" / "grandbend-v5.2" / "small"
NAME = f"test_{os.getpid()}_edfi"
NS = "{http://ed-fi.org/5.2.0}"
#: Student's number to how often she has what.
PerStudent = dict[str, Counter[tuple[str, ...]]]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"no data set in {DATA}")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``openhouse`` on the test's database, as the restricted role, on 2022-03-01."""
    environment = os.environ | {
        "DATABASE_URL": database.url_of(NAME),
        "DATABASE_APP_URL": database.url_of(NAME, database.ROLE),
        "OPENHOUSE_TODAY": "2022-03-01",
    }
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "openhouse.config.cli", *arguments],
        cwd=database.ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


class Imported:
    """The district after two imports: what each reported, and the rows."""

    def __init__(self, folder: Path) -> None:
        self.reports: list[dict[str, Any]] = []
        for turn in ("first", "second"):
            report = folder / f"{turn}.json"
            done = command("import", str(DATA), "--district", "edfi", "--report", str(report))
            assert done.returncode == 0, done.stdout + done.stderr
            self.reports.append(json.loads(report.read_text()))
        self.connection = psycopg.connect(database.url_of(NAME), autocommit=True)
        found = self.connection.execute("SELECT id FROM districts_district WHERE slug = 'edfi'")
        (self.district,) = found.fetchone() or (0,)

    def per_student(self, columns: str, tables: str) -> PerStudent:
        """By student number, *columns* of the rows of *tables*, whose first is called ``t``."""
        query = (
            f"SELECT s.number, {columns} FROM {tables}"
            " JOIN people_student s ON s.student_id = t.student_id WHERE t.district_id = %s"
        )
        found: PerStudent = defaultdict(Counter)
        for number, *values in self.connection.execute(query, [self.district]):
            found[number][tuple(str(value) for value in values)] += 1
        return found


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    """The small Ed-Fi district in a database of its own, imported twice."""
    database.copy(NAME)
    added = ("district", "add", "--slug", "edfi", "--name", "Grand Bend ISD", "--state", "TX")
    database.run_as_owner(NAME, "-m", "openhouse.config.cli", *added)
    made = Imported(tmp_path_factory.mktemp("edfi"))
    yield made
    made.connection.close()
    database.drop(NAME)


def each(record: str) -> Iterator[ET.Element]:
    """Every record of that name, in whatever file it stands."""
    for path in sorted(DATA.glob("*.xml")):
        if not re.search(f"<{record}[ >]".encode(), path.read_bytes()):
            continue
        yield from ET.parse(path).getroot().findall(NS + record)


def text(element: ET.Element, name: str) -> str:
    """The first text called *name* at any depth."""
    found = element.find(f".//{NS}{name}")
    return (found.text or "") if found is not None else ""


def code(element: ET.Element, name: str) -> str:
    return text(element, name).partition("#")[2]


def test_each_students_contacts_are_those_of_the_files(imported: Imported) -> None:
    names = {
        contact.get("id"): (text(contact, "FirstName"), text(contact, "LastSurname"))
        for contact in each("Contact")
    }
    counted: PerStudent = defaultdict(Counter)
    for tie in each("StudentContactAssociation"):
        reference = tie.find(f"{NS}ContactReference")
        assert reference is not None
        said = (code(tie, "Relation"), text(tie, "LivesWith").title())
        counted[text(tie, "StudentUniqueId")][*names[reference.get("ref")], *said] += 1
    assert sum(map(Counter.total, counted.values())) == 192
    assert counted == imported.per_student(
        "p.given_name, p.family_name, t.relation, t.lives_with",
        "people_guardianship t JOIN people_person p ON p.id = t.person_id",
    )


def test_each_students_sections_are_those_of_the_files(imported: Imported) -> None:
    counted: PerStudent = defaultdict(Counter)
    for place in each("StudentSectionAssociation"):
        parts = [text(place, name) for name in ("SectionIdentifier", "BeginDate", "EndDate")]
        counted[text(place, "StudentUniqueId")][tuple(parts)] += 1
    assert sum(map(Counter.total, counted.values())) == 1_568
    assert counted == imported.per_student(
        "c.number, t.starts_on, t.ends_on",
        "courses_placement t JOIN courses_section c ON c.id = t.section_id",
    )


def test_each_students_marks_are_those_of_the_files(imported: Imported) -> None:
    starts = {
        (text(p, "SchoolId"), text(p, "GradingPeriodName")): text(p, "BeginDate")
        for p in each("GradingPeriod")
    }
    counted: PerStudent = defaultdict(Counter)
    for grade in each("Grade"):
        period = starts[text(grade, "SchoolId"), text(grade, "GradingPeriodName")]
        mark = f"{float(text(grade, 'NumericGradeEarned')):.3f}"
        key = (text(grade, "SectionIdentifier"), text(grade, "LocalCourseCode"), period, mark)
        counted[text(grade, "StudentUniqueId")][key] += 1
    assert sum(map(Counter.total, counted.values())) == 4_704
    assert counted == imported.per_student(
        "c.number, o.number, m.starts_on, t.percent",
        "grades_postedmark t JOIN courses_section c ON c.id = t.section_id"
        " JOIN courses_course o ON o.id = c.course_id JOIN districts_term m ON m.id = t.term_id",
    )


def test_each_students_attendance_is_that_of_the_files(imported: Imported) -> None:
    counted: PerStudent = defaultdict(Counter)
    days = set()
    for event in each("StudentSchoolAttendanceEvent"):
        student, on = text(event, "StudentUniqueId"), text(event, "EventDate")
        if (student, on) in days:
            continue  # one event of the set says a second thing of a day that has its mark
        days.add((student, on))
        category, arrived = code(event, "AttendanceEventCategory"), text(event, "ArrivalTime")
        counted[student][on, "None", category, arrived or "None"] += 1
    for event in each("StudentSectionAttendanceEvent"):
        category, arrived = code(event, "AttendanceEventCategory"), text(event, "ArrivalTime")
        key = (text(event, "EventDate"), text(event, "SectionIdentifier"), category)
        counted[text(event, "StudentUniqueId")][*key, arrived or "None"] += 1
    assert sum(map(Counter.total, counted.values())) == 1_944
    assert counted == imported.per_student(
        't."on", c.number, k.code, t.arrived_at',
        "attendance_attendancemark t LEFT JOIN courses_section c ON c.id = t.section_id"
        " JOIN attendance_attendancecode k ON k.id = t.code_id",
    )


def test_each_students_scores_are_those_of_the_files(imported: Imported) -> None:
    titles = {text(e, "GradebookEntryIdentifier"): text(e, "Title") for e in each("GradebookEntry")}
    counted: PerStudent = defaultdict(Counter)
    for entry in each("StudentGradebookEntry"):
        points = f"{float(text(entry, 'NumericGradeEarned')):.3f}"
        flag = "late" if code(entry, "AssignmentLateStatus") == "Late" else ""
        title = titles[text(entry, "GradebookEntryIdentifier")]
        counted[text(entry, "StudentUniqueId")][title, points, flag] += 1
    assert sum(map(Counter.total, counted.values())) == 250
    assert counted == imported.per_student(
        "a.name, t.points, t.flag",
        "grades_score t JOIN grades_assignment a ON a.id = t.assignment_id",
    )


def test_each_section_has_its_room_and_its_times(imported: Imported) -> None:
    times: dict[tuple[str, str], list[str]] = defaultdict(list)
    for period in each("ClassPeriod"):
        key = (text(period, "SchoolId"), text(period, "ClassPeriodName"))
        times[key] = sorted(start.text or "" for start in period.iter(f"{NS}StartTime"))
    counted: Counter[tuple[str, ...]] = Counter()
    for section in each("Section"):
        names = [name.text or "" for name in section.iter(f"{NS}ClassPeriodName")]
        school = text(section, "SchoolId")
        meets = sorted(start for name in names for start in times[school, name])
        room = text(section, "ClassroomIdentificationCode")
        counted[*section_key(section), room, ",".join(meets)] += 1
    query = """
        SELECT c.number, o.number, split_part(t.source_id, '/', 4), c.room, COALESCE((
            SELECT string_agg(p.starts_at::text, ',' ORDER BY p.starts_at)
            FROM courses_meeting m JOIN districts_period p ON p.id = m.period_id
            WHERE m.section_id = c.id), '')
        FROM courses_section c JOIN courses_course o ON o.id = c.course_id
        JOIN districts_term t ON t.id = c.term_id WHERE c.district_id = %s"""
    assert counted == Counter(imported.connection.execute(query, [imported.district]).fetchall())


def test_families_read_the_name_of_one_of_the_sections_teachers(imported: Imported) -> None:
    names = {text(staff, "StaffUniqueId"): text(staff, "LastSurname") for staff in each("Staff")}
    taught: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for tie in each("StaffSectionAssociation"):
        taught[section_key(tie)].add(names[text(tie, "StaffUniqueId")])
    query = """
        SELECT c.number, o.number, split_part(t.source_id, '/', 4), c.teacher_name
        FROM courses_section c JOIN courses_course o ON o.id = c.course_id
        JOIN districts_term t ON t.id = c.term_id WHERE c.district_id = %s"""
    for *key, name in imported.connection.execute(query, [imported.district]):
        families = taught[key[0], key[1], key[2]]
        assert any(name.endswith(f" {family}") for family in families) or not (families or name)


def section_key(element: ET.Element) -> tuple[str, str, str]:
    return (
        text(element, "SectionIdentifier"),
        text(element, "LocalCourseCode"),
        text(element, "SessionName"),
    )


def test_each_school_has_the_days_of_its_calendar(imported: Imported) -> None:
    counted = Counter(
        (text(day, "SchoolId"), code(day, "CalendarEvent") == "Instructional day")
        for day in each("CalendarDate")
        if text(day, "CalendarCode").startswith("GB-")
    )
    query = (
        "SELECT s.number, d.instructional, count(*) FROM districts_day d"
        " JOIN districts_schoolyear y ON y.id = d.school_year_id"
        " JOIN districts_school s ON s.id = y.school_id WHERE d.district_id = %s GROUP BY 1, 2"
    )
    rows = imported.connection.execute(query, [imported.district])
    assert counted == {(number, lessons): count for number, lessons, count in rows}


def test_the_report_counts_what_the_files_hold(imported: Imported) -> None:
    first = imported.reports[0]
    assert first["status"] == "imported"
    added = {kind: count["added"] for kind, count in first["counts"].items()}
    assert added.items() >= {
        "schools": 3, "students": 112, "guardians": 192, "guardianships": 192, "staff": 68,
        "enrollments": 112, "sections": 532, "placements": 1568, "assignments": 10,
        "scores": 250, "marks": 4704, "attendance": 1944, "transcripts": 1568,
        "academic_records": 224, "doses": 215, "exemptions": 9,
    }.items()  # fmt: skip
    not_taken = {kind: count["not_taken"] for kind, count in first["counts"].items()}
    records = {"immunizations": 4, "discipline": 90}
    assert not_taken.items() >= records.items()


def test_the_one_event_beside_a_more_telling_one_is_listed_with_its_line(
    imported: Imported,
) -> None:
    (left,) = imported.reports[0]["set_aside"]
    assert (left["file"], left["line"]) == ("StudentSchoolAttendance.xml", 90)
    assert left["value"][10:].startswith(": ")
    assert imported.reports[0]["counts"]["attendance"]["not_taken"] == 1


def test_each_row_with_a_mistake_is_listed_with_what_was_expected(imported: Imported) -> None:
    """Exemptions without a day, and one of the parents' that is not religious."""
    listed = [
        (each["line"], each["column"], each["value"], each["expected"])
        for each in imported.reports[0]["rejected"]
    ]
    day = "the day of the exemption"
    assert {each[1:] for each in listed} == {
        ("MedicalExemptionDate", "DTaP", day),
        ("MedicalExemptionDate", "MMR", day),
        ("MedicalExemptionDate", "HepB", day),
        ("NonMedicalImmunizationExemption", "Other", "a religious exemption"),
    }
    assert all(line for line, *_rest in listed)


def test_the_same_files_again_change_nothing(imported: Imported) -> None:
    second = imported.reports[1]
    assert second["status"] == "unchanged"
    for count in second["counts"].values():
        assert not count["added"] + count["changed"] + count["ended"]


def test_only_some_contacts_open_the_portal(imported: Imported) -> None:
    counted = Counter(
        text(tie, "PrimaryContactStatus") == "true" or text(tie, "LivesWith") == "true"
        for tie in each("StudentContactAssociation")
    )
    query = (
        "SELECT portal_access, count(*) FROM people_guardianship WHERE district_id = %s GROUP BY 1"
    )
    assert counted == dict(imported.connection.execute(query, [imported.district]).fetchall())
