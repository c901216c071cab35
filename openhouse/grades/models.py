"""What is graded and what came of it: tasks, categories, assignments, scores, posted marks.

The mark in progress is never stored: ``rules`` computes it from the scores. A posted mark is what
the teacher submitted. The two are different things on every page.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.courses.models import Section
from openhouse.districts.models import School, Term
from openhouse.grades import models_district, models_work
from openhouse.grades.rules import scales
from openhouse.grades.rules.standards import Method
from openhouse.people.guard import Guarded
from openhouse.people.models import Person, Student, StudentRecord

#: Their tables are a part of these; Django looks for models in this module alone.
GradebookDefault, TaskPart = models_district.GradebookDefault, models_district.TaskPart
MORE = models_work


class GradingScale(Sourced):
    """Marks by the least percent that earns them: ``[["A", "93"], …]``, best first."""

    class Rounding(models.TextChoices):
        """``rules.scales.Rounding``, in words."""

        WHOLE = scales.Rounding.WHOLE, _("To a whole percent")
        TENTH = scales.Rounding.TENTH, _("To a tenth of a percent")
        HUNDREDTH = scales.Rounding.HUNDREDTH, _("To a hundredth of a percent")
        WHOLE_DOWN = scales.Rounding.WHOLE_DOWN, _("Down to a whole percent")
        TENTH_DOWN = scales.Rounding.TENTH_DOWN, _("Down to a tenth of a percent")

    name = models.CharField(max_length=100)
    steps = models.JSONField()
    rounding = models.CharField(
        max_length=10, choices=Rounding, default=Rounding.TENTH, db_default=Rounding.TENTH
    )

    class Meta:
        constraints = [source_is_unique("gradingscale")]


class GradingTask(Sourced):
    """A mark that can be reported: quarter, exam, semester, final."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Progress")
        TERM = "term", _("Term")
        EXAM = "exam", _("Exam")
        SEMESTER = "semester", _("Semester")
        FINAL = "final", _("Final")

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=Kind)
    #: Made of others (``TaskPart``), there is no mark until all of them are there; else the weight
    #: of one that lacks is shared out.
    waits = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            source_is_unique("gradingtask"),
            models.UniqueConstraint(fields=["district_id", "name"], name="gradingtask_name_unique"),
        ]


class Gradebook(DistrictOwned):
    """How the mark of one section is computed; a section without a row uses points, unweighted."""

    stamp: ClassVar[Stamp] = Stamp.SECTION

    section = models.OneToOneField(
        Section, models.CASCADE, primary_key=True, related_name="gradebook"
    )
    scale = models.ForeignKey(GradingScale, models.SET_NULL, null=True, blank=True)
    weighted = models.BooleanField(default=False, db_default=False)
    #: Each piece counts the same, whatever its points (TCH-05).
    by_percent = models.BooleanField(default=False, db_default=False)
    #: What missing work earns, in percent; empty where it does not count until it is scored.
    missing_percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, default=0, db_default=0
    )
    #: Weights that add up to more than 100 are taken as they stand.
    beyond = models.BooleanField(default=False, db_default=False)
    #: How the skill that each category is gets estimated, beside the mark; empty where none is.
    estimate = models.CharField(max_length=13, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(missing_percent__isnull=True)
                | Q(missing_percent__gte=0, missing_percent__lte=100),
                name="gradebook_missing_is_a_percent",
            ),
            models.CheckConstraint(
                condition=Q(estimate__in=["", *(one.value for one in Method)]),
                name="gradebook_estimate_is_known",
            ),
        ]


class Category(Sourced):
    """A part of the gradebook: "Tests", with its weight in percent and how many lows it drops."""

    stamp: ClassVar[Stamp] = Stamp.SECTION

    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, related_name="categories"
    )
    name = models.CharField(max_length=100)
    weight = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    drop_lowest = models.PositiveSmallIntegerField(default=0, db_default=0)
    drop_highest = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: Extra credit: adds to the mark and takes nothing from it.
    extra = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [source_is_unique("category")]


class Assignment(Sourced):
    """Work that may be scored. ``points`` is the most it is worth; zero is extra credit."""

    stamp: ClassVar[Stamp] = Stamp.SECTION
    lines: ClassVar[Lines] = Lines(
        "assignment", "id",
        ("section_id", "term_id", "name", "assigned_on", "due_on", "visible"),
        "made", "changed", "removed", whose="section_id",
    )  # fmt: skip

    section = models.ForeignKey(Section, models.CASCADE, related_name="assignments")
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True, related_name="+")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300)
    #: What heads its column where there is little room (TCH-01).
    short = models.CharField(max_length=5, blank=True, default="", db_default="")
    description = models.TextField(blank=True, default="", db_default="")
    assigned_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    points = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    multiplier = models.DecimalField(max_digits=6, decimal_places=3, default=1, db_default=1)
    counts = models.BooleanField(default=True, db_default=True)
    never_drop = models.BooleanField(default=False, db_default=False)
    visible = models.BooleanField(default=True, db_default=True)
    #: Students hand it in on its page (STU-02).
    handed_in_here = models.BooleanField(default=False, db_default=False)
    #: What it is scored by, as ``rules.rubrics`` reads it; NULL where there is none.
    rubric = models.JSONField(null=True, blank=True, default=None)

    class Meta:
        constraints = [
            source_is_unique("assignment"),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0),
                name="assignment_points_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["section", "due_on"])]


class Score(DistrictOwned):
    """What one student got for one assignment.

    The largest table of the house, so it is kept lean: its key is student and assignment, and that
    both exist is checked once a statement by triggers, not once a row (docs/decisions).
    """

    wall: ClassVar[Wall] = Wall.SCORE
    stamp: ClassVar[Stamp] = Stamp.STUDENT
    lines: ClassVar[Lines] = Lines(
        "score", "assignment_id", ("points", "text", "flag", "comment", "feedback"),
        "entered", "changed", "removed",
    )  # fmt: skip

    class Flag(models.TextChoices):
        """The sender's word about the work; DESIGN §4 and GRD-05 to GRD-12 say what each does."""

        NONE = "", _("No flag")
        TURNED_IN = "turned in", _("Turned in")
        LATE = "late", _("Late")
        MISSING = "missing", _("Missing")
        INCOMPLETE = "incomplete", _("Incomplete")
        CHEATED = "cheated", _("See the teacher")
        EXEMPT = "exempt", _("Excused")
        DROPPED = "dropped", _("Dropped")

    pk = models.CompositePrimaryKey("student_id", "assignment_id")
    student = models.ForeignKey(Student, models.DO_NOTHING, db_constraint=False, db_index=False)
    assignment = models.ForeignKey(
        Assignment, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    points = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    #: A mark in words or letters where the source sends no number.
    text = models.CharField(max_length=60, blank=True, default="", db_default="")
    flag = models.CharField(max_length=10, choices=Flag, blank=True, default="", db_default="")
    #: The teacher's short word about the score, as the gradebook's column has it.
    comment = models.TextField(blank=True, default="", db_default="")
    #: What she says about the work itself, at more length (GRD-13).
    feedback = models.TextField(blank=True, default="", db_default="")
    scored_on = models.DateField(null=True, blank=True)

    objects = Guarded["Score"]()


class PostedMark(StudentRecord):
    """A mark that the teacher submitted for a student, a section, a term and a task."""

    wall: ClassVar[Wall] = Wall.MARK
    lines: ClassVar[Lines] = Lines(
        "mark", "section_id",
        ("task_id", "term_id", "letter", "percent", "comment",
         "computed_letter", "computed_percent"),
        "posted", "changed", "removed",
    )  # fmt: skip

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, models.CASCADE, null=True, related_name="+")
    task = models.ForeignKey(GradingTask, models.CASCADE, related_name="+")
    letter = models.CharField(max_length=20, blank=True, default="", db_default="")
    percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    comment = models.TextField(blank=True, default="", db_default="")
    posted_on = models.DateField(null=True, blank=True)
    #: What the gradebook computed when she posted, as her page showed it: where the mark is
    #: another, it was set by hand. NULL letter: nobody knows, for another system sent it.
    computed_letter = models.CharField(max_length=20, null=True, blank=True)
    computed_percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("postedmark"),
            models.UniqueConstraint(
                fields=["student", "section", "term", "task"],
                name="postedmark_once_a_task",
                nulls_distinct=False,
            ),
        ]


#: A posted mark that is not what the gradebook computed; as ``sql/course_books.sql`` has it.
SET_BY_HAND = Q(computed_letter__isnull=False) & (
    ~Q(letter=models.F("computed_letter"))
    | Q(percent__isnull=False, computed_percent__isnull=True)
    | (Q(percent__isnull=False) & ~Q(percent=models.F("computed_percent")))
)


class PostingWindow(DistrictOwned):
    """The days on which teachers of a school post marks to a task of a term (TCH-07)."""

    stamp: ClassVar[Stamp] = Stamp.NONE

    task = models.ForeignKey(GradingTask, models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "term", "school"], name="postingwindow_once"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=models.F("closes_on")),
                name="postingwindow_opens_before_it_closes",
            ),
        ]


class GradebookVisit(DistrictOwned):
    """Who has a section's gradebook open: told to her colleagues there, and forgotten."""

    stamp: ClassVar[Stamp] = Stamp.NONE

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: As her colleagues read it: the wall shows them no other person.
    name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "person"], name="gradebookvisit_once")
        ]
