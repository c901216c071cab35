from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from openhouse.ui import css
from openhouse.ui.markup import markup


def stylesheet(district: Any = None) -> SafeString:
    """The link to the one stylesheet, in the district's hue."""
    hue = css.whole_hue(getattr(district, "hue", css.DEFAULT_HUE))
    href = reverse("ui:stylesheet", args=[hue, css.digest()])
    return markup('<link rel="stylesheet" href="{href}">', href=href)
