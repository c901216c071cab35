"""What was sent to whom, and what became of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.notifications import models_contact
from openhouse.people.models import Person

CONTACT = models_contact


class Mail(DistrictOwned):
    """One e-mail to one address. What it said is kept until it is sent, then forgotten."""

    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        #: The mail server will never take it: there is no such mailbox.
        REFUSED = "refused", _("Refused")
        #: Taken, and returned later.
        BOUNCED = "bounced", _("Came back")
        #: Tried for two days without an answer that says yes or no.
        GIVEN_UP = "given up", _("Given up")
        #: This installation sends no mail and shows it on a page instead.
        SHOWN = "shown", _("Shown here")

    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: What kind of mail: "account.reset". Never shown to its reader.
    kind = models.CharField(max_length=60)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    #: The Message-ID: a mail server that gets the mail twice knows it by this.
    reference = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    #: What the mail server said last, where it did not say yes.
    answer = models.CharField(max_length=500, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-written_at"], name="mail_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}"
