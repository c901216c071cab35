"""A file of a family on its way out: saved, never opened inside the portal."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from openhouse.attendance.models import AbsenceNote


def attached(note: AbsenceNote) -> HttpResponse:
    """The file as a download, as what its content was found to be and nothing else."""
    file = note.file
    assert file is not None
    answer = HttpResponse(bytes(file.content), content_type=file.kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
