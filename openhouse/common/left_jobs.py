"""Jobs that a killed worker was at: the queue keeps them as being done, for ever."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

#: A worker says every ten seconds that it lives.
SILENT = timedelta(seconds=60)


def begin_again(*tasks: str) -> int:
    """Put the jobs of *tasks* whose worker is gone back into the queue; how many they were.

    For tasks that do nothing where an earlier run has done it: a run may have been killed after
    what it did was kept.
    """
    gone = Q(worker=None) | Q(worker__last_heartbeat__lt=timezone.now() - SILENT)
    left = ProcrastinateJob.objects.filter(gone, status="doing", task_name__in=tasks)
    numbers = list(left.order_by("pk").values_list("pk", flat=True))
    for number in numbers:
        app.job_manager.retry_job_by_id(number, timezone.now())
    return len(numbers)
