"""Telling a home that what was written for its child was taken back, where that lasts.

A slip is mended the same hour, and nobody hears of it (``office/deciding``). After that the home,
which was told that the registration is complete, is told once that it is not.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from openhouse.access.district import CurrentDistrict, as_current
from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.registration.compared import compared
from openhouse.registration.models import Candidate
from openhouse.registration.models_office import Posting
from openhouse.registration.naming import school_of
from openhouse.registration.reminders.letters import not_complete
from openhouse.registration.telling import tell

State = Candidate.State
#: After so long it is no slip; and what is older was undone before anybody was told.
LASTS, OLDEST = timedelta(hours=1), timedelta(days=2)


def tell_undone(district: District, now: datetime | None = None) -> int:
    """Tell whom it is due in a district; of how many children it was."""
    at, told = now or clock.now(), 0
    with scope(district=district.pk, students=ALL, hat="system"):
        due, current = list(_due(at).values_list("candidate_id", flat=True)), as_current(district)
    for candidate in due:
        with scope(district=district.pk, students=ALL, hat="system"):
            told += _told(candidate, at, current)
    return told


def _due(at: datetime) -> QuerySet[Posting]:
    """What was undone and not written again, of children of whom nothing else was told since."""
    rows = Posting.objects.visible_to(System())
    later = rows.filter(candidate=OuterRef("candidate"), at__gt=OuterRef("at"))
    undone = rows.filter(
        undone_at__lte=at - LASTS, undone_at__gte=at - OLDEST, told_at=None,
        application__window__isnull=False, candidate__state__in=(State.ACCEPTED, State.SENT),
    )  # fmt: skip
    accepted_since = undone.filter(
        candidate__state=State.ACCEPTED, candidate__decided_at__gt=F("undone_at")
    )
    return undone.exclude(Exists(later)).exclude(pk__in=accepted_since.values("pk"))


def _told(number: int, at: datetime, district: CurrentDistrict) -> int:
    """Whoever writes the child down holds her: then it waits, and sees what became of her."""
    held = Candidate.objects.visible_to(System()).select_for_update(of=("self",), skip_locked=True)
    candidate = held.select_related("application", "school").filter(pk=number).first()
    posting = _due(at).filter(candidate=number).first()
    if candidate is None or posting is None:
        return 0
    posting.told_at = at
    posting.save(update_fields=["told_at"])
    found = compared(System(), candidate)
    tell(
        candidate,
        district,
        not_complete(found.first_name, school_of(candidate)),
    )
    return 1
