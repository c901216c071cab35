"""What a Course says that its sections and its transcripts are read by."""

from openhouse.interchange.edfi.catalog import Catalog
from openhouse.interchange.edfi.elements import Element, code_word


def remember_course(catalog: Catalog, course: str, e: Element) -> None:
    """Title, subject and level of the Course *e*, whose ``source_id`` is *course*."""
    catalog.courses[course] = e.get("CourseTitle")
    catalog.subjects[course] = e.code("AcademicSubject") or e.code("SubjectArea")
    level = course_level([code_word(each) for each in e.all("CourseLevelCharacteristic")])
    if level:
        catalog.levels[course] = level


def course_level(characteristics: list[str]) -> str:
    """``honors`` or ``college``, the most demanding that is said; empty where none is."""
    said = {word.lower() for word in characteristics}
    if said & {"advanced placement", "international baccalaureate", "dual credit", "college-level"}:
        return "college"
    return "honors" if said & {"honors", "pre-ap", "pre-ib", "gifted and talented"} else ""
