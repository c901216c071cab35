"""Writing messages out: at once, at their time, and again where a worker was killed."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.access.viewer import System
from openhouse.common import clock
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


@app.periodic(cron="* * * * *")
@app.task(name="messages.tell_of_absences", queueing_lock="rules are due")
def tell_of_absences(timestamp: int) -> None:
    """Each minute: the rules of offices whose hour has come, once a day each (ATT-12)."""
    _in_each(lambda district: run_due(district.pk, clock.now()))


@app.periodic(cron="* * * * *")
@app.task(name="messages.tell_of_events", queueing_lock="rules about students are due")
def tell_of_events(timestamp: int) -> None:
    """Each minute: rules about what comes about whose hour has come, once a day (NOT-09)."""
    _in_each(lambda district: run_events(district, clock.now()))


def _in_each(look: Callable[[District], object]) -> None:
    """Let *look* do its work in each district, in its own hours and scope."""
    for district in District.objects.order_by("pk"):
        with (
            timezone.override(clock.zone(district.time_zone)),
            scope(district=district.pk, students=ALL, hat="system"),
        ):
            look(district)
