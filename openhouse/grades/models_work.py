"""What a teacher keeps beside a piece of work: files for families, and notes for herself."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
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
