"""Notices: what waits to be told to whom, what somebody wants to hear, and the district's hours."""

from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import THE_DISTRICT, THE_HOUSE, Writers
from openhouse.notifications.calm import rules
from openhouse.people.models import Person, Student

#: The defaults are the rules' own.
_HOUSE, _TIMES = rules.House(ZoneInfo("UTC")), rules.Times()


class Notice(DistrictOwned):
    """One thing that may be told to one person about one child, and what became of it.

    It holds no words: they are made when it goes out, of what she may see then. What it is about is
    ``matter``, "score:123", of which every correction folds into the one that waits.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Kind(models.TextChoices):
        ATTENDANCE = rules.ATTENDANCE, _("Attendance")
        SCORE = rules.SCORE, _("Scores")
        MARK = rules.MARK, _("Marks in progress")
        POSTED = rules.POSTED, _("Posted marks")
        ASSIGNMENT = rules.ASSIGNMENT, _("Missing work")
        NEW_WORK = rules.NEW_WORK, _("New work and due dates")
        DUE = rules.DUE, _("What is due tomorrow")
        DOCUMENT = rules.DOCUMENT, _("Documents")
        #: What staff write comes by ways of its own (``notifications.ways``).
        MESSAGE = rules.MESSAGE, _("Answers to your questions")
        REGISTRATION = rules.REGISTRATION, _("Classes that begin or end")

    class State(models.TextChoices):
        HELD = "held", _("Waits for its hour")
        OUT = "out", _("Went out")
        #: Taken back before anybody was told, not to be seen any more, expected, or not wanted.
        NONE = "none", _("Nothing to tell")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind)
    matter = models.CharField(max_length=80)
    #: The lines of the ledger that it is made of; of a document the editions.
    made_of = ArrayField(models.BigIntegerField())
    #: When the first of them was written.
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=4, choices=State, default=State.HELD)
    ended_at = models.DateTimeField(null=True)
    #: When she opened What changed after it went out.
    read_at = models.DateTimeField(null=True)
    #: When it was looked for another way, as it was not read.
    again_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "student", "matter"],
                condition=Q(state="held"),
                name="notice_waits_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["district_id", "due_at"], name="notice_due", condition=Q(state="held")
            ),
            models.Index(
                fields=["district_id", "ended_at"],
                name="notice_out",
                condition=Q(state="out", kind="attendance", read_at=None, again_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} for person {self.person_id}"


class NoticeTimes(DistrictOwned):
    """When and how somebody wants to hear; who has no row hears as the defaults say."""

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Pace(models.TextChoices):
        AT_ONCE = rules.AT_ONCE, _("At once")
        DAILY = rules.DAILY, _("Once a day")
        WEEKLY = rules.WEEKLY, _("Once a week")
        NEVER = rules.NEVER, _("Not at all")

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    pace = models.CharField(max_length=7, choices=Pace, default=Pace.DAILY)
    hour = models.TimeField(default=_TIMES.hour)
    #: Of the weekly bundle and the weekly word; 0 is Monday.
    weekday = models.PositiveSmallIntegerField(default=_TIMES.weekday)
    quiet_from = models.TimeField(null=True, blank=True, default=_TIMES.quiet_from)
    quiet_until = models.TimeField(null=True, blank=True, default=_TIMES.quiet_until)
    #: Only scores and marks below this percent; empty: every one.
    below = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    #: If a locked screen shows no more than that there is something new.
    safe = models.BooleanField(default=False)
    weekly_word = models.BooleanField(default=True)
    #: The day of the newest weekly word that she was sent.
    word_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="noticetimes_weekday"),
            models.CheckConstraint(
                condition=Q(below=None) | Q(below__gt=0, below__lte=100),
                name="noticetimes_below_is_a_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"times of person {self.person_id}"


class NoticeChoice(DistrictOwned):
    """What somebody has chosen for one kind of notice about one child, other than the defaults."""

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, models.CASCADE, related_name="+")
    kind = models.CharField(
        max_length=12, choices=[*Notice.Kind.choices, (rules.THREAD, _("Conversations"))]
    )
    #: By which ways; empty: not at all, NULL: as usual.
    ways = ArrayField(models.CharField(max_length=5), null=True)
    #: Instead of the one in her times.
    below = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "student", "kind"], name="noticechoice_once"),
            models.CheckConstraint(
                condition=Q(below=None) | Q(below__gt=0, below__lte=100),
                name="noticechoice_below_is_a_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for person {self.person_id}"


class NoticeRules(DistrictOwned):
    """The hours that a district keeps, whatever anybody has chosen; without a row the defaults."""

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE

    earliest = models.TimeField(default=_HOUSE.earliest)
    latest = models.TimeField(default=_HOUSE.latest)
    #: In these hours of a school day nobody is told of marks and work; both empty: no such hours.
    hold_from = models.TimeField(null=True, blank=True, default=_HOUSE.hold_from)
    hold_until = models.TimeField(null=True, blank=True, default=_HOUSE.hold_until)
    #: Hours by which a student hears of her marks before her guardians do.
    head_start = models.PositiveSmallIntegerField(default=2)
    #: Minutes in which corrections fold into one notice.
    fold = models.PositiveSmallIntegerField(default=10)
    #: Hours after which what must arrive and was not opened goes by another way; 0: by none.
    emergency_again = models.PositiveSmallIntegerField(default=1, db_default=1)
    attendance_again = models.PositiveSmallIntegerField(default=3, db_default=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="noticerules_once_a_district"),
            models.CheckConstraint(
                condition=Q(earliest__lt=models.F("latest")), name="noticerules_day_has_hours"
            ),
            models.CheckConstraint(condition=Q(head_start__lte=48), name="noticerules_head_start"),
            models.CheckConstraint(condition=Q(fold__lte=60), name="noticerules_fold"),
            models.CheckConstraint(
                condition=Q(emergency_again__lte=48, attendance_again__lte=48),
                name="noticerules_again",
            ),
        ]

    def __str__(self) -> str:
        return f"rules of district {self.district_id}"


class HeardUpTo(DistrictOwned):
    """Up to where the ledger of a district has been read: which transactions had ended."""

    writers: ClassVar[Writers] = THE_HOUSE
    wall: ClassVar[Wall] = Wall.STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    seen_at = models.DateTimeField()
    snapshot = models.TextField()
    #: The day on which it was looked what is due on the next.
    due_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="heardupto_once_a_district"),
        ]

    def __str__(self) -> str:
        return f"heard in district {self.district_id}"
