"""What was sent to whom, by which way, and what became of it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import THE_HOUSE, Writers
from openhouse.notifications import models_contact, models_notices
from openhouse.people.models import Person

CONTACT = models_contact
NOTICES = models_notices


class PushSubscription(DistrictOwned):
    """One browser of one person that shows notices of an app (RFC 8030, RFC 8291).

    Whoever has the endpoint and the keys can send to that browser, so it is nobody else's to read.
    """

    wall: ClassVar[Wall] = Wall.ALONE
    stamp: ClassVar[Stamp] = Stamp.NONE

    class App(models.TextChoices):
        PARENT = "parent", _("Parent app")
        STUDENT = "student", _("Student app")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    #: Where to post to, at the service of the browser's maker: https, and a public address.
    endpoint = models.CharField(max_length=1000)
    #: The browser's public key (65 bytes) and secret (16 bytes), in base64url as it sent them.
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    #: Browser and system, as words.
    device = models.CharField(max_length=80, blank=True, default="")
    app = models.CharField(max_length=7, choices=App, default=App.PARENT)
    #: The session that asked: a browser that is signed out, by whatever way, shows nothing more.
    session_key = models.CharField(max_length=40, blank=True, default="")
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    #: Why it ended: the service's words, or that its owner ended it.
    why = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            # Of two accounts on one browser the last to ask has it: no notice meets the other.
            models.UniqueConstraint(
                fields=["district_id", "endpoint"],
                condition=Q(ended_at=None),
                name="push_one_owner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.app} app of person {self.person_id}"


class Delivery(DistrictOwned):
    """One e-mail, text, call or push to one address. What it said is kept until it is sent."""

    writers: ClassVar[Writers] = THE_HOUSE
    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Way(models.TextChoices):
        MAIL = "mail", _("E-mail")
        PUSH = "push", _("App")
        TEXT = "text", _("Text message")
        CALL = "call", _("Phone call")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        #: It will never be taken: there is no such mailbox, number or browser any more.
        REFUSED = "refused", _("Refused")
        #: Taken, and returned later.
        BOUNCED = "bounced", _("Came back")
        #: Tried for two days without an answer that says yes or no.
        GIVEN_UP = "given up", _("Given up")
        #: This installation sends nothing and shows it on a page instead.
        SHOWN = "shown", _("Shown here")
        #: Taken back before it went out.
        CANCELLED = "cancelled", _("Taken back")

    class Priority(models.IntegerChoices):
        EMERGENCY = 0
        #: Attendance, and whatever opens or guards an account.
        URGENT = 1
        NORMAL = 2
        BULK = 3

    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: The student whom it is about, where it is about one: it is the reader's all the same.
    student = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: Whom it tells somebody at home of: where it waited, it goes only while they are still hers,
    #: one of them, or each where its words are ``of_each`` (``closed.take_back_closed``).
    students = ArrayField(models.BigIntegerField(), default=list, blank=True, db_default=[])
    of_each = models.BooleanField(default=False, db_default=False)
    #: What kind it is: "account.reset". Never shown to its reader.
    kind = models.CharField(max_length=60)
    #: The id of what it belongs to; ``kind`` says of which table.
    about = models.BigIntegerField(null=True)
    way = models.CharField(max_length=4, choices=Way, default=Way.MAIL)
    #: The e-mail address or the phone number in E.164; empty for a push.
    to = models.CharField(max_length=254, blank=True, default="")
    subscription = models.ForeignKey(
        PushSubscription, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    #: An e-mail as a page; a call as it is spoken (``letters.aloud``).
    html = models.TextField(blank=True, default="")
    #: Where an e-mail is answered; empty: at the district's help address. Forgotten once sent.
    reply_to = models.CharField(max_length=320, blank=True, default="", db_default="")
    #: The Message-ID of an e-mail, the tag of a push: who gets it twice knows it by this.
    reference = models.CharField(max_length=120)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    #: What is of one person lies in one lane, and goes out in its order.
    lane = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    #: What was answered last, where it was not yes.
    answer = models.CharField(max_length=500, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField(auto_now_add=True)
    #: Not handed over earlier, whatever else waits.
    not_before = models.DateTimeField(null=True)
    #: By the clock of the database, as who looks for what is due goes by that.
    next_try_at = models.DateTimeField(db_default=Now())
    #: When it was sent, or known that it never will be.
    sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    #: Sent by itself after so many hours in which it was not opened; 0: as it did not arrive.
    waited = models.PositiveSmallIntegerField(null=True)
    #: The way in whose place that was, where it was one alone.
    instead_of = models.CharField(max_length=4, choices=Way, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-written_at"], name="delivery_of_person"),
            # Few of very many: the addresses from which mails come back (``ways``).
            models.Index(
                fields=["person"],
                condition=Q(state__in=["refused", "bounced", "given up"]),
                name="delivery_returned",
            ),
            models.Index(fields=["kind", "about"], name="delivery_about"),
            models.Index(
                fields=["district_id", "lane", "priority", "id"],
                condition=Q(state="waiting"),
                name="delivery_waiting",
            ),
            models.Index(
                fields=["subscription"],
                condition=Q(subscription__isnull=False),
                name="delivery_subscription",
            ),
            # The daily limit of the mail server: what went out today, over all districts.
            models.Index(
                fields=["sent_at"], condition=Q(way="mail", sent_at__isnull=False), name="mail_sent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} by {self.way} to {self.to or self.person_id}"
