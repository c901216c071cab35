"""What lies beside a piece of work: a teacher's files and notes, and what students hand in."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Fixed, Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import StudentRecord


class WorkFile(DistrictOwned):
    """A file for whoever may see the piece of work; kept in the database, so behind its wall.

    That the work exists is the database's to hold, which takes the file away with it: an import
    deletes work without Django.
    """

    stamp: ClassVar[Stamp] = Stamp.SECTION

    assignment = models.ForeignKey(
        "grades.Assignment", models.CASCADE, db_constraint=False, related_name="+"
    )
    section = models.ForeignKey("courses.Section", models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)
    #: The media type that its content says.
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file {self.pk}"


class WorkNote(DistrictOwned):
    """A teacher's own note about a piece of work: for who teaches the class, never for families."""

    wall: ClassVar[Wall] = Wall.TEACHERS
    stamp: ClassVar[Stamp] = Stamp.NONE

    assignment = models.OneToOneField(
        "grades.Assignment", models.CASCADE, db_constraint=False, primary_key=True, related_name="+"
    )
    text = models.TextField()


class ScoreNote(StudentRecord):
    """The same about one student's score."""

    wall: ClassVar[Wall] = Wall.TEACHERS_NOTE
    stamp: ClassVar[Stamp] = Stamp.NONE

    assignment = models.ForeignKey(
        "grades.Assignment", models.CASCADE, db_constraint=False, related_name="+"
    )
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "assignment"], name="scorenote_once")
        ]


class RubricScore(StudentRecord):
    """What a teacher said of a student's work by its rubric, with all of that rubric as it was."""

    wall: ClassVar[Wall] = Wall.SCORE
    assignment = models.ForeignKey(
        "grades.Assignment", models.CASCADE, db_constraint=False, related_name="+"
    )
    #: As ``rules.judging`` reads it.
    said = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["student", "assignment"], name="rubricscore_once")
        ]


class HandIn(StudentRecord):
    """What a student handed in, at a moment; never changed, only taken back (STU-02)."""

    wall: ClassVar[Wall] = Wall.HANDED_IN
    fixed: ClassVar[tuple[Fixed, ...]] = (
        Fixed(
            (
                *("student_id", "assignment_id", "section_id", "words", "handed_at"),
                *("form", "instead_of"),
            )
        ),
        Fixed(("taken_back_at",), until="OLD.taken_back_at IS NULL"),
    )

    assignment = models.ForeignKey(
        "grades.Assignment", models.CASCADE, db_constraint=False, related_name="+"
    )
    section = models.ForeignKey("courses.Section", models.CASCADE, related_name="+")
    words = models.TextField(blank=True, default="", db_default="")
    handed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)
    #: The number of the form: sent twice, it is there once.
    form = models.UUIDField()
    #: The flag that stood there before: it comes again where it is taken back.
    instead_of = models.CharField(max_length=10, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "form"], name="handin_sent_once")]
        indexes = [models.Index(fields=["assignment", "student"], name="handin_of_student")]


class HandInFile(DistrictOwned):
    """A file that was handed in, as it was looked into; never changed."""

    wall: ClassVar[Wall] = Wall.OF_HAND_IN
    stamp: ClassVar[Stamp] = Stamp.NONE  # what it was handed in with moves it

    hand_in = models.ForeignKey(HandIn, models.CASCADE, db_constraint=False, related_name="files")
    name = models.CharField(max_length=150)
    #: The media type that its content says.
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"file {self.pk}"
