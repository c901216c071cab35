from django.utils.safestring import SafeString

from openhouse.ui.markup import markup, optional, safe_url


def chips(content: SafeString, label: object) -> SafeString:
    """A row of filters, each a `chip`; `label` names it for a screen reader."""
    frame = '<nav class="chips" aria-label="{label}"><ul>{content}</ul></nav>'
    return markup(frame, label=label, content=content)


def chip(label: object, url: object, *, count: object = "", current: bool = False) -> SafeString:
    """One filter: a word, and how many it would show."""
    return markup(
        '<li><a class="chip" href="{url}"{now}>{label}{count}</a></li>',
        url=safe_url(url),
        now=SafeString(' aria-current="true"' if current else ""),
        label=label,
        count=optional(' <span class="chip-count">{value}</span>', count),
    )
