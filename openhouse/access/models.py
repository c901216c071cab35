"""What access keeps of its own: the looks that offices take at a family's pages."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class Look(DistrictOwned):
    """An office looks at the pages of a guardian, for a while, and for a reason (ADM-06).

    ``sql/enter.sql`` goes by it. The family reads of it in the ledger.
    """

    wall: ClassVar[Wall] = Wall.STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    helped = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=500)
    begun_at = models.DateTimeField(auto_now_add=True)
    #: It ends by itself then, if nobody ends it before.
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"look at the pages of person {self.helped_id}"
