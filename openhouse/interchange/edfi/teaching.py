"""Courses, sections and who teaches them."""

from collections.abc import Iterator
from datetime import date

from openhouse.interchange.edfi.catalog import Catalog, Place, Section, Teaching, row
from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import Keys, short, source_id
from openhouse.interchange.rows import Row


def course(catalog: Catalog, keys: Keys, e: Element, place: Place) -> Iterator[Row]:
    """A Course of a school's or the district's catalog."""
    organization, code = keys.organization(e), e.need("CourseCode")
    values = {
        "source_id": source_id("course", organization, code),
        "school": catalog.school_of(organization),
        "number": code,
        "name": e.get("CourseTitle") or code,
        "subject": e.code("AcademicSubject") or e.code("SubjectArea"),
    }
    yield row("courses", place, values)


def section(catalog: Catalog, of: Section, teacher_name: str) -> Iterator[Row]:
    """A section, named as the school names it, else as its course is."""
    school, _year, _session, local = of.offering
    own, title = catalog.offerings.get(of.offering, (source_id("course", school, local), ""))
    credit_only = of.type == "Credit Only" and not of.periods
    values = {
        "source_id": of.id,
        "course": own,
        "school": source_id("school", of.school),
        "term": of.session,
        "number": of.number[:100],
        "name": of.name or title or catalog.courses.get(own) or local,
        "teacher_name": teacher_name,
        "room": of.room,
        # a section that gives credit and takes no attendance is there to carry marks (SCH-02)
        "for_grading_only": "true" if credit_only else None,
        "homeroom": "true" if of.id in catalog.homerooms else None,
    }
    yield row("sections", of.place, values)


class Teachers:
    """Who teaches what, one row a teacher and section, and the one whom families read."""

    def __init__(self, catalog: Catalog, today: date) -> None:
        self._catalog = catalog
        self._today = today.isoformat()
        self._of: dict[str, dict[str, Teaching]] = {}
        for each in catalog.teaching:
            self._add(each)

    def _add(self, each: Teaching) -> None:
        of = self._of.setdefault(each.section, {})
        known = of.get(each.staff)
        if known is None:
            of[each.staff] = each
            return
        known.of_record = known.of_record or each.of_record
        known.starts = min(known.starts, each.starts)
        known.ends = max(known.ends, each.ends) if known.ends and each.ends else ""

    def _primary(self, section: str) -> Teaching | None:
        """The teacher of record who teaches now, the first of them if there are more."""
        held = self._of.get(section, {}).values()
        return min(held, key=self._rank) if held else None

    def _rank(self, each: Teaching) -> tuple[bool, bool, str, str]:
        now = each.starts <= self._today and (not each.ends or self._today <= each.ends)
        return not each.of_record, not now, each.starts, each.staff

    def name(self, section: str) -> str:
        """``Ms. Okafor``, or the whole name where there is no title; empty if nobody is known."""
        primary = self._primary(section)
        if primary is None or primary.staff not in self._catalog.staff:
            return ""
        title, given, family = self._catalog.staff[primary.staff]
        return f"{title or given} {family}".strip()

    def rows(self) -> Iterator[Row]:
        for section, held in self._of.items():
            primary = self._primary(section)
            for each in held.values():
                values = {
                    "source_id": source_id("teaches", each.staff, short(section)),
                    "section": section,
                    "person": self._catalog.persons.id("staff", each.staff),
                    "primary": "true" if each is primary else "false",
                    "starts_on": each.starts,
                    "ends_on": each.ends,
                }
                yield row("section_teachers", each.place, values)
