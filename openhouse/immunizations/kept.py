"""Who reads health records: the second lock that all of them have."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, QuerySet

from openhouse.access.nursing import nursed_schools
from openhouse.access.viewer import System, Viewer
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import Sees
from openhouse.common.wall import Wall
from openhouse.immunizations.models_district import HealthRules
from openhouse.people.guard import Guarded
from openhouse.people.models import Enrollment, StudentRecord


class Kept[M: models.Model](Guarded[M]):
    """The ``objects`` of health records: a family's own, and for a school's nurse of who goes there
    today."""

    use_in_migrations = False

    def visible_to(self, viewer: Sees) -> QuerySet[M]:
        rows = super().visible_to(viewer)
        if isinstance(viewer, System):
            return rows
        if not isinstance(viewer, Viewer) or viewer.look:
            return rows.none()
        if viewer.hat == "family":
            return rows
        schools = nursed_schools(viewer)
        if schools is None:
            return rows
        today = running(clock.today())
        there: Any = Enrollment.objects.visible_to(viewer).filter(today, school_id__in=schools)
        return rows.filter(student_id__in=there.values("student_id")) if schools else rows.none()


class IfShown[M: models.Model](Kept[M]):
    """The same, of a family only where the district lets families see that kind; "": never."""

    def __init__(self, kind: str = "") -> None:
        super().__init__()
        self.kind = kind

    def visible_to(self, viewer: Sees) -> QuerySet[M]:
        rows = super().visible_to(viewer)
        if not isinstance(viewer, Viewer) or viewer.hat != "family":
            return rows
        if not self.kind:
            return rows.none()
        # no statement more: the district's row is looked at with the rows themselves
        return rows.exclude(Exists(HealthRules.objects.filter(**{f"shows_{self.kind}": False})))


class HealthRecord(StudentRecord):
    """A record that no teacher and no office sees."""

    wall: ClassVar[Wall] = Wall.HEALTH

    objects = Kept["HealthRecord"]()  # type: ignore[misc]

    class Meta:
        abstract = True
