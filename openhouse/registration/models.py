"""Registration for a school year: the form, when it is open, and what families send (OLR, OLS)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.districts.models import School
from openhouse.people.models import Household, Person, Student
from openhouse.registration import (
    models_answers,
    models_consents,
    models_matching,
    models_office,
    states,
)
from openhouse.registration.guard import Registering

#: Django looks for models here alone.
ELSEWHERE = (models_answers, models_consents, models_matching, models_office)


class FormVersion(DistrictOwned):
    """What is asked. One that was published stays as it is: whoever began with it ends with it.

    ``definition`` is the form as ``rules.form`` reads it.
    """

    wall: ClassVar[Wall] = Wall.POST
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Purpose(models.TextChoices):
        REGISTRATION = "registration", _("Registration for a school year")
        CHANGE = "change", _("A change between registrations")

    purpose = models.CharField(max_length=12, choices=Purpose, default=Purpose.REGISTRATION)
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "purpose", "number"], name="formversion_number_unique"
            ),
            models.UniqueConstraint(
                fields=["district_id", "purpose"],
                condition=Q(published_at=None),
                name="formversion_one_draft",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} form {self.number}"


class RegistrationWindow(DistrictOwned):
    """When families register for a school year. Days are the district's own, both included."""

    wall: ClassVar[Wall] = Wall.POST

    #: The calendar year in which the school year ends: 2028 for 2027-28.
    ends_in = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    #: Until this day what comes is still taken, and marked late; empty: nothing is.
    late_until = models.DateField(null=True, blank=True)
    for_returning = models.BooleanField(default=True)
    for_new = models.BooleanField(default=True)
    #: Who comes first on a waiting list, after who was in time: a ``rules.seats.First``, in order.
    line_order = models.CharField(
        max_length=20, default="siblings boundary", db_default="siblings boundary"
    )
    #: A family reads the place at which its child waits, and not only that it does.
    shows_place = models.BooleanField(default=False, db_default=False)
    #: An office takes a child where no seat is left, and says why; the district always may.
    offices_go_over = models.BooleanField(default=False, db_default=False)

    class Consents(models.TextChoices):
        WAIT = "wait", _("The school waits until each of them has answered")
        REASON = "reason", _("The school may go on without one of them, and says why")
        SHOW = "show", _("The school sees who has answered, and goes on")

    #: What a school does while a consent of each guardian is not there.
    consents = models.CharField(
        max_length=6, choices=Consents, default=Consents.SHOW, db_default="show"
    )

    #: Every so many days a family is reminded of what is still needed; empty: never.
    remind_every = models.PositiveSmallIntegerField(null=True, blank=True, default=7, db_default=7)
    #: So many days before the last one who has begun and not sent is told; empty: never.
    remind_before = models.PositiveSmallIntegerField(null=True, blank=True, default=5, db_default=5)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id", "ends_in"], name="window_once_a_year"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="window_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(late_until=None) | Q(late_until__gt=F("closes_on")),
                name="window_late_after_it_closes",
            ),
        ]

    def __str__(self) -> str:
        return f"registration for {self.ends_in}"


class Application(DistrictOwned):
    """What one home sends: one household, its adults, and any number of children.

    A child of two homes is in two: neither home reads the other's. ``person`` is who began it,
    empty for a family that is new here: ``email`` is then how it comes back.
    """

    wall: ClassVar[Wall] = Wall.APPLICATION
    stamp: ClassVar[Stamp] = Stamp.NONE

    #: As families and offices say it, "7K4M-2QXP".
    number = models.CharField(max_length=40)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+")
    #: None for a change between registrations.
    window = models.ForeignKey(RegistrationWindow, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    email = models.EmailField(blank=True, default="", db_default="")
    language = models.CharField(max_length=10, default="en", db_default="en")
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    #: It came after the last day, while late ones were still taken.
    late = models.BooleanField(default=False, db_default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Registering["Application"]("pk", "")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district_id", "number"], name="application_number_unique"
            ),
            models.UniqueConstraint(
                fields=["window", "household"],
                condition=Q(household__isnull=False, withdrawn_at=None, sent_at=None),
                name="application_one_open_a_home",
            ),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(window=None, household__isnull=False, withdrawn_at=None, sent_at=None),
                name="application_one_open_change",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_change(self) -> bool:
        """If it is told between registrations, and for no school year (decision 0038)."""
        return self.window_id is None


class ApplicationMember(DistrictOwned):
    """An adult of the home with an account here, who reads and fills in its application."""

    wall: ClassVar[Wall] = Wall.MEMBER
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey(Application, models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "application"], name="member_once")
        ]

    def __str__(self) -> str:
        return f"member of application {self.application_id}"


class ApplicationKey(DistrictOwned):
    """The link by which a new family comes back: its digest. Nobody reads one but the house."""

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    #: The last day on which it opens anything.
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"key of application {self.application_id}"


class Candidate(DistrictOwned):
    """One child of an application, for one school: each is decided by itself.

    ``student`` is who of the records it is, as soon as that is known; ``school`` empty while the
    family has not said. Once it is sent the office of ``school`` reads it, and nobody else's.
    """

    wall: ClassVar[Wall] = Wall.CANDIDATE
    stamp: ClassVar[Stamp] = Stamp.NONE

    State = states.State
    UNDECIDED, WITH_THE_SCHOOL = states.UNDECIDED, states.WITH_THE_SCHOOL
    SEATED = states.SEATED

    application = models.ForeignKey(Application, models.CASCADE, related_name="candidates")
    student = models.ForeignKey(Student, models.SET_NULL, null=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    grade_level = models.CharField(max_length=20, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    #: Moves with each decision: who decides says which one she had before her.
    revision = models.PositiveIntegerField(default=0, db_default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: What the family reads with a decision: why it was declined, where it stands.
    reason = models.CharField(max_length=500, blank=True, default="", db_default="")

    objects = Registering["Candidate"](candidate="pk")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "student"],
                condition=Q(student__isnull=False),
                name="candidate_once_an_application",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(state="withdrawn") | Q(school__isnull=False),
                name="candidate_sent_to_a_school",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="candidate_declined_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["school", "state"], name="candidate_of_school"),
            models.Index(fields=["student"], name="candidate_of_student"),
        ]

    def __str__(self) -> str:
        return f"candidate {self.pk}"


class Part(DistrictOwned):
    """Somebody or some place that an application speaks of: what its answers are about.

    A child's part is its ``candidate``'s. ``person`` and ``household`` are who of the records it
    is: known from the start, or said by an office that has compared them (``matched_by``).
    """

    wall: ClassVar[Wall] = Wall.OF_APPLICATION
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Kind(models.TextChoices):
        HOUSEHOLD = "household", _("Home")
        GUARDIAN = "guardian", _("Parent or guardian")
        CONTACT = "contact", _("Emergency contact")
        STUDENT = "student", _("Child")

    application = models.ForeignKey(Application, models.CASCADE, related_name="parts")
    candidate = models.OneToOneField(Candidate, models.CASCADE, null=True, related_name="part")
    kind = models.CharField(max_length=9, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0, db_default=0)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    #: The family says: this one no more.
    removed_at = models.DateTimeField(null=True, blank=True)
    #: An office has said who it is, or that it is somebody new (``person`` empty).
    matched_at = models.DateTimeField(null=True, blank=True)
    matched_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = Registering["Part"]()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="student", candidate__isnull=False)
                | (~Q(kind="student") & Q(candidate=None)),
                name="part_of_a_child_is_its_candidates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of application {self.application_id}"
