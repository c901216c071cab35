"""Announcements of the district, its schools and its teachers (HOM-09, MSG-01, MSG-02)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.courses.models import Section
from openhouse.districts.models import School
from openhouse.people.models import Person


class Announcement(DistrictOwned):
    """A notice between two dates, for a class, for grades, for a school or for the whole district.

    It is written in ``language``; ``others`` has it in other languages, by code:
    ``{"es": {"title": …, "body": …, "machine": true}}``.
    """

    wall: ClassVar[Wall] = Wall.ANNOUNCED
    stamp: ClassVar[Stamp] = Stamp.SECTION

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    #: Only for students in these; empty: for all.
    grades = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    title = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10, default="en", db_default="en")
    others = models.JSONField(default=dict, db_default={})
    #: It stands above everything else.
    emergency = models.BooleanField(default=False, db_default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    written_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="announcement_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(section=None) | Q(emergency=False, grades=[], school__isnull=False),
                name="announcement_of_a_class_is_of_its_school",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"])]

    def __str__(self) -> str:
        return self.title
