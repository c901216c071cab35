"""Portal access of one guardian to one child: an office ticks it, and takes it away (ACC-26)."""

from typing import Any

from django import forms
from django.db import transaction

from openhouse.access.helping import may_open_child
from openhouse.access.viewer import Viewer
from openhouse.ledger.actions import record
from openhouse.people.models import Guardianship
from openhouse.sign_in.office.forms import reason_field


class PortalForm(forms.Form):
    """Why the tick is set or taken away."""

    reason = reason_field()


def tie_of(viewer: Viewer, person: int, student: int) -> Guardianship | None:
    """The tie of *person* to a student whom *viewer* reaches; of several the one that lasts."""
    ties = Guardianship.objects.visible_to(viewer).filter(person_id=person, student_id=student)
    found = ties.select_related("student__person", "person").order_by("-starts_on", "-pk")
    return next((tie for tie in found if tie.ends_on is None), found.first())


def tick_portal_access(viewer: Viewer, tie: Guardianship, *, ticked: bool, reason: str) -> bool:
    """Set or take away the tick, with a line in the story of the guardian; False where it stood.

    A court order, an end and a closed school keep a child closed whatever the tick is. Raises
    PermissionError for one's own tie, and for a colleague's where not the district asks.
    """
    if not may_open_child(viewer, tie.person_id):
        raise PermissionError("Nobody opens a child to herself")
    ties: Any = Guardianship.objects.visible_to(viewer)
    with transaction.atomic():
        changed = ties.filter(pk=tie.pk, portal_access=not ticked).update(portal_access=ticked)
        if changed:
            record(
                "account.child_opened" if ticked else "account.child_closed",
                actor=viewer.person_id,
                person=tie.person_id,
                subject=str(tie.student.person),
                reason=reason,
            )
    return bool(changed)
