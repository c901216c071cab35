from django.utils.safestring import SafeString

from openhouse.ui.components.tag import tag as tag_of
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import drawn, escaped, given, markup, optional, safe_url

_ARROW = ICONS["chevron-right"]


def rows(content: SafeString, label: object = "", *, numbered: bool = False) -> SafeString:
    """The list around rows; `label` names it for a screen reader when no heading does."""
    frame = "<{list} class='rows'{label}>{content}</{list}>".replace("'", '"')
    name = optional(' aria-label="{value}"', label)
    return markup(frame, list="ol" if numbered else "ul", label=name, content=content)


def row(  # noqa: PLR0913
    title: object,
    value: object = "",
    small: object = "",
    small_right: object = "",
    *,
    url: object = "",
    tag: object = "",
    kind: str = "neutral",
    icon: str = "",
    lead: object = "",
    extra: object = "",
    below: object = "",
    current: bool = False,
) -> SafeString:
    """One line of a list; goes inside `rows`.

    `value` and `small_right` stand at the right; `tag`, `kind` and `icon` are a status after the
    title; `lead` is a quiet word before it (a time); `extra` is markup under the whole line (a
    `bar`), `below` the same beside the link. `current` marks what is going on now. With `url` the
    whole line is one link.
    """
    inside = (
        f"{_in('<span class="row-lead">{}</span>', lead)}"
        f'<span class="row-main"><span class="row-title">{escaped(title)}</span>'
        f"{tag_of(tag, kind, icon) if given(tag) else ''}{_in('<small>{}</small>', small)}</span>"
        f'<span class="row-side">{_in("<b>{}</b>", value)}{_in("<small>{}</small>", small_right)}'
        f"</span>{escaped(extra)}"
    )
    now = ' aria-current="true"' if current else ""
    if given(url):
        line = f'<a class="row-line" href="{escaped(safe_url(url))}">{inside}{_ARROW}</a>'
    else:
        line = f'<div class="row-line">{inside}</div>'
    return drawn(f'<li class="row"{now}>{line}{escaped(below)}</li>')


def _in(frame: str, value: object) -> str:
    return frame.replace("{}", escaped(value)) if given(value) else ""
