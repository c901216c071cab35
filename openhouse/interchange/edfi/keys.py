"""How Ed-Fi tells its records apart, and the ``source_id`` of a row.

A ``source_id`` is the record's natural key: a word for its kind and the parts of its key with
``/`` between them, the same in every delivery and in every version of the data standard::

    school/255901001                        SchoolId
    year/255901001/2022                     SchoolId, the year it ends in
    session/255901001/2022/Fall             SchoolId, year, SessionName
    grading-period/255901001/2022/First Six Weeks/Q1
                                            SchoolId, year, code, name (5.x) or sequence (3.x, 4.x)
    bells/255901001/Normal                  SchoolId, BellScheduleName
    bells/255901001/Normal/01               … and ClassPeriodName (…/2 for its second time)
    course/255901/ALG-1                     EducationOrganizationId, CourseCode
    section/255901001/2022/Fall/ALG-1/S1    SchoolId, year, SessionName, LocalCourseCode, identifier
    student/604821 contact/778393 staff/207219      …UniqueId
    person/District/207253                  SourceSystem, PersonId: a contact or member of staff
                                            whose record names a Person (unless a student's does)

Rows about two of these join the keys: ``enrolled/604821/255901001/2021-08-23``. Where there are
many of them, the key of the section is a hash: ``placed/604821/2021-08-23/5f0c9d1e62a7b348``.
"""

import json
import re
import sqlite3
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_noop as _

from openhouse.interchange.edfi.elements import Element, Unusable, missing

LONGEST = 400

#: Parts of a record that its key, or the key of a record that refers to it, is made of.
KEY_PARTS = frozenset(
    {
        "StudentUniqueId",
        "ContactUniqueId",
        "ParentUniqueId",
        "StaffUniqueId",
        "SchoolId",
        "EducationOrganizationId",
        "LocalEducationAgencyId",
        "StateEducationAgencyId",
        "EducationServiceCenterId",
        "OrganizationDepartmentId",
        "SectionIdentifier",
        "UniqueSectionCode",
        "CourseOfferingReference",
        "LocalCourseCode",
        "SchoolReference",
        "SessionReference",
        "SessionName",
        "SchoolYear",
        "Term",
        "CourseCode",
        "EducationOrganizationReference",
        "GradingPeriod",
        "GradingPeriodName",
        "PeriodSequence",
        "ClassPeriodName",
        "BellScheduleName",
        "CalendarCode",
        "GradebookEntryIdentifier",
        "Namespace",
        "GradebookEntryTitle",
        "Title",
        "DateAssigned",
        "StudentReference",
        "SectionReference",
        "BeginDate",
        "ClassroomIdentificationCode",
    }
)

#: Records that others may refer to by their XML id.
KEYED = frozenset(
    {
        "Student",
        "Contact",
        "Parent",
        "Staff",
        "School",
        "LocalEducationAgency",
        "StateEducationAgency",
        "EducationServiceCenter",
        "OrganizationDepartment",
        "Section",
        "CourseOffering",
        "Course",
        "Session",
        "GradingPeriod",
        "ClassPeriod",
        "BellSchedule",
        "Calendar",
        "Location",
        "GradebookEntry",
        "StudentSectionAssociation",
        "StudentAcademicRecord",
    }
)


def source_id(kind: str, *parts: str) -> str:
    """A key of at most 400 characters; a longer one ends in a hash of the whole."""
    key = "/".join((kind, *(_safe(part) if "/" in part else part for part in parts)))
    if len(key) <= LONGEST:
        return key
    return f"{key[:330]}#{sha256(key.encode()).hexdigest()[:60]}"


@lru_cache(maxsize=50_000)
def short(key: str) -> str:
    """Sixteen letters for a long key, enough among the rows of one student."""
    return sha256(key.encode()).hexdigest()[:16]


def _safe(part: str) -> str:
    return part.replace("%", "%25").replace("/", "%2F")


@lru_cache(maxsize=256)
def ends_in(school_year: str) -> str:
    """The year that a school year ends in: 2022 of ``2021-2022``, ``2021-22`` or ``2022``."""
    found = re.fullmatch(r"(\d{4})(?:\D+(\d{2}|\d{4}))?", school_year.strip())
    if found is None:
        raise Unusable("SchoolYear", school_year, _("a school year such as 2021-2022"))
    first, last = found[1], found[2] or found[1]
    return last if len(last) == 4 else first[:2] + last


class Ids:
    """The records that have an XML id, by that id; on disk, for a delivery may have millions."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("CREATE TABLE ids (id, file, body, PRIMARY KEY (id, file))")
        self.count = 0
        self.find = lru_cache(maxsize=2_000)(self._find)

    def add(self, file: str, element: Element) -> None:
        """Remember what the key of *element* is made of."""
        body = json.dumps(_plain(element, KEY_PARTS))
        row = (element.id, file, body)
        self._database.execute("INSERT OR REPLACE INTO ids VALUES (?, ?, ?)", row)
        self.count += 1

    def _find(self, file: str, id: str) -> Element | None:
        """The record with that id in *file*, else in another file; None if there is none."""
        found = self._database.execute(
            "SELECT body FROM ids WHERE id = ? ORDER BY file <> ?, file LIMIT 1", (id, file)
        ).fetchone()
        return _whole(json.loads(found[0])) if found else None

    def close(self) -> None:
        self._database.close()


def _plain(element: Element, only: frozenset[str] | None = None) -> list[Any]:
    """The element as lists, at the top with the parts named in *only*."""
    parts = [
        _plain(part)
        for name, held in element.parts.items()
        if only is None or name in only
        for part in held
    ]
    return [element.name, element.text, element.ref, parts]


def _whole(plain: list[Any]) -> Element:
    name, text, ref, parts = plain
    held: dict[str, list[Element]] = {}
    for part in parts:
        made = _whole(part)
        held.setdefault(made.name, []).append(made)
    return Element(name, text, held, ref)


class Keys:
    """Follows references, by natural key or by XML id, to the ``source_id`` they mean.

    ``file`` is the file that is being read: its own ids come first. Every method raises Unusable
    for a reference that leads nowhere.
    """

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self.file = ""

    def body(self, holder: Element, *names: str) -> Element:
        """What holds the key that the first present reference of *holder* means."""
        for name in names:
            reference = holder.first(name)
            if reference is not None:
                return self.of(reference)
        raise Unusable(names[0], "", missing(names[0], holder.name))

    def of(self, reference: Element) -> Element:
        """What holds the key that *reference* means."""
        if reference.ref:
            found = self._ids.find(self.file, reference.ref)
            if found is None:
                expected = _("the id of a record in this delivery")
                raise Unusable(reference.name, reference.ref, expected)
            return found
        for name, parts in reference.parts.items():
            if name.endswith(("Identity", "Lookup")):
                return parts[0]
        return reference

    def student(self, holder: Element) -> str:
        return self.body(holder, "StudentReference").need("StudentUniqueId")

    def staff(self, holder: Element) -> str:
        return self.body(holder, "StaffReference").need("StaffUniqueId")

    def contact(self, holder: Element) -> str:
        body = self.body(holder, "ContactReference", "ParentReference")
        return body.need("ContactUniqueId", "ParentUniqueId")

    def school(self, holder: Element) -> str:
        return self.body(holder, "SchoolReference").need("SchoolId")

    def organization(self, holder: Element, name: str = "EducationOrganizationReference") -> str:
        """The id of a school, an agency or a department."""
        body = self.body(holder, name)
        return body.need(
            "EducationOrganizationId",
            "SchoolId",
            "LocalEducationAgencyId",
            "OrganizationDepartmentId",
            "EducationServiceCenterId",
            "StateEducationAgencyId",
        )

    def session(self, body: Element) -> tuple[str, str, str]:
        """School, year and name of the session whose key *body* holds."""
        name = body.get("SessionName") or body.code("Term")
        if not name:
            raise Unusable("SessionName", "", missing("SessionName", body.name))
        return self.school(body), ends_in(body.need("SchoolYear")), name

    def calendar_of(self, date: Element) -> Element:
        """What holds the key of a date's calendar; before 3.0 a date named its school alone."""
        reference = date.first("CalendarReference")
        return self.of(reference) if reference is not None else date

    def calendar(self, body: Element) -> tuple[str, str, str]:
        """School, year and code of a calendar."""
        return self.school(body), ends_in(body.need("SchoolYear")), body.get("CalendarCode")

    def offering(self, body: Element) -> tuple[str, str, str, str]:
        """School, year, session and local course code of a course offering."""
        school, year, session = self.session(self.body(body, "SessionReference"))
        return school, year, session, body.need("LocalCourseCode")

    def section(self, holder: Element) -> tuple[str, str]:
        """``source_id`` of the section that *holder* refers to, and its school."""
        return self.section_of(self.body(holder, "SectionReference"))

    def section_of(self, body: Element) -> tuple[str, str]:
        """``source_id`` of the section whose key *body* holds, and its school."""
        identifier = body.need("SectionIdentifier", "UniqueSectionCode")
        offering = self.offering(self.body(body, "CourseOfferingReference"))
        return source_id("section", *offering, identifier), offering[0]


def work_id(keys: Keys, body: Element) -> str:
    """``source_id`` of a gradebook entry; before 5.0 its key was section, date and title."""
    identifier = body.get("GradebookEntryIdentifier")
    if identifier:
        return source_id("work", body.get("Namespace"), identifier)
    section, _school = keys.section(body)
    title = body.need("GradebookEntryTitle", "Title")
    return source_id("work", *section.split("/")[1:], body.need("DateAssigned"), title)
