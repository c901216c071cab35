from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openhouse.ui.markup import NOTHING, markup, safe_url

_CHILD = (
    '<li><a href="{}"{}><span class="face" aria-hidden="true">{}</span>'
    '<span class="switch-name">{}</span></a></li>'
)


def switch(children: Iterable[Any], everyone: Any = None) -> SafeString:
    """The children of the viewer, each a link to this same page for that child.

    A child has `first_name`, `initial`, `url` and `current`; `everyone`, when given, has `url`
    and `current`. With one child and no `everyone` there is nothing to switch: nothing is shown.
    """
    known = list(children or ())
    if len(known) < 2:
        return NOTHING
    places = [(c.url, c.current, c.initial, c.first_name) for c in known]
    if everyone:
        places.insert(0, (everyone.url, everyone.current, str(len(known)), gettext("Everyone")))
    here = SafeString(' aria-current="true"')
    links = format_html_join(
        "",
        _CHILD,
        ((safe_url(u), here if now else "", face, _parts(name)) for u, now, face, name in places),
    )
    frame = '<nav class="switch" aria-label="{label}"><ul>{links}</ul></nav>'
    return markup(frame, label=gettext("Children"), links=links)


def _parts(name: object) -> SafeString:
    """First and further names apart: on a phone with many children each is a line of its own."""
    return format_html_join(" ", "<span>{}</span>", ((part,) for part in str(name).split(None, 1)))
