"""What a family thinks is wrong: a question about one score, posted mark or day of attendance."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned, source_is_unique
from openhouse.common.triggers import Lines, Stamp
from openhouse.common.wall import Wall
from openhouse.common.wall_writers import THE_DISTRICT, Writers
from openhouse.courses.models import Section
from openhouse.districts.models import School, Term
from openhouse.ledger.models import Moment
from openhouse.people.models import Person, StudentRecord

#: Characters of a question, and of its answer.
LONGEST = 2000


class Question(StudentRecord):
    """A family says that something is wrong; a teacher or the office answers.

    ``person`` is who asked. Words and names stand here as they were: the score may change, and
    neither side may see the other's person. Who is to answer follows from the section and from who
    teaches it on the day (``queries.answered_by``), so a question moves with its class.
    """

    wall: ClassVar[Wall] = Wall.QUESTION
    #: A line is the asker's own: the other parent does not read that there was a question.
    lines: ClassVar[Lines] = Lines(
        "question", "id", ("kind", "student_id", "section_id", "school_id", "state"),
        "asked", "changed", "removed", whose="person_id",
    )  # fmt: skip

    class Kind(models.TextChoices):
        SCORE = "score", _("A score")
        MARK = "mark", _("A posted mark")
        ATTENDANCE = "attendance", _("A day of attendance")

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Taken back")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_by_name = models.CharField(max_length=250)
    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    #: Of a score the assignment, of a posted mark its task (and ``term``), of attendance the day.
    about_id = models.BigIntegerField(null=True, blank=True)
    term = models.ForeignKey(Term, models.CASCADE, null=True, blank=True, related_name="+")
    on = models.DateField(null=True, blank=True)
    #: What it is about, as the school named it then: "Chapter 4 quiz".
    label = models.CharField(max_length=300)
    #: What that said when she asked, in facts, for who reads it may read another language: of a
    #: score or a mark as its line in the ledger has it, of a day its "facts".
    stood = models.JSONField(default=dict, db_default={})
    text = models.CharField(max_length=LONGEST)
    asked_at = models.DateTimeField()
    #: By the database's own clock, as the ledger's lines: a later one may be a correction.
    written_at = models.DateTimeField(db_default=Moment(), editable=False)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_by_name = models.CharField(max_length=250, blank=True, default="", db_default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    #: The line of the ledger that the answer goes with: what it was about has been corrected.
    correction_id = models.BigIntegerField(null=True, blank=True)
    #: When the asker has read the answer.
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            source_is_unique("question"),
            models.UniqueConstraint(
                fields=["student", "person", "kind", "section", "about_id", "term", "on"],
                name="question_open_once",
                condition=Q(state="open"),
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_says_something"),
            models.CheckConstraint(
                condition=Q(kind="attendance", on__isnull=False)
                | Q(kind__in=["score", "mark"], section__isnull=False, about_id__isnull=False),
                name="question_names_what_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False) & ~Q(answer="")
                | ~Q(state="answered") & Q(answered_at__isnull=True, answer=""),
                name="question_is_answered_in_words",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "student"], name="question_of_person"),
            models.Index(fields=["due_on"], name="question_open", condition=Q(state="open")),
        ]


class QuestionRules(DistrictOwned):
    """Within how many school days the district answers; at most one row a district."""

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE  # a question keeps the day that it was promised

    days = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="questionrules_once_a_district"),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=30), name="questionrules_days_within_a_month"
            ),
        ]

    def __str__(self) -> str:
        return "rules of questions"
