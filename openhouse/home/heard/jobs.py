"""Each minute the ledger is read and what is due is let go; once a week there is a word."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.common import clock
from openhouse.common.once import once
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.home.heard.again import tell_again
from openhouse.home.heard.reading import hold_notices
from openhouse.home.heard.telling import tell
from openhouse.home.heard.weekly import send_words
from openhouse.notifications.models_notices import Notice

#: Workers that let go at the same time; and how long it is known what went out.
TOGETHER, KEPT = 2, timedelta(days=60)


@app.task(name="heard.read")
def read_ledger(district: int) -> None:
    """Hold notices of what is new in a district, then let go what is due."""
    ours = District.objects.get(pk=district)
    zone = timezone.override(clock.zone(ours.time_zone))
    with zone, scope(district=district, students=ALL, hat="system"):
        hold_notices(clock.today())
        due = Notice.objects.filter(state=Notice.State.HELD, due_at__lte=clock.now()).exists()
        Notice.objects.filter(ended_at__lt=clock.now() - KEPT).delete()
    for number in range(TOGETHER if due else 0):
        once(tell_due, f"tell {district} {number}", district=district)
    with zone:
        while tell_again(ours):
            pass


@app.task(name="heard.tell")
def tell_due(district: int) -> None:
    """Let go everything that is due in a district."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        while tell(ours):
            pass


@app.task(name="heard.weekly")
def weekly_words(district: int) -> None:
    """Send the weekly word to everybody whose day and hour it is."""
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        send_words(ours)


@app.periodic(cron="* * * * *")
@app.task(name="heard.every_minute", queueing_lock="notices")
def every_minute(timestamp: int) -> None:
    """A job for each district."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        once(read_ledger, f"read {district}", district=district)


@app.periodic(cron="*/15 * * * *")
@app.task(name="heard.every_quarter", queueing_lock="weekly words")
def every_quarter(timestamp: int) -> None:
    """A job for each district: on most days it finds nothing to do."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        once(weekly_words, f"weekly {district}", district=district)
