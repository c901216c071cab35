"""Threads: what a family and the school write to each other about a child (MSG-05, MSG-06)."""

from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, source_is_unique
from openhouse.common.triggers import Fixed, Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import AN_ABSENCE, THE_DISTRICT, Writers
from openhouse.courses.models import Section
from openhouse.districts.models import School
from openhouse.people.models import Person, StudentRecord

#: Characters of one post.
LONGEST = 10_000


class Side(models.TextChoices):
    """On which side of a thread somebody stands."""

    FAMILY = "family"
    SCHOOL = "school"


class Thread(StudentRecord):
    """A conversation about a student, with the teachers of a section or with a school's office.

    Who is to answer follows from who teaches the section on the day. ``person`` is whose it is at
    home: who began it, or to whom the school wrote; empty where the school wrote to all adults.
    """

    wall: ClassVar[Wall] = Wall.THREAD
    fixed: ClassVar[tuple[Fixed, ...]] = (
        Fixed(
            (
                *("source_id", "student_id", "person_id", "school_id", "section_id", "kind"),
                *("readers", "subject", "begun_at", "last_at", "handed_at"),
            )
        ),
    )

    class Kind(models.TextChoices):
        #: Every adult who sees the child reads it.
        ABOUT = "about", _("About the child")
        #: ``person`` and who else of her home it names in ``readers``, and the school.
        PRIVATE = "private", _("Private")

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    #: Who else of her home reads a private one, by id, as they were when it began.
    readers = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    #: Empty: it is with the office.
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ABOUT)
    subject = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    last_at = models.DateTimeField()
    #: Since when the family waits for an answer; empty where the school wrote last.
    waits_since = models.DateTimeField(null=True, blank=True)
    #: When the office began to read along: the teacher was away.
    handed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            source_is_unique("thread"),
            # a post names both, so that it is of the thread's student
            models.UniqueConstraint(fields=["id", "student"], name="thread_with_student"),
            models.CheckConstraint(
                condition=~Q(kind="private") | Q(person__isnull=False),
                name="thread_private_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(kind="private") | Q(readers=[]), name="thread_readers_of_a_private_one"
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="thread_has_a_subject"),
        ]
        indexes = [
            models.Index(fields=["student", "-last_at"], name="thread_of_student"),
            models.Index(fields=["section", "-last_at"], name="thread_of_section"),
            models.Index(
                fields=["school", "-last_at"],
                name="thread_of_office",
                condition=Q(section=None) | Q(handed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Post(StudentRecord):
    """What somebody wrote in a thread; never changed. Its author stays named as she was then."""

    wall: ClassVar[Wall] = Wall.THREAD_POST

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=250)
    #: What she is to the child: "Mother"; empty for staff, and for the student herself.
    relation = models.CharField(max_length=60, blank=True, default="", db_default="")
    body = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()
    #: Made where it was written: sent twice, it is there once.
    client = models.CharField(max_length=64)
    #: If the office reads it too, or alone.
    to_office = models.BooleanField(default=False, db_default=False)
    by_mail = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            source_is_unique("post"),
            models.UniqueConstraint(fields=["person", "client"], name="post_once"),
            models.CheckConstraint(condition=~Q(body=""), name="post_says_something"),
        ]
        indexes = [models.Index(fields=["thread", "id"], name="post_of_thread")]

    def __str__(self) -> str:
        return f"post {self.pk}"


class PostFile(DistrictOwned):
    """A file with a post, as it was looked into and written anew; never changed."""

    wall: ClassVar[Wall] = Wall.OF_POST
    stamp: ClassVar[Stamp] = Stamp.NONE  # the post moves it

    post = models.ForeignKey(Post, models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class ThreadReader(StudentRecord):
    """How far somebody has read in a thread."""

    wall: ClassVar[Wall] = Wall.THREAD_READER

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    name = models.CharField(max_length=250)
    relation = models.CharField(max_length=60, blank=True, default="", db_default="")
    #: The newest post that she has read.
    read_to = models.BigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            source_is_unique("threadreader"),
            models.UniqueConstraint(fields=["thread", "person"], name="threadreader_once"),
        ]

    def __str__(self) -> str:
        return f"reader {self.person_id} of thread {self.thread_id}"


class ThreadReply(DistrictOwned):
    """By what e-mail address one person answers in one thread, and what was not taken there.

    The address is made of the row and the server's key (``notifications.replies``).
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Why(models.TextChoices):
        """Why an answer was not taken, or not all of it."""

        SENDER = "sender"
        #: No mail server said that it is truly hers.
        UNSURE = "unsure"
        CLOSED = "closed"
        #: The thread is not open to her any more, or she may not write in it.
        ACCESS = "access"
        EMPTY = "empty"
        LONG = "long"
        FILES = "files"

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    secret = models.CharField(max_length=32)
    ended_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=6, choices=Why, blank=True, default="", db_default="")
    refused_at = models.DateTimeField(null=True, blank=True)
    #: When she was last told so by e-mail.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "person", "side"], name="threadreply_once")
        ]

    def __str__(self) -> str:
        return f"answers of person {self.person_id} in thread {self.thread_id}"


class ThreadRules(DistrictOwned):
    """What the district lets families write, and when staff are told; at most one row."""

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Families(models.TextChoices):
        READ = "read", _("They read what the school writes")
        ANSWER = "answer", _("They may answer")
        BEGIN = "begin", _("They may answer and begin")

    families = models.CharField(max_length=6, choices=Families, default=Families.BEGIN)
    #: On which days of the week staff are told, Monday is 1: "12345".
    days = models.CharField(max_length=7, default="12345")
    from_time = models.TimeField(default=time(8))
    until_time = models.TimeField(default=time(16))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="threadrules_once_a_district"),
            models.CheckConstraint(
                condition=Q(days__regex=r"^1?2?3?4?5?6?7?$") & ~Q(days=""),
                name="threadrules_days_of_the_week",
            ),
            models.CheckConstraint(
                condition=Q(from_time__lt=F("until_time")), name="threadrules_from_before_until"
            ),
        ]

    def __str__(self) -> str:
        return "rules of threads"


class Away(DistrictOwned):
    """Between which days somebody at school is away: the office reads her messages meanwhile."""

    writers: ClassVar[Writers] = AN_ABSENCE
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: As families read it.
    name = models.CharField(max_length=250)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="away_once_a_person"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="away_starts_before_it_ends"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, away"
