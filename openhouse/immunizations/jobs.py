"""The worker's part: standings that are to be reckoned anew."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.models import running
from openhouse.common.once import once
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.immunizations import mailing
from openhouse.immunizations.keeping import keep_standings
from openhouse.immunizations.models import Dose
from openhouse.papers.printing import make
from openhouse.people.models import Enrollment

#: Students who are looked at, and where needed reckoned, in one transaction.
TOGETHER = 200


@app.task(name="immunizations.reckon")
def reckon(district: int, school: int | None = None) -> None:
    """Reckon whoever's standing is not today's, of a school or of all; a batch a transaction."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        with scope(district=district, students=ALL, hat="system"):
            here = Enrollment.objects.visible_to(System()).filter(running(clock.today()))
            here = here if school is None else here.filter(school_id=school)
            students = sorted(set(here.values_list("student_id", flat=True)))
        for first in range(0, len(students), TOGETHER):
            with scope(district=district, students=ALL, hat="system"):
                some = students[first : first + TOGETHER]
                keep_standings(some, ours.state, clock.today())


@app.task(name=mailing.TASK)
def print_letters(district: int, run: int) -> None:
    """Make the file that a nurse asked for: her letters in mailing order, each issued."""
    make(district, run, mailing.copies_of_run, mailing.pages_of_run)


@app.periodic(cron="2 * * * *")
@app.task(name="immunizations.every_hour", queueing_lock="standings every hour")
def every_hour(timestamp: int) -> None:
    """Each district's, so that its day has them soon after midnight."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            ask_where_doses_are(district)


def ask_where_doses_are(district: int) -> None:
    """Have a district's standings reckoned: each hour, and after an import. Of one that keeps no
    doses, nobody asks."""
    if Dose.objects.visible_to(System()).exists():
        ask_for(district)


def ask_for(district: int, school: int | None = None) -> None:
    """Have standings reckoned, of a school or of all; once is enough while that waits its turn."""
    once(reckon, f"standings {district} {school or ''}", district=district, school=school)
