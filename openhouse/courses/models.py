"""Course > Section > Placement; who teaches it and when it meets."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.districts.models import Period, School, Term
from openhouse.people.guard import ends_after_start, never_together
from openhouse.people.models import Person, StudentRecord

#: Names of sections that are a homeroom where the source does not say so.
HOMEROOM = r"\m(homeroom|home room|advisory)\M"


class Course(Sourced):
    """What is taught: "Algebra I". The catalog is the district's or one school's."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=60, blank=True, default="", db_default="")
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        constraints = [source_is_unique("course")]

    def __str__(self) -> str:
        return self.name


class Section(Sourced):
    """A course taught to one group in one term.

    ``for_grading_only`` marks the K-5 courses that exist to carry marks and never meet (SCH-02).
    ``teacher_name`` is the teacher as families read it, so that no page joins persons for it.
    """

    course = models.ForeignKey(Course, models.CASCADE, related_name="sections")
    school = models.ForeignKey(School, models.CASCADE, related_name="sections")
    #: The term it is taught in, or the year that covers its terms; empty if the source has none.
    term = models.ForeignKey(Term, models.CASCADE, null=True, related_name="sections")
    number = models.CharField(max_length=100, blank=True, default="", db_default="")
    #: As families read it; usually the course's name.
    name = models.CharField(max_length=200)
    teacher_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    room = models.CharField(max_length=60, blank=True, default="", db_default="")
    for_grading_only = models.BooleanField(default=False, db_default=False)
    #: The group that a school hands papers out by.
    homeroom = models.BooleanField(default=False, db_default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("section"),
            ends_after_start("section_starts_before_it_ends"),
        ]

    def __str__(self) -> str:
        return self.name


class SectionTeacher(Sourced):
    """Who teaches a section, from a day to a day. The page names those called primary first."""

    wall: ClassVar[Wall] = Wall.POST
    stamp: ClassVar[Stamp] = Stamp.SECTION

    section = models.ForeignKey(Section, models.CASCADE, related_name="teachers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    primary = models.BooleanField(default=True, db_default=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("sectionteacher"),
            models.UniqueConstraint(fields=["section", "person"], name="sectionteacher_once"),
            ends_after_start("sectionteacher_starts_before_it_ends"),
        ]


class Meeting(DistrictOwned):
    """A section meets in a period of a bell schedule, so on each day that has that schedule."""

    stamp: ClassVar[Stamp] = Stamp.SECTION

    section = models.ForeignKey(Section, models.CASCADE, related_name="meetings")
    period = models.ForeignKey(Period, models.CASCADE, related_name="meetings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["section", "period"], name="meeting_once")]


class Placement(StudentRecord):
    """A student sits in a section, from a day to a day."""

    lines: ClassVar[Lines] = Lines(
        "placement", "section_id", ("section_id", "starts_on", "ends_on"),
        "began", "changed", "ended", until="ends_on",
    )  # fmt: skip

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("placement"),
            ends_after_start("placement_starts_before_it_ends"),
            never_together("placement_never_twice_at_once", "student", "section"),
        ]
