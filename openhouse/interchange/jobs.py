"""The worker's part of an import: look at the delivery, or take it in."""

from django.db import connection
from procrastinate.contrib.django import app

from openhouse.common.scope import ALL, SET, scope
from openhouse.districts.models import District
from openhouse.interchange import storage
from openhouse.interchange.models import ImportRun
from openhouse.interchange.report import Report
from openhouse.interchange.rows import Words

State = ImportRun.State


@app.task(name="interchange.deliver")
def deliver(
    district: int, run: int, *, for_good: bool, allow_ending: bool, asker: int | None = None
) -> None:
    """Preview the run's file, or import it for good, and keep the report with the run.

    *asker* is the person who takes it in; who uploaded it asks for it too.
    """
    # Here, so that a web process does not hold the parsers: 0.3 s and 33 MB of each.
    from openhouse.interchange.run import run_import

    ours = District.objects.get(pk=district)
    with scope(district=district, students=ALL, hat="system"):
        found = ImportRun.objects.filter(pk=run).exclude(stored_as="").first()
        if found is None or found.state not in (State.WAITING, State.RUNNING):
            return
        ImportRun.objects.filter(pk=run).update(state=State.RUNNING)
    telling = Telling(district, run)
    try:
        path = storage.folder(district) / found.stored_as
        report = run_import(
            path,
            ours,
            dry_run=not for_good,
            allow_ending=allow_ending,
            progress=telling.tell,
            name=found.file_name,
            askers=[each for each in (asker, found.begun_by_id) if each],
        )
    except Exception:
        _end(district, run, State.FAILED, None, found.stored_as)
        raise
    finally:
        telling.stop()
    _end(district, run, _state_after(report), report, found.stored_as)


def _state_after(report: Report) -> str:
    if report.status == "refused":
        return State.REFUSED
    return State.PREVIEWED if report.status == "preview" else State.DONE


def _end(district: int, run: int, state: str, report: Report | None, stored_as: str) -> None:
    """Keep the outcome; the file goes unless it can still be taken in."""
    waits = state == State.PREVIEWED or (report is not None and report.needs_allow_ending)
    with scope(district=district, students=ALL, hat="system"):
        ImportRun.objects.filter(pk=run).update(
            state=state,
            percent=100,
            report=report.for_page() if report else None,
            stored_as=stored_as if waits else "",
        )
    if not waits:
        storage.forget(district, stored_as)


def _kept(text: str) -> str:
    """The id of a message and, after a tab, what it names."""
    words = Words.of(text)
    return "\t".join((words.id, *words.values.values()))


class Telling:
    """Writes a run's progress on a connection of its own, because the import's is in a transaction
    that nobody sees into until it ends."""

    def __init__(self, district: int, run: int) -> None:
        self.district = district
        self.run = run
        self.told = ("", -1)
        self.connection = connection.copy()
        self.connection.ensure_connection()

    def tell(self, words: str, share: float) -> None:
        """Write down another step, or another whole percent; a page says it in its language."""
        percent = int(share * 100)
        if (words, percent) == self.told:
            return
        self.told = (words, percent)
        own = self.connection.connection
        with own.transaction(), own.cursor() as cursor:
            cursor.execute(SET, [str(self.district), ALL, "", "system"])
            cursor.execute(
                "UPDATE interchange_importrun SET doing = %s, percent = %s WHERE id = %s",
                [_kept(words)[:200], percent, self.run],
            )

    def stop(self) -> None:
        self.connection.close()
