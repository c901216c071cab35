from functools import cache
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from openhouse.ui import css
from openhouse.ui.markup import markup


def look(district: Any = None) -> SafeString:
    """The links to the one stylesheet, in the district's hue, to the icon and to the script."""
    return _links(css.whole_hue(getattr(district, "hue", css.DEFAULT_HUE)))


@cache
def _links(hue: int) -> SafeString:
    path = reverse("ui:stylesheet", urlconf=settings.ROOT_URLCONF, args=[hue, css.digest()])
    return markup(
        '<link rel="stylesheet" href="{sheet}">\n'
        '  <link rel="icon" type="image/svg+xml" href="{icon}">\n'
        '  <script type="module" src="{script}"></script>',
        # The server has one sheet for all districts, so a district's prefix comes off again.
        sheet="/" + path.removeprefix(get_script_prefix()),
        icon=static("ui/icon.svg"),
        script=static("ui/js/app.js"),
    )
