"""By which of her phones and addresses somebody wants to hear what, and which phones are hers."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class ContactChoice(DistrictOwned):
    """A kind of message that comes to one of her addresses, or does not (SET-02).

    It goes by the address itself, not by its row in the records: who said "no more" stays unheard
    of when an import takes an address away and brings it again.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Way(models.TextChoices):
        MAIL = "mail"
        TEXT = "text"
        CALL = "call"

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    way = models.CharField(max_length=4, choices=Way)
    #: The address in small letters, or the number as E.164 has it: "+15735550100".
    to = models.CharField(max_length=254)
    #: One of ``kinds.CHOSEN``.
    kind = models.CharField(max_length=40)
    on = models.BooleanField()
    #: Turned off by the link in a message, without signing in.
    by_link = models.BooleanField(default=False, db_default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "way", "to", "kind"], name="contactchoice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.way}: {self.on}"


class PhoneProof(DistrictOwned):
    """A phone number that somebody shows to be hers with a code that was sent to it."""

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: As E.164 has it: "+15735550100".
    number = models.CharField(max_length=40)
    #: Of the code that was sent last; empty once it is used up.
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")
    sent_at = models.DateTimeField(null=True)
    #: Wrong codes since it was sent.
    tries = models.PositiveSmallIntegerField(default=0, db_default=0)
    #: The code was spoken: a phone at home, which may get no texts.
    by_call = models.BooleanField(default=False, db_default=False)
    proved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "number"], name="phoneproof_once")]

    def __str__(self) -> str:
        return f"phone of person {self.person_id}"
