"""Opening the installed apps: their manifests, their start, the district that is chosen once."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, SIGNED_IN, audience
from openhouse.access.on_device import APP, ITS_OWN, keeps, key_of, mark_of, set_long
from openhouse.access.requests import district_if_any, viewer_if_any, viewer_of
from openhouse.access.viewer import Viewer
from openhouse.common.addresses import address
from openhouse.common.text import reader_language
from openhouse.districts.queries import is_district
from openhouse.home.app.manifests import manifest, words_of
from openhouse.home.app.places import places_of
from openhouse.home.app.rules import APPS, app_of, is_wrong

#: The district that was chosen on this device.
DISTRICT = "openhouse_district"
#: Where the shortcuts of an app lead; with a number, to the first child's page.
PLACES = {
    "changes": ("changes", False),
    "documents": ("documents-all", False),
    "absence": ("absence-new", True),
    "assignments": ("assignments", True),
    "grades": ("grades", True),
    "schedule": ("schedule", True),
}


@audience(PUBLIC)
@require_safe
def show_manifest(request: HttpRequest, app: str) -> HttpResponse:
    """What a phone knows of an app; of the district whose address it is, or of none yet."""
    language = request.GET.get("in", "")
    with translation.override(language if language in dict(settings.LANGUAGES) else "en"):
        said = manifest(app, district_if_any(request))
    response = JsonResponse(said, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


@audience(PUBLIC)
@require_safe
def begin_app(request: HttpRequest, app: str) -> HttpResponse:
    """The first start of an app: choose the district, or on to the one chosen before."""
    return _keep(redirect("find-district"), APP, app)


@audience(PUBLIC)
@require_safe
def choose_district(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the district on this device, and open it: in the app, where it is one."""
    if not is_district(slug):
        raise Http404
    app = request.COOKIES.get(APP, "")
    there = f"/{slug}/app/{app}/" if app in APPS else f"/{slug}/"
    return _keep(redirect(there), DISTRICT, slug)


@audience(PUBLIC)
@require_safe
def open_app(request: HttpRequest, app: str) -> HttpResponse:
    """The start of an installed app: sign in, or one's own page, or that it is the wrong app."""
    viewer = viewer_if_any(request)
    if viewer is None:
        response: HttpResponse = redirect_to_login(request.get_full_path(), reverse("sign-in"))
    elif viewer.is_family and viewer.is_settled and _is_wrong(app, viewer):
        response = render(request, "home/app_wrong.html", _other(app))
    else:
        response = redirect(_place(viewer, request.GET.get("to", "")))
    return _keep(response, APP, app)


def _is_wrong(app: str, viewer: Viewer) -> bool:
    return is_wrong(app, viewer.person_id, [child.id for child in viewer.children])


def _other(app: str) -> dict[str, str]:
    """This app's name, and the other's with the way there."""
    (other,) = (each for each in APPS if each != app)
    return {
        "app": app,
        "this_app": words_of(app)[0],
        "other_app": words_of(other)[0],
        "other_url": reverse(f"app-{other}"),
    }


def _place(viewer: Viewer, to: str) -> str:
    page, of_child = PLACES.get(to, ("", False))
    if not page or not viewer.is_family or (of_child and not viewer.children):
        return address("start")
    return address(page, *([viewer.children[0].id] if of_child else []))


def _keep(response: HttpResponse, name: str, value: str) -> HttpResponse:
    set_long(response, name, value)
    return response


@audience(SIGNED_IN)
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """For the worker of a private device: the key, and which pages to keep.

    Raises Http404 for everybody else; another site's page can neither send the header nor read it.
    """
    if ITS_OWN not in request.headers or not keeps(request):
        raise Http404
    viewer = viewer_of(request)
    said = {
        "key": key_of(request),
        "mark": mark_of(request),
        "home": address("today"),
        "app": app_of(viewer.person_id, [child.id for child in viewer.children]),
        "language": reader_language(),
        "pages": places_of(viewer),
        "token": get_token(request),
    }
    return JsonResponse(said)
