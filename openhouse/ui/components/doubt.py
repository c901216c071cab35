from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openhouse.ui.markup import NOTHING, given, markup, safe_url


def doubt(url: object, what: object) -> SafeString:
    """The quiet link under a line by which a family says that *what* is wrong; none without url."""
    if not given(url):
        return NOTHING
    words = _("I think this is wrong")
    frame = '<span class="doubt"><a href="{url}" aria-label="{all}">{words}</a></span>'
    return markup(frame, url=safe_url(url), words=words, all=f"{words}: {what}")
