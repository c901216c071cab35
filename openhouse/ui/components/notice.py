from django.utils.safestring import SafeString

from openhouse.ui.components.tag import KIND_ICONS
from openhouse.ui.markup import known_kind, markup, optional

#: The words of Django's messages framework for the same kinds.
_LEVELS = {"success": "good", "warning": "warn", "error": "bad", "debug": "info"}


def notice(content: SafeString, kind: str = "info", headline: object = "") -> SafeString:
    """A word to the reader: good, info, warn or bad. warn and bad are read out at once."""
    kind = known_kind(_LEVELS.get(kind, kind))
    return markup(
        '<div class="notice {kind}" role="{role}">{drawing}<div>{headline}{content}</div></div>',
        kind=kind,
        role="alert" if kind in ("warn", "bad") else "note",
        drawing=KIND_ICONS.get(kind, KIND_ICONS["info"]),
        headline=optional("<strong>{value}</strong>", headline),
        content=content,
    )
