"""What each guardian of a child is asked by herself, and of what somebody was reminded."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person, Student
from openhouse.registration.guard import AskedInPerson


class Consent(DistrictOwned):
    """One guardian, asked for her own word about one statement and one child.

    Her row is hers and the school's: the home whose application it is reads no other guardian's.
    Of a guardian who is in no record ``part`` says who it is. What was answered stays as it is: who
    says otherwise later gets a row of her own for it, which ``replaces`` the one that counted.
    """

    wall: ClassVar[Wall] = Wall.CONSENT
    stamp: ClassVar[Stamp] = Stamp.STUDENT

    class Via(models.TextChoices):
        SENT = "sent", _("signed with the registration")
        ACCOUNT = "account", _("signed in")
        LINK = "link", _("by a link to an address on file")
        GIVEN = "given", _("by a link to the address that the family wrote")

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="+")
    student = models.ForeignKey(Student, models.SET_NULL, null=True, related_name="+")
    #: The question's, and whose desk reads it.
    key = models.CharField(max_length=60)
    desk = models.CharField(max_length=10, default="office", db_default="office")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    part = models.ForeignKey("registration.Part", models.SET_NULL, null=True, related_name="+")
    #: What the school calls her.
    name = models.CharField(max_length=250)
    asked_at = models.DateTimeField()
    #: The child is with the school; a trigger says it, as the child's state changes.
    open = models.BooleanField(default=True, db_default=True)
    #: Empty until she has answered; no is an answer too.
    agreed = models.BooleanField(null=True)
    via = models.CharField(max_length=7, choices=Via, blank=True, default="", db_default="")
    typed = models.CharField(max_length=250, blank=True, default="", db_default="")
    statement = models.TextField(blank=True, default="", db_default="")
    language = models.CharField(max_length=10, blank=True, default="", db_default="")
    #: What was signed, JSON in UTF-8, and its SHA-256.
    content = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    #: The school goes on without her word, and why.
    excused_at = models.DateTimeField(null=True, blank=True)
    excused_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    #: What counted until she said otherwise; the one that nothing replaces counts.
    replaces = models.OneToOneField("self", models.CASCADE, null=True, related_name="+")

    objects = AskedInPerson["Consent"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "key", "person"],
                condition=Q(person__isnull=False, replaces=None),
                name="consent_once_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, agreed=None, content=None)
                | Q(answered_at__isnull=False, agreed__isnull=False, content__isnull=False),
                name="consent_answered_says_what",
            ),
            models.CheckConstraint(
                condition=Q(excused_at=None) | ~Q(reason=""), name="consent_excused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | Q(answered_at__isnull=False),
                name="consent_otherwise_says_what",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="consent_waits", condition=Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.key} of candidate {self.candidate_id} by person {self.person_id}"


class Reminder(DistrictOwned):
    """One person was reminded of one matter; nobody reads it but the house.

    ``person`` is None for a family that has a link: then it went to its address. The constraint is
    what makes each go out once, whichever worker is first.
    """

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Of(models.TextChoices):
        PAPERS = "papers", _("What the school still needs")
        DRAFT = "draft", _("The last day is near")
        CONSENT = "consent", _("Consents")

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    of = models.CharField(max_length=7, choices=Of)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "of", "number", "person"],
                nulls_distinct=False,
                name="reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"reminder {self.number} of {self.of} of application {self.application_id}"
