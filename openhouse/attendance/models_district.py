"""What the district decides about attendance, and what is usual at its schools."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.attendance.mirror.rules import FEWEST
from openhouse.common.models import DistrictOwned
from openhouse.districts.models import School


class AttendanceRules(DistrictOwned):
    """What the district has decided about attendance; at most one row a district."""

    class Closes(models.TextChoices):
        """How long a teacher may correct a roll (TCH-09)."""

        CLASS = "class", _("Some minutes after the class has ended")
        DAY = "day", _("Until the end of that day")

    class WholeDay(models.TextChoices):
        """By what a day counts as missed (ATT-05)."""

        PERIODS = "periods", _("Classes missed")
        MINUTES = "minutes", _("Minutes missed")

    closes = models.CharField(max_length=5, choices=Closes, default=Closes.DAY)
    minutes = models.PositiveSmallIntegerField(default=15)
    whole_day = models.CharField(max_length=7, choices=WholeDay, default=WholeDay.PERIODS)
    #: Percent of the day's classes or minutes from which on the day counts as missed.
    share = models.PositiveSmallIntegerField(default=50)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="attendancerules_once_a_district"),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=100), name="attendancerules_share_is_a_percent"
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=600), name="attendancerules_minutes_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return "attendance rules"


class UsualAbsence(DistrictOwned):
    """How many days a student of a school has usually missed: the median, reckoned at night.

    Kept only of so many students (``mirror.rules``), so that no child shows through (ATT-15).
    """

    school = models.OneToOneField(School, models.CASCADE, related_name="+")
    as_of = models.DateField()
    students = models.PositiveIntegerField()
    days = models.DecimalField(max_digits=5, decimal_places=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(students__gte=FEWEST), name="usualabsence_of_ten_and_more"
            ),
        ]

    def __str__(self) -> str:
        return f"usual absence at school {self.school_id}"
