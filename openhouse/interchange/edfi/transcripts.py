"""What a student has earned: course transcripts, and the sums of her academic record."""

from collections.abc import Iterator

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.catalog import Catalog, Place, row
from openhouse.interchange.edfi.elements import Element
from openhouse.interchange.edfi.keys import Keys, ends_in, short, source_id
from openhouse.interchange.rows import Row

#: Attempts that are in no average: left before the end, or not done yet.
_OPEN = frozenset({"Withdrawn", "Incomplete"})


class Transcripts:
    """Turns transcripts into rows; remembers which areas it has named."""

    def __init__(self, catalog: Catalog, keys: Keys) -> None:
        self._catalog = catalog
        self._keys = keys
        self._areas: set[str] = set()

    def record(self, e: Element, place: Place) -> Iterator[Row]:
        """A StudentAcademicRecord: credits, averages and rank as the sender has them."""
        student, organization, year, term = self._key(e)
        values = {
            "source_id": source_id("record", student, organization, year, term),
            "student": self._catalog.persons.id("student", student),
            "ends_in": year,
            "term_name": term,
            "ended_on": self._ended(organization, year, term),
            "school": self._catalog.school_of(organization),
            "credits_attempted": _credits(e, "CumulativeAttemptedCredits"),
            "credits_earned": _credits(e, "CumulativeEarnedCredits"),
            **_averages(e),
            "rank": e.get("ClassRanking", "ClassRank"),
            "rank_of": e.get("ClassRanking", "TotalNumberInClass"),
            "ranked_on": e.get("ClassRanking", "ClassRankingDate"),
        }
        yield row("academic_records", place, values)

    def line(self, e: Element, place: Place) -> Iterator[Row]:
        """A CourseTranscript."""
        student, organization, year, term = self._key(
            self._keys.body(e, "StudentAcademicRecordReference")
        )
        body = self._keys.body(e, "CourseReference")
        owner, code = self._keys.organization(body), body.need("CourseCode")
        course, result = source_id("course", owner, code), e.code("CourseAttemptResult")
        subject = e.code("CreditCategory") or e.code("AcademicSubject")
        subject = subject or self._catalog.subjects.get(course, "")
        yield from self.area(subject, place)
        elsewhere = e.get("ExternalEducationOrganizationNameOfInstitution")
        known = self._catalog.schools.get(organization)
        attempted = _credits(e, "AttemptedCredits")
        values = {
            "source_id": source_id(
                "transcript", student, year, term, short(f"{organization}/{course}/{result}")
            ),
            "student": self._catalog.persons.id("student", student),
            "ends_in": year,
            "term_name": term,
            "ended_on": self._ended(organization, year, term),
            "grade_level": words.grade_level(e.code("WhenTakenGradeLevel")),
            "school": self._catalog.school_of(organization),
            "school_name": elsewhere or (known.name if known else None),
            "course": course if course in self._catalog.courses else None,
            "course_number": code,
            "course_name": e.get("CourseTitle")
            or e.get("AlternativeCourseTitle")
            or self._catalog.courses.get(course)
            or code,
            "mark": e.get("FinalLetterGradeEarned"),
            "percent": e.get("FinalNumericGradeEarned"),
            "credits_attempted": attempted or _credits(e, "EarnedCredits"),
            "credits_earned": _credits(e, "EarnedCredits"),
            "area": source_id("area", subject) if subject else None,
            "level": self._catalog.levels.get(course),
            "counts": "false" if result in _OPEN or _is_replaced(e) else "true",
            "transfer": "true" if elsewhere or _is_transferred(e) else "false",
        }
        yield row("transcripts", place, values)

    def area(self, subject: str, place: Place) -> Iterator[Row]:
        """The area of a subject, when it is the first of it."""
        if subject and subject not in self._areas:
            self._areas.add(subject)
            named = {"source_id": source_id("area", subject), "name": subject[:100]}
            yield row("credit_areas", place, named)

    def credit(self, e: Element, place: Place) -> Iterator[Row]:
        """What a Course is worth, where it says so."""
        worth = _credits(e, "MaximumAvailableCredits") or _credits(e, "MinimumAvailableCredits")
        if not worth:
            return
        subject = e.code("AcademicSubject") or e.code("SubjectArea")
        yield from self.area(subject, place)
        course = source_id("course", self._keys.organization(e), e.need("CourseCode"))
        values = {
            "course": course,
            "credits": worth,
            "area": source_id("area", subject) if subject else None,
            "level": self._catalog.levels.get(course),
        }
        yield row("course_credits", place, values)

    def _key(self, body: Element) -> tuple[str, str, str, str]:
        """Student, organization, the year it ends in and the term of a record."""
        return (
            self._keys.student(body),
            self._keys.organization(body),
            ends_in(body.need("SchoolYear")),
            body.code("Term"),
        )

    def _ended(self, organization: str, year: str, term: str) -> str | None:
        """The last day of the term, where the delivery has its session."""
        for (school, of, _name), session in self._catalog.sessions.items():
            if (school, of) == (organization, year) and term in (session.word, session.name):
                return session.ends
        return None


def _credits(e: Element, name: str) -> str:
    return e.get(name, "Credits") or e.get(name, "Credit")


def _averages(e: Element) -> dict[str, str]:
    """The cumulative averages by their columns; one without a type is not weighted."""
    found = {}
    for each in e.all("GradePointAverage"):
        if each.says("IsCumulative") is not False:
            weighted = each.code("GradePointAverageType").lower() == "weighted"
            column = "weighted_average" if weighted else "average"
            found[column] = each.get("GradePointAverageValue")
    return found


def _is_transferred(e: Element) -> bool:
    return "transfer" in e.code("MethodCreditEarned").lower()


def _is_replaced(e: Element) -> bool:
    """If a later attempt stands in its place in the average."""
    return "notcounted" in e.code("CourseRepeatCode").replace(" ", "").lower()
