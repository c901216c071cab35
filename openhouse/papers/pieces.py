"""The file of a print run, in pieces: kept in the database, and given out again."""

import tempfile
from typing import IO

from django.http import FileResponse

from openhouse.common.files import attached
from openhouse.papers.models import PrintPiece, PrintRun

#: Bytes of the file in a row.
PIECE = 1024 * 1024


def keep_file(run: PrintRun, file: IO[bytes]) -> int:
    """Keep *file*; in how many pieces."""
    place = 0
    while content := file.read(PIECE):
        PrintPiece.objects.create(run=run, place=place, content=content)
        place += 1
    return place


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
