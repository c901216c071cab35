"""Print runs: many papers as one PDF, made by a worker, kept for a few days, then forgotten.

What takes longer than a request (a school's report cards in mailing order, the nurse's letters) is
asked for on a page, made by a job with a progress bar, and saved from the same page. Here are the
asking, the joining, the keeping, and the going on after a worker that was killed. A feature brings
the order and the pages:

1. ``work = Work(…)`` says what is printed. ``made_of=mark_of(copies)`` changes with whatever is
   printed: an edition, an address; ``students`` are those whom the asker sees.
2. On its page ``context(run_of(work), work.part)`` and an include of ``papers/_print_run.html``,
   which shows the bar, the file or the button; its form posts ``print=<part>``, and
   then the feature calls ``ask(viewer, work, district)``.
3. Its job, named in ``Work.task``, calls ``make(district, run, plan, pages)``: ``plan(run)`` gives
   the copies in order, ``pages(run, copies)`` the pages of each of some of them, one after the
   other (``pikepdf.open(…).pages``). Both are called in the scope of the house: they print
   ``run.students`` and nobody else.
4. Its view of the file answers ``download(run, name)``; the wall shows a run to the school's
   office, of health to its nurse.

``forget(kind, about)`` ends what was withdrawn. ``documents.cards.printing`` is an example.
"""

import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

import pikepdf
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.http import FileResponse
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from openhouse.access.viewer import Viewer
from openhouse.common import clock
from openhouse.common.files import attached
from openhouse.common.scope import ALL, as_the_house, scope
from openhouse.districts.models import District, School
from openhouse.papers.joining import Whole
from openhouse.papers.models import PrintPiece, PrintRun
from openhouse.papers.words import printed_words

State = PrintRun.State
#: How long a file is kept.
KEPT = timedelta(days=3)
#: Copies that are read at a time, and bytes of the file in a row.
AT_ONCE, PIECE = 50, 1024 * 1024
#: A worker that says nothing for so long was killed, and how often a run is begun.
SILENT, MOST_TRIES = timedelta(minutes=2), 5


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


def make[Copy](
    district: int,
    number: int,
    plan: Callable[[PrintRun], Sequence[Copy]],
    pages: Callable[[PrintRun, Sequence[Copy]], Iterable[Iterable[pikepdf.Page]]],
) -> bool:
    """Make the file of run *number* and keep it; False where another worker has it or did.

    What is read at a time is written to a file at once (``joining``), so memory does not grow with
    the school. Days and times are the district's.
    """
    ours = District.objects.get(pk=district)
    with timezone.override(clock.zone(ours.time_zone)):
        return _made(district, number, plan, pages)


def _made[Copy](
    district: int,
    number: int,
    plan: Callable[[PrintRun], Sequence[Copy]],
    pages: Callable[[PrintRun, Sequence[Copy]], Iterable[Iterable[pikepdf.Page]]],
) -> bool:
    with _alone(number) as mine, tempfile.TemporaryFile() as file:
        if not mine or (begun := _begun(district, number)) is None:
            return False
        with _house(district):
            copies = plan(begun)
            if not copies:
                _ours(begun).delete()
                return False
        whole = Whole(file)
        for first in range(0, len(copies), AT_ONCE):
            some = copies[first : first + AT_ONCE]
            with _house(district):
                whole.add(pages(begun, some))
                if not _ours(begun).update(done=first + len(some), worked_at=timezone.now()):
                    return False
        size = whole.end()
        file.seek(0)
        with _house(district):
            return _keep(begun, file, size)


@contextmanager
def _alone(number: int) -> Iterator[bool]:
    """If no other worker has the run. It is held until the worker ends, or is killed with its
    connection, however long nothing is heard of it: the last of it, keeping the file, is silent."""
    run = [f"print run {number}"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", run)
        mine = bool(cursor.fetchone()[0])
    try:
        yield mine
    finally:
        # a connection that broke holds nothing any more
        with suppress(DatabaseError), connection.cursor() as cursor:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", run)


def _begun(district: int, number: int) -> PrintRun | None:
    with _house(district):
        held = PrintRun.objects.select_for_update(of=("self",))
        run = held.filter(pk=number, state=State.WAITING).first()
        if run is None or (run.worked_at and run.worked_at > timezone.now() - SILENT):
            return None
        run.attempt, run.done, run.worked_at = run.attempt + 1, 0, timezone.now()
        if run.attempt > MOST_TRIES:
            run.state = State.FAILED
        run.save(update_fields=["attempt", "done", "worked_at", "state"])
        return run if run.state == State.WAITING else None


def _house(district: int) -> Any:
    return scope(district=district, students=ALL, hat="system")


def _ours(run: PrintRun) -> Any:
    """The run, as long as no other worker has begun it anew and nobody has withdrawn it."""
    return PrintRun.objects.filter(pk=run.pk, attempt=run.attempt, state=State.WAITING)


def _keep(run: PrintRun, file: IO[bytes], size: int) -> bool:
    """Keep the file with its run; what was printed of the same before is forgotten."""
    place = 0
    while content := file.read(PIECE):
        PrintPiece.objects.create(run=run, place=place, content=content)
        place += 1
    now = clock.now()
    kept = _ours(run).update(
        state=State.READY, parts=place, size=size, made_at=now, until=now + KEPT
    )
    if not kept:
        transaction.set_rollback(True)
        return False
    older = PrintRun.objects.filter(school=run.school_id, kind=run.kind, about=run.about)
    # whose eyes see fewer students does not take the file of somebody who sees more
    older = older.filter(part=run.part, pk__lt=run.pk, students__contained_by=run.students)
    older.exclude(state=State.WAITING).delete()
    return True


def download(run: PrintRun, name: str) -> FileResponse:
    """The file of a run that is ready; it goes through a file, never as a whole through memory."""
    found = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    for place in range(run.parts):
        found.write(PrintPiece.objects.get(run=run, place=place).content)
    found.seek(0)
    answer = FileResponse(found, content_type="application/pdf")
    for header, value in attached(name, "application/pdf", b"").headers.items():
        answer.headers[header] = value
    answer.headers["Content-Length"] = str(run.size)
    return answer
