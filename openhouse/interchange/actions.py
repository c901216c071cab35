"""Beginning an import, and taking in what was looked at."""

from django.core.files.uploadedfile import UploadedFile

from openhouse.access.viewer import Viewer
from openhouse.interchange import storage
from openhouse.interchange.models import ImportRun
from openhouse.ledger.actions import record

State = ImportRun.State


def begin_import(actor: Viewer, district: int, upload: "UploadedFile[bytes]") -> ImportRun:
    """Keep the upload and note the run; the caller defers the job that looks at it."""
    run = ImportRun.objects.create(
        begun_by_id=actor.person_id,
        file_name=(upload.name or "")[:200],
        stored_as=storage.keep(district, upload),
    )
    record("import.begun", actor=actor.person_id, subject=run.file_name, after={"run": run.pk})
    return run


def take_in(actor: Viewer, run: ImportRun) -> bool:
    """Note that the run is to be taken in; False when it is not waiting for that."""
    changed = ImportRun.objects.filter(
        pk=run.pk, state__in=[State.PREVIEWED, State.REFUSED], stored_as__gt=""
    ).update(state=State.WAITING, percent=0, doing="")
    if changed:
        record("import.asked", actor=actor.person_id, subject=run.file_name, after={"run": run.pk})
    return bool(changed)
