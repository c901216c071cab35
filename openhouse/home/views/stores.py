"""What a phone asks of the server, so that a store's app opens without the browser's bar."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from openhouse.access.audience import PUBLIC, audience


@audience(PUBLIC)
@require_safe
def asset_links(request: HttpRequest) -> JsonResponse:
    """For Android: which apps, signed by whom, are this server's. 404 where none is named."""
    if not settings.ANDROID_APPS:
        raise Http404
    said = [_link(package, prints) for package, prints in settings.ANDROID_APPS.items()]
    return JsonResponse(said, safe=False)


def _link(package: str, fingerprints: list[str]) -> dict[str, Any]:
    return {
        "relation": [
            "delegate_permission/common.handle_all_urls",
            "delegate_permission/common.get_login_creds",
        ],
        "target": {
            "namespace": "android_app",
            "package_name": package,
            "sha256_cert_fingerprints": fingerprints,
        },
    }


@audience(PUBLIC)
@require_safe
def apple_links(request: HttpRequest) -> JsonResponse:
    """For iPhones: the same, by the team's and the app's name."""
    apps = settings.APPLE_APPS
    if not apps:
        raise Http404
    links = {"details": [{"appIDs": apps, "components": [{"/": "/*"}]}]}
    return JsonResponse({"applinks": links, "webcredentials": {"apps": apps}})
