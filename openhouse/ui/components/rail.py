from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from openhouse.ui.components.leave import leave
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, escaped, joined, markup, safe_url

_RAIL = (
    '<nav class="rail" aria-label="{main}">\n  <p class="rail-name">{district}</p>\n'
    '  <ul>\n{doors}  </ul>\n  <div class="rail-foot">{viewer}{leave}</div>\n</nav>'
)
_VIEWER = '<p class="rail-viewer"><small>{words}</small> {name}</p>'


def rail(
    items: Iterable[Any],
    district: object = "",
    viewer: object = "",
    token: object = "",
    language_url: str = "",
    sign_out_url: str = "",
    here: str = "/",
) -> SafeString:
    """The places of a desk's page, at its left, under the name of the *district*.

    A place has `label`, `url`, `icon` and `current`. At the foot who looks, and the doors of
    `leave`, whose arguments the others are.
    """
    return markup(
        _RAIL,
        main=gettext("Main"),
        district=district,
        doors=_doors(items),
        viewer=markup(_VIEWER, words=gettext("Signed in as"), name=viewer) if viewer else NOTHING,
        leave=leave(token, language_url, sign_out_url, here),
    )


def tabs(items: Iterable[Any]) -> SafeString:
    """The places of a phone's page, at its foot; nothing where there are none."""
    frame = '<nav class="tabs" aria-label="{main}"><ul>\n{doors}</ul></nav>'
    doors = _doors(items or ())
    return markup(frame, main=gettext("Main"), doors=doors) if doors else NOTHING


def _doors(items: Iterable[Any]) -> SafeString:
    return joined(map(_door, items))


def _door(item: Any) -> SafeString:
    now = ' aria-current="page"' if item.current else ""
    url, label = escaped(safe_url(item.url)), escaped(item.label)
    line = f'<li><a href="{url}"{now}>{ICONS[item.icon]}<span>{label}</span></a></li>\n'
    return mark_safe(line)  # noqa: S308
