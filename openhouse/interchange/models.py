"""Runs of imports that the district's staff began on a page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from openhouse.common.models import DistrictOwned
from openhouse.common.triggers import Stamp
from openhouse.common.wall import Wall
from openhouse.people.models import Person


class ImportRun(DistrictOwned):
    """An uploaded delivery on its way: looked at first, then taken in, then forgotten.

    ``stored_as`` is the file's name in the district's folder; empty once the file is deleted.
    ``report`` is the JSON of the last step (``report.Report.as_json``).
    """

    wall: ClassVar[Wall] = Wall.STAFF
    stamp: ClassVar[Stamp] = Stamp.NONE

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        PREVIEWED = "previewed", _("Ready to take in")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")
        FAILED = "failed", _("Stopped by a fault")

    begun_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(auto_now_add=True)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=100, blank=True, default="", db_default="")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: What is being done and how much of the whole, in percent, while it runs.
    doing = models.CharField(max_length=200, blank=True, default="", db_default="")
    percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    report = models.JSONField(null=True)
