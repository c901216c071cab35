"""Conditions, medication, visits and remarks as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openhouse.access.viewer import Viewer
from openhouse.immunizations.models_care import Condition, Medication, Remark, Visit
from openhouse.immunizations.models_district import HealthRules

#: What a nurse keeps, by the word of its address and its form.
KINDS: dict[str, Any] = {
    "condition": Condition,
    "medication": Medication,
    "visit": Visit,
    "remark": Remark,
}
#: Visits on a page, the newest.
MOST = 50


@dataclass(frozen=True, slots=True)
class Care:
    """What is on file of a student; None: the district does not show that kind to families."""

    conditions: Sequence[Condition] | None
    medication: Sequence[Medication] | None
    visits: Sequence[Visit] | None
    remarks: Sequence[Remark] = ()

    @property
    def shows_any(self) -> bool:
        kinds = (self.conditions, self.medication, self.visits)
        return any(each is not None for each in kinds)


def care_of_nurse(viewer: Viewer, student: int) -> Care:
    """All of a student; what goes on first, then the newest."""
    remarks = Remark.objects.visible_to(viewer).filter(student_id=student)
    return Care(
        _dated(Condition, viewer, student),
        _dated(Medication, viewer, student),
        _visits(viewer, student),
        list(remarks.order_by("-written_at", "-pk")),
    )


def care_of_family(viewer: Viewer, student: int) -> Care:
    """What her family sees of it."""
    rules = HealthRules.objects.first() or HealthRules()
    return Care(
        _dated(Condition, viewer, student) if rules.shows_conditions else None,
        _dated(Medication, viewer, student) if rules.shows_medication else None,
        _visits(viewer, student) if rules.shows_visits else None,
    )


def _dated(model: Any, viewer: Viewer, student: int) -> list[Any]:
    rows = model.objects.visible_to(viewer).filter(student_id=student)
    return list(rows.order_by("-starts_on", "-pk"))


def _visits(viewer: Viewer, student: int) -> list[Visit]:
    rows = Visit.objects.visible_to(viewer).filter(student_id=student)
    return list(rows.order_by("-came_at", "-pk")[:MOST])


def entry_of(viewer: Viewer, student: int, what: str, number: int) -> Any:
    """One entry; None for none that *viewer* sees."""
    if what not in KINDS:
        return None
    rows = KINDS[what].objects.visible_to(viewer)
    return rows.filter(pk=number, student_id=student).first()
