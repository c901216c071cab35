from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openhouse.ui import css
from openhouse.ui.colour import accent
from openhouse.ui.markup import NOTHING, joined, markup


def look(district: Any = None, app: str = "", keeps: object = False) -> SafeString:
    """The links to the one stylesheet, in the district's hue, to the icon and to the script.

    Pages of an *app* ("parent", "student") name its manifest, so that a phone can install it; with
    *keeps* they tell the script that this device keeps pages of the district.
    """
    hue = css.whole_hue(getattr(district, "hue", css.DEFAULT_HUE))
    links = _links(hue)
    if not app:
        return links
    slug = getattr(district, "slug", "")
    kept = markup('\n  <meta name="on-device" content="{slug}">', slug=slug) if keeps else NOTHING
    return joined([links, _app(hue, app, slug, get_language() or "en"), kept])


@cache
def _app(hue: int, app: str, slug: str, language: str) -> SafeString:
    return markup(
        '\n  <link rel="manifest" href="{manifest}">\n'
        '  <link rel="apple-touch-icon" href="{icon}">\n'
        '  <meta name="theme-color" content="{colour}">',
        manifest=f"{'/' + slug if slug else ''}/app/{app}/manifest.webmanifest?in={language}",
        icon=static(f"ui/icons/{app}-180.png"),
        colour=accent(hue),
    )


@cache
def _links(hue: int) -> SafeString:
    path = reverse("ui:stylesheet", urlconf=settings.ROOT_URLCONF, args=[hue, css.digest()])
    return markup(
        '<link rel="stylesheet" href="{sheet}">\n'
        '  <link rel="icon" type="image/svg+xml" href="{icon}">\n'
        '  <script type="module" src="{script}"></script>\n'
        '  <script type="module" src="{device}"></script>',
        # The server has one sheet for all districts, so a district's prefix comes off again.
        sheet="/" + path.removeprefix(get_script_prefix()),
        icon=static("ui/icon.svg"),
        script=static("ui/js/app.js"),
        device=static("ui/js/device.js"),
    )
