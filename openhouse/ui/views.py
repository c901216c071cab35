"""The stylesheet and the gallery of components. Neither shows a word about a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from openhouse.ui import css, gallery

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


def stylesheet(request: HttpRequest, hue: int, digest: str) -> HttpResponse:
    """The district's stylesheet; an address of another release gets today's rules, kept briefly."""
    plain, zipped = css.stylesheet(css.whole_hue(hue))
    wants_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(zipped if wants_gzip else plain, content_type="text/css; charset=utf-8")
    if wants_gzip:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = FOREVER if digest == css.digest() else BRIEFLY
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", gallery.sample(request))


# The first lock reads this; it lives above ui, so its decorator cannot be used here.
for view in (stylesheet, show_gallery):
    vars(view)["audience"] = frozenset({"public"})
