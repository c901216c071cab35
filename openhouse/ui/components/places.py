from collections.abc import Iterable
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import safe_url


def places(items: Iterable[Any]) -> SafeString:
    """The doors of the rail or the bar, of every page: each `label`, `url`, `icon`, `current`."""
    return mark_safe("".join(map(_place, items)))  # noqa: S308


def _place(item: Any) -> str:
    now = ' aria-current="page"' if item.current else ""
    url, label = escape(safe_url(item.url)), escape(item.label)
    return f'<li><a href="{url}"{now}>{ICONS[item.icon]}<span>{label}</span></a></li>\n'
