"""From a delivery of Ed-Fi interchange files to rows of the house.

Three passes, each a record at a time: what stands where (``Outline``), what records are read by
(``Catalog``), and the rows. A bare pass takes about 1.5 s for 100 MB.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date

from openhouse.interchange.edfi import enrollment, people, teaching
from openhouse.interchange.edfi.attendance import Events
from openhouse.interchange.edfi.bells import BellTimes
from openhouse.interchange.edfi.calendar import Years, day
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element, Unusable, element_of, interchange, records
from openhouse.interchange.edfi.gather import GATHERED, Gather
from openhouse.interchange.edfi.health import doses
from openhouse.interchange.edfi.keys import Keys, source_id
from openhouse.interchange.edfi.left_out import left_out
from openhouse.interchange.edfi.marks import Gradebooks
from openhouse.interchange.edfi.outline import Outline
from openhouse.interchange.edfi.staff import Posts
from openhouse.interchange.edfi.transcripts import Transcripts
from openhouse.interchange.rows import Complete, Item, Items, NotTaken, Reject, Row
from openhouse.interchange.source import Source

#: Record to the kind of its rows and what makes them.
Readers = dict[str, tuple[str, Callable[[Element, Place], Iterator[Row | NotTaken | Reject]]]]

#: Kinds that end, and the records that say who is still there.
_ENDING = {
    "guardianships": ("StudentContactAssociation", "StudentParentAssociation"),
    "staff": ("StaffEducationOrganizationAssignmentAssociation",),
    "enrollments": ("StudentSchoolAssociation",),
    "section_teachers": ("StaffSectionAssociation",),
    "placements": ("StudentSectionAssociation",),
}


def recognizes(source: Source) -> bool:
    """If the delivery has an Ed-Fi interchange: XML whose root is called ``Interchange…``.

    Raises Broken for XML with a document type definition.
    """
    return any(interchange(source, file) for file in source.with_suffix(".xml"))


def read(source: Source, today: date) -> Items:
    """The rows of the delivery, what was rejected and what has no table yet.

    Raises Broken for a file that cannot be read; *today* decides who teaches a section now.
    """
    outline = Outline.of(source)
    with closing(outline.ids):
        keys = Keys(outline.ids)
        catalog = Gather.all(source, outline, keys)
        yield from catalog.rejects
        reading = _Reading(catalog, keys, today)
        yield from reading.of_catalog()
        yield from reading.of_files(source, outline)
        yield from reading.enrollments.rows()
    yield from _complete(outline)
    yield from _not_taken(outline, reading.readers)


class _Reading:
    """The last pass, with everything that it looks up."""

    def __init__(self, catalog: Catalog, keys: Keys, today: date) -> None:
        self.catalog = catalog
        self.keys = keys
        self.bells = BellTimes(catalog)
        self.years = Years(catalog)
        self.teachers = teaching.Teachers(catalog, today)
        self.enrollments = enrollment.Enrollments(catalog, keys, self.years)
        self.readers = self._readers() | self._of_transcripts()

    def of_catalog(self) -> Iterator[Row]:
        """The rows that are made from the catalog alone."""
        for school in self.catalog.schools.values():
            values = {
                "source_id": source_id("school", school.id),
                "name": school.name,
                "level": school.level,
                "number": school.id,
                "phone": school.phone,
                **school.address,
            }
            yield row("schools", school.place, values)
        yield from self.years.rows()
        yield from self.bells.rows()
        for section in self.catalog.sections.values():
            yield from teaching.section(self.catalog, section, self.teachers.name(section.id))
            yield from self.bells.meetings(section)
        yield from self.teachers.rows()
        yield from Posts(self.catalog).rows()
        yield from self.catalog.homes.rows(self.catalog.persons.id)

    def of_files(self, source: Source, outline: Outline) -> Iterator[Item]:
        """The rows of each record, in the order of the files."""
        for file, counts in outline.files.items():
            if counts.keys().isdisjoint(self.readers):
                continue
            self.keys.file = file
            for name, node in records(source, file):
                reader = self.readers.get(name)
                if reader is None:
                    continue
                kind, made = reader
                line = node.sourceline or 0
                try:
                    yield from made(element_of(node), (file, line))
                except Unusable as bad:
                    yield Reject(file, line, bad.column, bad.value, bad.expected, kind)

    def _readers(self) -> Readers:
        catalog, keys = self.catalog, self.keys
        books = Gradebooks(catalog, keys)
        events = Events(catalog, keys, self.bells)

        def enrolled(e: Element, place: Place) -> Iterator[Row]:
            self.enrollments.add(e, place)
            return iter(())

        def contact_of(e: Element, place: Place) -> Iterator[Row | NotTaken]:
            return people.guardianship(catalog, keys, e, place)

        return {
            "CalendarDate": ("days", lambda e, p: day(keys, self.years, self.bells, e, p)),
            "Student": ("students", lambda e, p: people.student(catalog, e, p)),
            "Contact": ("people", lambda e, p: people.contact(catalog, e, p)),
            "Parent": ("people", lambda e, p: people.contact(catalog, e, p)),
            "Staff": ("people", lambda e, p: people.member_of_staff(catalog, e, p)),
            "StudentContactAssociation": ("guardianships", contact_of),
            "StudentParentAssociation": ("guardianships", contact_of),
            "StudentEducationOrganizationAssociation": (
                "contact_points",
                lambda e, p: people.at_home(catalog, keys, e, p),
            ),
            "StudentSchoolAssociation": ("enrollments", enrolled),
            "StudentSectionAssociation": (
                "placements",
                lambda e, p: enrollment.placement(catalog, keys, e, p),
            ),
            "GradebookEntry": ("assignments", books.assignment),
            "StudentGradebookEntry": ("scores", books.score),
            "Grade": ("marks", books.mark),
            "StudentHealth": ("doses", lambda e, p: doses(catalog, keys, e, p)),
            "StudentSchoolAttendanceEvent": ("attendance", events.of_day),
            "StudentSectionAttendanceEvent": ("attendance", events.of_section),
        }

    def _of_transcripts(self) -> Readers:
        """Courses with what they are worth, and what was earned in them."""
        catalog, keys = self.catalog, self.keys
        earned = Transcripts(catalog, keys)

        def course(e: Element, place: Place) -> Iterator[Row]:
            yield from teaching.course(catalog, keys, e, place)
            yield from earned.credit(e, place)

        return {
            "Course": ("courses", course),
            "CourseTranscript": ("transcripts", earned.line),
            "StudentAcademicRecord": ("academic_records", earned.record),
        }


def _complete(outline: Outline) -> Iterator[Complete]:
    """What the delivery holds all of.

    A bulk interchange has no deletions, so one that brings the students and their enrollments is
    the whole truth about whoever is missing; a delivery of some files only adds to it.
    """
    if not (outline.has("Student") and outline.has("StudentSchoolAssociation")):
        return
    for kind, names in _ENDING.items():
        if outline.has(*names):
            yield Complete(kind)


def _not_taken(outline: Outline, readers: Readers) -> Iterator[NotTaken]:
    for name, count in sorted(outline.count().items()):
        if name in readers or name in GATHERED:
            continue
        word = left_out(name)
        if word:
            yield NotTaken(word, count)
    if outline.others:
        yield NotTaken("other files", outline.others)
