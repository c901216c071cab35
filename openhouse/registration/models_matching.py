"""Who of the records is looked for by what, and what became of those who were there twice."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class MatchKey(DistrictOwned):
    """A key by which a person of the records is found (``sql/match_keys.sql``).

    Triggers keep it; the person is a number here, for she is gone before her keys are.
    """

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    pk = models.CompositePrimaryKey("person_id", "key")
    person_id = models.BigIntegerField()
    key = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["key", "district_id"], name="matchkey_key")]

    def __str__(self) -> str:
        return self.key


class SameChild(DistrictOwned):
    """Two homes register one child who is new: an office has said so.

    As soon as one of the two candidates is a student of the records, the other is the same one; a
    trigger sees to it.
    """

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    one = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="+")
    other = models.ForeignKey("registration.Candidate", models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="samechild_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="samechild_in_order"),
        ]

    def __str__(self) -> str:
        return f"candidates {self.one_id} and {self.other_id} are one child"


class Merge(DistrictOwned):
    """Two persons of the records who were one, made one: within 30 days it is taken back.

    ``moved`` holds whole rows, of health too, so nobody but the house reads it
    (``doubles.actions`` says how it is made). Persons are numbers here: ``gone_id`` is no more.
    """

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    kept_name = models.CharField(max_length=250)
    gone_name = models.CharField(max_length=250)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    moved = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["-at"], name="merge_in_time")]

    def __str__(self) -> str:
        return f"{self.gone_id} became {self.kept_id}"


class TwoPeople(DistrictOwned):
    """Two records that look like one person and are not: the district has said so, and is not asked
    again (twins; a father and a son of one name). Persons are numbers here, as of a ``Merge``.
    """

    wall: ClassVar[Wall] = Wall.HOUSE
    stamp: ClassVar[Stamp] = Stamp.NONE

    one_id = models.BigIntegerField()
    other_id = models.BigIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one_id", "other_id"], name="twopeople_once"),
            models.CheckConstraint(
                condition=Q(one_id__lt=F("other_id")), name="twopeople_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} and {self.other_id} are two"
