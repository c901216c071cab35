"""What is told by itself: absences of a day, and what comes about of a student."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import (
    A_RULE_OF_ABSENCES,
    A_RULE_OF_EVENTS,
    THE_HOUSE,
    Writers,
)
from openhouse.courses.models import Section
from openhouse.districts.models import School
from openhouse.documents.models import PublishedFile
from openhouse.people.models import Person, StudentRecord


class AttendanceRule(DistrictOwned):
    """A message that goes out by itself each school day at ``at``, to whose children fit (ATT-12).

    It is never deleted, only turned off: its messages say which rule wrote them.
    """

    writers: ClassVar[Writers] = A_RULE_OF_ABSENCES
    wall: ClassVar[Wall] = Wall.DESK
    stamp: ClassVar[Stamp] = Stamp.NONE

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    #: Statuses and excuses of attendance codes (``attendance.rules``).
    statuses = ArrayField(models.CharField(max_length=13))
    excuses = ArrayField(models.CharField(max_length=9))
    #: Instructional periods that are marked so, at least; a whole day is all of them.
    least = models.PositiveSmallIntegerField(default=1)
    #: Only for students in these; empty: for all.
    grades = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    #: Only to adults who read it; empty: to all.
    reads = models.CharField(max_length=10, blank=True, default="", db_default="")
    #: It was written in this language; by language ``{"es": {"title": …, "body": …, …}}``.
    language = models.CharField(max_length=10)
    said = models.JSONField(default=dict)
    at = models.TimeField()
    on = models.BooleanField(default=True)
    #: The last day on which it has looked who is absent: once a day.
    ran_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by_name = models.CharField(max_length=250)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least__gte=1, least__lte=20), name="attendancerule_asks_for_periods"
            ),
            models.CheckConstraint(
                condition=~Q(statuses=[]) & ~Q(excuses=[]), name="attendancerule_asks_for_marks"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EventRule(DistrictOwned):
    """A rule that looks each school day at ``at`` whom something has come about of, and tells it.

    It tells of a student once as long as it stands (``RuleCrossing``). It is never deleted: it is
    off, on, or ended, and what it wrote says which rule it was.
    """

    writers: ClassVar[Writers] = A_RULE_OF_EVENTS
    wall: ClassVar[Wall] = Wall.DESK
    stamp: ClassVar[Stamp] = Stamp.NONE

    class What(models.TextChoices):
        ABSENCES = "absences", _("Days of absence")
        MISSING = "missing", _("Pieces of missing work")
        MARK = "mark", _("A course’s mark so far is low")
        POSTED = "posted", _("A mark was posted that is low")
        DOCUMENT = "document", _("A document waits for an answer")

    class During(models.TextChoices):
        TERM = "term", _("In this term")
        YEAR = "year", _("In this school year")
        MONTH = "month", _("In the last 30 days")

    class Tells(models.TextChoices):
        GUARDIANS = "guardians", _("The guardians")
        STUDENT = "student", _("The student")
        COUNSELOR = "counselor", _("The school’s counselors")
        OFFICE = "office", _("The school’s office")
        TEACHER = "teacher", _("The teacher of the class")

    class Often(models.TextChoices):
        TERM = "term", _("Once a term for each student")
        ANEW = "anew", _("Each time that it comes about anew")

    class State(models.TextChoices):
        OFF = "off", _("Turned off")
        ON = "on", _("Turned on")
        ENDED = "ended", _("Ended")

    #: None: all schools of the district.
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)
    what = models.CharField(max_length=8, choices=What)
    #: Days or pieces of work, at least; and of days in which time, and if only those not excused.
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    during = models.CharField(max_length=5, choices=During, default=During.TERM)
    unexcused = models.BooleanField(default=False)
    #: Of a document the days are counted back from its last day, not from when it was given out.
    before_due = models.BooleanField(default=False, db_default=False)
    #: Pieces of work are counted in each class by itself.
    by_class = models.BooleanField(default=False)
    #: A mark is low below so many percent, or where it is one of these letters.
    below = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    letters = ArrayField(models.CharField(max_length=20), default=list)
    #: Only for students in these; empty: for all.
    grades = ArrayField(models.CharField(max_length=20), default=list)
    tells = ArrayField(models.CharField(max_length=9, choices=Tells))
    often = models.CharField(max_length=4, choices=Often, default=Often.TERM)
    #: If those are told too of whom it is so when the rule is turned on.
    those_already = models.BooleanField(default=False)
    #: What the school adds, by language.
    added = models.JSONField(default=dict)
    at = models.TimeField()
    state = models.CharField(max_length=5, choices=State, default=State.OFF)
    #: The first day on which it has looked since it was turned on or changed, and the last.
    began_on = models.DateField(null=True, blank=True)
    ran_on = models.DateField(null=True, blank=True)
    #: One more each time that somebody changes it: who saw an older one changes nothing.
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by_name = models.CharField(max_length=250)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=("mark", "posted"), least=None)
                | Q(what__in=("absences", "missing", "document"), least__gte=1, least__lte=200),
                name="eventrule_counts_what_is_counted",
            ),
            models.CheckConstraint(
                condition=Q(what__in=("absences", "missing", "document"), below=None, letters=[])
                | (
                    Q(what__in=("mark", "posted"))
                    & (Q(below__gt=0, below__lte=100) | (Q(below=None) & ~Q(letters=[])))
                ),
                name="eventrule_says_what_is_low",
            ),
            models.CheckConstraint(condition=~Q(tells=[]), name="eventrule_tells_somebody"),
        ]

    def __str__(self) -> str:
        return self.name


class RuleCrossing(StudentRecord):
    """Something that a rule asks for has come about of a student, and stands until it is cleared.

    ``facts`` says what it was on that day; what is told says what it is when it is told.
    """

    wall: ClassVar[Wall] = Wall.OFFICE
    writers: ClassVar[Writers] = THE_HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE  # no family reads one

    rule = models.ForeignKey(EventRule, models.CASCADE, related_name="crossings")
    #: The class that it is about; none: all of them, or the days.
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    #: The document that waits, where it is about one.
    document = models.ForeignKey(
        PublishedFile, models.CASCADE, null=True, blank=True, related_name="+"
    )
    crossed_on = models.DateField()
    cleared_on = models.DateField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    #: Not of whom it was so already when the rule was turned on.
    told = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "student", "section", "document", "crossed_on"],
                name="rulecrossing_once_a_day", nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["rule", "student", "section", "document"], condition=Q(cleared_on=None),
                name="rulecrossing_stands_once", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"rule {self.rule_id} of student {self.student_id}"
