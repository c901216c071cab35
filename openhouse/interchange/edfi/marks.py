"""The gradebook's entries and scores, and the marks that were posted."""

from collections.abc import Iterator

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.catalog import Catalog, Place, grading_period, row
from openhouse.interchange.edfi.elements import Element, Unusable
from openhouse.interchange.edfi.keys import Keys, short, source_id
from openhouse.interchange.rows import NotTaken, Row

#: A numeric grade is a percentage, so work without MaxPoints is worth this many points.
OUT_OF = "100"
_FLAGS = {"Not Submitted": "missing", "Exempt": "exempt", "Returned": "incomplete"}


class Gradebooks:
    """Turns gradebook entries and grades into rows; remembers which tasks it has named."""

    def __init__(self, catalog: Catalog, keys: Keys) -> None:
        self._catalog = catalog
        self._keys = keys
        self._tasks: set[str] = set()
        self._categories: set[int] = set()

    def assignment(self, e: Element, place: Place) -> Iterator[Row]:
        """A GradebookEntry, and its category when it is the first of its type in the section."""
        section, _school = self._keys.section(e)
        word = e.code("GradebookEntryType")
        category = source_id("category", word, *section.split("/")[1:]) if word else ""
        if word and hash(category) not in self._categories:
            self._categories.add(hash(category))
            named = {
                "source_id": category,
                "section": section,
                "name": word[:100],
            }
            yield row("categories", place, named)
        assigned, due = e.get("DateAssigned"), e.get("DueDate")
        values = {
            "source_id": self._work(e),
            "section": section,
            "category": category,
            "term": self._term_of_work(e, section, due or assigned),
            "name": e.need("Title", "GradebookEntryTitle"),
            "description": e.get("Description"),
            "assigned_on": assigned,
            "due_on": due,
            "points": e.get("MaxPoints") or OUT_OF,
        }
        yield row("assignments", place, values)

    def _work(self, body: Element) -> str:
        """``source_id`` of a gradebook entry; before 5.0 its key was section, date and title."""
        identifier = body.get("GradebookEntryIdentifier")
        if identifier:
            return source_id("work", body.get("Namespace"), identifier)
        section, _school = self._keys.section(body)
        title = body.need("GradebookEntryTitle", "Title")
        return source_id("work", *section.split("/")[1:], body.need("DateAssigned"), title)

    def _term_of_work(self, e: Element, section: str, on: str) -> str:
        """The grading period that is said, else the one of the section's school around a day."""
        reference = e.first("GradingPeriodReference")
        if reference is not None:
            said = grading_period(self._keys, self._keys.of(reference), ("", 0))
            return self._catalog.period_id(said)
        known = self._catalog.sections.get(section)
        if known is None:
            return ""
        school, year = known.offering[:2]
        for period in self._catalog.periods_of(school, year):
            if period.starts <= on <= period.ends:
                return period.id
        return known.session

    def score(self, e: Element, place: Place) -> Iterator[Row]:
        """A StudentGradebookEntry. Points count before a percentage, a number before a letter."""
        entry = self._keys.body(e, "GradebookEntryReference")
        holder = e
        if e.first("StudentReference") is None:
            holder = self._keys.body(e, "StudentSectionAssociationReference")
        number = e.get("PointsEarned") or e.get("NumericGradeEarned")
        submission = e.code("SubmissionStatus")
        flag = _FLAGS.get(submission, "")
        if not flag and e.code("AssignmentLateStatus") == "Late":
            flag = "late"
        letter = e.get("LetterGradeEarned") or e.code("CompetencyLevel")
        if not flag and submission == "Submitted" and not number and not letter:
            flag = "turned in"
        values = {
            "student": self._catalog.persons.id("student", self._keys.student(holder)),
            "assignment": self._work(entry),
            "points": number,
            "text": letter,
            "flag": flag,
            "comment": e.get("DiagnosticStatement"),
            "scored_on": e.get("DateFulfilled"),
        }
        yield row("scores", place, values)

    def mark(self, e: Element, place: Place) -> Iterator[Row | NotTaken]:
        """A Grade. One that its sender calls interim is progress, never the period's mark."""
        holder = self._keys.body(e, "StudentSectionAssociationReference")
        student, (section, _school) = self._keys.student(holder), self._keys.section(holder)
        if not self._catalog.in_section(student, section):
            expected = "a student on the section's roster"
            raise Unusable("StudentSectionAssociationReference", student, expected)
        number, letter = e.get("NumericGradeEarned"), e.get("LetterGradeEarned")
        letter = letter or e.code("PerformanceBaseConversion")
        comment = e.get("DiagnosticStatement") or e.get("GradeEarnedDescription")
        if e.all("LearningStandardGrade"):
            yield NotTaken("grades by learning standard", len(e.all("LearningStandardGrade")))
        if not (number or letter or comment):
            yield NotTaken("grades without a mark")
            return
        word = "Interim" if e.says("CurrentGradeIndicator") else e.code("GradeType")
        yield from self._task(word, place)
        reference = self._keys.body(e, "GradingPeriodReference")
        term = self._catalog.period_id(grading_period(self._keys, reference, place))
        values = {
            "source_id": source_id("mark", student, word, short(term), short(section)),
            "student": self._catalog.persons.id("student", student),
            "section": section,
            "term": term,
            "task": source_id("task", word),
            "letter": letter,
            "percent": number,
            "comment": comment,
            "posted_on": e.get("CurrentGradeAsOfDate"),
        }
        yield row("marks", place, values)

    def _task(self, word: str, place: Place) -> Iterator[Row]:
        if not word:
            raise Unusable("GradeType", "", "a GradeType in Grade")
        if word not in self._tasks:
            self._tasks.add(word)
            values = {
                "source_id": source_id("task", word),
                "name": words.sentence(word)[:100],
                "kind": words.task_kind(word),
            }
            yield row("tasks", place, values)
