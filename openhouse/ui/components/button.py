from django.utils.safestring import SafeString

from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, given, markup, optional, safe_url

_KINDS = frozenset({"main", "plain", "danger", "quiet"})


def button(
    label: object,
    kind: str = "main",
    *,
    icon: str = "",
    name: str = "",
    value: object = "",
    type: str = "submit",
) -> SafeString:
    """A button of a form. Kinds: main (one a page), plain, danger, quiet."""
    frame = '<button class="button {kind}" type="{type}"{name}{value}>{drawing}{label}</button>'
    return markup(
        frame,
        kind=kind if kind in _KINDS else "plain",
        type=type,
        name=optional(' name="{value}"', name),
        value=optional(' value="{value}"', value if given(name) else ""),
        drawing=ICONS[icon] if icon else NOTHING,
        label=label,
    )


def link_button(label: object, url: object, kind: str = "plain", *, icon: str = "") -> SafeString:
    """A link that looks like a button: for going somewhere, never for changing something."""
    return markup(
        '<a class="button {kind}" href="{url}">{drawing}{label}</a>',
        kind=kind if kind in _KINDS else "plain",
        url=safe_url(url),
        drawing=ICONS[icon] if icon else NOTHING,
        label=label,
    )
