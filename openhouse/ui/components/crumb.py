from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import markup, safe_url


def crumb(label: object, url: object) -> SafeString:
    """The way back to the page above, for the layout's block `crumb`."""
    frame = '<a class="crumb" href="{url}">{drawing}{label}</a>'
    return markup(frame, url=safe_url(url), drawing=ICONS["chevron-left"], label=label)
