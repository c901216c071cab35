"""Print runs: many papers as one PDF, made by a worker, kept for a few days, then forgotten.

What takes longer than a request (a school's report cards in mailing order, the nurse's letters) is
asked for on a page, made by a job with a progress bar, and saved from the same page. ``runs`` is
the asking; here is the worker's part, with the going on after one that was killed; ``joining``
writes the file, ``pieces`` keeps it and gives it out. A feature brings the order and the pages:

1. ``work = Work(…)`` says what is printed. ``made_of=mark_of(copies)`` changes with whatever is
   printed: an edition, an address; ``students`` are those whom the asker sees.
2. On its page ``context(run_of(work), work.part)`` and an include of ``papers/_print_run.html``,
   which shows the bar, the file or the button; its form posts ``print=<part>``, and
   then the feature calls ``ask(viewer, work, district)``.
3. Its job, named in ``Work.task``, calls ``make(district, run, plan, pages)``: ``plan(run)`` gives
   the copies in order, ``pages(run, copies)`` the pages of each of some of them, one after the
   other (``pikepdf.open(…).pages``). Both are called in the scope of the house: they print
   ``run.students`` and nobody else.
4. Its view of the file answers ``pieces.download(run, name)``; the wall shows a run to the school's
   office, of health to its nurse.

``runs.forget(kind, about)`` ends what was withdrawn. ``documents.cards.printing`` is an example.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import IO, Any

import pikepdf
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.papers.joining import Whole
from openhouse.papers.models import PrintRun
from openhouse.papers.pieces import keep_file
from openhouse.papers.runs import KEPT, State

#: Copies that are read at a time.
AT_ONCE = 50
#: A worker that says nothing for so long was killed, and how often a run is begun.
SILENT, MOST_TRIES = timedelta(minutes=2), 5


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
    zone = clock.zone(District.objects.get(pk=district).time_zone)
    with timezone.override(zone), _alone(number) as mine, tempfile.TemporaryFile() as file:
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
    parts = keep_file(run, file)
    now = clock.now()
    kept = _ours(run).update(
        state=State.READY, parts=parts, size=size, made_at=now, until=now + KEPT
    )
    if not kept:
        transaction.set_rollback(True)
        return False
    older = PrintRun.objects.filter(school=run.school_id, kind=run.kind, about=run.about)
    # whose eyes see fewer students does not take the file of somebody who sees more
    older = older.filter(part=run.part, pk__lt=run.pk, students__contained_by=run.students)
    older.exclude(state=State.WAITING).delete()
    return True
