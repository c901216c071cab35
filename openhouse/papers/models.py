"""Papers that the school issued: each a PDF kept byte for byte, with what it was made of.

An issued paper is frozen. What changes afterwards makes a further edition; the first one stays.
Below them print runs: many papers as one file for the printer, kept for some days.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, source_is_unique
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.districts.models import School, SchoolYear
from openhouse.people.models import Person, StudentRecord


class SigningKey(DistrictOwned):
    """An Ed25519 key of the district: the newest signs, all of them prove what they signed."""

    stamp: ClassVar[Stamp] = Stamp.NONE

    #: The public half, 32 bytes.
    public = models.BinaryField()
    #: The private half as ``common.sealed`` keeps it; the database alone signs nothing.
    private = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id", "public"], name="signingkey_once")
        ]

    def __str__(self) -> str:
        return "signing key"


class Paper(StudentRecord):
    """One PDF about one student, as it was sent."""

    wall: ClassVar[Wall] = Wall.PAPER

    class Kind(models.TextChoices):
        REPORT_CARD = "report card", _("Report card")
        PROGRESS = "progress", _("Progress report")
        TRANSCRIPT = "transcript", _("Unofficial transcript")
        IMMUNIZATIONS = "immunizations", _("Immunization record")
        LETTER = "letter", _("Letter")
        HEALTH_LETTER = "health letter", _("Letter from the nurse")

    #: Those that the family and the nurse alone see.
    ABOUT_HEALTH: ClassVar = (Kind.IMMUNIZATIONS, Kind.HEALTH_LETTER)

    kind = models.CharField(max_length=20, choices=Kind)
    school = models.ForeignKey(School, models.SET_NULL, null=True, blank=True, related_name="+")
    school_year = models.ForeignKey(
        SchoolYear, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: As the list shows it, in the paper's own language: "Report card, Quarter 1".
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    #: The same paper in another language, for another home: lists and sums know the first alone.
    is_twin = models.BooleanField(default=False, db_default=False)
    #: 1, and one more with each correction of it.
    edition = models.PositiveSmallIntegerField(default=1, db_default=1)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    #: What the layout was given; a correction tells by it what differs.
    facts = models.JSONField()
    #: Which release of a school it belongs to; with the student it is there once an edition.
    release = models.BigIntegerField(null=True, blank=True)
    content = models.BinaryField()
    pages = models.PositiveSmallIntegerField()
    #: SHA-256 of ``content``, 32 bytes.
    digest = models.BinaryField()
    #: Twelve signs of Crockford's Base32, as ``codes`` makes them.
    code = models.CharField(max_length=12, unique=True)
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="+")
    #: Ed25519 over ``signing.message``, 64 bytes.
    signature = models.BinaryField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    #: From when the family sees it; empty while a release is being prepared.
    released_at = models.DateTimeField(null=True, blank=True)
    #: Without it it was made for printing only, and the family finds it nowhere.
    to_families = models.BooleanField(default=True, db_default=True)
    #: Since when the family opens it no more: its ``PaperWithdrawal`` says why.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("paper"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(released_at__isnull=False),
                name="paper_withdrawn_after_it_was_seen",
            ),
            models.UniqueConstraint(
                fields=["release", "student", "edition"],
                condition=Q(release__isnull=False, is_twin=False),
                name="paper_once_a_release",
            ),
            models.UniqueConstraint(
                fields=["release", "student", "edition", "language"],
                condition=Q(release__isnull=False),
                name="paper_once_a_language",
            ),
            models.CheckConstraint(
                condition=Q(is_twin=True, corrects__isnull=True)
                | Q(edition=1, corrects__isnull=True)
                | Q(edition__gt=1, corrects__isnull=False),
                name="paper_edition_corrects_one",
            ),
        ]
        indexes = [models.Index(fields=["student", "released_at"], name="paper_of_student")]


#: As long a reason may be that families read.
LONGEST_REASON = 200


class PaperWithdrawal(StudentRecord):
    """That a paper was taken back from a family that saw it, and why.

    The family reads this line in the paper's place: the paper itself stays as it was sent, behind
    the wall. So it has all that the list says of a paper.
    """

    wall: ClassVar[Wall] = Wall.WITHDRAWAL

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="withdrawal")
    #: The edition that the paper had put right.
    corrects = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Paper.Kind)
    school_year = models.ForeignKey(
        SchoolYear, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    is_twin = models.BooleanField(default=False, db_default=False)
    issued_at = models.DateTimeField()
    released_at = models.DateTimeField()
    #: As the paper's: of one for printing only the family does not read this either.
    to_families = models.BooleanField(default=True, db_default=True)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_by_name = models.CharField(max_length=250)
    #: As families read it: "marks of the wrong quarter".
    because = models.CharField(max_length=LONGEST_REASON)
    because_es = models.CharField(max_length=LONGEST_REASON, blank=True, default="", db_default="")
    #: When who was told of the paper had been told of its end; of a whole release the release says.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("paperwithdrawal"),
            models.CheckConstraint(
                condition=Q(kind__in=("report card", "progress")),
                name="paperwithdrawal_of_cards",
            ),
            models.CheckConstraint(condition=~Q(because=""), name="paperwithdrawal_says_why"),
        ]


class PaperOpened(StudentRecord):
    """That somebody of the family has opened a paper: it is not new to her any more. The other
    parent does not read it, and no office."""

    wall: ClassVar[Wall] = Wall.ALONE

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            source_is_unique("paperopened"),
            models.UniqueConstraint(fields=["paper", "person"], name="paperopened_once"),
        ]


class PrintRun(DistrictOwned):
    """One PDF of many papers that somebody of a school asked to print; see ``printing``."""

    wall: ClassVar[Wall] = Wall.PRINT
    stamp: ClassVar[Stamp] = Stamp.NONE  # no family reads one

    class State(models.TextChoices):
        WAITING = "waiting", _("Being made")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")

    #: Of ``Paper.Kind``: what is about health is the nurse's of the school, all else its office's.
    kind = models.CharField(max_length=20, choices=Paper.Kind)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    #: The feature's own number, a release, and which part of it: "school", "class 12".
    about = models.BigIntegerField()
    part = models.CharField(max_length=100)
    #: Whom the person who asked may see in it; nobody else is printed.
    students = ArrayField(models.BigIntegerField())
    #: What it was to be made of: another edition or address makes another one.
    made_of = models.CharField(max_length=64)
    #: The job that makes it, by its name.
    task = models.CharField(max_length=60)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    asked_by_name = models.CharField(max_length=250)
    #: In whose name the ledger has what is issued for it.
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    #: One more whenever a worker begins; the one before stops where it notices.
    attempt = models.PositiveSmallIntegerField(default=0, db_default=0)
    copies = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0, db_default=0)
    worked_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    #: It is forgotten then, made or not.
    until = models.DateTimeField()
    size = models.BigIntegerField(default=0, db_default=0)
    parts = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "kind", "about", "part", "made_of"], name="printrun_once"
            )
        ]

    def __str__(self) -> str:
        return f"print run {self.pk}"


class PrintPiece(DistrictOwned):
    """So much of a run's file as is read at a time."""

    wall: ClassVar[Wall] = Wall.PRINT_PIECE
    stamp: ClassVar[Stamp] = Stamp.NONE

    run = models.ForeignKey(PrintRun, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "place"], name="printpiece_once"),
        ]

    def __str__(self) -> str:
        return f"piece {self.place} of print run {self.run_id}"
