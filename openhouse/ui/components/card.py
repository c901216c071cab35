from django.utils.safestring import SafeString

from openhouse.ui.markup import NOTHING, given, markup, optional, safe_url


def card(
    content: SafeString,
    title: object = "",
    small: object = "",
    *,
    url: object = "",
    link: object = "",
    level: int = 2,
    id: str = "",
) -> SafeString:
    """A card around `content`.

    `small` stands quietly at the right of the title. `url` with `link` is a word link in its
    place ("All scores"); `url` alone makes the title itself the link.
    """
    head = NOTHING
    if given(title):
        if given(url) and not given(link):
            title = markup('<a href="{url}">{title}</a>', url=safe_url(url), title=title)
        side = optional("<small>{value}</small>", small)
        if given(link):
            frame = '{side}<a class="link" href="{url}">{link}</a>'
            side = markup(frame, side=side, url=safe_url(url), link=link)
        frame = '<header class="card-head"><h{level}>{title}</h{level}>{side}</header>'
        head = markup(frame, level=int(level), title=title, side=side)
    return markup(
        '<section class="card"{id}>{head}{content}</section>',
        id=optional(' id="{value}"', id),
        head=head,
        content=content,
    )
