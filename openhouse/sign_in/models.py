"""How accounts are asked for, opened and guarded. The account itself is ``people.Account``."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.text import in_language_of_reader
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import THE_DISTRICT, Writers
from openhouse.districts.models import School
from openhouse.people.models import Person
from openhouse.sign_in import models_devices, models_identity, models_not_me

#: Django finds the models of an app through this module.
MORE = models_devices, models_identity, models_not_me

#: The day of a district that has not said from when staff need a second step: long past.
FROM_THE_START = date(2000, 1, 1)


class Way(models.TextChoices):
    """How somebody gets her account (ACC-02)."""

    LINK = "link", _("A link by e-mail")
    CODE = "code", _("A code, by e-mail or on paper")
    PASSWORD = "password", _("User name and a password for the first time")


class FirstPassword(models.TextChoices):
    """How the first password of a student is made; always at random (decision 0010)."""

    WORDS = "words", _("Three easy words and two digits")
    SIGNS = "signs", _("Twelve letters and digits")


class AccountRules(DistrictOwned):
    """What the district has decided about accounts; at most one row a district."""

    writers: ClassVar[Writers] = THE_DISTRICT
    wall: ClassVar[Wall] = Wall.DISTRICT

    #: What a family agrees to before first use (ACC-34); empty: nothing is asked.
    terms = models.TextField(blank=True, default="")
    #: The default way for a reply; the clerk may choose another.
    way = models.CharField(max_length=8, choices=Way, default=Way.LINK)
    #: Days that a code or link may be used.
    code_days = models.PositiveSmallIntegerField(default=14)
    #: Off hides "New here?" from the sign-in page (ACC-05).
    takes_requests = models.BooleanField(default=True)
    #: The day from which staff who act on many need a second step at signing in (ACC-23); empty:
    #: never. A district that decided nothing asks from the start.
    second_step_from = models.DateField(null=True, blank=True, default=FROM_THE_START)
    #: Students in grades 6 to 12 get an account when enrolled and lose it when they leave (ACC-08).
    student_accounts = models.BooleanField(default=True, db_default=True)
    #: How their user names are made: ``naming.PARTS`` in braces.
    username_pattern = models.CharField(
        max_length=60, default="{given}.{family}", db_default="{given}.{family}"
    )
    first_password = models.CharField(
        max_length=8, choices=FirstPassword, default=FirstPassword.WORDS, db_default="words"
    )
    #: Guardians with an e-mail address of their own are sent their way in at night (ACC-07).
    guardians_in_batch = models.BooleanField(default=False, db_default=False)
    #: Above the fields of the sign-in page, and on the page "Help" (ADM-08).
    sign_in_text = models.TextField(blank=True, default="", db_default="")
    help_text = models.TextField(blank=True, default="", db_default="")
    #: The same in Spanish; where one of the two is empty, the other is shown.
    terms_es = models.TextField(blank=True, default="", db_default="")
    sign_in_text_es = models.TextField(blank=True, default="", db_default="")
    help_text_es = models.TextField(blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="accountrules_once_a_district"),
            models.CheckConstraint(
                condition=Q(code_days__gte=1, code_days__lte=90),
                name="accountrules_codes_live_a_season_at_most",
            ),
        ]

    def __str__(self) -> str:
        return "account rules"

    @property
    def terms_here(self) -> str:
        """The terms of use in the reader's language."""
        return in_language_of_reader(self.terms, self.terms_es)

    @property
    def sign_in_text_here(self) -> str:
        return in_language_of_reader(self.sign_in_text, self.sign_in_text_es)

    @property
    def help_text_here(self) -> str:
        return in_language_of_reader(self.help_text, self.help_text_es)


class ActivationCode(DistrictOwned):
    """A code or link that opens one person's account, once. Only its digest is kept."""

    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way)
    #: SHA-256 of the code, hexadecimal. The code has 122 random bits: no salt, no slow hash.
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: The address it was mailed to; empty for a letter.
    sent_to = models.EmailField(blank=True, default="")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="activationcode_digest_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.way} for person {self.person_id}"


class AccountRequest(DistrictOwned):
    """Somebody asks for an account; it waits on the office's desk unless all of it matches."""

    wall: ClassVar[Wall] = Wall.DESK
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Source(models.TextChoices):
        FORM = "form", _("On the web page")
        MAIL = "mail", _("By e-mail")
        COUNTER = "counter", _("At the counter")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")

    source = models.CharField(max_length=7, choices=Source)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=300)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    #: ``[{"name": …, "school": …}]``, as they were written.
    children = models.JSONField(default=list)
    #: What an e-mail said, as it came; at most 20,000 characters.
    message = models.TextField(blank=True, default="")
    #: What else the Portal Request Form asks: address, phones, consent (``portal_form.TEXTS``).
    form = models.JSONField(default=dict, db_default={})
    language = models.CharField(max_length=10, blank=True, default="")
    #: The school whose desk it lies on; none while no school is known.
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    #: Whom the office, or the records, found it to be from.
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: Who takes care of it; nobody yet: whoever comes first.
    taken_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True, default="")
    #: Of an e-mail: the same for the same mail (``arriving.Arrived.mark``), which may come twice.
    mark = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["asked_at"], name="accountrequest_waiting", condition=Q(state="waiting")
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "mark"],
                condition=~Q(mark=""),
                name="accountrequest_mail_once",
            )
        ]

    def __str__(self) -> str:
        return f"request of {self.name}"


class AccountRun(DistrictOwned):
    """Accounts made, closed and opened in one go: how far it is, and how many it were.

    Its numbers name nobody, so a run for all schools may lie on every desk.
    """

    wall: ClassVar[Wall] = Wall.DESK
    stamp: ClassVar[Stamp] = Stamp.NONE

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by a fault")

    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    #: Empty: all schools.
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    percent = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(default=timezone.now)
    #: How many accounts were ``made``, ``closed``, ``opened``, and guardians ``invited``.
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"accounts, {self.state}"


class IdentityCheck(DistrictOwned):
    """A clerk saw a photo ID at the counter (ACC-03). What it showed is not kept."""

    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Kind(models.TextChoices):
        LICENSE = "license", _("Driver’s license")
        STATE = "state", _("State ID")
        PASSPORT = "passport", _("Passport")
        MILITARY = "military", _("Military ID")
        OTHER = "other", _("Another photo ID")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    seen_at = models.DateTimeField(auto_now_add=True)
    seen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class Agreement(DistrictOwned):
    """Somebody agreed to the district's terms (ACC-28, ACC-34): the words as they stood."""

    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    terms = models.TextField()
    agreed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"agreement of person {self.person_id}"
