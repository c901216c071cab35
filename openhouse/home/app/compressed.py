"""Pages and files are compressed for slow networks, but not for another site's questions.

Compressing an answer that holds a secret beside words of a stranger's choosing tells her about the
secret by its length (BREACH). She needs the browser to ask for her: such a request says that
it comes from another site, and is answered as it is. See docs/decisions/0027.
"""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

#: What a browser says of a request that a page of ours, or who looks at it, has made.
OURS = frozenset({"same-origin", "none"})
#: The worker asks in its own name, so it says where a question came from another site.
PLAIN = "Openhouse-Plain"
FILES = ("/static/", "/ui/", "/sw.js", "/offline/")


class Compressed(GZipMiddleware):
    """Django's, which adds up to 100 random bytes, for our own requests alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code != 200 or not _is_ours(request) or _is_packed(response):
            return response
        return super().process_response(request, response)


def _is_ours(request: HttpRequest) -> bool:
    """Files say nothing about anybody; browsers before 2023 do not say where a question is from."""
    if request.path_info.startswith(FILES):
        return True
    return request.headers.get("Sec-Fetch-Site", "") in OURS and PLAIN not in request.headers


def _is_packed(response: HttpResponseBase) -> bool:
    """If it is a file whose form is packed already."""
    return response.headers.get("Content-Type", "").startswith(
        ("image/png", "image/jpeg", "application/pdf", "application/zip", "font/")
    )
