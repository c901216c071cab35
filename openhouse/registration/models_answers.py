"""What is known and said of each part of an application, and what was signed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person
from openhouse.registration.guard import Registering


class PartKnown(DistrictOwned):
    """What the school knew of a part when it was begun: what a family finds filled in.

    ``values`` are by the keys of the questions. Read once and kept, for each answer that is saved
    says how far the whole is; looked up anew after a day.
    """

    wall: ClassVar[Wall] = Wall.KNOWN
    stamp: ClassVar[Stamp] = Stamp.NONE

    part = models.OneToOneField(
        "registration.Part", models.CASCADE, primary_key=True, related_name="+"
    )
    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    candidate = models.ForeignKey(
        "registration.Candidate", models.CASCADE, null=True, related_name="+"
    )
    values = models.JSONField(default=dict)
    looked_up_at = models.DateTimeField()

    objects = Registering["PartKnown"]()

    def __str__(self) -> str:
        return f"known of part {self.pk}"


class Answer(DistrictOwned):
    """What the family says to one question about one part. No row: nothing was said or touched.

    ``value`` is as ``rules.answers`` makes it. Where the family said that nothing has changed it
    is what the records said at that moment.
    """

    wall: ClassVar[Wall] = Wall.ANSWER
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    part = models.ForeignKey("registration.Part", models.CASCADE, related_name="answers")
    candidate = models.ForeignKey(
        "registration.Candidate", models.CASCADE, null=True, related_name="+"
    )
    #: Whose desk reads it at the school, a ``rules.form.Desk``.
    desk = models.CharField(max_length=10, default="office", db_default="office")
    #: The question's, in the form's version.
    key = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    #: What the records said when it was first answered; null where they said nothing.
    before = models.JSONField(null=True)
    #: Moves with each change: who changes it says which one she had before her.
    revision = models.PositiveIntegerField(default=1, db_default=1)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()

    objects = Registering["Answer"](at="answered_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "key"], name="answer_once")]
        indexes = [models.Index(fields=["application"], name="answer_of_application")]

    def __str__(self) -> str:
        return f"{self.key} of part {self.part_id}"


class AnswerFile(DistrictOwned):
    """A file that a family sends with an answer, as ``common/checking`` leaves it."""

    wall: ClassVar[Wall] = Wall.ANSWER_FILE
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey("registration.Application", models.CASCADE, related_name="+")
    part = models.ForeignKey("registration.Part", models.CASCADE, related_name="+")
    candidate = models.ForeignKey(
        "registration.Candidate", models.CASCADE, null=True, related_name="+"
    )
    desk = models.CharField(max_length=10, default="office", db_default="office")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=100)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = Registering["AnswerFile"](at="added_at")

    class Meta:
        indexes = [models.Index(fields=["part", "key"], name="answerfile_of_answer")]

    def __str__(self) -> str:
        return self.name


class Signature(DistrictOwned):
    """A typed name under a statement, with what was signed, kept to the byte (OLR-09).

    ``content`` is the statement and every answer that it is about, as JSON in UTF-8; nobody
    changes or deletes one.
    """

    wall: ClassVar[Wall] = Wall.SIGNATURE
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey(
        "registration.Application", models.CASCADE, related_name="signatures"
    )
    #: The question's; "" for the signature with which the whole is sent.
    key = models.CharField(max_length=60, blank=True, default="", db_default="")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    typed = models.CharField(max_length=250)
    statement = models.TextField()
    language = models.CharField(max_length=10)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    #: Of which children, where it is about some.
    candidates = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    objects = Registering["Signature"](candidate="")

    def __str__(self) -> str:
        return f"signature of application {self.application_id}"
