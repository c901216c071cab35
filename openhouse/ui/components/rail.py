from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from openhouse.ui.components.leave import leave
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, drawn, escaped, joined, markup, safe_url

_RAIL = (
    '<nav class="rail" aria-label="{main}">\n  <p class="rail-name">{district}</p>\n'
    '  <ul>\n{doors}  </ul>\n  <div class="rail-foot">{viewer}{leave}</div>\n</nav>'
)
_VIEWER = '<p class="rail-viewer"><small>{words}</small> {name}</p>'


def rail(  # noqa: PLR0913 - the frame has these parts
    items: Iterable[Any],
    district: object = "",
    viewer: object = "",
    token: object = "",
    language_url: str = "",
    sign_out_url: str = "",
    here: str = "/",
    news: int = 0,
) -> SafeString:
    """The places of a desk's page, at its left, under the name of the *district*.

    A place has `label`, `url`, `icon` and `current`; one that `tells` bears the number of *news*.
    At the foot who looks, and the doors of `leave`, whose arguments the others are.
    """
    return markup(
        _RAIL,
        main=gettext("Main"),
        district=district,
        doors=_doors(items, news),
        viewer=markup(_VIEWER, words=gettext("Signed in as"), name=viewer) if viewer else NOTHING,
        leave=leave(token, language_url, sign_out_url, here),
    )


def tabs(items: Iterable[Any], news: int = 0) -> SafeString:
    """The places of a phone's page, at its foot; nothing where there are none."""
    frame = '<nav class="tabs" aria-label="{main}"><ul>\n{doors}</ul></nav>'
    doors = _doors(items or (), news)
    return markup(frame, main=gettext("Main"), doors=doors) if doors else NOTHING


def _doors(items: Iterable[Any], news: int) -> SafeString:
    return joined([_door(item, _new(item, news)) for item in items])


def _new(item: Any, news: int) -> SafeString:
    """What is new in a place, as a number: messages in it, or the *news* that it tells of."""
    if letters := getattr(item, "letters", 0):
        return count(letters, ngettext("new message", "new messages", letters))
    return count(news if getattr(item, "tells", False) else 0)


def _door(item: Any, new: SafeString) -> SafeString:
    now = ' aria-current="page"' if item.current else ""
    url, label = escaped(safe_url(item.url)), escaped(item.label)
    inside = f"{ICONS[item.icon]}<span>{label}</span>{new}"
    return drawn(f'<li><a href="{url}"{now}>{inside}</a></li>\n')


def count(news: int, words: str = "") -> SafeString:
    """How many things are new, as a small number; nothing where none is."""
    if not news:
        return NOTHING
    number = str(news) if news < 100 else "99+"
    words = words or ngettext("new change", "new changes", news)
    return markup(
        '<b class="count">{number}<span class="visually-hidden"> {words}</span></b>',
        number=number,
        words=words,
    )
