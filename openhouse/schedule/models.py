"""Secret addresses from which a calendar program reads a family's days."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class CalendarFeed(DistrictOwned):
    """An address that was given out once; of its secret only a digest is kept (SCH-07).

    Whoever has the address reads what ``person`` may see at that moment, of the student or of all
    her children, and nothing once she sees no child any more.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: Empty: of all children. A number and no reference: whose it is says the person, and whether
    #: she sees the student is asked each time.
    student_id = models.BigIntegerField(null=True)
    #: SHA-256 of the secret, in hexadecimal figures.
    digest = models.CharField(max_length=64)
    #: If it has each class with its times, beside work and days off.
    classes = models.BooleanField(default=True, db_default=True)
    made_at = models.DateTimeField()
    #: When a calendar program asked last, to the hour.
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="calendarfeed_secret_once"),
            models.UniqueConstraint(
                fields=["person", "student_id"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="calendarfeed_one_that_works",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of person {self.person_id}"
