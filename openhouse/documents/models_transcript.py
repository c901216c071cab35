"""The transcript: what a student has earned, line by line, and what a district counts of it.

A line is frozen: it does not follow the mark that it came from (DOC-09). What stands on pages as
grade point average is computed from the lines by ``transcript.rules``; ``AcademicRecord`` is what
another system computed, and the ranks that were saved here.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.triggers import Lines
from openhouse.common.wall import Wall
from openhouse.courses.models import Course, Section
from openhouse.districts.models import School, Term
from openhouse.documents.transcript import rules
from openhouse.grades.models import GradingTask
from openhouse.people.models import Person, StudentRecord


class CreditArea(Sourced):
    """A subject that credits count toward: "English", "Fine arts"."""

    name = models.CharField(max_length=100)
    sequence = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            source_is_unique("creditarea"),
            models.UniqueConstraint(fields=["district_id", "name"], name="creditarea_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class CreditNeed(DistrictOwned):
    """Credits of an area that graduation asks for: of everyone, or of a school's or later classes.

    ``class_from`` is the year in which the first class graduates that it holds for.
    """

    area = models.ForeignKey(CreditArea, models.CASCADE, related_name="needs")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    class_from = models.PositiveSmallIntegerField(null=True, blank=True)
    credits = models.DecimalField(max_digits=7, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "school", "class_from"],
                name="creditneed_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(credits__gte=0), name="creditneed_not_negative"),
        ]


class Level(models.TextChoices):
    """How demanding a course is: ``rules.Level``, in words."""

    REGULAR = rules.Level.REGULAR, _("Regular")
    HONORS = rules.Level.HONORS, _("Honors")
    COLLEGE = rules.Level.COLLEGE, _("College level (AP, IB, dual credit)")


class CourseCredit(DistrictOwned):
    """What a whole course is worth; a course without a row gives no credit."""

    course = models.OneToOneField(Course, models.CASCADE, primary_key=True, related_name="credit")
    credits = models.DecimalField(max_digits=7, decimal_places=3)
    area = models.ForeignKey(CreditArea, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.CharField(
        max_length=8, choices=Level, default=Level.REGULAR, db_default=Level.REGULAR
    )
    #: A pass/fail course is in no average.
    counts = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(credits__gte=0), name="coursecredit_not_negative")
        ]


class TranscriptRules(DistrictOwned):
    """How the district averages; at most one row. Without one: ``rules.Scale()``."""

    #: ``[["A", "4"], …]``: what each mark is worth, best first.
    values = models.JSONField(default=list)
    #: Marks that give the credit and are in no average: "P", "S".
    passes = models.JSONField(default=list)
    honors_adds = models.DecimalField(max_digits=4, decimal_places=3, default="0.5")
    college_adds = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    shows_average = models.BooleanField(default=True)
    shows_weighted = models.BooleanField(default=True)
    shows_rank = models.BooleanField(default=False)
    #: Where credits count that no other area asks for any more: "Electives".
    surplus_area = models.ForeignKey(
        CreditArea, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="transcriptrules_once_a_district")
        ]

    def __str__(self) -> str:
        return "rules of transcripts"


class TranscriptLine(StudentRecord):
    """A course that is over, as it stands on the transcript: frozen when it was put there.

    One that is struck stands on no transcript any more and is kept, with who struck it and why;
    ``replaced_by`` is the line that was entered in its place.
    """

    wall: ClassVar[Wall] = Wall.TRANSCRIPT_LINE
    lines: ClassVar[Lines] = Lines(
        "transcript", "id",
        ("course_name", "ends_in", "term_name", "mark", "percent", "credits_attempted",
         "credits_earned", "value", "weighted_value", "counts", "transfer", "suppressed",
         "struck_at"),
        "posted", "changed", "removed", until="struck_at",
    )  # fmt: skip

    class Origin(models.TextChoices):
        POSTED = "posted", _("Posted from marks")
        IMPORTED = "imported", _("From another system")
        BY_HAND = "by hand", _("Entered by hand")

    #: The calendar year in which the school year ended: 2026 for 2025-26.
    ends_in = models.PositiveSmallIntegerField()
    #: The term it ended in, in words, and that term's last day.
    term_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    ended_on = models.DateField(null=True, blank=True)
    grade_level = models.CharField(max_length=20, blank=True, default="", db_default="")
    #: Where it was taken; ``school`` only where that is a school of this district.
    school = models.ForeignKey(School, models.SET_NULL, null=True, blank=True, related_name="+")
    school_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    course = models.ForeignKey(Course, models.SET_NULL, null=True, blank=True, related_name="+")
    course_number = models.CharField(max_length=60, blank=True, default="", db_default="")
    course_name = models.CharField(max_length=200)
    mark = models.CharField(max_length=20, blank=True, default="", db_default="")
    percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    credits_attempted = models.DecimalField(max_digits=7, decimal_places=3, default=0)
    credits_earned = models.DecimalField(max_digits=7, decimal_places=3, default=0)
    #: What the mark was worth on that day; empty: the district's scale says it.
    value = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    weighted_value = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    #: What it weighs in the average; empty: the credits attempted.
    weight = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    #: The most that the mark could have been worth, weighted.
    most = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    area = models.ForeignKey(CreditArea, models.SET_NULL, null=True, blank=True, related_name="+")
    level = models.CharField(
        max_length=8, choices=Level, default=Level.REGULAR, db_default=Level.REGULAR
    )
    counts = models.BooleanField(default=True, db_default=True)
    transfer = models.BooleanField(default=False, db_default=False)
    #: The credit is shown, the mark is not.
    suppressed = models.BooleanField(default=False, db_default=False)
    origin = models.CharField(
        max_length=8, choices=Origin, default=Origin.IMPORTED, db_default=Origin.IMPORTED
    )
    posted_at = models.DateTimeField(null=True, blank=True)
    #: Of a line that was posted: the mark that it came from.
    section = models.ForeignKey(Section, models.SET_NULL, null=True, blank=True, related_name="+")
    term = models.ForeignKey(Term, models.SET_NULL, null=True, blank=True, related_name="+")
    task = models.ForeignKey(GradingTask, models.SET_NULL, null=True, blank=True, related_name="+")
    #: A later mark that the registrar has seen and left out: it is no difference any more.
    left_mark = models.CharField(max_length=20, null=True, blank=True)
    left_percent = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    #: Of a line that was entered by hand: who did it.
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True)
    struck_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    struck_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )

    class Meta:
        constraints = [
            source_is_unique("transcriptline"),
            models.UniqueConstraint(
                fields=["student", "section", "term", "task"],
                name="transcriptline_posted_once",
                condition=Q(section__isnull=False),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(credits_attempted__gte=0, credits_earned__gte=0),
                name="transcriptline_credits_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=False)
                | Q(struck_by__isnull=True, struck_reason="", replaced_by__isnull=True),
                name="transcriptline_struck_with_its_day",
            ),
        ]
        indexes = [models.Index(fields=["student", "ends_in"], name="transcriptline_of_student")]


class AcademicRecord(StudentRecord):
    """Sums as of the end of a year or term: what another system says, or a rank saved here."""

    wall: ClassVar[Wall] = Wall.TRANSCRIPT

    ends_in = models.PositiveSmallIntegerField()
    term_name = models.CharField(max_length=100, blank=True, default="", db_default="")
    ended_on = models.DateField(null=True, blank=True)
    school = models.ForeignKey(School, models.SET_NULL, null=True, blank=True, related_name="+")
    credits_attempted = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    credits_earned = models.DecimalField(max_digits=7, decimal_places=3, null=True, blank=True)
    average = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    weighted_average = models.DecimalField(max_digits=6, decimal_places=4, null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    rank_of = models.PositiveIntegerField(null=True, blank=True)
    ranked_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("academicrecord"),
            models.UniqueConstraint(
                fields=["student", "ends_in", "term_name", "school"],
                name="academicrecord_saved_once",
                condition=Q(source_id=""),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1, rank_of__gte=models.F("rank")),
                name="academicrecord_rank_within_its_class",
            ),
        ]
