"""Attendance: codes, marks, rolls taken, and what families file."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.attendance import models_district, rules
from openhouse.common.models import DistrictOwned, Sourced, source_is_unique
from openhouse.common.text import in_language_of_reader
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.courses.models import Section
from openhouse.districts.models import Period, School
from openhouse.people.models import Person, StudentRecord

#: Django looks for models in this module alone.
MORE = models_district


class AttendanceCode(Sourced):
    """What a mark means: a status and whether it is excused (ATT-03, ATT-04)."""

    class Status(models.TextChoices):
        ABSENT = rules.ABSENT, _("Absent")
        TARDY = rules.TARDY, _("Late")
        EARLY_RELEASE = rules.EARLY, _("Left early")
        PRESENT = rules.PRESENT, _("Present")

    class Excuse(models.TextChoices):
        EXCUSED = rules.EXCUSED, _("Excused")
        UNEXCUSED = rules.UNEXCUSED, _("Unexcused")
        EXEMPT = rules.EXEMPT, _("School activity")
        UNKNOWN = rules.UNKNOWN, _("Not yet explained")

    code = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    #: The same in Spanish; where one of the two is empty, the other is shown.
    name_es = models.CharField(max_length=100, blank=True, default="", db_default="")
    status = models.CharField(max_length=13, choices=Status)
    excuse = models.CharField(max_length=9, choices=Excuse)

    class Meta:
        constraints = [
            source_is_unique("attendancecode"),
            models.UniqueConstraint(fields=["district_id", "code"], name="attendancecode_unique"),
        ]

    def __str__(self) -> str:
        return in_language_of_reader(self.name, self.name_es)


class AttendanceMark(StudentRecord):
    """One mark: the whole day where section is empty, else that section's meeting.

    The teacher's mark and the office's are both kept; the office's is the one that counts.
    """

    lines: ClassVar[Lines] = Lines(
        "attendance",
        "id",
        (
            "on", "school_id", "section_id", "period_id", "code_id", "taken_by",
            "arrived_at", "left_at", "comment",
        ),
        "marked", "changed", "removed",
    )  # fmt: skip

    class TakenBy(models.TextChoices):
        TEACHER = rules.TEACHER, _("Teacher")
        OFFICE = rules.OFFICE, _("Office")

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


class Roll(DistrictOwned):
    """The roll of a class was submitted: by whom, when, and when it was last corrected.

    A class without a period has one roll a day. Names stand here as they were, so that a colleague
    reads them who may not see the person.
    """

    stamp: ClassVar[Stamp] = Stamp.NONE  # no family's page says when a roll was taken

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    on = models.DateField()
    period = models.ForeignKey(Period, models.CASCADE, null=True, blank=True, related_name="+")
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    taken_by_name = models.CharField(max_length=250)
    taken_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    corrected_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "on", "period"], name="roll_once", nulls_distinct=False
            ),
        ]
        indexes = [models.Index(fields=["on", "section"], name="roll_of_a_day")]

    def __str__(self) -> str:
        return f"roll of section {self.section_id} on {self.on}"


class Seat(StudentRecord):
    """Where a student sits: the place in the teacher's own order of a class."""

    stamp: ClassVar[Stamp] = Stamp.NONE  # the teacher's own matter

    section = models.ForeignKey(Section, models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "student"], name="seat_once"),
        ]


class AbsenceReason(DistrictOwned):
    """A reason that families choose from (ATT-09); ``excuse`` is what it makes of an absence."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    #: The same in Spanish; where one of the two is empty, the other is shown.
    name_es = models.CharField(max_length=100, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    needs_file = models.BooleanField(default=False, db_default=False)
    active = models.BooleanField(default=True, db_default=True)
    excuse = models.CharField(
        max_length=9,
        choices=[one for one in AttendanceCode.Excuse.choices if one[0] != "unknown"],
        default=AttendanceCode.Excuse.EXCUSED,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id", "code"], name="absencereason_unique"),
        ]

    def __str__(self) -> str:
        return in_language_of_reader(self.name, self.name_es)


class AbsenceFile(DistrictOwned):
    """What a family attached to a note: kept in the database, so behind the wall like the note."""

    wall: ClassVar[Wall] = Wall.NOTE_FILE
    stamp: ClassVar[Stamp] = Stamp.NONE  # its note says that there is one

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    #: The media type that its content says.
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file {self.pk}"


class AbsenceNote(StudentRecord):
    """A family tells the school that a child will be away, late, or leave early (ATT-07, ATT-08).

    ``person`` is who filed it; ``request`` is the number of the form, the same for all its
    children. The family files and withdraws; only the office decides, and the wall holds that.
    """

    wall: ClassVar[Wall] = Wall.NOTE

    class Kind(models.TextChoices):
        DAYS = "days", _("Away the whole day")
        LATE = "late", _("Comes late")
        EARLY = "early", _("Leaves early")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Not approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    request = models.UUIDField()
    kind = models.CharField(max_length=5, choices=Kind)
    first_on = models.DateField()
    last_on = models.DateField()
    #: When the child comes or leaves, local time.
    at = models.TimeField(null=True, blank=True)
    reason = models.ForeignKey(AbsenceReason, models.PROTECT, related_name="+")
    comment = models.CharField(max_length=100, blank=True, default="", db_default="")
    file = models.ForeignKey(AbsenceFile, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    filed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    #: What the office answers; always said where it does not approve.
    answer = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            source_is_unique("absencenote"),
            # A device that sends a form again after a network that broke off files it once.
            models.UniqueConstraint(fields=["request", "student"], name="absencenote_sent_once"),
            models.CheckConstraint(
                condition=Q(first_on__lte=F("last_on")), name="absencenote_starts_before_it_ends"
            ),
            models.CheckConstraint(
                condition=Q(kind="days", at__isnull=True)
                | (~Q(kind="days") & Q(at__isnull=False, first_on=F("last_on"))),
                name="absencenote_time_only_within_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="absencenote_refused_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["student", "first_on"], name="absencenote_of_student"),
            models.Index(
                fields=["filed_at"], name="absencenote_waiting", condition=Q(state="waiting")
            ),
        ]
