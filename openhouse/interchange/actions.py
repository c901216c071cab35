"""Beginning an import, and taking in what was looked at."""

from django.core.files.uploadedfile import UploadedFile

from openhouse.access.viewer import Viewer
from openhouse.interchange import storage
from openhouse.interchange.models import ImportRun

State = ImportRun.State


def begin_import(actor: Viewer, district: int, upload: "UploadedFile[bytes]") -> ImportRun:
    """Keep the upload and note the run; the caller defers the job that looks at it."""
    return ImportRun.objects.create(
        begun_by_id=actor.person_id,
        file_name=(upload.name or "")[:200],
        stored_as=storage.keep(district, upload),
    )


def take_in(run: ImportRun) -> bool:
    """Note that the run is to be taken in; False when it is not waiting for that."""
    changed = ImportRun.objects.filter(
        pk=run.pk, state__in=[State.PREVIEWED, State.REFUSED], stored_as__gt=""
    ).update(state=State.WAITING, percent=0, doing="")
    return bool(changed)
