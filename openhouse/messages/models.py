"""Announcements of the district and its schools (HOM-09)."""

from django.db import models
from django.db.models import F, Q

from openhouse.common.models import DistrictOwned
from openhouse.districts.models import School


class Announcement(DistrictOwned):
    """A notice on Today between two dates, for one school's families or the whole district's."""

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    body = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="announcement_starts_before_it_ends",
            )
        ]
        indexes = [models.Index(fields=["ends_on"])]
