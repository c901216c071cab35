"""Report cards and progress reports: how they look, and each release of a school."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.districts.models import School, Term
from openhouse.papers.models import LONGEST_REASON
from openhouse.people.models import Person, StudentRecord


class CardTemplate(DistrictOwned):
    """What stands on the cards of schools of one level."""

    stamp: ClassVar[Stamp] = Stamp.NONE  # a card is made once and frozen

    class Kind(models.TextChoices):
        REPORT_CARD = "report card", _("Report card")
        PROGRESS = "progress", _("Progress report")

    class Layout(models.TextChoices):
        SECONDARY = "secondary", _("A line a course, with its teacher")
        ELEMENTARY = "elementary", _("Skills grouped by subject")

    name = models.CharField(max_length=100)
    level = models.CharField(max_length=12, choices=School.Level)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REPORT_CARD)
    layout = models.CharField(max_length=12, choices=Layout, default=Layout.SECONDARY)
    #: Each a task and the name of a term, ``[[3, "Quarter 1"], …]``; "" is the term released.
    columns = models.JSONField(default=list)
    #: What stands under the student's name, in this order (``cards.rules.HEADER``).
    header = ArrayField(models.CharField(max_length=10), default=list)
    #: The first is for families who read none of the others.
    languages = ArrayField(models.CharField(max_length=10), default=list)
    #: At the head the school's logo; without it, or where there is none, its first letters.
    logo = models.BooleanField(default=True, db_default=True)
    comments = models.BooleanField(default=True)
    attendance_by_course = models.BooleanField(default=True)
    attendance_by_day = models.BooleanField(default=True)
    signature = models.BooleanField(default=False)
    #: Without it cards are for printing only: no family finds one on the portal, nobody is told.
    to_families = models.BooleanField(default=True, db_default=True)
    #: A line a mark: "A = 93 and up".
    legend = models.TextField(max_length=2000, blank=True, default="")
    legend_es = models.TextField(max_length=2000, blank=True, default="")
    #: The district's own words, in Typst's markup.
    note = models.TextField(max_length=2000, blank=True, default="")
    note_es = models.TextField(max_length=2000, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id", "name"], name="cardtemplate_name_unique")
        ]

    def __str__(self) -> str:
        return self.name


class CardRelease(DistrictOwned):
    """The cards of one school for one term: prepared in batches, seen by families all at once.

    Taken back from families it stays as it is, and the next one of the term replaces it.
    """

    wall: ClassVar[Wall] = Wall.DESK
    stamp: ClassVar[Stamp] = Stamp.NONE  # its papers move their students' own

    class State(models.TextChoices):
        BEGUN = "begun", _("Not released")
        PREPARING = "preparing", _("Being prepared")
        READY = "ready", _("Ready")
        RELEASED = "released", _("Released")
        WITHDRAWN = "withdrawn", _("Taken back")

    template = models.ForeignKey(CardTemplate, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.BEGUN)
    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    #: As a colleague reads it who may not see the person.
    begun_by_name = models.CharField(max_length=250)
    begun_at = models.DateTimeField()
    released_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    released_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    #: The hour from which families see the cards.
    release_at = models.DateTimeField(null=True, blank=True)
    #: As its template said when it was ordered; see ``is_shown``.
    to_families = models.BooleanField(default=True, db_default=True)
    students = models.PositiveIntegerField(default=0, db_default=0)
    made = models.PositiveIntegerField(default=0, db_default=0)
    #: When the last batch was kept: a run that is silent for long is taken up anew.
    worked_at = models.DateTimeField(null=True, blank=True)
    #: What stopped it, a key of the page's words; empty where nothing did.
    trouble = models.CharField(max_length=20, blank=True, default="", db_default="")
    released_at = models.DateTimeField(null=True, blank=True)
    #: When everybody was told of it; of one that was taken back, of that.
    told_at = models.DateTimeField(null=True, blank=True)
    #: The one that families saw before, taken back.
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    #: As families read it.
    because = models.CharField(max_length=LONGEST_REASON, blank=True, default="", db_default="")
    because_es = models.CharField(max_length=LONGEST_REASON, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "school", "term"],
                condition=~Q(state="withdrawn"),
                name="cardrelease_once",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_at__isnull=False)
                & Q(released_at__isnull=False)
                & ~Q(because="")
                | ~Q(state="withdrawn") & Q(withdrawn_at=None),
                name="cardrelease_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="begun") | Q(release_at__isnull=False),
                name="cardrelease_has_its_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"release {self.pk}"

    @property
    def is_shown(self) -> bool:
        """If families see these cards: until they are ordered the template says, then they do."""
        begun = self.state == self.State.BEGUN
        return self.template.to_families if begun else self.to_families


class SetAsideCard(StudentRecord):
    """A card of a release that could not be made; the others go out, this one is tried again."""

    wall: ClassVar[Wall] = Wall.OFFICE
    stamp: ClassVar[Stamp] = Stamp.NONE  # no family reads one

    class Reason(models.TextChoices):
        LAYOUT = "layout", _("The template does not compile for this card")
        FACTS = "facts", _("Something in the record cannot be read")

    release = models.ForeignKey(CardRelease, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=6, choices=Reason)
    at = models.DateTimeField()
    #: When somebody asked for another try that is not done yet.
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "student"], name="setasidecard_once")
        ]
