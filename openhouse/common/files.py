"""A file that somebody sent, on its way in and out: a name that is safe, and a download."""

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

#: Without "sandbox", under which the viewers of browsers until 2025 stay empty. The file was looked
#: into (``common/checking``), so nothing in it runs; and nothing that it names is loaded.
INLINE = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def plain_name(name: str) -> str:
    """A file's own name as it may stand on a page and in a header: no folders, no control signs."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[-120:].strip() or "file"


def size_words(size: int) -> str:
    """ "220 KB", "1.4 MB"."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{max(1, size // 1000)} KB"


def attached(name: str, kind: str, content: bytes | memoryview) -> HttpResponse:
    """The file as a download, as what its content was found to be and nothing else: saved, never
    opened inside the portal."""
    answer = HttpResponse(bytes(content), content_type=kind)
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def inline(name: str, kind: str, content: bytes | memoryview) -> HttpResponse:
    """The file in the browser's own viewer, as what its content was found to be: for PDF and
    pictures that ``common/checking`` has looked into. It is nobody's page: it may load nothing, run
    nothing and stand in no frame."""
    answer = attached(name, kind, content)
    answer.headers["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer.headers["Content-Security-Policy"] = INLINE
    return answer
