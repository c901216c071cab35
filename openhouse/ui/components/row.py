from django.utils.safestring import SafeString

from openhouse.ui.components.tag import tag as tag_of
from openhouse.ui.icons import ICONS
from openhouse.ui.markup import NOTHING, given, markup, optional, safe_url

_INSIDE = (
    '{lead}<span class="row-main"><span class="row-title">{title}</span>{tag}{small}</span>'
    '<span class="row-side">{value}{small_right}</span>{extra}'
)


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
    current: bool = False,
) -> SafeString:
    """One line of a list; goes inside `rows`.

    `value` and `small_right` stand at the right; `tag`, `kind` and `icon` are a status after the
    title; `lead` is a quiet word before it (a time); `extra` is markup under the whole line (a
    `bar`). `current` marks what is going on now. With `url` the whole line is one link.
    """
    inside = markup(
        _INSIDE,
        lead=optional('<span class="row-lead">{value}</span>', lead),
        title=title,
        tag=tag_of(tag, kind, icon) if given(tag) else NOTHING,
        small=optional("<small>{value}</small>", small),
        value=optional("<b>{value}</b>", value),
        small_right=optional("<small>{value}</small>", small_right),
        extra=extra,
    )
    now = ' aria-current="true"' if current else ""
    if given(url):
        frame = '<li class="row"{now}><a class="row-line" href="{url}">{inside}{arrow}</a></li>'
        arrow = ICONS["chevron-right"]
        return markup(frame, now=SafeString(now), url=safe_url(url), inside=inside, arrow=arrow)
    frame = '<li class="row"{now}><div class="row-line">{inside}</div></li>'
    return markup(frame, now=SafeString(now), inside=inside)
