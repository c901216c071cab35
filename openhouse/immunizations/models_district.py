"""What the district decides about health records."""

from typing import ClassVar

from django.db import models

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall_writers import THE_DISTRICT, Writers

#: The kinds of exemptions and proofs, each with a field of its own below.
EXCUSES = ("medical", "religious", "conscience", "proof")


class HealthRules(DistrictOwned):
    """What the district decides about health records; at most one row a district.

    ``…_ends``: an exemption of that kind is entered only with its last day (IMM-03), whatever the
    state's own rules say.
    """

    writers: ClassVar[Writers] = THE_DISTRICT
    stamp: ClassVar[Stamp] = Stamp.NONE  # no page that answers "unchanged" shows it

    medical_ends = models.BooleanField(default=False, db_default=False)
    religious_ends = models.BooleanField(default=False, db_default=False)
    conscience_ends = models.BooleanField(default=False, db_default=False)
    proof_ends = models.BooleanField(default=False, db_default=False)
    #: What of the nurse's own records families see (decision 0057).
    shows_conditions = models.BooleanField(default=True, db_default=True)
    shows_medication = models.BooleanField(default=True, db_default=True)
    shows_visits = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district_id"], name="healthrules_once_a_district")
        ]

    def __str__(self) -> str:
        return "rules of health records"

    @property
    def must_end(self) -> frozenset[str]:
        """The kinds of exemptions of which the district asks for a last day."""
        return frozenset(each for each in EXCUSES if getattr(self, f"{each}_ends"))
