from django.utils.safestring import SafeString

from openhouse.ui.markup import markup, optional, safe_url


def chips(content: SafeString, label: object, *, wrapped: bool = False) -> SafeString:
    """A row of filters, each a `chip`; `label` names it for a screen reader.

    On a phone it moves sideways, or, *wrapped*, takes the lines it needs: for a few short words.
    """
    return markup(
        '<nav class="chips{wrapped}" aria-label="{label}"><ul>{content}</ul></nav>',
        wrapped=" wrapped" if wrapped else "",
        label=label,
        content=content,
    )


def chip(label: object, url: object, *, count: object = "", current: bool = False) -> SafeString:
    """One filter: a word, and how many it would show."""
    return markup(
        '<li><a class="chip" href="{url}"{now}>{label}{count}</a></li>',
        url=safe_url(url),
        now=SafeString(' aria-current="true"' if current else ""),
        label=label,
        count=optional(' <span class="chip-count">{value}</span>', count),
    )
