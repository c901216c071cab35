"""courses.csv and classes.csv: courses, sections, and the periods in which sections meet."""

from dataclasses import dataclass, field

from openhouse.interchange.oneroster.delivery import Delivery
from openhouse.interchange.oneroster.orgs import Orgs
from openhouse.interchange.oneroster.sessions import Sessions
from openhouse.interchange.oneroster.table import Record, Table, is_gone, listed
from openhouse.interchange.rows import Items, Row

#: Letters that the name of a section may have.
LONGEST = 200
ELEMENTARY = frozenset({"IT", "PR", "PK", "TK", "KG", "K", "01", "02", "03", "04", "05"})


@dataclass(slots=True)
class Classes:
    """What later files need of the classes: the school of each; and the courses' names."""

    school_of: dict[str, str] = field(default_factory=dict)
    course_names: dict[str, str] = field(default_factory=dict)


def read_courses(delivery: Delivery, classes: Classes, orgs: Orgs) -> Items:
    """courses.csv: rows of courses; fills *classes* with their names.

    A course of the district, or of what is no school here, has no school.
    """
    table = delivery.table("courses")
    if table is None:
        return
    for line, record in table:
        org = record.get("orgsourcedid", "")
        classes.course_names[record["sourcedid"]] = record["title"]
        values = {
            "source_id": record["sourcedid"],
            "school": org if org in orgs.types and orgs.is_school(org) else "",
            "number": record.get("coursecode"),
            "name": record["title"],
            "subject": ", ".join(listed(record.get("subjects", ""))),
        }
        yield Row("courses", values, table.file, line, is_gone(record))
    yield from table.take_rejects("courses")


def read_classes(delivery: Delivery, classes: Classes, sessions: Sessions) -> Items:
    """classes.csv: sections, their meetings, and a bell schedule a school; fills *classes*.

    A class of several terms is in the lowest session that covers them all, and runs from the
    first day of the first to the last day of the last. The file is read twice: first for the
    schools that have homerooms.
    """
    table = delivery.table("classes")
    if table is None:
        return
    homerooms = _schools_with_homerooms(table)
    periods: dict[tuple[str, str], int] = {}
    for line, record in table:
        section, school = record["sourcedid"], record["schoolsourcedid"]
        yield Row(
            "sections",
            _section(record, classes, sessions, homerooms),
            table.file,
            line,
            is_gone(record),
        )
        if is_gone(record):
            continue
        classes.school_of[section] = school
        for period in listed(record.get("periods", "")):
            periods.setdefault((school, period), line)
            values = {"section": section, "period": f"{school}:{period}"}
            yield Row("meetings", values, table.file, line)
    yield from table.take_rejects("sections")
    yield from _bells(table, periods)
    yield from delivery.complete(table, "meetings", within="section")


def _section(
    record: Record, classes: Classes, sessions: Sessions, homerooms: set[str]
) -> dict[str, str | None]:
    school = record["schoolsourcedid"]
    terms = listed(record.get("termsourcedids", ""))
    spans = [sessions.by_id[term] for term in terms if term in sessions.by_id]
    term = sessions.covering(terms)
    title = record["title"]
    homeroom = record.get("classtype", "").lower() == "homeroom"
    course = classes.course_names.get(record["coursesourcedid"], "")
    return {
        "source_id": record["sourcedid"],
        "course": record["coursesourcedid"],
        "school": school,
        "term": f"{term}:{school}" if term else "",
        "number": record.get("classcode") or (title if course and not homeroom else ""),
        # a course whose name is too long is rejected itself
        "name": title if homeroom or not 0 < len(course) <= LONGEST else course,
        "room": record.get("location", ""),
        "for_grading_only": "true" if _for_grading_only(record, homerooms) else "false",
        "homeroom": "true" if homeroom else "false",
        "starts_on": min(span.starts_on for span in spans).isoformat() if spans else None,
        "ends_on": max(span.ends_on for span in spans).isoformat() if spans else None,
    }


def _for_grading_only(record: Record, homerooms: set[str]) -> bool:
    """If the class only carries marks (SCH-02).

    A class of an elementary grade that names neither period nor room, in a school where children
    have a homeroom: the homeroom is the real day, the others stand on the report card.
    """
    grades = {grade.upper().zfill(2) for grade in listed(record.get("grades", ""))}
    return (
        record.get("classtype", "").lower() != "homeroom"
        and record["schoolsourcedid"] in homerooms
        and bool(grades)
        and grades <= ELEMENTARY
        and not record.get("periods")
        and not record.get("location")
    )


def _schools_with_homerooms(table: Table) -> set[str]:
    if not table.has("classType"):
        return set()
    return {
        record["schoolsourcedid"]
        for _line, record in table
        if record["classtype"].lower() == "homeroom"
    }


def _bells(table: Table, periods: dict[tuple[str, str], int]) -> Items:
    """One bell schedule a school, with the periods that its classes name; no times are sent."""
    schools: set[str] = set()
    for (school, period), line in periods.items():
        if school not in schools:
            schools.add(school)
            values = {"source_id": f"regular:{school}", "school": school, "name": "Regular"}
            yield Row("bell_schedules", values, table.file, line)
        place = period if period.isdecimal() and len(period) < 5 else str(len(schools))
        values = {
            "source_id": f"{school}:{period}",
            "bell_schedule": f"regular:{school}",
            "name": period,
            "sequence": place,
        }
        yield Row("periods", values, table.file, line)
