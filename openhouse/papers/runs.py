"""Print runs as pages ask for them: which there are, what is to be made, what is withdrawn."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.scope import as_the_house
from openhouse.districts.models import School
from openhouse.papers.models import PrintRun
from openhouse.papers.words import printed_words

State = PrintRun.State
#: How long a file is kept.
KEPT = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be printed, as ``PrintRun`` keeps it; ``copies`` is how many there are."""

    kind: str
    school: int
    about: int
    part: str
    students: Collection[int]
    made_of: str
    copies: int
    task: str


def mark_of(*things: object) -> str:
    """A short sign of all that is printed: it changes when one of *things* does."""
    return hashlib.sha256(repr(things).encode()).hexdigest()


def run_of(work: Work) -> PrintRun | None:
    """The run of *work* as it is today; None where nobody asked, or something has changed since."""
    found = PrintRun.objects.filter(_same(work), made_of=work.made_of)
    return found.filter(until__gt=clock.now()).first()


def being_made(kind: str, school: int, about: int, number: int) -> PrintRun | None:
    """The run *number* while a worker makes it: a page that looks every few seconds asks no more.

    Whether what it prints has changed meanwhile is reckoned once, when it is made.
    """
    mine = PrintRun.objects.filter(kind=kind, school_id=school, about=about, state=State.WAITING)
    return mine.filter(pk=number, until__gt=clock.now()).first()


def ask(viewer: Viewer, work: Work, district: int) -> PrintRun | None:
    """Have *work* made: the run that is new; None where it is there or is being made. There is one
    run, however many ask for it."""
    now = clock.now()
    with transaction.atomic(), as_the_house():
        PrintRun.objects.filter(_same(work)).filter(
            Q(state=State.FAILED) | Q(until__lte=now)
        ).delete()
        found, new = PrintRun.objects.get_or_create(
            school=School.objects.get(pk=work.school),
            kind=work.kind,
            about=work.about,
            part=work.part,
            made_of=work.made_of,
            defaults={
                "students": sorted(work.students),
                "task": work.task,
                "asked_by_name": viewer.name[:250],
                "asked_by_id": viewer.person_id,
                "asked_at": timezone.now(),
                "copies": work.copies,
                "until": now + KEPT,
            },
        )
        if new:
            begin(work.task, district, found.pk)
    return found if new else None


def begin(task: str, district: int, run: int) -> None:
    """Have a worker make a run; once is enough while that waits its turn."""
    job = app.configure_task(task, queueing_lock=f"print {run}")
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(district=district, run=run)


def forget(kind: str, about: int) -> None:
    """Delete what was printed of something that is withdrawn."""
    with as_the_house():
        PrintRun.objects.filter(kind=kind, about=about).delete()


def _same(work: Work) -> Q:
    return Q(school=work.school, kind=work.kind, about=work.about, part=work.part)


def context(run: PrintRun | None, part: str) -> dict[str, Any]:
    """What ``papers/_print_run.html`` shows; *busy* says that the page is to look again."""
    busy = run is not None and run.state == State.WAITING
    return {"run": run, "busy": busy, "part": part, "printed": printed_words(run) if run else ""}
