from django.utils.safestring import SafeString

from openhouse.ui.components.tag import KIND_ICONS
from openhouse.ui.markup import NOTHING, given, known_kind, markup, safe_url


def facts(content: SafeString) -> SafeString:
    """The band of (three) facts of a card, each a door to what is behind it."""
    return markup('<ul class="facts">{content}</ul>', content=content)


def fact(value: object, label: object, url: object = "", kind: str = "neutral") -> SafeString:
    """One fact: a number or word, and what it means. warn and bad bring their icon."""
    kind = known_kind(kind)
    drawing = KIND_ICONS[kind] if kind in ("warn", "bad") else NOTHING
    frame = "<b{long}>{value}{drawing}</b><small>{label}</small>"
    long = SafeString(' class="fact-word"' if len(str(value)) > 8 else "")
    inside = markup(frame, long=long, value=value, drawing=drawing, label=label)
    if given(url):
        frame = '<li class="fact {kind}"><a href="{url}">{inside}</a></li>'
        return markup(frame, kind=kind, url=safe_url(url), inside=inside)
    frame = '<li class="fact {kind}"><span>{inside}</span></li>'
    return markup(frame, kind=kind, inside=inside)
