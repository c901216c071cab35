"""Taking back what waits about a child who is not its reader's any more."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from openhouse.access.ties import hearers_of
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.districts.models import District
from openhouse.notifications.models import Delivery

#: What was written so lately went by the ties that stand.
LATELY = timedelta(minutes=2)
WHY = "The child is not open to its reader any more"


def take_back_closed(district: District, ids: Collection[int]) -> int:
    """Cancel those of *ids* that waited while a guardianship ended, and forget what they say.

    A mail waits overnight, for its server, or for the next day; who was barred in between reads
    nothing of what was written before. How many it were. Needs the district's scope.
    """
    waited = _waiting().filter(pk__in=ids, written_at__lt=timezone.now() - LATELY)
    found = list(
        waited.exclude(students=[]).filter(person_id__isnull=False)
        .values_list("pk", "person_id", "students", "of_each")
    )  # fmt: skip
    if not found:
        return 0
    students = {student for _pk, _person, theirs, _each in found for student in theirs}
    with timezone.override(clock.zone(district.time_zone)):
        hers = hearers_of(System(), clock.today(), students=students)
    closed = [
        pk for pk, person, theirs, each in found
        if not (all if each else any)(one in hers.get(person, ()) for one in theirs)
    ]  # fmt: skip
    held = _waiting().select_for_update(skip_locked=True).filter(pk__in=closed)
    return Delivery.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
        state=Delivery.State.CANCELLED, answer=WHY, subject="", text="", html="", reply_to=""
    )


def _waiting() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.WAITING)
