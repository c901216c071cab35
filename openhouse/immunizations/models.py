"""Doses, exemptions, appointments, and the cards that families send."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.immunizations import models_care, models_district
from openhouse.immunizations.kept import HealthRecord
from openhouse.people.models import Person

MORE = (models_care, models_district)


class Dose(HealthRecord):
    """One dose as it was given. ``cvx`` is the CDC's code of the vaccine, ``trade`` its brand."""

    lines: ClassVar[Lines] = Lines(
        "immunization", "id", ("cvx", "trade", "given_on", "lot", "source"),
        "recorded", "changed", "removed",
    )  # fmt: skip

    class Source(models.TextChoices):
        """Where it is known from."""

        RECORD = "record", _("A doctor’s record")
        CARD = "card", _("A card or paper of the family")
        REGISTRY = "registry", _("The state’s registry")
        SYSTEM = "system", _("Another system")

    cvx = models.CharField(max_length=4)
    trade = models.CharField(max_length=100, blank=True, default="", db_default="")
    given_on = models.DateField()
    lot = models.CharField(max_length=40, blank=True, default="", db_default="")
    source = models.CharField(max_length=8, choices=Source, default=Source.RECORD)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("dose"),
            models.UniqueConstraint(fields=["student", "given_on", "cvx"], name="dose_once_a_day"),
            models.CheckConstraint(condition=~Q(cvx=""), name="dose_names_its_vaccine"),
        ]

    def __str__(self) -> str:
        return f"dose {self.pk}"


class Exemption(HealthRecord):
    """Why a vaccine is not needed: an exemption on the state's form, or a proof of immunity.

    ``vaccine`` is a name of the school's rules; empty: all of them.
    """

    lines: ClassVar[Lines] = Lines(
        "immunization", "id", ("kind", "vaccine", "given_on", "expires_on"),
        "exempted", "exemption_changed", "exemption_removed",
    )  # fmt: skip

    class Kind(models.TextChoices):
        MEDICAL = "medical", _("Medical exemption")
        RELIGIOUS = "religious", _("Religious exemption")
        #: Only where the state's rules know it.
        CONSCIENCE = "conscience", _("Exemption of conscience (the parents’ own)")
        PROOF = "proof", _("Had the illness, or a blood test shows immunity")

    kind = models.CharField(max_length=10, choices=Kind)
    vaccine = models.CharField(max_length=40, blank=True, default="", db_default="")
    given_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            source_is_unique("exemption"),
            models.UniqueConstraint(
                fields=["student", "kind", "vaccine", "given_on"], name="exemption_once"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=models.F("given_on")),
                name="exemption_ends_after_it_is_given",
            ),
            models.CheckConstraint(
                condition=~Q(kind="proof") | ~Q(vaccine=""), name="exemption_proof_is_of_a_vaccine"
            ),
        ]

    def __str__(self) -> str:
        return f"exemption {self.pk}"


class Appointment(HealthRecord):
    """A visit at the doctor's: "in progress" holds while it is to come, or was kept (IMM-05)."""

    lines: ClassVar[Lines] = Lines(
        "immunization", "id", ("on", "vaccine", "was_kept"),
        "appointed", "appointment_changed", "appointment_removed",
    )  # fmt: skip

    on = models.DateField()
    vaccine = models.CharField(max_length=40, blank=True, default="", db_default="")
    #: The nurse has heard that the student was there.
    was_kept = models.BooleanField(default=False, db_default=False)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            source_is_unique("appointment"),
            models.UniqueConstraint(fields=["student", "on", "vaccine"], name="appointment_once"),
        ]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class KeptStanding(HealthRecord):
    """How a student stood when it was reckoned last, and of what (``standings``).

    It is shown only while it would be reckoned of the very same; so nothing has to remember to
    forget it.
    """

    stamp: ClassVar[Stamp] = Stamp.NONE  # it follows from rows that have one

    #: A digest of all that it was reckoned of, the day and the rules included.
    made_of = models.CharField(max_length=80)
    found = models.JSONField()

    class Meta:
        constraints = [
            source_is_unique("keptstanding"),
            models.UniqueConstraint(fields=["student"], name="keptstanding_once"),
        ]

    def __str__(self) -> str:
        return f"standing of student {self.student_id}"


class CardUpload(HealthRecord):
    """A photo or PDF of a family's card, for the nurse to copy from and confirm."""

    wall: ClassVar[Wall] = Wall.HEALTH_UPLOAD
    stamp: ClassVar[Stamp] = Stamp.STUDENT

    class State(models.TextChoices):
        WAITING = "waiting", _("The nurse has not looked yet")
        CONFIRMED = "confirmed", _("Entered by the nurse")
        REFUSED = "refused", _("Not entered")
        WITHDRAWN = "withdrawn", _("Taken back")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    sent_by_name = models.CharField(max_length=250)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField()
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    answer = models.CharField(max_length=300, blank=True, default="", db_default="")
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [source_is_unique("cardupload")]
        indexes = [
            models.Index(fields=["sent_at"], name="cardupload_waits", condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"card {self.pk}"
