"""District > School > SchoolYear > Term, Day; BellSchedule > Period."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.districts.rules import SERVERS_OWN


class District(models.Model):
    """A school district: its name and address, and how its portal looks and behaves."""

    wall: ClassVar[Wall] = Wall.PUBLIC

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=2)
    city = models.CharField(max_length=100, blank=True, default="", db_default="")
    #: Angle of the accent colour in OKLCH, 0 to 359.
    hue = models.PositiveSmallIntegerField(default=195, db_default=195)
    time_zone = models.CharField(
        max_length=60, default="America/Chicago", db_default="America/Chicago"
    )
    languages = ArrayField(models.CharField(max_length=10), default=list, db_default=[])
    help_email = models.EmailField(blank=True, default="", db_default="")
    help_phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    #: Shown above courses that exist only to carry marks (SCH-02).
    grading_only_notice = models.TextField(blank=True, default="", db_default="")
    #: FERPA: at 18 the right passes to the student; parents keep access to dependents only.
    adult_students_are_dependents = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hue__lt=360), name="district_hue_is_an_angle"),
            models.CheckConstraint(
                condition=~Q(slug__in=SERVERS_OWN), name="district_slug_is_not_the_servers"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class School(Sourced):
    """A school. The ``shows_…`` fields are what it lets families see (GRD-16, ADM-03)."""

    class Level(models.TextChoices):
        ELEMENTARY = "elementary", _("Elementary school")
        MIDDLE = "middle", _("Middle school")
        HIGH = "high", _("High school")
        OTHER = "other", _("School")

    name = models.CharField(max_length=200)
    level = models.CharField(max_length=12, choices=Level, default=Level.OTHER)
    number = models.CharField(max_length=60, blank=True, default="", db_default="")
    phone = models.CharField(max_length=40, blank=True, default="", db_default="")
    street = models.CharField(max_length=200, blank=True, default="", db_default="")
    city = models.CharField(max_length=100, blank=True, default="", db_default="")
    state = models.CharField(max_length=20, blank=True, default="", db_default="")
    postal_code = models.CharField(max_length=20, blank=True, default="", db_default="")
    #: An office typed it, so no import puts another in its place.
    address_by_hand = models.BooleanField(default=False, db_default=False)
    phone_by_hand = models.BooleanField(default=False, db_default=False)
    portal_open = models.BooleanField(default=True, db_default=True)
    shows_in_progress_marks = models.BooleanField(default=True, db_default=True)
    shows_assignments = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [source_is_unique("school")]

    def __str__(self) -> str:
        return self.name

    @property
    def town(self) -> str:
        """ "Columbia, MO 65201"."""
        place = " ".join(part for part in (self.state, self.postal_code) if part)
        return ", ".join(part for part in (self.city, place) if part)


class SchoolLogo(DistrictOwned):
    """The picture at the head of a school's papers, as it is printed: a JPEG on white."""

    wall: ClassVar[Wall] = Wall.SCHOOLS_OWN
    stamp: ClassVar[Stamp] = Stamp.NONE  # a paper is made once and frozen

    school = models.OneToOneField(School, models.CASCADE, primary_key=True, related_name="logo")
    #: Of the file that was sent.
    name = models.CharField(max_length=150)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    #: Of its content, in hexadecimal figures: which picture a paper was made with.
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"logo of school {self.pk}"


class GradeHours(DistrictOwned):
    """The hours of a school day in which a school shows no scores and marks, and to whom (NOT-06).

    With ``by_bell`` they are the class hours of the day's bell schedule, and ``starts_at`` to
    ``ends_at`` on a school day without one; where those are empty too, it is closed at no hour.
    A school without a row is never closed. Times are local.
    """

    wall: ClassVar[Wall] = Wall.SCHOOLS_OWN

    class ClosedTo(models.TextChoices):
        NOBODY = "nobody", _("Nobody: families and students always see them")
        STUDENTS = "students", _("Students, in their own account")
        EVERYBODY = "everybody", _("Students and families")

    school = models.OneToOneField(School, models.CASCADE, primary_key=True, related_name="+")
    closed_to = models.CharField(max_length=9, choices=ClosedTo, default=ClosedTo.NOBODY)
    by_bell = models.BooleanField(default=True)
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None, by_bell=True)
                | Q(starts_at__isnull=False, ends_at__isnull=False, starts_at__lt=F("ends_at")),
                name="gradehours_begin_before_they_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.closed_to} of school {self.pk}"


class SchoolYear(Sourced):
    """One year of one school; ``ends_in`` is the calendar year it ends in (2027 for 2026-27)."""

    school = models.ForeignKey(School, models.CASCADE, related_name="years")
    ends_in = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            source_is_unique("schoolyear"),
            models.UniqueConstraint(fields=["school", "ends_in"], name="schoolyear_once_a_school"),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="schoolyear_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Term(Sourced):
    """A stretch of a school year. It lies inside its year: a trigger keeps that."""

    class Kind(models.TextChoices):
        YEAR = "year", _("Year")
        SEMESTER = "semester", _("Semester")
        TRIMESTER = "trimester", _("Trimester")
        QUARTER = "quarter", _("Quarter")
        GRADING_PERIOD = "grading period", _("Grading period")

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="terms")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, choices=Kind)
    sequence = models.PositiveSmallIntegerField(default=0, db_default=0)
    starts_on = models.DateField()
    ends_on = models.DateField()
    #: Off hides the term's assignments, marks and schedule from families (ADM-02).
    visible = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            source_is_unique("term"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="term_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BellSchedule(Sourced):
    """The periods of one kind of day: "A day", "Early release"."""

    school = models.ForeignKey(School, models.CASCADE, related_name="bell_schedules")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            source_is_unique("bellschedule"),
            models.UniqueConstraint(fields=["school", "name"], name="bellschedule_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class Period(Sourced):
    """A period of a bell schedule. Times are local; both empty where the source has none."""

    bell_schedule = models.ForeignKey(BellSchedule, models.CASCADE, related_name="periods")
    name = models.CharField(max_length=60)
    sequence = models.PositiveSmallIntegerField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    instructional = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            source_is_unique("period"),
            models.UniqueConstraint(fields=["bell_schedule", "name"], name="period_name_unique"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(starts_at__lt=F("ends_at")),
                name="period_starts_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Day(DistrictOwned):
    """A date in a school year: a school day with its bell schedule, or a day off with its reason.

    A year without any day rows (the source sends no calendar) counts weekdays as school days.
    """

    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="days")
    on = models.DateField()
    instructional = models.BooleanField(default=True, db_default=True)
    bell_schedule = models.ForeignKey(BellSchedule, models.SET_NULL, null=True, blank=True)
    #: What families read: "Labor Day", "Early release". Empty on an ordinary day.
    note = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school_year", "on"], name="day_once_a_year"),
        ]

    def __str__(self) -> str:
        return self.on.isoformat()
