from django.utils.safestring import SafeString

from openhouse.ui.components.tag import tag as tag_of
from openhouse.ui.markup import NOTHING, given, markup, optional


def tick(  # noqa: PLR0913
    name: str,
    value: object,
    title: object,
    small: object = "",
    small_right: object = "",
    *,
    tag: object = "",
    kind: str = "neutral",
    checked: bool = False,
) -> SafeString:
    """A line of a list with a box to tick; goes inside `rows`. The whole line ticks it.

    `name` and `value` are what a form sends; the words are as those of a `row`.
    """
    return markup(
        '<li class="row"><label class="row-line tick-line"><input type="checkbox" name="{name}"'
        ' value="{value}"{checked}><span class="row-main"><span class="row-title">{title}</span>'
        '{tag}{small}</span><span class="row-side">{side}</span></label></li>',
        name=name,
        value=value,
        checked=SafeString(" checked" if checked else ""),
        title=title,
        tag=tag_of(tag, kind) if given(tag) else NOTHING,
        small=optional("<small>{value}</small>", small),
        side=optional("<small>{value}</small>", small_right),
    )
