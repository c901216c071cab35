"""Letters and forms that a school publishes, their editions, and who has read or signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.courses.models import Section
from openhouse.districts.models import School, SchoolYear
from openhouse.ledger.models import ThisTransaction
from openhouse.people.guard import Guarded
from openhouse.people.models import Person, Student, StudentRecord

#: Characters of the words beside a document, and of the reason for which it is not signed.
LONGEST = 500
#: Characters of the reason for which one is withdrawn: families read it in their list.
LONGEST_BECAUSE = 100


class PublishedFile(DistrictOwned):
    """A letter or form for one student, for a class, or for a whole school, from a day on.

    ``student`` and ``section`` empty: for the school. What it asks of families is said here; what
    they have answered is a ``PublishedReceipt`` of the edition that they had before them.
    """

    wall: ClassVar[Wall] = Wall.PUBLISHED
    stamp: ClassVar[Stamp] = Stamp.SECTION

    class Kind(models.TextChoices):
        LETTER = "letter", _("Letter")
        FORM = "form", _("Form")
        OTHER = "other", _("Other paper")

    class Asks(models.TextChoices):
        NOTHING = "nothing", _("Nothing: it is only to read")
        READ = "read", _("“I have read it”")
        SIGN = "sign", _("A signature")

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    student = models.ForeignKey(Student, models.CASCADE, null=True, blank=True, related_name="+")
    school_year = models.ForeignKey(SchoolYear, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.LETTER)
    title = models.CharField(max_length=150)
    words = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")
    #: What it is written in, where that is said: "es".
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    visible_from = models.DateField()
    visible_until = models.DateField(null=True, blank=True)
    asks = models.CharField(max_length=8, choices=Asks, default=Asks.NOTHING)
    #: If the student is asked too, beside a guardian.
    by_student = models.BooleanField(default=False, db_default=False)
    due_on = models.DateField(null=True, blank=True)
    #: So many days before it is due who has not answered is mailed; 0: nobody is.
    remind_days = models.PositiveSmallIntegerField(default=2, db_default=2)
    #: The number of its newest edition.
    edition = models.PositiveSmallIntegerField(default=1, db_default=1)
    published_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_by_name = models.CharField(max_length=250)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    #: As families read it: "wrong date".
    withdrawn_because = models.CharField(
        max_length=LONGEST_BECAUSE, blank=True, default="", db_default=""
    )

    objects = Guarded["PublishedFile"](or_none=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(section=None) | Q(student=None), name="publishedfile_for_one_of_them"
            ),
            models.CheckConstraint(
                condition=Q(visible_until=None) | Q(visible_until__gte=models.F("visible_from")),
                name="publishedfile_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(asks="nothing", by_student=False, due_on=None) | ~Q(asks="nothing"),
                name="publishedfile_asks_for_what_is_due",
            ),
        ]
        indexes = [models.Index(fields=["visible_from"], name="publishedfile_from")]

    def __str__(self) -> str:
        return self.title


class PublishedEdition(DistrictOwned):
    """One edition of its file, kept to the byte; a new one is asked about anew."""

    wall: ClassVar[Wall] = Wall.PUBLISHED_EDITION
    published = models.ForeignKey(PublishedFile, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    #: The media type that its content says.
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: Of its content, in hexadecimal figures.
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField()
    #: What is unread goes by this, as with a line of the ledger.
    tx = models.BigIntegerField(db_default=ThisTransaction(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["published", "number"], name="publishededition_once_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"edition {self.number} of document {self.published_id}"


class PublishedReceipt(StudentRecord):
    """What one person has done with an edition, about one student: opened, read, signed, declined.

    What was signed stands here as it was: the words agreed to, the typed name, the digest of the
    file, when. The database lets nobody change it afterwards.
    """

    wall: ClassVar[Wall] = Wall.RECEIPT

    class State(models.TextChoices):
        OPENED = "opened", _("Opened")
        READ = "read", _("Read")
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    published = models.ForeignKey(PublishedFile, models.CASCADE, related_name="+")
    edition = models.ForeignKey(PublishedEdition, models.PROTECT, related_name="+")
    #: As the document has them: who reads it follows from these.
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: As the house knows her, when she did it.
    person_name = models.CharField(max_length=250)
    state = models.CharField(max_length=8, choices=State, default=State.OPENED)
    opened_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    typed_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    agreed_to = models.CharField(max_length=1000, blank=True, default="", db_default="")
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    reason = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["student", "person", "edition"], name="publishedreceipt_once"
            ),
            models.CheckConstraint(
                condition=Q(state="opened", done_at=None)
                | ~Q(state="opened") & Q(done_at__isnull=False),
                name="publishedreceipt_done_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="signed") | ~Q(typed_name="") & ~Q(agreed_to="") & ~Q(sha256=""),
                name="publishedreceipt_signed_with_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""),
                name="publishedreceipt_declined_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["published"], name="publishedreceipt_of_file")]
