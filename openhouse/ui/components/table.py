from django.utils.safestring import SafeString

from openhouse.ui.markup import markup


def table(
    content: SafeString, caption: object, *, stack: bool = False, hide_caption: bool = False
) -> SafeString:
    """A table around `content` (thead, tbody). Cells of numbers carry class `number`.

    On a phone it scrolls sideways by itself; with `stack` each row becomes a block of lines,
    for which every `td` needs `data-label` with the word of its column.
    """
    return markup(
        '<div class="table-frame" role="region" aria-label="{caption}" tabindex="0">'
        '<table class="table{stack}"><caption{hidden}>{caption}</caption>{content}</table></div>',
        caption=caption,
        stack=" stack-on-phone" if stack else "",
        hidden=SafeString(' class="visually-hidden"' if hide_caption else ""),
        content=content,
    )
