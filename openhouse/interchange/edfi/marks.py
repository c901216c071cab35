"""The gradebook's entries and scores, and the marks that were posted."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext_noop as _

from openhouse.interchange.edfi import words
from openhouse.interchange.edfi.catalog import Catalog, Place, grading_period, row
from openhouse.interchange.edfi.elements import Element, Unusable, missing
from openhouse.interchange.edfi.gather import OUT_OF
from openhouse.interchange.edfi.keys import Keys, short, source_id, work_id
from openhouse.interchange.rows import NotTaken, Row

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
            "source_id": work_id(self._keys, e),
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

    def _points(self, percent: str, work: str) -> str:
        """The points that a numeric grade, a percentage, is worth; empty where nobody can tell.

        The data standard has PointsEarned beside MaxPoints, and NumericGradeEarned as the
        indicator of performance, which is out of 100 whatever the work is worth.
        """
        out_of = self._catalog.worth.get(work)
        if out_of is None:
            return ""
        try:
            points = Decimal(percent) * Decimal(out_of) / 100
            return format(points.quantize(Decimal("0.01")).normalize(), "f")
        except InvalidOperation:
            return percent  # not a number: the merge says so

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
        # the key of one before 5.0 has the student's stay in the section
        entry = self._keys.body(e, "GradebookEntryReference")
        holder = e
        if e.first("StudentReference") is None:
            holder = self._keys.body(e, "StudentSectionAssociationReference")
        work = work_id(self._keys, entry)
        percent, number = e.get("NumericGradeEarned"), e.get("PointsEarned")
        if percent and not number:
            number = self._points(percent, work)
        submission = e.code("SubmissionStatus")
        flag = _FLAGS.get(submission, "")
        if not flag and e.code("AssignmentLateStatus") == "Late":
            flag = "late"
        letter = e.get("LetterGradeEarned") or e.code("CompetencyLevel")
        if percent and not number and not letter:
            letter = f"{percent[:50]}%"
        began = holder.get("BeginDate")
        if not flag and submission == "Submitted" and not number and not letter:
            flag = "turned in"
        values = {
            "student": self._catalog.persons.id("student", self._keys.student(holder)),
            "assignment": work,
            "points": number,
            "text": letter,
            "flag": flag,
            "comment": e.get("DiagnosticStatement"),
            "scored_on": e.get("DateFulfilled"),
            "rank": f"{began}\t{began}" if holder is not e and began else None,
        }
        yield row("scores", place, values)

    def mark(self, e: Element, place: Place) -> Iterator[Row | NotTaken]:
        """A Grade. One that its sender calls interim is progress, never the period's mark."""
        holder = self._keys.body(e, "StudentSectionAssociationReference")
        student, (section, _school) = self._keys.student(holder), self._keys.section(holder)
        if not self._catalog.in_section(student, section):
            expected = _("a student on the section's roster")
            raise Unusable("StudentSectionAssociationReference", student, expected)
        number, letter = e.get("NumericGradeEarned"), e.get("LetterGradeEarned")
        letter = letter or e.code("PerformanceBaseConversion")
        comment = e.get("DiagnosticStatement") or e.get("GradeEarnedDescription")
        if e.all("LearningStandardGrade"):
            yield NotTaken("grades by learning standard", len(e.all("LearningStandardGrade")))
        if not (number or letter or comment):
            yield NotTaken("grades without a mark")
            return
        type_ = e.code("GradeType")
        word = "Interim" if e.says("CurrentGradeIndicator") else type_
        began = holder.get("BeginDate")
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
            "rank": f"{began} {int('period' in type_.lower())}\t{type_} ({began})",
        }
        yield row("marks", place, values)

    def _task(self, word: str, place: Place) -> Iterator[Row]:
        if not word:
            raise Unusable("GradeType", "", missing("GradeType", "Grade"))
        if word not in self._tasks:
            self._tasks.add(word)
            values = {
                "source_id": source_id("task", word),
                "name": words.sentence(word)[:100],
                "kind": words.task_kind(word),
            }
            yield row("tasks", place, values)
