"""What an office keeps about registration: what is open, what it decided, what was written."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import THE_DISTRICT, Writers
from openhouse.districts.models import School
from openhouse.people.models import Person
from openhouse.registration.guard import Registering


class OpenItem(DistrictOwned):
    """What the school must see before a child is registered: a birth certificate (OLR-12)."""

    wall: ClassVar[Wall] = Wall.OF_CANDIDATE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class State(models.TextChoices):
        MISSING = "missing", _("Still needed")
        SENT = "sent", _("With the school")
        ACCEPTED = "accepted", _("Seen")
        REFUSED = "refused", _("Please send it again")
        WAIVED = "waived", _("Not needed")

    #: In which states the school waits for nothing more, and the family has something to send.
    SEEN_TO: ClassVar = (State.ACCEPTED, State.WAIVED)
    WANTED: ClassVar = (State.MISSING, State.REFUSED)

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="items")
    #: The key of the question that asks for it.
    key = models.CharField(max_length=60)
    desk = models.CharField(max_length=10, default="office", db_default="office")
    state = models.CharField(max_length=8, choices=State, default=State.MISSING)
    #: Why it is asked for again, in words that the family reads.
    reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = Registering["OpenItem"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "key"], name="openitem_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of candidate {self.candidate_id}"


class Review(DistrictOwned):
    """That a desk has looked at its part of a child: the nurse, the counselor, transport (OLS-08).

    Its note is for the school, and no family's.
    """

    wall: ClassVar[Wall] = Wall.REVIEW
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="reviews")
    desk = models.CharField(max_length=10)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="", db_default="")

    objects = Registering["Review"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "desk"], name="review_once_a_desk"),
        ]

    def __str__(self) -> str:
        return f"{self.desk} of candidate {self.candidate_id}"


class FieldDecision(DistrictOwned):
    """What an office says to one answer: taken, left as the records have it, or a question back."""

    wall: ClassVar[Wall] = Wall.DECISION
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Says(models.TextChoices):
        TAKE = "take", _("Take the new one")
        KEEP = "keep", _("Keep what we have")
        ASK = "ask", _("Ask the family")

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    part = models.ForeignKey("registration.Part", models.CASCADE, related_name="+")
    candidate = models.ForeignKey(
        "registration.Candidate", models.CASCADE, null=True, related_name="+"
    )
    desk = models.CharField(max_length=10, default="office", db_default="office")
    key = models.CharField(max_length=60)
    says = models.CharField(max_length=4, choices=Says)
    #: What the office asks, and when the family has answered by changing or confirming it.
    question = models.CharField(max_length=500, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    #: Of a question: the desk that asks, and of which school. Each sends its own alone.
    asked_by = models.CharField(max_length=10, blank=True, default="", db_default="")
    school = models.ForeignKey(School, models.SET_NULL, null=True, related_name="+")
    #: When the family was told; what is only noted it does not read.
    told_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    #: Of the answer that it was about: a later one is to be decided anew.
    revision = models.PositiveIntegerField()

    objects = Registering["FieldDecision"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "key"], name="fielddecision_once"),
            models.CheckConstraint(
                condition=~Q(says="ask") | ~Q(question=""), name="fielddecision_asks_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.key} of part {self.part_id}"


class TakenOut(DistrictOwned):
    """What becomes of a guardian whom a family took out, for one child.

    An office says it, and it is written together with the child.
    """

    wall: ClassVar[Wall] = Wall.POSTED
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Says(models.TextChoices):
        ENDS = "ends", _("It ends")
        NO_ACCESS = "no access", _("The way to the pages ends at once")
        STAYS = "stays", _("It stays")

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="+")
    part = models.ForeignKey("registration.Part", models.CASCADE, related_name="+")
    says = models.CharField(max_length=9, choices=Says)
    #: The last day, where it ends.
    ends_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects = Registering["TakenOut"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "part"], name="takenout_once"),
            models.CheckConstraint(
                condition=Q(says="ends", ends_on__isnull=False)
                | (~Q(says="ends") & Q(ends_on=None)),
                name="takenout_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says}: part {self.part_id}"


class Posting(DistrictOwned):
    """One child written into the records, with all that was written: within a day it is undone.

    ``written`` is a list of ``[table, id, before, after]``: columns by name, ``before`` null for
    a row that was made. Undone, ``ways`` are the ways in that it had mailed and that nobody has
    used, for whoever posts again: ``[{"part", "to", "digest", "way", "until"}]``. ``told_at`` is
    when the home was told that it was undone.
    """

    wall: ClassVar[Wall] = Wall.POSTED
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="postings")
    desk = models.CharField(max_length=10, default="office", db_default="office")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    written = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ways = models.JSONField(default=list, db_default=[])
    told_at = models.DateTimeField(null=True, blank=True)

    objects = Registering["Posting"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(undone_at=None), name="posting_once"
            ),
        ]

    def __str__(self) -> str:
        return f"posting of candidate {self.candidate_id}"


class Seats(DistrictOwned):
    """A grade that a school offers in a year, and how many children fit (empty: no limit)."""

    wall: ClassVar[Wall] = Wall.POST

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    ends_in = models.PositiveSmallIntegerField()
    grade_level = models.CharField(max_length=20)
    seats = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "ends_in", "grade_level"], name="seats_once_a_grade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grade_level} at school {self.school_id}"


#: A range as ``rules.zones.Range`` has it.
OF_RANGE = ("school_id", "street", "low", "high", "side", "postal_code", "written")


class AddressRange(DistrictOwned):
    """A stretch of a street whose children go to a school: "Elm St, 100 to 298, even"."""

    wall: ClassVar[Wall] = Wall.POST
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Side(models.TextChoices):
        BOTH = "both", _("Both sides")
        EVEN = "even", _("Even numbers")
        ODD = "odd", _("Odd numbers")

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    #: As ``rules.zones.street_of`` writes it: "elm st".
    street = models.CharField(max_length=100)
    #: As the district writes it: "Elm Street". Empty: not known.
    written = models.CharField(max_length=100, blank=True, default="", db_default="")
    low = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    side = models.CharField(max_length=4, choices=Side, default=Side.BOTH)
    #: Empty: whatever it is.
    postal_code = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(low__lte=F("high")), name="addressrange_low_before_high"
            ),
        ]
        indexes = [models.Index(fields=["street"], name="addressrange_street")]

    def __str__(self) -> str:
        return f"{self.street} {self.low} to {self.high}"


class LetterWords(DistrictOwned):
    """What the district adds to one letter about registration, in one language (OLR-11)."""

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE  # it stands in no page of a family

    class Kind(models.TextChoices):
        RECEIVED = "received", _("It has arrived")
        QUESTION = "question", _("The school has a question")
        ACCEPTED = "accepted", _("A child is accepted")
        WAITING = "waiting", _("A child is on the waiting list")
        DECLINED = "declined", _("A child is not accepted")
        REMINDER = "reminder", _("A reminder")

    LONGEST: ClassVar = 600

    kind = models.CharField(max_length=8, choices=Kind)
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=LONGEST)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "kind", "language"], name="letterwords_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="letterwords_say_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
