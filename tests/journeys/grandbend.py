"""What a family of the Ed-Fi district should find, counted from the XML with ElementTree alone."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from tests.journeys.steps import DATA

EDFI = DATA / "edfi" / "grandbend-v5.2" / "small"
NS = "{http://ed-fi.org/5.2.0}"


@cache
def records(record: str) -> list[ET.Element]:
    """Every record of that name, in whatever file it stands."""
    return [
        found
        for path in sorted(EDFI.glob("*.xml"))
        if _holds(path, record)
        for found in ET.parse(path).getroot().findall(NS + record)
    ]


def _holds(path: Path, record: str) -> bool:
    return re.search(f"<{record}[ >]".encode(), path.read_bytes()) is not None


def said(element: ET.Element, name: str) -> str:
    """The first text called *name* at any depth."""
    return element.findtext(f".//{NS}{name}") or ""


@dataclass
class Class:
    """A class that meets on the day asked for: its course's title, its room, the posted marks."""

    title: str
    room: str
    marks: set[str] = field(default_factory=set)


@dataclass
class Family:
    """One student and the contact who is called first."""

    student: str
    child: str
    contact: str
    name: str


def family() -> Family:
    """The student with a gradebook, a contact and the most absences before March 2022."""
    has_scores = {said(entry, "StudentUniqueId") for entry in records("StudentGradebookEntry")}
    absences = Counter(
        said(event, "StudentUniqueId")
        for event in records("StudentSchoolAttendanceEvent")
        if said(event, "EventDate") < "2022-03-01"
    )
    student = max(has_scores, key=lambda number: (absences[number], number))
    tie = next(
        tie
        for tie in records("StudentContactAssociation")
        if said(tie, "StudentUniqueId") == student and said(tie, "PrimaryContactStatus") == "true"
    )
    reference = tie.find(f"{NS}ContactReference")
    assert reference is not None
    (contact,) = [c for c in records("Contact") if c.get("id") == reference.get("ref")]
    (child,) = [s for s in records("Student") if said(s, "StudentUniqueId") == student]
    return Family(
        student,
        said(child, "FirstName"),
        said(contact, "ContactUniqueId"),
        said(contact, "FirstName"),
    )


def classes(student: str, on: date) -> list[Class]:
    """Her classes of *on*, each with the marks posted in it for grading periods begun by then."""
    begun = {
        (said(period, "SchoolId"), said(period, "GradingPeriodName"))
        for period in records("GradingPeriod")
        if said(period, "BeginDate") <= str(on)
    }
    sections = {said(section, "SectionIdentifier"): section for section in records("Section")}
    titles = {
        said(course, "CourseCode"): said(course, "CourseTitle") for course in records("Course")
    }
    for offered in records("CourseOffering"):
        if local := said(offered, "LocalCourseTitle"):
            titles[said(offered, "LocalCourseCode")] = local
    found = {
        said(place, "SectionIdentifier"): Class(
            said(section, "SectionName") or titles[said(place, "LocalCourseCode")],
            said(section, "ClassroomIdentificationCode"),
        )
        for place in records("StudentSectionAssociation")
        if said(place, "StudentUniqueId") == student
        and said(place, "BeginDate") <= str(on) <= said(place, "EndDate")
        and (section := sections.get(said(place, "SectionIdentifier"))) is not None
    }
    for grade in records("Grade"):
        one = found.get(said(grade, "SectionIdentifier"))
        period = (said(grade, "SchoolId"), said(grade, "GradingPeriodName"))
        if one and said(grade, "StudentUniqueId") == student and period in begun:
            one.marks.add(f"{float(said(grade, 'NumericGradeEarned')):g}")
    return list(found.values())


def scores(student: str) -> list[tuple[str, str]]:
    """Title and points of each scored entry of her gradebooks."""
    titles = {
        said(entry, "GradebookEntryIdentifier"): said(entry, "Title")
        for entry in records("GradebookEntry")
    }
    return [
        (
            titles[said(entry, "GradebookEntryIdentifier")],
            f"{float(said(entry, 'NumericGradeEarned')):g}",
        )
        for entry in records("StudentGradebookEntry")
        if said(entry, "StudentUniqueId") == student
    ]


def absences(student: str, until: date) -> list[date]:
    """The days before *until* that the school has an event of."""
    days = {
        date.fromisoformat(said(event, "EventDate"))
        for event in records("StudentSchoolAttendanceEvent")
        if said(event, "StudentUniqueId") == student
    }
    return sorted(day for day in days if day < until)


@dataclass
class Attempt:
    """A line of a transcript: its course's title, mark, credits, and what the mark is worth."""

    title: str
    mark: str
    earned: float
    value: int


def transcript(student: str) -> list[Attempt]:
    """The course transcripts of a student, each of one credit attempted."""
    titles = {
        said(course, "CourseCode"): said(course, "CourseTitle") for course in records("Course")
    }
    found = []
    for line in records("CourseTranscript"):
        if said(line, "StudentUniqueId") == student:
            mark = said(line, "FinalLetterGradeEarned")
            earned = line.findtext(f"{NS}EarnedCredits/{NS}Credits")
            title = titles[said(line, "CourseCode")]
            found.append(Attempt(title, mark, float(earned or 0), "FDCBA".index(mark)))
    return found
