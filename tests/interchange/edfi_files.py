"""Small Ed-Fi deliveries, written by hand, and what the reader makes of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openhouse.interchange import edfi
from openhouse.interchange.rows import Complete, NotTaken, Reject, Row
from openhouse.interchange.source import Source

TODAY = date(2022, 3, 1)
SCHOOL = (
    "<SchoolReference><SchoolIdentity><SchoolId>1</SchoolId></SchoolIdentity></SchoolReference>"
)
SESSION = (
    "<SessionReference><SessionIdentity><SessionName>Fall</SessionName>"
    f"<SchoolYear>2021-2022</SchoolYear>{SCHOOL}</SessionIdentity></SessionReference>"
)
A_SCHOOL = (
    "<School><NameOfInstitution>Oak School</NameOfInstitution><SchoolId>1</SchoolId>"
    "<GradeLevel>uri://ed-fi.org/GradeLevelDescriptor#First grade</GradeLevel></School>"
)
AN_AGENCY = (
    "<LocalEducationAgency><NameOfInstitution>Elm ISD</NameOfInstitution>"
    "<LocalEducationAgencyId>9</LocalEducationAgencyId></LocalEducationAgency>"
)
A_SESSION = (
    "<Session><SessionName>Fall</SessionName><SchoolYear>2021-2022</SchoolYear>"
    "<BeginDate>2021-08-23</BeginDate><EndDate>2021-12-17</EndDate>"
    f"<Term>uri://ed-fi.org/TermDescriptor#Fall Semester</Term>{SCHOOL}</Session>"
)


@dataclass
class Read:
    """What came out of a delivery."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    not_taken: Counter[str] = field(default_factory=Counter)
    complete: set[str] = field(default_factory=set)

    def of(self, kind: str, *columns: str) -> list[tuple[str | None, ...]]:
        """The *columns* of each row of *kind*."""
        return [
            tuple(row.values.get(column) for column in columns) for row in self.rows.get(kind, [])
        ]

    def one(self, kind: str) -> Mapping[str, str | None]:
        """The values of the only row of *kind*."""
        (row,) = self.rows[kind]
        return row.values


def write(folder: Path, name: str, body: str, *, space: str = "http://ed-fi.org/5.2.0") -> None:
    """An interchange *name* with *body* in it; *space* is its namespace, empty for none."""
    root = f"Interchange{name.partition('-')[0]}"
    xmlns = f' xmlns="{space}"' if space else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root}{xmlns}>\n{body}\n</{root}>\n'
    (folder / f"{name}.xml").write_text(text, encoding="utf-8")


def read(path: Path) -> Read:
    """Read the delivery at *path*."""
    found = Read()
    with Source(path) as source:
        for item in edfi.read(source, TODAY):
            match item:
                case Row():
                    found.rows.setdefault(item.kind, []).append(item)
                case Reject():
                    found.rejects.append(item)
                case NotTaken():
                    found.not_taken[item.name] += item.count
                case Complete():
                    found.complete.add(item.kind)
    return found


def student(id: str = "100") -> str:
    """A reference to a student."""
    return (
        f"<StudentReference><StudentIdentity><StudentUniqueId>{id}</StudentUniqueId>"
        "</StudentIdentity></StudentReference>"
    )


def section(identifier: str = "S1") -> str:
    """A reference to a section of ALG in the fall."""
    return (
        f"<SectionReference><SectionIdentity><SectionIdentifier>{identifier}</SectionIdentifier>"
        "<CourseOfferingReference><CourseOfferingIdentity><LocalCourseCode>ALG</LocalCourseCode>"
        f"{SCHOOL}{SESSION}</CourseOfferingIdentity></CourseOfferingReference>"
        "</SectionIdentity></SectionReference>"
    )


def offering(periods: str = "", identifier: str = "S1") -> str:
    """A course offering of ALG with one section that meets in *periods*."""
    meets = "".join(
        f"<ClassPeriodReference><ClassPeriodIdentity>{SCHOOL}"
        f"<ClassPeriodName>{name}</ClassPeriodName></ClassPeriodIdentity></ClassPeriodReference>"
        for name in periods.split(",")
        if name
    )
    return (
        f"<CourseOffering><LocalCourseCode>ALG</LocalCourseCode>{SCHOOL}{SESSION}"
        "<CourseReference><CourseIdentity><CourseCode>A-1</CourseCode>"
        "<EducationOrganizationReference><EducationOrganizationIdentity>"
        "<EducationOrganizationId>9</EducationOrganizationId></EducationOrganizationIdentity>"
        "</EducationOrganizationReference></CourseIdentity></CourseReference></CourseOffering>"
        f"<Section><SectionIdentifier>{identifier}</SectionIdentifier><CourseOfferingReference>"
        "<CourseOfferingIdentity><LocalCourseCode>ALG</LocalCourseCode>"
        f"{SCHOOL}{SESSION}</CourseOfferingIdentity></CourseOfferingReference>{meets}</Section>"
    )


def placed(id: str = "100", identifier: str = "S1") -> str:
    """A student's place in a section."""
    return (
        f"<StudentSectionAssociation>{student(id)}{section(identifier)}"
        "<BeginDate>2021-08-23</BeginDate><EndDate>2021-12-17</EndDate></StudentSectionAssociation>"
    )


#: Ids of the rows that the references above lead to.
STUDENT_ID = "student/100"
SECTION_ID = "section/1/2022/Fall/ALG/S1"
