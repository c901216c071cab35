"""A file of a family on its way out: saved, never opened inside the portal."""

from django.http import HttpResponse

from openhouse.attendance.models import AbsenceNote
from openhouse.common import files


def attached(note: AbsenceNote) -> HttpResponse:
    """The file as a download."""
    file = note.file
    assert file is not None
    return files.attached(file.name, file.kind, file.content)
