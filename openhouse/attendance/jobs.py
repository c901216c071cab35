"""What attendance reckons at night."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.attendance.mirror.queries import reckon_usual
from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District


@app.task(name="attendance.usual")
def usual_absence(district: int) -> None:
    """Reckon how many days are usually missed at each school of a district, on its own clock."""
    zone = clock.zone(District.objects.get(pk=district).time_zone)
    with scope(district=district, students=ALL, hat="system"), timezone.override(zone):
        reckon_usual(clock.today())


@app.periodic(cron="50 8 * * *")  # UTC: before school from Maine to Hawaii
@app.task(name="attendance.every_night", queueing_lock="usual absence")
def every_night(timestamp: int) -> None:
    """A job for each district."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        usual_absence.defer(district=district)
