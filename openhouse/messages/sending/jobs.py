"""Writing messages out: at once, at their time, and again where a worker was killed."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.access.viewer import System
from openhouse.common import clock
from openhouse.common.once import once
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.messages.models import Message
from openhouse.messages.sending.actions import WRITE, begin
from openhouse.messages.sending.again import send_unopened
from openhouse.messages.sending.event_rules import run_due as run_events
from openhouse.messages.sending.ruling import run_due
from openhouse.messages.sending.writing import write_out

#: A worker that has written nothing for so long is taken for dead.
SILENT = timedelta(minutes=2)


@app.task(name=WRITE)
def write_message(district: int, message: int) -> None:
    """Write what of the message *message* is not written yet."""
    write_out(District.objects.get(pk=district), message)


@app.periodic(cron="* * * * *")
@app.task(name="messages.write_due", queueing_lock="messages are due")
def write_due(timestamp: int) -> None:
    """Each minute: a job for each message whose time has come, or whose worker is silent."""
    now = timezone.now()
    silent = Q(worked_at=None) | Q(worked_at__lt=now - SILENT)
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            due = Message.objects.visible_to(System()).filter(
                silent,
                Q(send_at=None) | Q(send_at__lte=clock.now()),
                state__in=(Message.State.WAITING, Message.State.SENDING),
            )
            for number, kind in due.values_list("pk", "kind"):
                begin(district, number, kind)


@app.periodic(cron="* * * * *")
@app.task(name="messages.another_way", queueing_lock="messages are not opened")
def another_way(timestamp: int) -> None:
    """Each minute: by another way what must arrive and was not opened in time."""
    for district in District.objects.order_by("pk"):
        while send_unopened(district):
            pass


@app.task(name="messages.absences_of")
def absences_of(district: int) -> None:
    """A district's rules of offices about absences whose hour has come (ATT-12)."""
    _within(district, lambda ours: run_due(ours.pk, clock.now()))


@app.task(name="messages.events_of")
def events_of(district: int) -> None:
    """A district's rules about what comes about whose hour has come (NOT-09)."""
    _within(district, lambda ours: run_events(ours, clock.now()))


@app.periodic(cron="* * * * *")
@app.task(name="messages.look_by_rules", queueing_lock="rules are due")
def look_by_rules(timestamp: int) -> None:
    """Each minute: jobs for each district, so that one that takes long, or fails, holds up none."""
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        once(absences_of, f"absences of {district}", district=district)
        once(events_of, f"events of {district}", district=district)


def _within(district: int, look: Callable[[District], object]) -> None:
    """Let *look* do its work in a district, in its own hours and scope."""
    ours = District.objects.get(pk=district)
    with (
        timezone.override(clock.zone(ours.time_zone)),
        scope(district=district, students=ALL, hat="system"),
    ):
        look(ours)
