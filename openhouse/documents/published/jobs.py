"""The worker's part of published documents: reminding once a day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.common import clock
from openhouse.districts.models import District
from openhouse.documents.published.reminding import remind


@app.task(name="documents.remind")
def remind_of_documents(district: int) -> None:
    """Mail who has not answered what is due soon."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        remind(ours, clock.today())


@app.periodic(cron="0 21 * * *")
@app.task(name="documents.remind_all", queueing_lock="reminders")
def remind_all(timestamp: int) -> None:
    """Once a day, in the afternoon of the United States: a job for each district."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        remind_of_documents.defer(district=district)
