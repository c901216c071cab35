"""enrollments.csv: students in sections, teachers of sections, and schools beyond one's own."""

from openhouse.interchange.oneroster.classes import Classes
from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.roles import STUDENT, RoleAt
from openhouse.interchange.oneroster.table import Record, day, is_gone
from openhouse.interchange.oneroster.users import Users, enrollment
from openhouse.interchange.rows import Items, NotTaken, Row

TEACHERS = frozenset({"teacher", "professor", "faculty"})


def read_enrollments(delivery: Delivery, users: Users, classes: Classes) -> Items:
    """enrollments.csv: placements, teachers of sections, and the schools of students.

    A role that is neither student nor teacher is counted as not taken. The first teacher of a
    section is the one whom families read, unless another is marked as primary.
    """
    table = delivery.table("enrollments")
    if table is None:
        yield from delivery.complete(delivery.table("users"), "enrollments", within="student")
        return
    names: dict[str, str] = {}
    lines: dict[str, int] = {}
    for line, record in table:
        role = record["role"].lower()
        section, user = record["classsourcedid"], record["usersourcedid"]
        if role == STUDENT:
            yield Row("placements", _placement(record), table.file, line, is_gone(record))
            if not is_gone(record):
                yield from _school(record, users, classes, line, table.file)
        elif role in TEACHERS:
            first = record.get("primary", "").lower() in ("true", "1") or section not in names
            if first and not is_gone(record):
                names[section] = users.teachers.get(user, names.get(section, ""))
                lines[section] = line
            yield Row("section_teachers", _teacher(record), table.file, line, is_gone(record))
        else:
            yield NotTaken("other_enrollments")
    yield from table.take_rejects("placements")
    for section, name in names.items():
        if name and section in classes.school_of:
            values = {"source_id": section, "teacher_name": name}
            yield Row("sections", values, table.file, lines[section], partial=True)
    yield from delivery.complete(table, "placements", "section_teachers")
    yield from delivery.complete(delivery.table("users"), "enrollments", within="student")


def _id(record: Record) -> str:
    given = record.get("sourcedid", "")
    return given or f"{record['classsourcedid']}:{record['usersourcedid']}"


def _placement(record: Record) -> dict[str, str | None]:
    return {
        "source_id": _id(record),
        "student": record["usersourcedid"],
        "section": record["classsourcedid"],
        "starts_on": day(record.get("begindate", "")),
        "ends_on": day(record.get("enddate", "")),
    }


def _teacher(record: Record) -> dict[str, str | None]:
    return {
        "source_id": _id(record),
        "section": record["classsourcedid"],
        "person": record["usersourcedid"],
        "primary": record.get("primary", "").lower() or None,
        "starts_on": day(record.get("begindate", "")),
        "ends_on": day(record.get("enddate", "")),
    }


def _school(record: Record, users: Users, classes: Classes, line: int, file: str) -> Items:
    """The school of a class in which a student sits, where her own row does not name it."""
    student = record["usersourcedid"]
    school = classes.school_of.get(record["classsourcedid"], record.get("schoolsourcedid", ""))
    if not school or hash((student, school)) in users.enrolled:
        return
    if users.roles.of_agent(student) not in ("", STUDENT):
        return
    first = student in users.without_school
    grade = users.without_school.pop(student, "")
    at = RoleAt(STUDENT, school, first, "", "", grade, line, file)
    yield enrollment(users, student, school, grade, at, first=first)
