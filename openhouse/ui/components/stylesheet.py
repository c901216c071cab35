from functools import cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString

from openhouse.ui import css
from openhouse.ui.markup import markup


def stylesheet(district: Any = None) -> SafeString:
    """The link to the one stylesheet, in the district's hue."""
    hue = css.whole_hue(getattr(district, "hue", css.DEFAULT_HUE))
    return _link(hue)


@cache
def _link(hue: int) -> SafeString:
    path = reverse("ui:stylesheet", urlconf=settings.ROOT_URLCONF, args=[hue, css.digest()])
    # The server has one sheet for all districts, so a district's prefix comes off again.
    href = "/" + path.removeprefix(get_script_prefix())
    return markup('<link rel="stylesheet" href="{href}">', href=href)
