"""The worker's part: standings that are to be reckoned anew."""

from contextlib import suppress

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.immunizations import mailing, standings
from openhouse.immunizations.models import Dose
from openhouse.papers.printing import make
from openhouse.people.models import Enrollment

#: Students whose digests are compared in one statement.
COMPARED = 1000


@app.task(name="immunizations.reckon")
def reckon(district: int, school: int | None = None) -> None:
    """Reckon whoever's standing is not today's, of a school or of all; a batch a transaction."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        with scope(district=district, students=ALL, hat="system"):
            here = Enrollment.objects.visible_to(System()).filter(running(clock.today()))
            here = here if school is None else here.filter(school_id=school)
            students = sorted(set(here.values_list("student_id", flat=True)))
        for first in range(0, len(students), COMPARED):
            _reckon_some(district, ours.state, students[first : first + COMPARED])


def _reckon_some(district: int, state: str, students: list[int]) -> None:
    """Whoever of *students* is not today's, few at a time."""
    on = clock.today()
    with scope(district=district, students=ALL, hat="system"):
        waiting = standings.standings_of(System(), students, state, on).waiting
    for first in range(0, len(waiting), standings.AT_ONCE):
        with scope(district=district, students=ALL, hat="system"):
            standings.standings_of(System(), waiting[first : first + standings.AT_ONCE], state, on)


@app.task(name=mailing.TASK)
def print_letters(district: int, run: int) -> None:
    """Make the file that a nurse asked for: her letters in mailing order, each issued."""
    make(district, run, mailing.copies_of_run, mailing.pages_of_run)


@app.periodic(cron="2 * * * *")
@app.task(name="immunizations.every_hour", queueing_lock="standings every hour")
def every_hour(timestamp: int) -> None:
    """Each district's, so that its day has them soon after midnight, and after an import."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            if not Dose.objects.visible_to(System()).exists():
                continue
            ask_for(district)


def ask_for(district: int, school: int | None = None) -> None:
    """Have standings reckoned, of a school or of all; once is enough while that waits its turn."""
    lock = f"standings {district} {school or ''}"
    with suppress(AlreadyEnqueued), transaction.atomic():
        reckon.configure(queueing_lock=lock).defer(district=district, school=school)
