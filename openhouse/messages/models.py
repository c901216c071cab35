"""Announcements and messages of the district, its schools and its teachers (HOM-09, MSG-01)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Fixed, Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import STAFF, Writers
from openhouse.courses.models import Section
from openhouse.districts.models import School
from openhouse.messages import models_threads
from openhouse.messages.models_rules import AttendanceRule, EventRule
from openhouse.people.guard import Guarded
from openhouse.people.models import Person, Student

#: Django looks for models here alone.
THREADS = models_threads


class Announcement(DistrictOwned):
    """A notice between two dates, for a class, for grades, for a school or for the whole district.

    It is written in ``language``; ``others`` has it in other languages, by code:
    ``{"es": {"title": …, "body": …, "machine": true}}``.
    """

    wall: ClassVar[Wall] = Wall.ANNOUNCED
    stamp: ClassVar[Stamp] = Stamp.SECTION
    fixed: ClassVar[tuple[Fixed, ...]] = (
        Fixed(("section_id", "written_by_id", "written_by_name", "written_at")),
    )

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    #: Only for students in these; empty: for all.
    grades = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    title = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=10, default="en", db_default="en")
    others = models.JSONField(default=dict, db_default={})
    #: It stands above everything else.
    emergency = models.BooleanField(default=False, db_default=False)
    starts_on = models.DateField()
    ends_on = models.DateField()
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    written_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="announcement_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(section=None) | Q(emergency=False, grades=[], school__isnull=False),
                name="announcement_of_a_class_is_of_its_school",
            ),
        ]
        indexes = [models.Index(fields=["ends_on"])]

    def __str__(self) -> str:
        return self.title


class Message(DistrictOwned):
    """What staff writes to the adults of many students, or of one; its words are ``MessageWords``.

    ``whom`` says to whom, as ``sending.whom`` reads it; who really got it are its ``Recipient``s.
    """

    wall: ClassVar[Wall] = Wall.MESSAGE
    stamp: ClassVar[Stamp] = Stamp.NONE
    fixed: ClassVar[tuple[Fixed, ...]] = (
        Fixed(("section_id", "rule_id", "event_id", "event_on", "worked_at", "done_at")),
        Fixed(
            (
                *("school_id", "student_id", "kind", "whom", "whom_words", "students_too", "ways"),
                *("sender", "send_time", "language", "written_at"),
            ),
            until="OLD.state = 'draft'",
        ),
        Fixed(("written_by_id", "written_by_name", "taken_over"), until="OLD.state = 'held'"),
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("Not sent yet")
        #: Until ``send_at``, or until a worker comes to it.
        WAITING = "waiting", _("Waiting")
        #: Its writer is not there any more: her school's office sends it, or takes it back.
        HELD = "held", _("Waits for the office")
        SENDING = "sending", _("Going out")
        SENT = "sent", _("Sent")
        CANCELLED = "cancelled", _("Taken back")

    #: Of whose office it is; none: the district's. Of a class: that of the class.
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    #: The student whom it is about, where it is to one family.
    student = models.ForeignKey(Student, models.CASCADE, null=True, blank=True, related_name="+")
    #: One of ``notifications.kinds.OF_MESSAGES``.
    kind = models.CharField(max_length=30)
    whom = models.JSONField(default=dict)
    #: The same as its writer reads it: "Algebra II, 3 or more missing".
    whom_words = models.CharField(max_length=300)
    students_too = models.BooleanField(default=False, db_default=False)
    #: By these ways alone; empty, and of an emergency: by every one that there is.
    ways = ArrayField(models.CharField(max_length=5), default=list, db_default=[])
    #: Who is named as its sender, beside the school; empty: who wrote it, of an office the school.
    sender = models.CharField(max_length=100, blank=True, default="", db_default="")
    #: The rule that wrote it; and the day of whose absences it tells, so that nobody is told twice.
    rule = models.ForeignKey(AttendanceRule, models.CASCADE, null=True, related_name="+")
    about_on = models.DateField(null=True, blank=True)
    #: Likewise; to the students alone where it is ``students_too``: they hear first.
    event = models.ForeignKey(EventRule, models.CASCADE, null=True, related_name="+")
    event_on = models.DateField(null=True)
    #: The time of day at which it is usually sent.
    send_time = models.TimeField(null=True, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    send_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_by_name = models.CharField(max_length=250)
    #: Sent by an office in the place of the teacher who wrote it.
    taken_over = models.BooleanField(default=False, db_default=False)
    written_at = models.DateTimeField()
    #: When a worker last wrote a part of it, and when all was written.
    worked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = Guarded["Message"](or_none=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(section=None) | Q(kind="message.teacher", school__isnull=False),
                name="message_of_a_class_is_its_teachers",
            ),
            models.UniqueConstraint(
                fields=["rule", "about_on"], name="message_of_a_rule_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["event", "event_on", "students_too"], name="message_of_an_event_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["state"],
                condition=Q(state__in=["waiting", "sending", "held"]),
                name="message_waits",
            ),
            models.Index(
                fields=["about_on"], condition=~Q(about_on=None), name="message_of_absences"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class MessageWords(DistrictOwned):
    """A message in one language, with fields such as ``{first_name}`` in it."""

    wall: ClassVar[Wall] = Wall.OF_MESSAGE
    stamp: ClassVar[Stamp] = Stamp.NONE

    message = models.ForeignKey(Message, models.CASCADE, related_name="words")
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    machine = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "language"], name="messagewords_once")
        ]

    def __str__(self) -> str:
        return self.subject


class MessageFile(DistrictOwned):
    """A file that goes with a message, as it was looked into and written anew."""

    wall: ClassVar[Wall] = Wall.OF_MESSAGE
    stamp: ClassVar[Stamp] = Stamp.NONE

    message = models.ForeignKey(Message, models.CASCADE, related_name="files")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0, db_default=0)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Recipient(DistrictOwned):
    """One person who gets a message, once, for these of its students.

    ``told`` has what stands for the fields of each student, by her id, as it was when it was sent.
    """

    wall: ClassVar[Wall] = Wall.RECIPIENT
    stamp: ClassVar[Stamp] = Stamp.NONE  # the entry of the request has what is unread

    message = models.ForeignKey(Message, models.CASCADE, related_name="recipients")
    #: As the message has them: who reads it at the school follows from these.
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: How its sender calls her: "Marta Rivera", and a teacher "Ben Rivera (Mother)".
    called = models.CharField(max_length=300)
    students = ArrayField(models.BigIntegerField())
    told = models.JSONField(default=dict, db_default={})
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    #: When it was looked for another way by itself, as she had not opened what must arrive.
    again_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="recipient_once_a_message")
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="recipient_inbox"),
            models.Index(
                fields=["person"],
                condition=Q(read_at=None, removed_at=None),
                name="recipient_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} to person {self.person_id}"


class MessageTemplate(DistrictOwned):
    """A message that somebody keeps for the next time, with all that it says (MSG-11); hers alone.

    To whom is kept as it is asked (``sending.whom``), not the people: they are found anew.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    writers: ClassVar[Writers] = STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=30)
    #: By language: ``{"es": {"title": …, "body": …, "machine": true}}``.
    said = models.JSONField(default=dict)
    #: None: whoever is chosen then.
    whom = models.JSONField(null=True, blank=True)
    whom_words = models.CharField(max_length=300, blank=True, default="", db_default="")
    students_too = models.BooleanField(default=False, db_default=False)
    ways = ArrayField(models.CharField(max_length=5), default=list, db_default=[])
    sender = models.CharField(max_length=100, blank=True, default="", db_default="")
    send_time = models.TimeField(null=True, blank=True)
    file_name = models.CharField(max_length=150, blank=True, default="", db_default="")
    file_kind = models.CharField(max_length=100, blank=True, default="", db_default="")
    file_pages = models.PositiveSmallIntegerField(default=0, db_default=0)
    file = models.BinaryField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="messagetemplate_once")
        ]

    def __str__(self) -> str:
        return self.name


class MessageSearch(DistrictOwned):
    """To whom somebody writes again and again, as it is asked (``sending.whom``); hers alone."""

    wall: ClassVar[Wall] = Wall.ALONE
    writers: ClassVar[Writers] = STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    whom = models.JSONField(default=dict)
    whom_words = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="messagesearch_once")
        ]

    def __str__(self) -> str:
        return self.name
