"""What a family may change of its contact data by itself, and what it asks the office to change."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Fixed, Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import A_REQUEST, THE_DISTRICT, Writers
from openhouse.people.models import ContactPoint, Household, Person


class ContactRules(DistrictOwned):
    """How contact data is changed (SET-04); at most one row a district."""

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE  # no page that answers "unchanged" shows it

    class How(models.TextChoices):
        AT_ONCE = "at once", _("At once")
        BY_REQUEST = "by request", _("The office decides first")

    points = models.CharField(max_length=10, choices=How, default=How.AT_ONCE)
    home = models.CharField(max_length=10, choices=How, default=How.BY_REQUEST)
    #: Families with children here tell changes of their home with the form for changes
    #: (``registration``): there is no second way then.
    changes = models.BooleanField(default=False, db_default=False)
    #: And sign them with their typed name.
    changes_signed = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="contactrules_once_a_district")
        ]

    def __str__(self) -> str:
        return "rules of contact data"


class ContactRequest(DistrictOwned):
    """A change that somebody asks for: of a phone, an e-mail address, or where she lives."""

    writers: ClassVar[Writers] = A_REQUEST
    fixed: ClassVar[tuple[Fixed, ...]] = (
        Fixed(
            (
                *("person_id", "kind", "point_id", "household_id", "asked_at"),
                *("old", "new", "old_home", "new_home"),
            )
        ),
    )
    wall: ClassVar[Wall] = Wall.SELF
    stamp: ClassVar[Stamp] = Stamp.NONE

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        EMAIL = "email", _("E-mail")
        HOME = "home", _("Home address")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for the office")
        TAKEN = "taken", _("Done")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")
        #: A new e-mail address: on file once its reader opens the link, and no office decides it.
        MAILED = "mailed", _("Not confirmed yet")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    #: What is changed; neither is there where something is added.
    point = models.ForeignKey(ContactPoint, models.SET_NULL, null=True, related_name="+")
    household = models.ForeignKey(Household, models.SET_NULL, null=True, related_name="+")
    #: Of a phone or e-mail: what stood there, and what is to stand there; empty is none.
    old = models.CharField(max_length=254, blank=True, default="")
    new = models.CharField(max_length=254, blank=True, default="")
    #: Of a home the same, by the columns of ``Household``; "moved" as the form of records has it.
    old_home = models.JSONField(default=dict, db_default={})
    new_home = models.JSONField(default=dict, db_default={})
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: Why it was declined, in words that the family reads.
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="contactrequest_says_why"
            )
        ]
        indexes = [
            models.Index(
                fields=["district_id", "asked_at"],
                condition=Q(state="waiting"),
                name="contactrequest_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"
