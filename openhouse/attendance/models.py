"""Attendance codes, and the marks of each student, day and period."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import Sourced, source_is_unique
from openhouse.courses.models import Section
from openhouse.districts.models import Period, School
from openhouse.people.models import StudentRecord


class AttendanceCode(Sourced):
    """What a mark means: a status and whether it is excused (ATT-03, ATT-04)."""

    class Status(models.TextChoices):
        ABSENT = "absent", _("Absent")
        TARDY = "tardy", _("Late")
        EARLY_RELEASE = "early release", _("Left early")
        PRESENT = "present", _("Present")

    class Excuse(models.TextChoices):
        EXCUSED = "excused", _("Excused")
        UNEXCUSED = "unexcused", _("Unexcused")
        EXEMPT = "exempt", _("School activity")
        UNKNOWN = "unknown", _("Not yet explained")

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    status = models.CharField(max_length=13, choices=Status)
    excuse = models.CharField(max_length=9, choices=Excuse)

    class Meta:
        constraints = [
            source_is_unique("attendancecode"),
            models.UniqueConstraint(fields=["district_id", "code"], name="attendancecode_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class AttendanceMark(StudentRecord):
    """One mark: the whole day where section is empty, else that section's meeting.

    The teacher's mark and the office's are both kept; the office's is the one that counts.
    """

    class TakenBy(models.TextChoices):
        TEACHER = "teacher", _("Teacher")
        OFFICE = "office", _("Office")

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    on = models.DateField()
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    period = models.ForeignKey(Period, models.SET_NULL, null=True, blank=True, related_name="+")
    code = models.ForeignKey(AttendanceCode, models.PROTECT, related_name="+")
    taken_by = models.CharField(max_length=7, choices=TakenBy, default=TakenBy.OFFICE)
    arrived_at = models.TimeField(null=True, blank=True)
    left_at = models.TimeField(null=True, blank=True)
    comment = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            source_is_unique("attendancemark"),
            models.UniqueConstraint(
                fields=["student", "on", "section", "period", "taken_by"],
                name="attendancemark_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True)
                | Q(left_at__isnull=True)
                | Q(arrived_at__lte=models.F("left_at")),
                name="attendancemark_arrives_before_leaving",
            ),
        ]
