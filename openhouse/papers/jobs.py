"""Each minute: print runs whose worker was killed go on, and those that are old are forgotten."""

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.papers.models import PrintRun
from openhouse.papers.printing import SILENT
from openhouse.papers.runs import begin


@app.periodic(cron="* * * * *")
@app.task(name="papers.print_on", queueing_lock="prints go on")
def print_on(timestamp: int) -> None:
    """Begin anew what a killed worker left, and forget what is past its days."""
    now = timezone.now()
    for district in District.objects.order_by("pk").values_list("pk", flat=True):
        with scope(district=district, students=ALL, hat="system"):
            PrintRun.objects.filter(until__lte=clock.now()).delete()
            silent = Q(worked_at__lt=now - SILENT) | Q(worked_at=None, asked_at__lt=now - SILENT)
            left = PrintRun.objects.filter(silent, state=PrintRun.State.WAITING)
            for run, task in left.values_list("pk", "task"):
                begin(task, district, run)
