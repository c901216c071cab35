"""What the nurse keeps of a student's health at school: conditions, medication, visits, remarks."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.immunizations.kept import HealthRecord, IfShown
from openhouse.people.models import Person


def in_order(name: str) -> models.CheckConstraint:
    """The constraint that a last day lies not before the first."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name=name
    )


class CareRecord(HealthRecord):
    """What a nurse has written. ``edition``: who saw another one of it overwrites nothing."""

    stamp: ClassVar[Stamp] = Stamp.NONE  # no page that answers "unchanged" shows it

    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


class Condition(CareRecord):
    """Something that the school has to know of a student's health: asthma, an allergy."""

    wall: ClassVar[Wall] = Wall.HEALTH_CONDITION
    lines: ClassVar[Lines] = Lines(
        "nurse", "id", ("what", "severity", "todo", "starts_on", "ends_on"),
        "condition_entered", "condition_changed", "condition_removed",
    )  # fmt: skip

    class Severity(models.TextChoices):
        MILD = "mild", _("Mild")
        MODERATE = "moderate", _("Moderate")
        SEVERE = "severe", _("Severe")
        EMERGENCY = "emergency", _("Can become an emergency")

    what = models.CharField(max_length=120)
    severity = models.CharField(max_length=9, choices=Severity, default=Severity.MODERATE)
    #: What to do at school.
    todo = models.CharField(max_length=1000, blank=True, default="", db_default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = IfShown["Condition"]("conditions")  # type: ignore[misc]

    class Meta:
        constraints = [
            source_is_unique("condition"),
            models.UniqueConstraint(fields=["student", "what", "starts_on"], name="condition_once"),
            in_order("condition_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"condition {self.pk}"


class Medication(CareRecord):
    """What a student takes at school."""

    wall: ClassVar[Wall] = Wall.HEALTH_MEDICATION
    lines: ClassVar[Lines] = Lines(
        "nurse", "id", ("name", "dose", "given", "form", "starts_on", "ends_on"),
        "medication_entered", "medication_changed", "medication_removed",
    )  # fmt: skip

    class Form(models.TextChoices):
        """The paper by which parents and doctor allow it."""

        ON_FILE = "on file", _("The signed form is on file")
        ASKED = "asked", _("The form was asked for")
        NOT_NEEDED = "not needed", _("No form is needed")

    name = models.CharField(max_length=120)
    dose = models.CharField(max_length=120)
    #: When it is given: "before lunch", "when wheezing".
    given = models.CharField(max_length=200)
    form = models.CharField(max_length=10, choices=Form, default=Form.ASKED)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = IfShown["Medication"]("medication")  # type: ignore[misc]

    class Meta:
        constraints = [
            source_is_unique("medication"),
            models.UniqueConstraint(
                fields=["student", "name", "dose", "starts_on"], name="medication_once"
            ),
            in_order("medication_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"medication {self.pk}"


class Visit(CareRecord):
    """A student was with the nurse."""

    wall: ClassVar[Wall] = Wall.HEALTH_VISIT
    lines: ClassVar[Lines] = Lines(
        "nurse", "id", ("came_at", "reason", "note", "done", "left_to", "told"),
        "visit_entered", "visit_changed", "visit_removed",
    )  # fmt: skip

    class Reason(models.TextChoices):
        ILL = "ill", _("Felt ill")
        FEVER = "fever", _("Fever")
        HEADACHE = "headache", _("Headache")
        STOMACH = "stomach", _("Stomach ache, or threw up")
        INJURY = "injury", _("Injury")
        BREATHING = "breathing", _("Trouble breathing")
        ALLERGY = "allergy", _("Allergic reaction")
        MEDICATION = "medication", _("Took medication")
        CHECK = "check", _("Check of hearing, sight or growth")
        OTHER = "other", _("Something else")

    class LeftTo(models.TextChoices):
        """Where she went from there."""

        HERE = "here", _("Still with the nurse")
        CLASS = "class", _("Back to class")
        HOME = "home", _("Went home")
        DOCTOR = "doctor", _("To a doctor or hospital")
        OTHER = "other", _("Elsewhere")

    came_at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Reason)
    note = models.CharField(max_length=300, blank=True, default="", db_default="")
    done = models.CharField(max_length=500, blank=True, default="", db_default="")
    left_to = models.CharField(max_length=6, choices=LeftTo, default=LeftTo.CLASS)
    told = models.CharField(max_length=200, blank=True, default="", db_default="")

    objects = IfShown["Visit"]("visits")  # type: ignore[misc]

    class Meta:
        constraints = [
            source_is_unique("visit"),
            models.UniqueConstraint(fields=["student", "came_at", "reason"], name="visit_once"),
        ]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Remark(CareRecord):
    """A note for the nurses of the student's school alone: no family ever reads it."""

    wall: ClassVar[Wall] = Wall.HEALTH_REMARK
    lines: ClassVar[Lines] = Lines(
        "nurse", "id", ("text",), "remark_entered", "remark_changed", "remark_removed"
    )

    text = models.CharField(max_length=500)

    objects = IfShown["Remark"]()  # type: ignore[misc]

    class Meta:
        constraints = [
            source_is_unique("remark"),
            models.UniqueConstraint(fields=["student", "text"], name="remark_once"),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"
