"""Sending what waits in the outbox: a job for each lane, and a look around each minute."""

from procrastinate.contrib.django import app

from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.notifications import lanes, sending


@app.task(name=lanes.DELIVER)
def deliver(district: int, lane: int) -> None:
    """Hand over what is due in the lane; where it takes long, the next job goes on."""
    if sending.run(District.objects.get(pk=district), lane):
        lanes.wake(district, [lane])


@app.periodic(cron="* * * * *")
@app.task(name="notifications.look_around", queueing_lock="outbox")
def look_around(timestamp: int) -> None:
    """Wake the lanes in which something is due: what was put off, and what a killed worker left."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            found = lanes.busy(district)
        lanes.wake(district, found)
