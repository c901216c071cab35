"""Every quarter of an hour families are reminded of what is due; on most days nothing is."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.common import clock
from openhouse.common.once import once
from openhouse.districts.models import District
from openhouse.registration.reminders.sending import remind
from openhouse.registration.reminders.undone import tell_undone


@app.task(name="registration.remind")
def remind_families(district: int) -> None:
    """Send what is due in a district."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        remind(ours)
        tell_undone(ours)


@app.periodic(cron="*/15 * * * *")
@app.task(name="registration.every_quarter", queueing_lock="registration reminders")
def every_quarter(timestamp: int) -> None:
    """A job for each district."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        once(remind_families, f"remind {district}", district=district)
