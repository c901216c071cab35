"""Which absences are told to families by themselves."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import A_RULE_OF_ABSENCES, Writers
from openhouse.districts.models import School
from openhouse.people.models import Person


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
