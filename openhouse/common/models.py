"""What every table of the school has in common."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Func, Q

from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall


class CurrentDistrict(Func):
    """The district that the running transaction is set to; NULL when none is set."""

    template = "NULLIF(current_setting('openhouse.district', true), '')::bigint"
    output_field = models.BigIntegerField()
    arity = 0


class DistrictOwned(models.Model):
    """A row of one district.

    The database fills ``district_id`` from the running transaction, so no code above mentions it.
    It carries no foreign key: the policy compares it on each row that is written, and the check
    for each of a million imported rows would cost more than the row.
    """

    wall: ClassVar[Wall] = Wall.DISTRICT
    #: Whose pages may look different after a change; a model that says nothing moves everybody's.
    stamp: ClassVar[Stamp] = Stamp.DISTRICT

    district_id = models.BigIntegerField(db_default=CurrentDistrict(), editable=False)

    class Meta:
        abstract = True


class Sourced(DistrictOwned):
    """A row that another system may have sent: ``source_id`` is its id there, empty if ours."""

    source_id = models.CharField(max_length=400, blank=True, db_default="", default="")

    class Meta:
        abstract = True


def source_is_unique(name: str) -> models.UniqueConstraint:
    """The constraint that no two rows of a district come from the same row elsewhere."""
    return models.UniqueConstraint(
        fields=["district_id", "source_id"],
        condition=~Q(source_id=""),
        name=f"{name}_source_unique",
    )


def running(first: date, last: date | None = None, *, at: str = "") -> Q:
    """Rows whose days, ``starts_on`` to ``ends_on``, touch those from *first* to *last*.

    Without *last*: rows that run on that one day. A row without a first or last day is open there.
    *at* leads to another row that has the days: ``"section__"``.
    """
    begun = Q(**{f"{at}starts_on": None}) | Q(**{f"{at}starts_on__lte": last or first})
    return begun & (Q(**{f"{at}ends_on": None}) | Q(**{f"{at}ends_on__gte": first}))
