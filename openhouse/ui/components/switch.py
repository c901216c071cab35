from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openhouse.ui.components.rail import count
from openhouse.ui.markup import NOTHING, drawn, escaped, joined, markup, safe_url


def switch(
    children: Iterable[Any], everyone: Any = None, news: Mapping[int, int] | None = None
) -> SafeString:
    """The children of the viewer, each a link to this same page for that child.

    A child has `first_name`, `initial`, `url` and `current`; `everyone`, when given, has `url`
    and `current`; `news`, by a child's `id`, is how many changes are new. With one child and no
    `everyone` there is nothing to switch: nothing is shown.
    """
    known = list(children or ())
    if len(known) < 2:
        return NOTHING
    new = news or {}
    places = [
        (c.url, c.current, c.initial, c.first_name, new.get(c.id, 0) if new else 0) for c in known
    ]
    if everyone:
        face = str(len(known))
        places.insert(0, (everyone.url, everyone.current, face, gettext("Everyone"), 0))
    links = joined([_door(*place) for place in places])
    frame = '<nav class="switch" aria-label="{label}"><ul>{links}</ul></nav>'
    return markup(frame, label=gettext("Children"), links=links)


def _door(url: object, now: bool, face: object, name: object, news: int) -> SafeString:
    # First and further names apart: on a phone with many children each is a line of its own.
    names = " ".join([f"<span>{escaped(part)}</span>" for part in str(name).split(None, 1)])
    here = ' aria-current="true"' if now else ""
    return drawn(
        f'<li><a href="{escaped(safe_url(url))}"{here}>'
        f'<span class="face" aria-hidden="true">{escaped(face)}</span>'
        f'<span class="switch-name">{names}</span>{count(news)}</a></li>'
    )
