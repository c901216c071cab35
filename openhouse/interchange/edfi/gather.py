"""The second pass over a delivery: the records that others are read by."""

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.catalog import (
    Bells,
    Calendar,
    Catalog,
    Place,
    Post,
    School,
    Section,
    Session,
    StudentFacts,
    Teaching,
    grading_period,
)
from openhouse.interchange.edfi.course_facts import remember_course
from openhouse.interchange.edfi.elements import Element, Unusable, code_word, element_of, records
from openhouse.interchange.edfi.keys import Keys, source_id, work_id
from openhouse.interchange.edfi.outline import Outline
from openhouse.interchange.edfi.people import spoken
from openhouse.interchange.edfi.schools import address_of, grades_offered, main_phone
from openhouse.interchange.rows import Reject
from openhouse.interchange.source import Source

#: A numeric grade is a percentage, so work without MaxPoints is worth this many points.
OUT_OF = "100"


class Gather:
    """Fills a catalog, record by record."""

    def __init__(self, catalog: Catalog, keys: Keys) -> None:
        self.catalog = catalog
        self.keys = keys

    @classmethod
    def all(cls, source: Source, outline: Outline, keys: Keys) -> Catalog:
        """Read the records that others are read by."""
        gather = cls(Catalog(), keys)
        for file, counts in outline.files.items():
            if counts.keys().isdisjoint(GATHERED):
                continue
            keys.file = file
            for name, node in records(source, file):
                if name in GATHERED:
                    gather.take(name, element_of(node), (file, node.sourceline or 0))
        return gather.catalog

    def take(self, name: str, element: Element, place: Place) -> None:
        """Remember one record; one that cannot be understood is listed as rejected."""
        try:
            GATHERED[name](self, element, place)
        except Unusable as bad:
            kind = _KINDS.get(name, "")
            if kind:
                file, line = place
                self.catalog.rejects.append(
                    Reject(file, line, bad.column, bad.value, bad.expected, kind)
                )

    def school(self, e: Element, place: Place) -> None:
        """A School. Its phone is the main one; its level is told by category, else by grades."""
        number = e.need("SchoolId")
        categories = [code_word(each) for each in e.all("SchoolCategory")]
        grades = [code_word(each) for each in grades_offered(e)]
        level = words.school_level(categories, grades)
        name = e.need("NameOfInstitution")
        self.catalog.schools[number] = School(
            number, name, level, main_phone(e), place, address_of(e)
        )

    def agency(self, e: Element, place: Place) -> None:
        """A district, service center or state: an organization that is no school."""
        names = ("LocalEducationAgencyId", "EducationServiceCenterId", "StateEducationAgencyId")
        self.catalog.agencies.add(e.need(*names))

    def department(self, e: Element, place: Place) -> None:
        """An OrganizationDepartment: what it is part of, which may be a school."""
        own = e.need("OrganizationDepartmentId")
        above = self.keys.organization(e, "ParentEducationOrganizationReference")
        self.catalog.parents[own] = above

    def session(self, e: Element, place: Place) -> None:
        """A Session with its grading periods; every other record names it by its key."""
        key = self.keys.session(e)
        periods = [
            grading_period(self.keys, self.keys.of(reference), place)
            for reference in e.all("GradingPeriodReference")
        ]
        self.catalog.sessions[key] = Session(
            *key, e.code("Term"), e.need("BeginDate"), e.need("EndDate"), periods, place
        )

    def grading_period(self, e: Element, place: Place) -> None:
        """A GradingPeriod; rejected without its first and last day, for a term has both."""
        e.need("BeginDate")
        e.need("EndDate")
        found = grading_period(self.keys, e, place)
        self.catalog.grading_periods[found.id] = found

    def calendar(self, e: Element, place: Place) -> None:
        """A Calendar, for its type: not every calendar is the whole school's."""
        found = self._calendar(e, place)
        found.type = e.code("CalendarType")

    def calendar_date(self, e: Element, place: Place) -> None:
        """A CalendarDate: a calendar reaches from its first date to its last."""
        found = self._calendar(self.keys.calendar_of(e), place)
        date = e.need("Date")
        found.first = min(found.first or date, date)
        found.last = max(found.last, date)
        found.dates += 1

    def _calendar(self, body: Element, place: Place) -> Calendar:
        key = self.keys.calendar(body)
        return self.catalog.calendars.setdefault(key, Calendar(*key, place))

    def class_period(self, e: Element, place: Place) -> None:
        """A ClassPeriod with its meeting times; two of them are one around lunch."""
        times = [(m.get("StartTime"), m.get("EndTime")) for m in e.all("MeetingTime")]
        key = (self.keys.school(e), e.need("ClassPeriodName"))
        self.catalog.class_periods[key] = sorted(times)

    def bell_schedule(self, e: Element, place: Place) -> None:
        """A BellSchedule: its class periods, and its days where it names some."""
        key = (self.keys.school(e), e.need("BellScheduleName"))
        periods = [
            self.keys.of(reference).need("ClassPeriodName")
            for reference in e.all("ClassPeriodReference")
        ]
        dates = [date.text for date in e.all("Date")]
        self.catalog.bells[key] = Bells(*key, periods, dates, place)

    def course(self, e: Element, place: Place) -> None:
        """A Course: the title that sections without a name of their own bear, subject and level."""
        course = source_id("course", self.keys.organization(e), e.need("CourseCode"))
        remember_course(self.catalog, course, e)

    def offering(self, e: Element, place: Place) -> None:
        """A CourseOffering: which course it is of, and what the school calls it."""
        body = self.keys.body(e, "CourseReference")
        course = source_id("course", self.keys.organization(body), body.need("CourseCode"))
        self.catalog.offerings[self.keys.offering(e)] = (course, e.get("LocalCourseTitle"))

    def section(self, e: Element, place: Place) -> None:
        """A Section with its room and class periods; unusable without its course offering."""
        key, school = self.keys.section_of(e)
        offering = self.keys.offering(self.keys.body(e, "CourseOfferingReference"))
        room = e.first("LocationReference")
        periods = []
        for reference in e.all("ClassPeriodReference"):
            body = self.keys.of(reference)
            periods.append((self.keys.school(body), body.need("ClassPeriodName")))
        self.catalog.sections[key] = Section(
            id=key,
            school=school,
            session=source_id("session", *offering[:3]),
            offering=offering,
            number=e.need("SectionIdentifier", "UniqueSectionCode"),
            name=e.get("SectionName"),
            room=self.keys.of(room).get("ClassroomIdentificationCode") if room else "",
            periods=periods,
            type=e.code("SectionType"),
            place=place,
        )

    def teacher(self, e: Element, place: Place) -> None:
        """A StaffSectionAssociation; without a position one is the teacher of record."""
        section, school = self.keys.section(e)
        self.catalog.teaching.append(
            Teaching(
                staff=self.keys.staff(e),
                section=section,
                school=school,
                of_record=e.code("ClassroomPosition") in ("Teacher of Record", ""),
                starts=e.get("BeginDate"),
                ends=e.get("EndDate"),
                place=place,
            )
        )

    def work(self, e: Element, place: Place) -> None:
        """A GradebookEntry: what it is worth, because a score may be a percentage of it."""
        self.catalog.worth[work_id(self.keys, e)] = e.get("MaxPoints") or OUT_OF

    def staff(self, e: Element, place: Place) -> None:
        """A Staff record: the name that families read, and which Person it is."""
        staff = e.need("StaffUniqueId")
        name = e.first("Name") or e
        title = words.title(name.get("PersonalTitlePrefix"))
        self.catalog.staff[staff] = (title, name.get("FirstName"), name.get("LastSurname"))
        self._join("staff", staff, e)

    def student(self, e: Element, place: Place) -> None:
        """A Student: which Person it is, and before 3.0 where she lives."""
        student = e.need("StudentUniqueId")
        self._join("student", student, e)
        if e.first("Address") is not None:  # before 3.0
            self.catalog.homes.add(("student", student), e, place)

    def contact(self, e: Element, place: Place) -> None:
        """A Contact (Parent before 5.0): where somebody lives, and which Person it is."""
        contact = e.need("ContactUniqueId", "ParentUniqueId")
        self._join("contact", contact, e)
        self.catalog.homes.add(("contact", contact), e, place)

    def at_home(self, e: Element, place: Place) -> None:
        """A student's association with an organization: address, numbers, sex, language."""
        student = self.keys.student(e)
        self.catalog.homes.add(("student", student), e, place)
        facts = self.catalog.students.setdefault(student, StudentFacts())
        facts.sex = facts.sex or words.sex(e.code("Sex"))
        facts.language = facts.language or spoken(e)
        for code in e.all("StudentIdentificationCode"):
            system = code.code("StudentIdentificationSystem")
            if system == "State":
                facts.state_id = code.get("IdentificationCode")
            elif system in ("District", "Student Number") and not facts.number:
                facts.number = code.get("IdentificationCode")

    def link(self, e: Element, place: Place) -> None:
        """A contact's tie to a student, for the households."""
        student, contact = self.keys.student(e), self.keys.contact(e)
        self.catalog.homes.link(student, contact, lives_with=e.says("LivesWith"))

    def _join(self, kind: str, id: str, e: Element) -> None:
        reference = e.first("PersonReference")
        if reference is not None and (person := self.keys.of(reference)).get("PersonId"):
            system = person.code("SourceSystem")
            self.catalog.persons.join(kind, id, system, person.get("PersonId"))

    def assignment(self, e: Element, place: Place) -> None:
        """A staff assignment: a post by classification or, failing that, by title."""
        said = (e.code("StaffClassification"), e.get("PositionTitle"))
        dates = (e.get("BeginDate"), e.get("EndDate"))
        where = self.keys.organization(e)
        self.catalog.posts.append(Post(self.keys.staff(e), where, said, *dates, place))

    def at_school(self, e: Element, place: Place) -> None:
        """A StaffSchoolAssociation: at least a teacher there."""
        post = Post(self.keys.staff(e), self.keys.school(e), ("Teacher", ""), "", "", place)
        self.catalog.at_schools.append(post)

    def employment(self, e: Element, place: Place) -> None:
        """An employment, for its last day: whose every employment ended holds no post."""
        key = (self.keys.staff(e), self.keys.organization(e))
        self.catalog.employed[key].append(e.get("EmploymentPeriod", "EndDate"))

    def placement(self, e: Element, place: Place) -> None:
        """A StudentSectionAssociation, for the rosters that grades and events are checked by."""
        section, _school = self.keys.section(e)
        self.catalog.placed.add(hash((self.keys.student(e), section)))
        self.catalog.rosters.add(section)
        self.catalog.homerooms |= {section} if e.says("HomeroomIndicator") else set()


GATHERED = {
    "School": Gather.school,
    "LocalEducationAgency": Gather.agency,
    "EducationServiceCenter": Gather.agency,
    "StateEducationAgency": Gather.agency,
    "OrganizationDepartment": Gather.department,
    "Session": Gather.session,
    "GradingPeriod": Gather.grading_period,
    "Calendar": Gather.calendar,
    "CalendarDate": Gather.calendar_date,
    "ClassPeriod": Gather.class_period,
    "BellSchedule": Gather.bell_schedule,
    "Course": Gather.course,
    "CourseOffering": Gather.offering,
    "Section": Gather.section,
    "StaffSectionAssociation": Gather.teacher,
    "GradebookEntry": Gather.work,
    "Staff": Gather.staff,
    "Student": Gather.student,
    "Contact": Gather.contact,
    "Parent": Gather.contact,
    "StudentContactAssociation": Gather.link,
    "StudentParentAssociation": Gather.link,
    "StudentEducationOrganizationAssociation": Gather.at_home,
    "StaffEducationOrganizationAssignmentAssociation": Gather.assignment,
    "StaffEducationOrganizationEmploymentAssociation": Gather.employment,
    "StaffSchoolAssociation": Gather.at_school,
    "StudentSectionAssociation": Gather.placement,
}
#: Kinds whose rows are made from the catalog; others are read once more and rejected there.
_KINDS = {
    "School": "schools",
    "Session": "terms",
    "GradingPeriod": "terms",
    "ClassPeriod": "periods",
    "BellSchedule": "bell_schedules",
    "Section": "sections",
    "StaffSectionAssociation": "section_teachers",
    "StaffEducationOrganizationAssignmentAssociation": "staff",
}
