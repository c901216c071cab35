"""One import, from the delivery to the report: all or nothing."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
from django.db import DatabaseError, DataError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from procrastinate.contrib.django import app

from openhouse.common import clock
from openhouse.common.scope import ALL, scope
from openhouse.districts.models import District
from openhouse.immunizations.jobs import ask_where_doses_are
from openhouse.interchange import closing, persons
from openhouse.interchange.counts import Count
from openhouse.interchange.doubts import far_over
from openhouse.interchange.formats import reader_of
from openhouse.interchange.lines import Odd
from openhouse.interchange.merge import Merge
from openhouse.interchange.outcome import counts_of, decided, listed
from openhouse.interchange.report import LABELS, LISTED, Report
from openhouse.interchange.rows import Broken, Bulk, Complete, Item, NotTaken, Reject, Row, Words
from openhouse.interchange.shape import shape_of
from openhouse.interchange.source import Source
from openhouse.interchange.staging import Staging, tidy
from openhouse.ledger.actions import brought_in, record

#: Told of each step: what is being done, and how much of the whole is done, from 0 to 1.
Progress = Callable[[str, float], None]
#: The job that brings students' accounts in step with what was imported (``sign_in/jobs``).
AFTERWARDS = "sign_in.keep_accounts"
#: The share of the progress bar that reading takes.
READING = 0.6


def run_import(
    path: Path | str,
    district: District,
    *,
    dry_run: bool = False,
    allow_ending: bool = False,
    progress: Progress | None = None,
    name: str = "",
    askers: Sequence[int] = (),
) -> Report:
    """Import the delivery at *path* into *district*, in one transaction.

    Everything is refused that cannot be read (``status`` "refused", nothing changed), and a run
    that would end more than a tenth of the enrollments unless *allow_ending*. *dry_run* does the
    same work and takes it back. *name* is what people call the delivery, where its path does not
    say; *askers* are the persons who asked for this, who takes it in first, and none of a command:
    their district posts do not end by it. Raises FileNotFoundError when there is no such path.
    """
    started = time.monotonic()
    with timezone.override(clock.zone(district.time_zone)):
        try:
            tell = progress or _silent
            tell(_("Opening the delivery"), 0.0)
            with Source(path, name) as source:
                run = Run(source, reader_of(source), clock.today(), tell, askers)
                report = run.inside(district, dry_run=dry_run, allow_ending=allow_ending)
        except Broken as broken:
            words = _("Nothing was changed, because a file cannot be read. %(what)s.")
            report = Report("refused", rejected=[broken.as_reject()])
            report.message = Words(words, what=str(broken))
            report.page_message = _("Nothing was changed, because a file cannot be read.")
        except (DatabaseError, psycopg.Error) as error:
            report = Report("refused", message=_refusal_of(error))
    report.seconds = time.monotonic() - started
    return report


def _silent(words: str, share: float) -> None:
    return None


def _refusal_of(error: Exception) -> str:
    """What the database would not have, in a sentence; nothing of a row's values."""
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    state = str(getattr(cause, "sqlstate", None) or "")
    if not state.startswith(("22", "23")):
        raise error  # not the delivery's fault
    rule = getattr(getattr(cause, "diag", None), "constraint_name", None) or state
    words = _("Nothing was changed: rows of the delivery contradict each other (%(rule)s).")
    return Words(words, rule=rule)


def _roomy(cursor: Any) -> None:
    """More memory for the transaction than a page gets.

    That of temporary tables cannot change once the connection has used one, as in a worker that
    has reckoned absences before: it is then what it is.
    """
    cursor.execute("SET LOCAL work_mem = '128MB'")
    with suppress(DataError), transaction.atomic():
        cursor.execute("SET LOCAL temp_buffers = '16MB'")


class Run:
    """A delivery on its way in."""

    def __init__(
        self,
        source: Source,
        reader: ModuleType,
        today: date,
        progress: Progress,
        askers: Sequence[int] = (),
    ) -> None:
        self.askers = askers
        #: Staff posts that end, and that are kept for those who asked.
        self.posts: tuple[list[closing.Post], list[closing.Post]] = ([], [])
        self.source = source
        self.reader = reader
        self.today = today
        self.progress = progress
        self.rejects: list[Reject] = []
        self.rejected: Counter[str] = Counter()
        #: The same by file.
        self.rejected_in: Counter[str] = Counter()
        self.not_taken: Counter[str] = Counter()
        self.complete: dict[str, Complete] = {}

    def inside(self, district: District, *, dry_run: bool, allow_ending: bool) -> Report:
        """Stage, merge and decide, in a transaction with the district in scope."""
        with scope(district=district.pk, students=ALL, hat="system"):
            with connection.cursor() as cursor:
                _alone(cursor, district.pk)
                _roomy(cursor)
                staging = Staging(cursor)
                with brought_in():
                    self._stage(staging)
                    merge = Merge(cursor, staging, self.complete, self.today)
                    self._merge(merge)
                report = self._report(merge)
                decided(report, merge, dry_run=dry_run, allow_ending=allow_ending)
                if report.status == "imported":
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    app.configure_task(AFTERWARDS).defer(district=district.pk)
                    ask_where_doses_are(district.pk)
                    tidy(cursor)
                    by = self.askers[0] if self.askers else None
                    counts = report.as_json()["counts"]
                    record("import.done", actor=by, subject=self.source.name, after=counts)
            if report.status != "imported":
                transaction.set_rollback(True)
        return report

    def _stage(self, staging: Staging) -> None:
        self.progress(_("Reading"), 0.0)
        total = sum(self.source.sizes.values()) or 1
        for number, item in enumerate(self.reader.read(self.source, self.today)):
            if isinstance(item, Bulk):
                staging.whole[item.kind] = item
            else:
                self._take(item, staging)
            if number % 5000 == 0:
                self.progress(_("Reading"), READING * min(1.0, self.source.read / total))
        staging.finish()

    def _take(self, item: Item, staging: Staging) -> None:
        match item:
            case Row():
                staging.add(item)
            case Reject():
                self.rejected[item.kind] += 1
                self.rejected_in[item.file] += 1
                if len(self.rejects) < LISTED:
                    self.rejects.append(item)
            case NotTaken():
                self.not_taken[item.name] += item.count
            case Complete():
                self.complete[item.kind] = item

    def _stage_file(self, bulk: Bulk, staging: Staging, told: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                for _block in staging.add_file(bulk, self.source):
                    told()
        except (Odd, psycopg.DataError):
            staging.forget_file(bulk.kind)
            for item in bulk.rows():
                self._take(item, staging)
        staging.finish()

    def _merge(self, merge: Merge) -> None:
        kinds, today = merge.kinds(), self.today.isoformat()
        for number, kind in enumerate(kinds):
            words = Words(_("Comparing: %(what)s"), what=LABELS.get(kind.name, kind.name))
            share = READING + (1 - READING) * number / len(kinds)
            self.progress(words, share)
            if kind.name in persons.TIES:
                persons.remember(merge.cursor, kind.name, today)
            if kind.name in merge.staging.whole:

                def told(words: str = words, share: float = share) -> None:
                    self.progress(words, share)

                if merge.add_whole(kind, self.source, told):
                    continue
                self._stage_file(merge.staging.whole[kind.name], merge.staging, told)
            merge.merge(kind)
        self.posts = _close(merge, self.askers)
        self.progress(_("Done"), 1.0)

    def _report(self, merge: Merge) -> Report:
        report = Report("imported", counts_of(merge, self.rejected, self.not_taken))
        found, in_files = listed(merge, self.reader, aside=False)
        report.rejected = [*self.rejects, *found][:LISTED]
        in_files += self.rejected_in
        report.more = in_files - Counter(each.file for each in report.rejected)
        report.aside, asides = listed(merge, self.reader, aside=True)
        report.more_aside = asides - Counter(each.file for each in report.aside)
        report.ended_posts, report.kept_posts = self.posts
        report.doubted, report.doubted_count = far_over(merge, self.reader)
        return report


def _alone(cursor: Any, district: int) -> None:
    """Only one import of a district at a time; raises Broken while another one runs."""
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('openhouse import'), %s)", [district])
    if not cursor.fetchone()[0]:
        expected = _("no other import that is still running; wait until it is done")
        raise Broken("", expected)


def _close(merge: Merge, askers: Collection[int]) -> tuple[list[closing.Post], list[closing.Post]]:
    """After all kinds: close what the sender closes; the posts that end, and that are kept."""
    cursor, counts = merge.cursor, merge.counts
    if "people" in merge.staging.tables and closing.disabled(cursor, merge.references):
        if ties := closing.close_ties(cursor):
            counts.setdefault("guardianships", Count()).changed += ties
        out = f"t.person_id IN (SELECT id FROM disabled) AND {merge.running('t.')}"
        if posts := merge.end(shape_of("staff"), out):
            counts.setdefault("staff", Count()).ended += posts
        if sign_ins := closing.close_sign_ins(cursor, askers):
            counts["sign_ins"] = Count(read=sign_ins, ended=sign_ins)
    kept = closing.keep_posts(cursor, merge.today, askers)
    for _post in kept:
        # a post that the delivery lacks was to end, one that it has with a last day to change
        if counts["staff"].ended:
            counts["staff"].ended -= 1
        elif counts["staff"].changed:
            counts["staff"].changed -= 1
            counts["staff"].unchanged += 1
    return closing.ended_posts(cursor, merge.today), kept
