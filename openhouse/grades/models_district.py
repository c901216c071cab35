"""What the district decides about marks: which are made of others, how a new class computes, and
the comments that teachers choose.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.grades.rules.standards import Method


class TaskPart(DistrictOwned):
    """A mark that is a part of another: the semester has 40 of each quarter and 20 of its exam."""

    stamp: ClassVar[Stamp] = Stamp.NONE

    class Place(models.TextChoices):
        """In which terms the part's marks are posted."""

        INSIDE = "inside", _("Terms inside it")
        SAME = "same", _("The same term")

    task = models.ForeignKey("grades.GradingTask", models.CASCADE, related_name="parts")
    part = models.ForeignKey("grades.GradingTask", models.CASCADE, related_name="+")
    place = models.CharField(max_length=6, choices=Place)
    #: Of each mark: with two quarters inside, 40 is 80 of the whole.
    weight = models.DecimalField(max_digits=7, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "part", "place"], name="taskpart_once"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="taskpart_weight_not_negative"),
            models.CheckConstraint(
                condition=~Q(task=F("part"), place="same"), name="taskpart_not_of_itself"
            ),
        ]


class GradebookDefault(DistrictOwned):
    """How a new class computes until its teacher says otherwise; one row a district.

    The fields are ``Gradebook``'s. A trigger gives them to each new section (``sql/
    sections_take_default.sql``); its categories a class takes with its first own work.
    """

    stamp: ClassVar[Stamp] = Stamp.NONE

    scale = models.ForeignKey(
        "grades.GradingScale", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    weighted = models.BooleanField(default=False)
    by_percent = models.BooleanField(default=False)
    missing_percent = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True, default=0
    )
    beyond = models.BooleanField(default=False)
    estimate = models.CharField(max_length=13, blank=True, default="", db_default="")
    #: ``[name, weight as text or null, drop lowest, drop highest, extra]`` of each.
    categories = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="gradebookdefault_once"),
            models.CheckConstraint(
                condition=Q(missing_percent__isnull=True)
                | Q(missing_percent__gte=0, missing_percent__lte=100),
                name="gradebookdefault_missing_is_a_percent",
            ),
            models.CheckConstraint(
                condition=Q(estimate__in=["", *(one.value for one in Method)]),
                name="gradebookdefault_estimate_is_known",
            ),
        ]


class CannedComment(DistrictOwned):
    """A comment that teachers choose while posting; a Spanish reader has it in Spanish."""

    stamp: ClassVar[Stamp] = Stamp.DISTRICT

    text = models.CharField(max_length=300)
    text_es = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "documents_cannedcomment"  # where it stood before teachers chose from it
        constraints = [
            models.UniqueConstraint(fields=["district_id", "text"], name="cannedcomment_once")
        ]

    def __str__(self) -> str:
        return self.text
